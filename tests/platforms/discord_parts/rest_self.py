"""The application itself, its user, its gateway, and the users it may look up."""

from typing import Any

from tests.platforms.discord_parts.routes import Call, route
from tests.platforms.discord_parts.wire import Json, RefusedError, unknown


@route("GET", "/users/@me")
async def me(call: Call) -> Json:
    return call.world.bot.payload() | {
        "verified": True,
        "mfa_enabled": True,
        "email": None,
        "bio": "",
        "locale": "en-US",
    }


@route("GET", "/users/@me/guilds")
async def my_guilds(call: Call) -> list[Json]:
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(guild.bot.permissions()),
            "features": [],
        }
        for guild in call.world.guilds.values()
        if guild.has_bot
    ]


@route("DELETE", "/users/@me/guilds/{guild_id}")
async def leave(call: Call) -> None:
    call.guild().remove(call.world.bot)


@route("GET", "/users/{user_id}")
async def user(call: Call) -> Json:
    found = call.world.people.get(call.id("user_id"))
    if found is None:
        raise unknown(10013, "User")
    return found.payload()


@route("POST", "/users/@me/channels")
async def open_dm(call: Call) -> Json:
    person = call.world.people.get(int(call.json.get("recipient_id") or 0))
    if person is None:
        raise RefusedError(400, 50033, "Invalid Recipient(s)")
    return call.world.dm_with(person).payload()


@route("GET", "/applications/@me")
@route("GET", "/oauth2/applications/@me")
async def application(call: Call) -> Json:
    return {
        "id": str(call.world.bot.id),
        "name": "Prosument",
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "is_monetized": False,
        "is_verified": False,
        "is_discoverable": False,
        "bot": call.world.bot.payload(),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": call.world.bot.payload() | {"bot": False},
        "team": None,
        "flags": 0,
        "flags_new": "0",
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "approximate_user_authorization_count": 0,
        "hook": True,
        "storefront_available": False,
        "integration_types_config": {"0": {}},
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "redirect_uris": [],
        "approximate_guild_count": sum(guild.has_bot for guild in call.world.guilds.values()),
        "approximate_user_install_count": 0,
    }


@route("GET", "/gateway/bot")
async def gateway(call: Call) -> Json:
    limits = {"total": 1000, "remaining": 1000, "reset_after": 14400000, "max_concurrency": 16}
    return {"url": call.world.gateway.url, "shards": call.world.gateway.shards, "session_start_limit": limits}


def commands_of(call: Call) -> Any:
    guild_id = call.id("guild_id") if "guild_id" in call.ids else None
    if guild_id is not None:
        call.guild()
    if call.id("application_id") != call.world.bot.id:
        raise RefusedError(403, 20012, "You are not authorized to perform this action on this application")
    return call.world.registered(guild_id)


@route("GET", "/applications/{application_id}/commands")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
async def list_commands(call: Call) -> list[Json]:
    return list(commands_of(call).commands.values())


@route("PUT", "/applications/{application_id}/commands")
@route("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
async def overwrite_commands(call: Call) -> Any:
    world = call.world
    day = world.clock.now().date().isoformat()
    return commands_of(call).overwrite(call.body or [], app_id=world.bot.id, new_id=world.ids.new, day=day)
