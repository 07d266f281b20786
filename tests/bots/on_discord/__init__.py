"""Discord, from outside."""
