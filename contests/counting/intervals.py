"""How sure a share is, of few or of many looks."""

from fractions import Fraction
from math import sqrt

Z = 1.96
"""Of a normal distribution: 95 % lie within it."""
DIGITS = 10**9


def wilson_lower(successes: float, trials: int, z: float = Z) -> float:
    """Return the lower bound of Wilson's score interval; 0 without a trial.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    if not trials:
        return 0.0
    share = successes / trials
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, (share + z * z / (2 * trials) - spread) / (1 + z * z / trials))


def rounded(value: float) -> Fraction:
    """Return a value to nine digits, so that equal ones tie whatever the machine made of their last bits."""
    return Fraction(round(value * DIGITS), DIGITS)
