"""How it looks: every page and state in Chromium, seen on pictures and checked by axe.

`states` lists them, `messages` is every kind of message, `acts` leads into a state, `houses` are where they are seen,
`taking` looks, `sheets` lays pictures side by side; `python -m tests.looks` does it all.
"""
