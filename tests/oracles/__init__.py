"""Oracles: the counting held against pref_voting, choix and scipy on random elections, by `python -m tests.oracles`.

They cannot be installed beside the numpy that Prosument runs on, so the command makes an environment of its own out of
requirements.txt (or takes one that is there: `--python`), counts the same elections there and here, and prints a line a
method; it ends with 1 where they differ. No test of the suite needs it.
"""
