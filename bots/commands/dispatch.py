"""From what was heard to the function that answers it; what is missing is asked for by a form or a select."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from bots.commands.line import Line, nearest, read_line, surely
from bots.commands.registry import BUTTONS, COMMANDS, FITS, FORMS, Argument, Command
from bots.commands.talk import Args, Talk
from bots.hearing import Heard, Pressed, Said, Submitted
from bots.post import Button, Field, FieldKind, Form, Option, Post, Select
from bots.presenter.labels import FIELDS, label
from bots.presenter.parts import lines
from contests.model.contest import Contest, State
from contests.model.member import Member, Role
from contests.refusals import Refusal

BARE = "show"
"""What a command with subcommands does when none is typed."""
MOST_OPTIONS = 25
LONGEST_NAME = 3
"""Words of the longest command: `brand people add`."""
MOST_SHOWN = 60
"""Characters of what was misspelt that are shown again."""
MENDABLE = frozenset({"needs_argument", "when_unclear", "too_long", "too_large", "wrong_type", "broken_file"})
"""Refusals of a typed line after which another argument, or another file, would do."""
CHOSEN = frozenset({"rule", "source", "venue", "no_remix", "argument", "words", "misspelt"})
"""What an argument names, and arguments themselves; an unknown one, or one that may not be used, can be chosen anew."""


async def on_said(talk: Talk, said: Said) -> list[Post]:
    """Answer a typed command."""
    line = read_line(said.text.lstrip().removeprefix("/"))
    found, rest = find_command(line, talk.hearing.member)
    return await run(talk, found, _given(found, rest, {**line.named, **said.given}))


async def on_pressed(talk: Talk, pressed: Pressed) -> list[Post]:
    """Answer a button or a select, by its verb."""
    verb, _, subject = pressed.button.partition(":")
    handler = BUTTONS.get(verb)
    if handler is None:
        raise Refusal("no_such", what="button", id=pressed.button)
    return await handler(talk, subject or pressed.about, pressed.values)


async def on_submitted(talk: Talk, submitted: Submitted) -> list[Post]:
    """Take a form, by its verb; `run:COMMAND` is a command's own form."""
    verb, _, subject = submitted.form.partition(":")
    args = Args({name: values for name, values in submitted.fields.items() if any(values)})
    if verb == "run" and subject in COMMANDS:
        command = COMMANDS[subject]
        return await run(talk, command, Args(submitted.fields) if command.own_form else args)
    if verb not in FORMS:
        raise Refusal("no_such", what="form", id=submitted.form)
    handler, _ = FORMS[verb]
    return await handler(talk, subject, args)


async def given_back(talk: Talk, heard: Heard, refusal: Refusal) -> Form | None:
    """Return what was typed in a form to mend it in; None where no form can mend it or it can no longer be built."""
    with suppress(Refusal):
        if isinstance(heard, Submitted) and refusal.key != "role":
            return await _form_again(talk, heard)
        if isinstance(heard, Said) and is_mendable(refusal):
            return await _line_as_form(talk, heard, is_misspelt=refusal.facts.get("why") == "misspelt")
    return None


def is_mendable(refusal: Refusal) -> bool:
    """Tell whether another argument would do."""
    why = refusal.facts.get("why")
    return (refusal.key in MENDABLE and why != "template") or bool(CHOSEN & {refusal.facts.get("what"), why})


async def _form_again(talk: Talk, submitted: Submitted) -> Form | None:
    verb, _, subject = submitted.form.partition(":")
    args = Args(submitted.fields)
    if verb == "run" and subject in COMMANDS:
        return await form_of(talk, COMMANDS[subject], args)
    if verb not in FORMS:
        return None
    _, build = FORMS[verb]
    return await build(talk, subject, args)


async def _line_as_form(talk: Talk, said: Said, *, is_misspelt: bool) -> Form | None:
    """Return the form of a typed command, without its contest if that is misspelt; its files have to be chosen anew."""
    line = read_line(said.text.lstrip().removeprefix("/"))
    command, words = find_command(line, talk.hearing.member)
    if not command.arguments or not command.is_for(talk.hearing.member):
        return None
    args, contest = _retyped(command, line, words, said, is_misspelt=is_misspelt), _contest_argument(command)
    if is_misspelt and contest:
        args = Args({name: values for name, values in args.named.items() if name != contest.name})
        if not args.named:
            return None
    if command.asks_itself or not is_misspelt:  # what only a preview follows may be for the one that fits
        args = await _with_contest(talk, command, args)
    if command.asks_itself:
        _, build = FORMS["entry"]
        return await build(talk, args.text("contest"), args)
    return await form_of(talk, command, args)


def find_command(line: Line, member: Member) -> tuple[Command, tuple[str, ...]]:
    """Return the command that a line names, and its further words.

    Raises:
        Refusal: `unknown_command` with the nearest ones that the member may use.
    """
    words = [word.casefold() for word in line.words[:LONGEST_NAME]]
    for taken in range(len(words), 0, -1):
        if found := COMMANDS.get(" ".join(words[:taken])):
            return found, line.words[taken:]
    first = words[0] if words else ""
    if (found := COMMANDS.get(f"{first} {BARE}")) and (len(words) == 1 or _takes_words(found)):
        return found, line.words[1:]
    raise unknown(" ".join(line.words[:2]), member, f"{first} ")


def unknown(typed: str, member: Member, begins: str = "") -> Refusal:
    """Return the refusal of what is no command, with the nearest ones that a member may use.

    Where some begin in the same way, it is one of those that are meant.
    """
    known = [name for name, one in COMMANDS.items() if one.is_for(member)]
    offered = nearest(typed, [name for name in known if name.startswith(begins)] or known)
    shown = ", ".join(f"/{one.removesuffix(f' {BARE}')}" for one in offered)
    return Refusal("unknown_command", text=typed[:MOST_SHOWN], nearest=shown)


def _takes_words(command: Command) -> bool:
    return any(one.stands_alone for one in command.arguments)


def _given(command: Command, words: tuple[str, ...], named: Mapping[str, tuple[str, ...]]) -> Args:
    """Put words without a name into the arguments that may stand alone, in their order."""
    for name in named:
        if command.argument(name) is None:
            known = [f"{one.name}=" for one in command.arguments]
            offered = ", ".join(nearest(name, known)) if known else f"/help {command.name}"
            raise Refusal("unknown_command", why="argument", text=name[:MOST_SHOWN], nearest=offered)
    free = _free(command, named)
    if len(words) > len(free):
        help_on = f"/help {command.name}"
        raise Refusal("unknown_command", why="words", text=words[len(free)][:MOST_SHOWN], nearest=help_on)
    alone = {name: (word,) for name, word in zip(free, words, strict=False)}
    return Args({**alone, **named})


def _free(command: Command, named: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the arguments that words without a name are for, in their order."""
    return [one.name for one in command.arguments if one.stands_alone and one.name not in named]


def _meant(command: Command, words: tuple[str, ...], named: Mapping[str, tuple[str, ...]]) -> Args:
    """Return what `_given` does, with what it would refuse under the name that was surely meant, or left out."""
    names = [one.name for one in command.arguments]
    known = {name: values for name, values in named.items() if name in names}
    for name, values in named.items():
        if name not in names and (meant := surely(name, names)):
            known.setdefault(meant, values)
    return _given(command, words[: len(_free(command, known))], known)


def _retyped(command: Command, line: Line, words: tuple[str, ...], said: Said, *, is_misspelt: bool) -> Args:
    """Return what `_meant` does; words that there is no place for stay with the arguments that they stand behind."""
    named = {**line.named, **said.given}
    if is_misspelt or len(words) > len(_free(command, named)):
        in_name = len(line.words) - len(words)
        return _meant(command, words[: max(line.before - in_name, 0)], {**line.wide, **said.given})
    return _meant(command, words, named)


async def run(talk: Talk, command: Command, args: Args) -> list[Post]:
    """Check the right, fill in the contest where only one fits, ask for what is missing, and answer.

    Raises:
        Refusal: `role`, and whatever the command's handler raises; the form to mend it rides along.
    """
    if not command.is_for(talk.hearing.member):
        raise Refusal("role", why="needs", role=command.roles[0].value)
    args = await _with_contest(talk, command, args)
    asked = [one for one in command.arguments if one.kind == "contest" or not command.asks_itself]
    missing = [one for one in asked if one.needed and not args.all(one.name)]
    if missing:
        return [await asks_for(talk, command, args, missing)]
    return await command.handler(talk, args)


async def _with_contest(talk: Talk, command: Command, args: Args) -> Args:
    argument = _contest_argument(command)
    if argument is None:
        return args
    if typed := args.text(argument.name):
        chosen = find_contest(typed, await _visible(talk))
        return Args({**args.named, argument.name: (chosen.id,)})
    visible = await _visible(talk)
    fitting = [one for one in visible if FITS[argument.fits](one)] or visible[:1]  # of none, the rules say why
    if len(fitting) == 1:
        return Args({**args.named, argument.name: (fitting[0].id,)})
    if not fitting and argument.needed:
        raise Refusal("no_such", what="contest", why=argument.fits)
    return args


def _contest_argument(command: Command) -> Argument | None:
    return next((one for one in command.arguments if one.kind == "contest"), None)


async def _visible(talk: Talk) -> list[Contest]:
    manages = talk.hearing.member.is_a(Role.MANAGER)
    return [one for one in await talk.contests() if manages or one.state is not State.DRAFT]


def find_contest(typed: str, contests: list[Contest]) -> Contest:
    """Return the contest of this id or title.

    Raises:
        Refusal: `no_such` with the nearest titles.
    """
    for one in contests:
        if one.id == typed:
            return one
    same = [one for one in contests if one.brief.title.casefold() == typed.casefold()]
    if same:
        return same[0]
    typed = typed[:MOST_SHOWN]
    if not contests:
        raise Refusal("no_such", what="contest", id=typed)
    offered = nearest(typed, [one.brief.title for one in contests])
    raise Refusal("no_such", what="contest", why="misspelt", id=typed, nearest=", ".join(f'"{one}"' for one in offered))


async def asks_for(talk: Talk, command: Command, args: Args, missing: list[Argument]) -> Post:
    """Ask for what is missing: by a select where one choice will do, else by the command's form, filled."""
    if len(missing) == 1 and missing[0].kind == "contest" and len(args.named) == 0:
        options = await _contest_options(talk, missing[0])
        select = Select(f"pick:{command.name}", talk.t._("Contest"), options[:MOST_OPTIONS])
        return Post(talk.t._("Which contest do you mean?"), selects=(select,))
    refusal = Refusal("needs_argument", name=", ".join(one.name for one in missing))
    names = talk.t.listed([label(talk.t, FIELDS, one.name) for one in missing])
    text = talk.t._("Still needed: {names}.", names=names)
    again = talk.t._("Add your files once more, too.") if talk.files else ""
    return Post(lines(text, again), form=await form_of(talk, command, args), refusal=refusal)


async def form_of(talk: Talk, command: Command, args: Args) -> Form:
    """Return the form of a command, filled with what was given, and with what is set where it changes that."""
    return await (command.own_form(talk, args) if command.own_form else plain_form(talk, command, args))


async def plain_form(talk: Talk, command: Command, args: Args) -> Form:
    """Return a form with a field for each argument of a command that it asks for, filled with what was given."""
    asks = command.is_asked or (lambda _name, _args: True)
    asked = [one for one in command.arguments if one.needed or args.all(one.name) or asks(one.name, args)]
    fields = [await _field(talk, one, args) for one in asked]
    return Form(f"run:{command.name}", talk.t._(command.help), tuple(fields))


async def _field(talk: Talk, one: Argument, args: Args) -> Field:
    kinds: Mapping[str, FieldKind] = {"contest": "choice", "flag": "choice", "when": "time"}
    options = tuple(Option(value, talk.t._(label)) for value, label in one.choices)
    if one.kind == "contest":
        options = await _contest_options(talk, one, args.text(one.name))
    if one.kind == "flag":
        options = (Option("yes", talk.t._("yes")), Option("no", talk.t._("no")))
    kind: FieldKind = kinds.get(one.kind) or one.kind  # type: ignore[assignment]  # the other kinds are the same words
    value = "\n".join(args.named.get(one.name, ()))
    return Field(one.name, talk.t._(one.help), kind, required=one.needed, value=value, options=options)


async def _contest_options(talk: Talk, argument: Argument, chosen: str = "") -> tuple[Option, ...]:
    fitting = [one for one in await _visible(talk) if FITS[argument.fits](one) or one.id == chosen]
    return tuple(Option(one.id, one.brief.title) for one in fitting)


async def pick(talk: Talk, name: str, values: tuple[str, ...]) -> list[Post]:
    """Go on with a command for the contest that was picked."""
    command = COMMANDS.get(name)
    argument = _contest_argument(command) if command else None
    if command is None or argument is None or not values:
        raise Refusal("no_such", what="button", id=name)
    return await run(talk, command, Args({argument.name: values}))


BUTTONS["pick"] = pick


def in_place(post: Post) -> Post:
    """Return a post that takes the place of the message that was pressed."""
    return replace(post, in_place=True)


def dead(post: Post) -> Post:
    """Return a post without its buttons, in the place of the message that was pressed."""
    buttons = tuple(Button(one.id, one.label, one.style, disabled=True) for one in post.buttons)
    return replace(post, buttons=buttons, selects=(), in_place=True)
