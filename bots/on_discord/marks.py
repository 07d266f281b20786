"""The role that ambassadors wear: given and taken by one request each, which touches no other role."""

import discord

from bots.findings import Finding
from bots.hearing import NotSentError
from bots.on_discord.permissions import role_finding
from bots.on_discord.places import Place
from bots.on_discord.sending import Connection, Sender

LEFT = 10007
"""Discord's code for somebody who is no member of the server."""
BARRED = 50013
REASON = "Prosument: ambassador"


class Roles:
    """The roles of ambassadors in servers."""

    def __init__(self, connection: Connection, sender: Sender) -> None:
        """Give and take them by this connection."""
        self._connection, self._sender = connection, sender

    async def mark(self, at: Place, office: str, handle: str, *, worn: bool) -> None:
        """Give or take a role. Raises: NotSentError, discord.HTTPException, TimeoutError, OSError."""
        if worn and (finding := await self.hindrance(at, office)):
            raise NotSentError(f"{finding.said} {finding.cure}", final=True)
        http = self._connection.now().http
        change = http.add_role if worn else http.remove_role
        try:
            await self._sender.call(lambda: change(at.guild, int(handle), int(office), reason=REASON))
        except discord.HTTPException as error:
            if error.code == LEFT and not worn:
                return  # who has left wears nothing here
            if error.code == BARRED and (finding := await self.hindrance(at, office)):
                raise NotSentError(f"{finding.said} {finding.cure}", final=True) from error
            raise

    async def hindrance(self, at: Place, office: str) -> Finding | None:
        """Return why a role cannot be given, or None. Raises: NotSentError, discord.HTTPException."""
        client = self._connection.now()
        guild = client.get_guild(at.guild)
        if guild is None or not office.isdecimal():
            return None  # what we do not know Discord itself says when it is asked
        role = guild.get_role(int(office))
        if role is None:  # made just now, perhaps
            role = next((one for one in await self._sender.call(guild.fetch_roles) if one.id == int(office)), None)
        return role_finding(guild, role, self._connection.t)
