"""The parts of the loopback Discord; `tests/platforms/discord_server.py` is its public face."""
