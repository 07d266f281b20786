"""Say, press and submit: what a person does in a room, and what they are answered."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from aiohttp import web

from bots.hearing import Pressed, Said, Submitted
from bots.on_web.bodies import Body, json_body, received
from bots.on_web.call import Call, room_of
from bots.on_web.errors import no_such, wrong
from bots.on_web.front import front_of, json, person_of, shown, words_for
from bots.on_web.memory import BALLOTS, form_key, is_repeated, once_key, press_key
from bots.on_web.messages import form_id, subject_of
from bots.on_web.room import MAIN, sees
from bots.post import Post
from bots.words import Words
from contests.ports import Line
from contests.refusals import Refusal

ID_LENGTH = 200
VALUES = 100


async def say(request: web.Request) -> web.Response:
    """Take a command, or a line to the others: `POST /api/say`."""
    front, person = front_of(request), person_of(request)
    async with received(request, front.room.incoming_folder, front.room.limits.upload_bytes) as body:
        with front.room.arrivals.arrived() as at:
            call = Call(front, person, room_of(body.short("room"), person.member), at)
            said = Said(body.text("text"), body.files)
            if not said.text.strip() and not said.files:
                raise wrong("text", "needed")
            async with front.turns.of(person.account.id):
                lines = await _once(call, body, lambda: _said(call, said, words_for(request)))
    return json({"messages": await shown(front, lines)})


async def submit(request: web.Request) -> web.Response:
    """Take a form: `POST /api/submit`."""
    front, person = front_of(request), person_of(request)
    async with received(request, front.room.incoming_folder, front.room.limits.upload_bytes) as body:
        with front.room.arrivals.arrived() as at:
            submitted = Submitted(body.short("form"), body.fields("form", "once"), body.files)
            async with front.turns.of(
                person.account.id
            ):  # whoever is quick sends a form before we know that we showed it
                form = await front.memory.form(person.account.id, submitted.form)
                if form is not None and not sees(person.member, person.account.id, form):
                    form = None
                call = Call(front, person, form.room if form else MAIN, at)
                lines = await _once(call, body, lambda: _submitted(call, submitted, form))
    return json({"messages": await shown(front, lines)})


async def press(request: web.Request) -> web.Response:
    """Take a press of a button or a select: `POST /api/press`."""
    front, person = front_of(request), person_of(request)
    body = await json_body(request)
    with front.room.arrivals.arrived() as at:
        message, pressed = body.short("message"), Pressed(body.short("button"), body.texts("values"))
        if len(pressed.values) > VALUES or any(len(one) > ID_LENGTH for one in pressed.values):
            raise wrong("values", "too_long")
        async with front.turns.of(person.account.id):
            line = await front.room.log.get(message)
            if line is None or not sees(person.member, person.account.id, line):
                raise no_such()
            lines = await _pressed(Call(front, person, line.room, at), line, pressed)
    return json({"messages": await shown(front, lines)})


async def _said(call: Call, said: Said, t: Words) -> list[Line]:
    if said.text.lstrip().startswith("/"):
        return await call.answers.to_line(await call.heard(said))
    if said.files:
        text = t._("Files come with a command, such as /enter or /review.")
        return await call.answers.to_line([Post(text, refusal=Refusal("needs_argument", name="text"))])
    limit, length = call.front.room.limits.texts.text, len(said.text)
    if length > limit:
        text = t._("That is {length} characters; up to {limit} fit. Send it in parts?", length=length, limit=limit)
        refusal = Refusal("too_long", field="text", limit=limit, length=length)
        return await call.answers.to_line([Post(text, refusal=refusal)])
    return [await call.front.scribe.chat(call.person, call.room, said.text, call.at)]


async def _submitted(call: Call, submitted: Submitted, form: Line | None) -> list[Line]:
    return await call.answers.to_form(await call.heard(submitted), form)


async def _pressed(call: Call, line: Line, pressed: Pressed) -> Sequence[Line]:
    """Answer a press; the second one of the same button as the first."""
    memory, key = call.front.memory, press_key(line, pressed.button, pressed.values)
    given = await memory.given(call.account, key)
    if given and is_repeated(given, line, pressed.button):
        return given.lines
    before = given.lines if given else ()
    heard = await call.heard(replace(pressed, about=subject_of(line)))
    lines = await call.answers.to_press(heard, line, before)
    if not pressed.button.startswith(BALLOTS) or any(one.id != line.id for one in lines):
        latest = {line.id: line, **{one.id: one for one in lines}}
        await memory.keep(call.account, key, lines, call.at, beside=latest[line.id])
    await _keep_forms(call, lines)
    return lines


async def _once(call: Call, body: Body, act: Callable[[], Awaitable[list[Line]]]) -> Sequence[Line]:
    """Do something; what bears a `once` key only if it was not done before. The caller holds the person's turn."""
    once = body.short("once", "")
    given = await call.front.memory.once(call.account, once, call.at) if once else None
    if given:
        return given.lines
    lines = await act()
    if once:
        await call.front.memory.keep(call.account, once_key(once), lines, call.at)
    await _keep_forms(call, lines)
    return lines


async def _keep_forms(call: Call, lines: Sequence[Line]) -> None:
    """Remember which message shows a form: its answer will take that place."""
    for line in lines:
        if form := form_id(line):
            await call.front.memory.keep(call.account, form_key(form), [line], call.at)
