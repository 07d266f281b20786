"""Translate in, translate out, and be on time: the platforms, the words, the pictures, the clock."""
