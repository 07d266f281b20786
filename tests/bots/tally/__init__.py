"""The command that counts elections from files."""
