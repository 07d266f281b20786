"""Whose token it is, and who is spoken to: of Discord without asking it, for its token says so; Telegram is asked."""

from urllib.parse import urlsplit

from bots.doctor.findings import Finding, Level
from bots.settings import Settings, is_loopback
from bots.words import Words


def on_discord(settings: Settings, t: Words) -> list[Finding]:
    """Look at the token and the address; without a token there is nothing to look at."""
    token = settings.discord_token.get_secret_value()
    return [_token(token, t), *_address(settings.discord_api_url, "discord.com", "Discord", t)] if token else []


def _token(token: str, t: Words) -> Finding:
    from bots.on_discord.permissions import application_of  # noqa: PLC0415 - discord.py is imported where it is wanted

    application = application_of(token)
    if application is None:
        said = t._("PROSUMENT_DISCORD_TOKEN is not the token of a Discord bot.")
        cure = t._("Copy it once more: Discord's developer portal → your application → Bot → Reset Token.")
        return Finding("discord_token", Level.RED, said, cure)
    said = t._("The Discord token is of application {id}; a start shows whether Discord takes it.", id=application)
    return Finding("discord_token", Level.FINE, said)


async def on_telegram(settings: Settings, t: Words) -> list[Finding]:
    """Look at the token and the address, and ask Telegram whose it is; without a token there is nothing to look at."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return []
    return [*await _bot(token, settings.telegram_api_url, t), *_telegrams_address(settings, t)]


async def _bot(token: str, url: str, t: Words) -> list[Finding]:
    from bots.on_telegram import identity  # noqa: PLC0415 - the library is imported where it is wanted

    try:
        me = await identity.who_is(token, url)
    except identity.UnknownTokenError:
        said = t._("PROSUMENT_TELEGRAM_TOKEN is not the token of a Telegram bot.")
        cure = t._("Copy it once more: @BotFather on Telegram → /mybots → your bot → API Token.")
        return [Finding("telegram_token", Level.RED, said, cure)]
    except identity.NotReachedError as fault:
        said = t._("Telegram could not be asked about the token: {fault}.", fault=str(fault).rstrip("."))
        return [Finding("telegram_token", Level.WARNING, said, t._("Look whether this machine is online."))]
    found = [Finding("telegram_token", Level.FINE, t._("The Telegram token is that of @{bot}.", bot=me.username))]
    if not me.joins_groups:
        said = t._("Nobody can add @{bot} to a group.", bot=me.username)
        cure = t._("Type /setjoingroups to @BotFather on Telegram, choose the bot, and then Enable.")
        found.append(Finding("telegram_groups", Level.RED, said, cure))
    if me.reads_all:
        said = t._("Telegram hands @{bot} every message of its groups, and it needs none of them.", bot=me.username)
        cure = t._("Type /setprivacy to @BotFather on Telegram, choose the bot, and then Enable.")
        found.append(Finding("telegram_privacy", Level.WARNING, said, cure))
    return found


def _telegrams_address(settings: Settings, t: Words) -> list[Finding]:
    found = _address(settings.telegram_api_url, "api.telegram.org", "Telegram", t)
    own = settings.telegram_local == "on"
    return [one for one in found if not own or one.level is Level.RED]


def _address(url: str, home: str, platform: str, t: Words) -> list[Finding]:
    """Judge where a platform is looked for; its own address needs no word."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and (host == home or host.endswith(f".{home}")):
        return []
    name, setting = f"{platform.lower()}_api", f"PROSUMENT_{platform.upper()}_API_URL"
    cure = t._("Leave {setting} out, unless you mean it.", setting=setting)
    if is_loopback(host):
        said = t._(
            "{platform} is looked for on this machine, as in a test: nobody out there hears anything.",
            platform=platform,
        )
        return [Finding(name, Level.WARNING, said, cure)]
    if parts.scheme == "https":
        said = t._(
            "{platform} is spoken to by way of {host}, which gets the token to read.", platform=platform, host=host
        )
        return [Finding(name, Level.NOTE, said, cure)]
    said = t._(
        "The {platform} token goes to {host} without encryption, for anybody on the way to read.",
        platform=platform,
        host=host,
    )
    cure = t._("Leave {setting} out, or set it to an https address.", setting=setting)
    return [Finding(name, Level.RED, said, cure)]
