"""By which name we were called, and where else on this machine that name leads."""

from urllib.parse import urlsplit

from aiohttp import hdrs, web


def host_name(host: str) -> str:
    """Return a Host header's name without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:  # half of a bracket
        return ""


def at_port(request: web.Request, port: int, path: str = "/") -> str:
    """Return an address on another port of this machine, by the name that the caller knows it by."""
    name = host_name(request.headers.get(hdrs.HOST, ""))
    host = f"[{name}]" if ":" in name else name
    return f"http://{host}:{port}{path}"
