"""Counting: a file a method, from counted choices to Standings; the same ballots give the same standings."""
