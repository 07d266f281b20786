"""`prosument doctor`: look at everything a start needs, and name the cure for what is wrong."""

import asyncio
from datetime import UTC, datetime

from rich.console import Console

from bots.doctor import checks
from bots.doctor.findings import Finding, Level, of_problem
from bots.doctor.platforms import on_discord, on_telegram
from bots.doctor.show import any_red, as_json, print_tree
from bots.settings import Settings, SettingsRefused, read_settings
from bots.words import Words, words


def visit(console: Console, *, json: bool) -> int:
    """Look, show, and return the exit code: 0 fine, 1 something is red, 2 the settings cannot be read."""
    try:
        settings = read_settings()
    except SettingsRefused as refused:
        t = words(refused.language)
        findings = [of_problem(problem, t) for problem in refused.problems]
        code = 2
    else:
        findings = asyncio.run(examine(settings, words(settings.language), datetime.now(UTC)))
        code = int(any_red(findings))
    if json:
        console.out(as_json(findings), highlight=False)
    else:
        print_tree(findings, console)
    return code


async def examine(settings: Settings, t: Words, now: datetime) -> list[Finding]:
    """Make every check, in the order in which a start would stumble."""
    return [
        Finding("settings", Level.FINE, t._("The settings can be read.")),
        checks.data_folder(settings.data, t),
        checks.disk_space(settings.data, t),
        checks.secret_file(settings, t),
        await _database(settings, t),
        checks.port(settings.web_host, settings.web_port, t),
        checks.public_address(settings, t),
        *on_discord(settings, t),
        *await on_telegram(settings, t),
        checks.clock(now, t),
        checks.bundled_font(t),
        checks.more_fonts(t),
    ]


async def _database(settings: Settings, t: Words) -> Finding:
    try:
        from bots.app import inspect_database  # noqa: PLC0415 - the one place that knows the storage; slow to import

        report = await inspect_database(settings)
    except Exception as fault:  # noqa: BLE001 - whatever breaks here is what the doctor was called for
        said = t._("The database could not be looked at: {fault}.", fault=type(fault).__name__)
        return Finding("database", Level.RED, said, t._("Start Prosument, and read what its log says."))
    return Finding("database", Level.FINE if report.ok else Level.RED, report.said, report.cure)
