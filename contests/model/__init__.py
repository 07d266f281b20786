"""The nouns, a file each: frozen values that know no clock and no store."""
