"""Why a program cannot start or go on: one line of cause, one of cure, in the operator's language."""


class CannotStartError(Exception):
    """What an operator must mend first."""

    def __init__(self, cause: str, cure: str) -> None:
        """Say the cause and the cure; neither holds a secret."""
        super().__init__(cause)
        self.cause = cause
        self.cure = cure
