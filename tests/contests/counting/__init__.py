"""Tests of the counting methods, of ties, caps, quorum and points."""
