"""The web platform: the room's HTTP interface, its page, and the mouth by which the courier speaks there.

The one folder that imports aiohttp. `make_web_app` serves what a `WebRoom` holds, `WebSpeaker` is the port that
the courier speaks by; both write through one `LiveLog`, so that whoever waits for messages is woken.
"""

from bots.on_web.app import make_web_app, tidy
from bots.on_web.log import LiveLog
from bots.on_web.room import Sketch, WebLimits, WebRoom
from bots.on_web.serving import OpenWebRoom, limits_of, open_web_room
from bots.on_web.speaker import WebSpeaker

__all__ = [
    "LiveLog",
    "OpenWebRoom",
    "Sketch",
    "WebLimits",
    "WebRoom",
    "WebSpeaker",
    "limits_of",
    "make_web_app",
    "open_web_room",
    "tidy",
]
