"""Rows and files: the only place that says SQL."""
