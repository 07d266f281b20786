"""What is allowed: pure functions that are given `now`, and return a value or raise a Refusal."""
