"""Loopback platforms: servers that the real client libraries talk to over real sockets."""
