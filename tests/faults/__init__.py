"""Faults: kill, fill the disk, take the right to write away; then look at what is left.

`python -m tests.faults` ends a real process by SIGKILL at every step of a close, one step after the other; and of all
that leads to one or follows from it, in the web room and on a loopback Discord, which stays as it was.
"""
