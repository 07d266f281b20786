"""Discord: the only folder that imports its library."""
