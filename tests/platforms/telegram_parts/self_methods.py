"""Methods about the bot itself: who it is, its updates, its menus, files."""

import re

from tests.platforms.telegram_parts import menus
from tests.platforms.telegram_parts.routes import Call, method
from tests.platforms.telegram_parts.webhook import Hook
from tests.platforms.telegram_parts.wire import Json, malformed

MOST_COMMANDS = 100


@method("getMe")
async def get_me(call: Call) -> Json:
    return call.world.bot.payload() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not call.world.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    updates = call.world.updates
    limit = call.integer("limit")
    if limit is not None and not 1 <= limit <= 100:
        raise malformed("limit must be 1-100")
    allowed = call.json("allowed_updates")
    if allowed is not None:
        updates.allowed = frozenset(allowed)
    return await updates.poll(call.integer("offset") or 0, limit or 100, call.integer("timeout") or 0)


@method("setWebhook")
async def set_webhook(call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise malformed("secret token contains unallowed characters")
    is_local = url.startswith("http://127.0.0.1:")
    if url and not url.startswith("https://") and not is_local:
        raise malformed("bad webhook: An HTTPS URL must be provided for webhook")
    if call.flag("drop_pending_updates"):
        call.world.updates.waiting.clear()
    allowed = call.json("allowed_updates")
    if allowed is not None:
        call.world.updates.allowed = frozenset(allowed)
    most = call.integer("max_connections") or 40
    await call.world.hooks(Hook(url, secret, most) if url else None)
    return True


@method("deleteWebhook")
async def delete_webhook(call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        call.world.updates.waiting.clear()
    await call.world.hooks(None)
    return True


@method("getWebhookInfo")
async def get_webhook_info(call: Call) -> Json:
    world, body = call.world, {}
    if world.updates.allowed:
        body["allowed_updates"] = sorted(world.updates.allowed)
    hook = world.hook
    told: Json = {"url": hook.url if hook else "", "has_custom_certificate": False}
    told |= {"pending_update_count": len(world.updates.fresh())}
    if hook is not None:
        told["max_connections"] = hook.most
    if world.hook_error is not None:
        told |= {"last_error_date": int(world.clock.now().timestamp()), "last_error_message": world.hook_error}
    return told | body


def _menu_key(call: Call) -> tuple[str, str]:
    """Return the scope and the language that a call is about. Raises: RefusedError."""
    scope, language = call.json("scope"), call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise malformed("BOT_COMMAND_LANGUAGE_INVALID")
    if (scope or {}).get("type", "default") not in menus.OF_A_CHAT:
        return menus.scope_key(scope, None), language
    of_scope = Call(call.world, call.method, scope)
    chat = of_scope.reached()
    return menus.scope_key(scope, chat.id), language


@method("setMyCommands")
async def set_my_commands(call: Call) -> bool:
    commands = call.objects("commands")
    if len(commands) > MOST_COMMANDS:
        raise malformed("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(one.get("command", "")).removeprefix("/")):
            raise malformed("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", ""))) <= 256:
            raise malformed("BOT_COMMAND_DESCRIPTION_INVALID")
    key = _menu_key(call)
    if commands:
        call.world.commands[key] = commands
    else:
        call.world.commands.pop(key, None)
    return True


@method("getMyCommands")
async def get_my_commands(call: Call) -> list[Json]:
    return call.world.commands.get(_menu_key(call), [])


@method("deleteMyCommands")
async def delete_my_commands(call: Call) -> bool:
    call.world.commands.pop(_menu_key(call), None)
    return True


@method("getFile")
async def get_file(call: Call) -> Json:
    return call.world.files.path_of(call.text("file_id"))


@method("getUserProfilePhotos")
async def profile_photos(call: Call) -> Json:
    return {"total_count": 0, "photos": []}


@method("setMyDescription")
async def set_my_description(call: Call) -> bool:
    call.world.descriptions[call.text("language_code")] = _short(call, "description", 512)
    return True


@method("setMyShortDescription")
async def set_my_short_description(call: Call) -> bool:
    call.world.descriptions[f"short {call.text('language_code')}"] = _short(call, "short_description", 120)
    return True


def _short(call: Call, name: str, most: int) -> str:
    if len(call.text(name)) > most:
        raise malformed(f"{name} is too long")
    return call.text(name)
