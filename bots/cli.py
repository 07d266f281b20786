"""The command line. Each command imports what it needs when it runs, so that none waits for the others."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn
from zoneinfo import ZoneInfo

import typer

from bots.logs import set_up_logs
from bots.settings import SettingsRefused, read_settings
from bots.stopping import CannotStartError
from bots.words import words
from contests.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.settings import Settings
    from bots.words import Words

UNUSABLE = 2  # the exit code where the settings or the arguments cannot be used

Counted = Literal["approval", "single", "limited", "cumulative", "score", "schulze", "irv", "star", "mj"]
Role = Literal["member", "juror", "moderator", "manager"]

app = typer.Typer(
    help="The brand co-creation contest bot. Alone: the same as `prosument run`.",
    add_completion=False,
    pretty_exceptions_enable=False,  # they show what is around a fault, secrets too
)


def main() -> None:
    """Start here."""
    app()


@app.callback(invoke_without_command=True)
def alone(context: typer.Context) -> None:
    """Run, where no command is named."""
    if context.invoked_subcommand is None:
        run()


@app.command()
def run(
    *,
    practice_clock: Annotated[
        bool, typer.Option("--practice-clock", help="Let managers turn the clock; refused with a real platform.")
    ] = False,
) -> None:
    """Run Prosument until it is told to stop."""
    with _settings() as settings:
        if practice_clock and settings.real_platform:
            _refuse_practice_clock(settings)
        from bots.app import serve

        raise typer.Exit(asyncio.run(serve(settings, practice_clock=practice_clock)))


@app.command()
def demo(
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the demo of last time away, and make it anew.")] = False,
) -> None:
    """Run a made-up community to try things on; refused with a real platform, and apart from your data."""
    with _settings() as settings:
        if settings.real_platform:
            t = words(settings.language)
            _refuse(
                t._("The demo cannot run while a token of a real platform is set."),
                t._("Take the token out, or run it in another folder."),
            )
        from bots.demo.alone import serve_demo

        raise typer.Exit(asyncio.run(serve_demo(settings, fresh=fresh)))


@app.command()
def link(
    name: Annotated[str, typer.Argument(help="Whom the link is for.")],
    role: Annotated[Role, typer.Option(help="What they may do.")] = "member",
) -> None:
    """Print a personal link: good for one login, within 7 days."""
    with _settings() as settings:
        from bots.app import make_link

        try:
            typer.echo(asyncio.run(make_link(settings, name, role)))
        except Refusal as refusal:
            _refuse(_worded(refusal, words(settings.language), settings.timezone, datetime.now(UTC)))


@app.command()
def invite() -> None:
    """Print the links that bring the bots to Discord and Telegram, with just the permissions that they need."""
    with _settings() as settings:
        t = words(settings.language)
        if not (settings.discord_token or settings.telegram_token):
            where = t._("Set PROSUMENT_DISCORD_TOKEN or PROSUMENT_TELEGRAM_TOKEN; README.md says where to get them.")
            _refuse(t._("There is no token of a bot, so there is no bot to invite."), where)
        if token := settings.discord_token.get_secret_value():
            typer.echo(_discords_link(token, t))
        if token := settings.telegram_token.get_secret_value():
            for link in _telegrams_links(token, settings.telegram_api_url, t):
                typer.echo(link)


def _discords_link(token: str, t: Words) -> str:
    from bots.on_discord.permissions import application_of, invitation

    application = application_of(token)
    if application is None:
        again = t._("Copy it once more: Discord's developer portal → your application → Bot → Reset Token.")
        _refuse(t._("PROSUMENT_DISCORD_TOKEN is not the token of a Discord bot."), again)
    return invitation(application)


def _telegrams_links(token: str, api_url: str, t: Words) -> tuple[str, str]:
    """Return the links for a group and for a channel."""
    from bots.on_telegram import identity
    from bots.on_telegram.rights import invitation

    try:
        me = asyncio.run(identity.who_is(token, api_url))
    except identity.UnknownTokenError:
        again = t._("Copy it once more: @BotFather on Telegram → /mybots → your bot → API Token.")
        _refuse(t._("PROSUMENT_TELEGRAM_TOKEN is not the token of a Telegram bot."), again)
    except identity.NotReachedError as fault:
        said = t._("Telegram could not be asked about the token: {fault}.", fault=str(fault).rstrip("."))
        _refuse(said, t._("Look whether this machine is online."), code=1)
    group = t._("Into a Telegram group: {link}", link=invitation(me.username, "group"))
    return group, t._("Into a Telegram channel: {link}", link=invitation(me.username, "channel"))


@app.command()
def when(
    text: Annotated[str, typer.Argument(help="A time as people type it, such as “Friday 18:00”.")],
    language: Annotated[Literal["en", "de"] | None, typer.Option(help="The language it is typed in.")] = None,
    zone: Annotated[str | None, typer.Option(help="The IANA zone it is meant in.")] = None,
    now: Annotated[str | None, typer.Option(help="The time it is typed at, ISO 8601.")] = None,
) -> None:
    """Show how a typed time is read, or what would be asked."""
    with _settings() as settings:
        t = words(language or settings.language)
        here = _zone(zone, t) if zone else settings.timezone
        at = _moment(now, here, t) if now else datetime.now(UTC)
        _show_when(text, here, at, t)


@app.command()
def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="Print it for scripts.")] = False) -> None:
    """Look at everything a start needs, and name the cure for what is wrong."""
    from rich.console import Console

    from bots.doctor import visit

    raise typer.Exit(visit(Console(), json=as_json))


@app.command()
def tally(  # noqa: PLR0913 - an option is an argument
    file: Annotated[Path, typer.Argument(help="The ballots.", show_default=False)],
    *,
    method: Annotated[
        Counted,
        typer.Option(
            metavar="METHOD",
            help="How to count them: schulze, irv, star, mj, score, approval, single, limited or cumulative.",
            show_default=False,
        ),
    ],
    seats: Annotated[int, typer.Option(help="How many win.", min=1)] = 1,
    skip: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Who is passed over; again for more.")] = None,
    unranked: Annotated[
        Literal["below", "apart"] | None,
        typer.Option(help="Whom a ballot does not rank: below all others, or compared with nobody."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it for scripts.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Draw the rounds or the duels as a .png or .webp.")] = None,
) -> None:
    """Count an election from a file of CIVS, Elekto, PrefLib, Pabulib, Debian or Prosument.

    Ranks: schulze, irv, single. Approvals: approval, single, limited.
    Points: cumulative, approval. Grades: score, star, mj, schulze, irv.

    Without --unranked it is as the format has it: apart in CIVS and Elekto, else below.
    """
    with _settings() as settings:
        from bots.tally.command import tallied, wish_of
        from bots.tally.faults import UncountableError

        t = words(settings.language)
        try:
            typer.echo(tallied(file, wish_of(method, seats, skip or (), unranked), t, as_json=as_json, plot=plot))
        except UncountableError as fault:
            _refuse(*fault.worded(t))


@app.command()
def version() -> None:
    """Print which release this is."""
    from importlib.metadata import version as installed

    typer.echo(f"prosument {installed('prosument')}")


def _refuse_practice_clock(settings: Settings) -> NoReturn:
    t = words(settings.language)
    _refuse(
        t._("The practice clock cannot run while a token of a real platform is set."),
        t._("Start without --practice-clock, or take the token out."),
    )


def _zone(name: str, t: Words) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # what zoneinfo raises for odd paths, folders, unknown names
        _refuse(t._("{name} is not a time zone.", name=name), t._("Write one such as Europe/Warsaw."))


def _moment(typed: str, zone: ZoneInfo, t: Words) -> datetime:
    """Read ISO 8601; without an offset it is meant in the zone."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        _refuse(t._("{text} is not a time in ISO 8601.", text=typed), t._("Write one such as 2026-11-27T18:00."))
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _show_when(text: str, zone: ZoneInfo, now: datetime, t: Words) -> None:
    from bots.when import read_when

    try:
        at = read_when(text, language=t.language, zone=zone, now=now)
    except Refusal as unclear:
        typer.echo(_worded(unclear, t, zone, now))
        raise typer.Exit(1) from None
    typer.echo(t.moment_from(at, zone, now))


def _worded(refusal: Refusal, t: Words, zone: ZoneInfo, now: datetime) -> str:
    from bots.presenter.refusals import refused

    return refused(refusal, t, zone=zone, now=now).text


@contextmanager
def _settings() -> Iterator[Settings]:
    """Hand out the settings; name what is wrong with them; log what breaks, for the log keeps secrets back."""
    try:
        settings = read_settings()
        set_up_logs(settings)
        yield settings
    except SettingsRefused as refused:
        _name_problems(refused)
    except typer.Exit:
        raise
    except CannotStartError as cannot:
        _refuse(cannot.cause, cannot.cure, code=1)
    except Exception:
        logging.getLogger(__name__).exception("stopped by a fault")
        t = words(settings.language)
        _refuse(t._("Prosument had to stop."), t._("Look for the cause: prosument doctor"), code=1)


def _name_problems(refused: SettingsRefused) -> NoReturn:
    from bots.doctor.findings import of_problem

    for problem in refused.problems:
        finding = of_problem(problem, words(refused.language))
        _say_no(finding.said, finding.cure)
    raise typer.Exit(UNUSABLE)


def _refuse(cause: str, cure: str = "", *, code: int = UNUSABLE) -> NoReturn:
    _say_no(cause, cure)
    raise typer.Exit(code)


def _say_no(cause: str, cure: str) -> None:
    typer.echo(f"{cause}\n  → {cure}" if cure else cause, err=True)
