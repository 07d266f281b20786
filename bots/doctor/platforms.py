"""What can be known of Discord without asking it: whose token it is, and who is spoken to."""

from urllib.parse import urlsplit

from bots.doctor.findings import Finding, Level
from bots.settings import Settings, is_loopback
from bots.words import Words


def on_discord(settings: Settings, t: Words) -> list[Finding]:
    """Look at the token and the address; without a token there is nothing to look at."""
    token = settings.discord_token.get_secret_value()
    return [_token(token, t), *_address(settings.discord_api_url, t)] if token else []


def _token(token: str, t: Words) -> Finding:
    from bots.on_discord.permissions import application_of  # noqa: PLC0415 - discord.py is imported where it is wanted

    application = application_of(token)
    if application is None:
        said = t._("PROSUMENT_DISCORD_TOKEN is not the token of a Discord bot.")
        cure = t._("Copy it once more: Discord's developer portal → your application → Bot → Reset Token.")
        return Finding("discord_token", Level.RED, said, cure)
    said = t._("The Discord token is of application {id}; a start shows whether Discord takes it.", id=application)
    return Finding("discord_token", Level.FINE, said)


def _address(url: str, t: Words) -> list[Finding]:
    """Judge where Discord is looked for; its own address needs no word."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and (host == "discord.com" or host.endswith(".discord.com")):
        return []
    cure = t._("Leave PROSUMENT_DISCORD_API_URL out, unless you mean it.")
    if is_loopback(host):
        said = t._("Discord is looked for on this machine, as in a test: nobody out there hears anything.")
        return [Finding("discord_api", Level.WARNING, said, cure)]
    if parts.scheme == "https":
        said = t._("Discord is spoken to by way of {host}, which gets the token to read.", host=host)
        return [Finding("discord_api", Level.NOTE, said, cure)]
    said = t._("The Discord token goes to {host} without encryption, for anybody on the way to read.", host=host)
    cure = t._("Leave PROSUMENT_DISCORD_API_URL out, or set it to an https address.")
    return [Finding("discord_api", Level.RED, said, cure)]
