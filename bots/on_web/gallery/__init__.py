"""The gallery: the public window of a brand, in plain pages that need no script.

`tiles.contest_tiles` and the macro of the same name in `tiles.html` show contests on any other page, too.
"""
