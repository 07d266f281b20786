"""The Telegram door: people who type commands, press and read in a loopback Telegram, by the real client library."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from bots.app import Running, composed, served
from bots.on_telegram import deep_links, ids
from bots.on_telegram.dialogue import asked, options_of
from bots.on_telegram.limiter import Limiter
from bots.on_telegram.speaker import TelegramSpeaker
from bots.post import Form, Post
from bots.settings import Settings
from tests.platforms import telegram_server as telegram
from tests.platforms.telegram_server import TelegramServer, loopback_telegram
from tests.stories.discord_door import UP_S, Overheard, message_of
from tests.stories.person import File, Json
from tests.stories.web_door import WebDoor, WebPerson, settings_in, web_doors

LOOK_S = 0.01
PATIENCE_S = 20.0
"""How long an answer may take, on a machine that has other things to do."""

GRACE_S = 5.0
"""How much longer an answer is waited for where only something else has come, or the wheel stopped without one."""


@dataclass(slots=True)
class TelegramPerson:
    """Somebody in a group of the loopback Telegram, who has opened the private chat with the bot."""

    name: str
    port: "TelegramPort"
    who: telegram.Person
    group: telegram.Group
    forms: dict[str, Form] = field(default_factory=dict)
    """Forms that the bot asks about, by their ids."""

    async def say(self, text: str, *files: File, room: str = "main") -> list[Json]:
        """Type a line in private, where a group's links lead; files go along, and their descriptions with the line."""
        assert room in {"main", "me"}
        alts = [alt for _, alt in files if alt]
        if alts and "alt=" not in text:
            text = f'{text} alt="{" | ".join(alts)}"'
        sent = [telegram.File(f"whatever-{number}.bin", content) for number, (content, _) in enumerate(files)]
        return await self._answered(lambda: self.who.say(self.port.server.bot, text, *sent, album=len(sent) > 1))

    async def press(self, message: Json, button: str, *values: str) -> list[Json]:
        """Press a button, or choose in a select."""
        on = self.port.shown[message["id"]]
        select = next((one for one in selects_of(on) if one["id"] == button), None)
        if select is not None:
            return await self._chosen(on, select, values)
        found = next((one for one in on.buttons if id_of(one) == button), None)
        if found is None:
            return await self._answered(lambda: self.who.forge_press(on, f"{ids.BUTTON}{button}"), pressed=on)
        if found.url is not None:
            return await self._answered(lambda: self.who.follow(found))
        return await self._answered(lambda: self.who.press(on, found.data or ""), pressed=on)

    async def _chosen(self, on: telegram.Message, select: Json, values: Sequence[str]) -> list[Json]:
        """Tick just these, and say that that is all."""
        for option in select["options"]:
            if select["is_ticked"] and option["ticked"] != (option["value"] in values):
                await self.who.press(on, option["data"])
        data = select["done"] or next(one["data"] for one in select["options"] if one["value"] in values)
        return await self._answered(lambda: self.who.press(on, data), pressed=on)

    async def submit(self, form: Json, fields: Mapping[str, str], *files: File) -> list[Json]:
        """Answer what is asked, a field after the other, and send it."""
        neutral = self.forms[form["id"]]
        names = [one.name for one in asked(neutral)]
        for name, value in fields.items():
            if name in names and value:
                await self.answers(neutral, name, value)
        if files:
            await self.asked_for(neutral, "file")
            for content, _ in files:
                await self._acts(partial(self.who.say, self.port.server.bot, "", telegram.File("a.bin", content)))
        return await self.hands_in()

    async def hands_in(self) -> list[Json]:
        """Press the dialogue's own Send."""
        question = self._question()
        send = next((one.data for one in question.buttons if (one.data or "").endswith(":s")), None)
        assert send, f"it cannot be sent yet: {question.said!r} {question.rows}"
        return await self._answered(lambda: self.who.press(question, send), pressed=question)

    async def answers(self, form: Form, name: str, value: str) -> None:
        """Answer one question of a dialogue."""
        question = await self.asked_for(form, name)
        [one] = [one for one in asked(form) if one.name == name]
        options = [option.value for option in options_of(one)]
        if one.kind in {"choice", "check"} and value in options:
            data = _act(question, f"o{options.index(value)}")
            await self._acts(lambda: self.who.press(question, data))
        else:
            await self._acts(lambda: self.who.say(self.port.server.bot, value))

    async def asked_for(self, form: Form, name: str) -> telegram.Message:
        """Have a field asked for; a form of one field asks for it by itself."""
        names = [one.name for one in asked(form)]
        if len(names) > 1:
            for act in ("m", f"f{names.index(name)}"):
                question = self._question()
                if data := _act(question, act):
                    await self._acts(partial(self.who.press, question, data))
        return self._question()

    def _question(self) -> telegram.Message:
        """Return the message of a dialogue that stands last."""
        return next(
            one for one in reversed(self.who.sees()) if any((b.data or "").startswith("d1:") for b in one.buttons)
        )

    async def _acts(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do something, and wait until the dialogue has answered."""
        mark = self.who.world.step
        await act()
        await self._until(lambda: bool(self._news(mark)))

    async def reads(self, room: str = "main") -> list[Json]:
        """Return what they see in the group, on the desk or in private."""
        chat = {"main": self.group, "desk": self.port.desk, "me": self.who.private}[room]
        return [self.port.as_json([one]) for one in self.who.sees(chat) if one.is_of_bot]

    async def _answered(
        self, act: Callable[[], Awaitable[object]], *, pressed: telegram.Message | None = None
    ) -> list[Json]:
        """Do something, and return what came of it: in private, and where something was pressed."""
        mark, handle = self.who.world.step, str(self.who.id)
        group = pressed.chat if pressed and isinstance(pressed.chat, telegram.Group) else None
        self.port.overheard.answers.pop(handle, None)
        await act()
        await self._until(
            lambda: handle in self.port.overheard.answers or pressed is not None or bool(self._news(mark, group))
        )
        await self._grant(lambda: handle in self.port.overheard.answers)  # a wheel stops before an answer that is slow
        posts = self.port.overheard.answers.pop(handle, [])
        for post in posts:
            if post.form is not None:
                self.forms[post.form.id] = post.form
        await self._until(lambda: self._all_there(self._news(mark, group), posts))
        return self._paired(self._news(mark, group), posts)

    def _news(self, mark: int, group: telegram.Group | None = None) -> list[telegram.Message]:
        """Return what the bot has said since, in private and in a group."""
        seen = [*self.who.sees(), *(self.who.sees(group) if group else ())]
        return [one for one in seen if one.is_of_bot and one.step > mark]

    def _all_there(self, news: Sequence[telegram.Message], posts: Sequence[Post]) -> bool:
        seen = {id_of(one) for message in news for one in message.buttons}
        wanted = [{one.id for one in post.buttons if not one.disabled} for post in posts if not post.form]
        return len(news) >= len(posts) and all(not ids_ or ids_ & seen for ids_ in wanted)

    async def _grant(self, is_so: Callable[[], bool]) -> None:
        """Wait a little longer: what has come may be news that nobody asked for, and not the answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_S):
                while not is_so():  # noqa: ASYNC110 - as below
                    await asyncio.sleep(LOOK_S)

    async def _until(self, is_so: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not is_so():  # noqa: ASYNC110 - what is waited for has no event of its own
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            shown = [f"{one.said!r} {one.rows}" for one in self.who.sees()[-3:]]
            raise AssertionError(f"{self.name} got no answer; last seen: {shown}") from None

    def _paired(self, news: Sequence[telegram.Message], posts: Sequence[Post]) -> list[Json]:
        """Return each post with the messages that it became."""
        made = []
        for number, post in enumerate(posts):
            is_last = number == len(posts) - 1
            wanted = {one.id for one in post.buttons if not one.disabled}
            taken = news if is_last else news[:1]
            if wanted and not is_last:
                until = next(n for n, one in enumerate(news) if wanted & {id_of(button) for button in one.buttons})
                taken = news[: until + 1]
            news = news[len(taken) :]
            made.append(self.port.as_json(taken, post))
        return made + [self.port.as_json([one]) for one in news]


@dataclass(slots=True)
class TelegramPort(WebDoor):
    """A group with a gallery and a desk; the clock and the standings are those of the house."""

    running: Running = None  # type: ignore[assignment]  # given by `telegram_house`, always
    server: TelegramServer = None  # type: ignore[assignment]  # given by `telegram_house`, always
    group: telegram.Group = None  # type: ignore[assignment]  # given by `telegram_house`, always
    desk: telegram.Group = None  # type: ignore[assignment]  # given by `telegram_house`, always
    gallery: telegram.Group = None  # type: ignore[assignment]  # given by `telegram_house`, always
    owner: telegram.Person = None  # type: ignore[assignment]  # given by `telegram_house`, always
    overheard: Overheard = None  # type: ignore[assignment]  # given by `telegram_house`, always
    shown: dict[str, telegram.Message] = field(default_factory=dict)

    async def person(self, name: str, role: str = "member") -> TelegramPerson:  # type: ignore[override]  # another kind of person
        """Let somebody into the group; whoever runs contests is appointed by a manager."""
        who = self.server.person(name)
        self.group.let_in(who)
        person = TelegramPerson(name, self, who, self.group)
        await who.start("privacy")
        await who.until(1, within=PATIENCE_S)
        await who.say(self.group, "/me")  # from now on the private chat knows which community is meant
        await who.until(1, within=PATIENCE_S)
        if role != "member":
            self.desk.let_in(who)
            added = await (await self.keep()).say(f'/brand people add person="{name}" role={role}')
            assert not added[-1]["refusal"], added
        return person

    def as_json(self, messages: Sequence[telegram.Message], post: Post | None = None) -> Json:
        """Return a message as stories read it; the keys of refusals and receipts are those that were overheard."""
        last = messages[-1] if messages else None
        text = "\n".join(one.said for one in messages if one.said)
        id_ = f"{last.chat_id}/{last.id}" if last else "none"
        if last is not None:
            self.shown[id_] = last
        media = [{"alt": text} for one in messages for _ in one.media]
        is_private = last is None or last.chat.kind == "private"
        is_card = bool(post.pictures) if post else not is_private
        form = post.form if post else None
        return {
            **message_of(id_, text, post),
            "buttons": [
                {"id": id_of(one), "label": one.label, "disabled": False}
                for one in (last.buttons if last else ())
                if not (one.data or "").startswith((ids.OPTION, ids.TOGGLE, ids.DONE))
            ],
            "selects": selects_of(last) if last else [],
            "pictures": media if is_card else [],
            "media": [] if is_card else media,
            "private": is_private,
            "form": form_json(form) if form else None,
        }


def id_of(button: telegram.Button) -> str:
    """Return the neutral id of a button, or of what its link opens."""
    if button.url is not None:
        return deep_links.button_of(button.url.rpartition("start=")[2]) or button.url
    return ids.button_of(button.data or "") or button.data or ""


def selects_of(message: telegram.Message) -> list[Json]:
    """Return the choices that a message offers."""
    found: dict[str, Json] = {}
    for one in message.buttons:
        data = one.data or ""
        for kind in (ids.OPTION, ids.TOGGLE):
            if choice := ids.choice_of(data, kind):
                select = found.setdefault(
                    choice[0], {"id": choice[0], "options": [], "done": "", "is_ticked": kind == ids.TOGGLE}
                )
                option = {"value": choice[1], "label": one.label, "data": data, "ticked": one.label.startswith("☑")}
                select["options"].append(option)
        if data.startswith(ids.DONE):
            found[data.removeprefix(ids.DONE)]["done"] = data
    return list(found.values())


def form_json(form: Form) -> Json:
    """Return a form as stories read it."""
    fields = [
        {
            "name": one.name,
            "label": one.label,
            "kind": one.kind,
            "value": one.value,
            "required": one.required,
            "options": [{"value": option.value, "label": option.label} for option in one.options],
        }
        for one in form.fields
    ]
    return {"id": form.id, "title": form.title, "fields": fields}


def _act(question: telegram.Message, act: str) -> str:
    """Return the data of a dialogue's button that does something, or nothing."""
    return next((one.data or "" for one in question.buttons if (one.data or "").endswith(f":{act}")), "")


@asynccontextmanager
async def telegram_house(folder: Path, **more: object) -> AsyncIterator[tuple[TelegramPort, Running]]:
    """Run a whole Prosument in a loopback Telegram, with the web room beside it; the group has joined by a code."""
    async with loopback_telegram() as server:
        server.limits_lifted = True  # a story is not about speed
        settings = on_telegram(settings_in(folder, **more), server)
        async with composed(settings, practice_clock=True) as plain:
            overheard = Overheard(plain.talker)
            running = replace(plain, talker=overheard)  # type: ignore[arg-type]  # what the platforms need of it
            async with served(running) as address, web_doors(address) as web:
                await is_up(running)
                keeper: WebPerson = await web.keep()
                owner = server.person("Olga")
                main, desk, gallery = (server.group(f"Bag {what}", owner=owner) for what in ("fans", "team", "gallery"))
                port = TelegramPort(
                    web.session, address, keeper, running, server, main, desk, gallery, owner, overheard
                )
                await set_up(port, owner, main, desk, gallery)
                yield port, running


def on_telegram(settings: Settings, server: TelegramServer) -> Settings:
    """Return settings with the loopback Telegram in them."""
    token = type(settings.telegram_token)(server.token)
    return settings.model_copy(update={"telegram_token": token, "telegram_api_url": server.api_url})


async def is_up(running: Running) -> None:
    """Wait until Telegram is connected; a story is not about its pace."""
    async with asyncio.timeout(UP_S):
        while "telegram" not in running.conditions or running.conditions["telegram"].state != "up":  # noqa: ASYNC110 - the house sets no event for tests
            await asyncio.sleep(LOOK_S)
    speaker = running.speakers["telegram"]
    assert isinstance(speaker, TelegramSpeaker)
    assert speaker.connection.bot is not None
    assert isinstance(speaker.connection.bot.rate_limiter, Limiter)
    speaker.connection.bot.rate_limiter.is_lifted = True


RIGHTS = frozenset({"can_delete_messages", "can_manage_tags"})


async def set_up(
    port: TelegramPort, owner: telegram.Person, main: telegram.Group, desk: telegram.Group, gallery: telegram.Group
) -> None:
    """Let a group's owner add it to the house's community by a manager's code, with a gallery and a desk elsewhere."""
    server = port.server
    await owner.start()
    await owner.until(1, within=PATIENCE_S)
    for group in (main, desk, gallery):
        group.add_bot(RIGHTS, by=owner)
    code = (await (await port.keep()).say("/setup code"))[0]["text"].partition("join=")[2].split()[0]
    await _confirmed(owner, server, main, f"/setup join={code}", "here_join")
    await owner.say(main, "/me")
    await owner.until(1, within=PATIENCE_S)
    added = await (await port.keep()).say(f'/brand people add person="{owner.name}" role=manager')
    assert not added[-1]["refusal"], added
    await _confirmed(owner, server, desk, "/setup desk", "here_")
    await _confirmed(owner, server, gallery, "/setup gallery", "here_")


async def _confirmed(
    owner: telegram.Person, server: TelegramServer, group: telegram.Group, line: str, verb: str
) -> None:
    await owner.say(group, line)
    found = await owner.until(lambda one: any(f":{verb}" in (b.data or "") for b in one.buttons), within=PATIENCE_S)
    data = next(one.data or "" for one in found[-1].buttons if f":{verb}" in (one.data or ""))
    await owner.press(found[-1], data)


__all__ = ["TelegramPerson", "TelegramPort", "is_up", "on_telegram", "set_up", "telegram_house"]
