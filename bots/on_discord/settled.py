"""Words what `/setup` does and did: what will happen with the chosen channels, how it is set up, what to do next."""

import discord

from bots.on_discord.places import Place
from bots.on_discord.wishes import findings
from bots.post import Button, Post
from bots.presenter.parts import bullets, lines, paragraphs
from bots.words import Words
from contests.model.community import Venue


def plan(guild: discord.Guild, venue: Venue, t: Words, buttons: list[Button]) -> Post:
    """Say what will happen, what is still missing, and let it be confirmed."""
    text = paragraphs(
        t._("This is what will happen; nothing has happened yet."),
        bullets(_shown_where(guild, venue, t)),
        _missing(guild, venue, t),
    )
    return Post(text, buttons=tuple(buttons))


def status(guild: discord.Guild, venue: Venue, brand: str, t: Words) -> Post:
    """Say how a place is set up, and how that is changed."""
    text = paragraphs(
        t._("{channel} belongs to the community of {brand}.", channel=_named(guild, venue.place), brand=brand),
        bullets(_shown_where(guild, venue, t)),
        _missing(guild, venue, t),
        t._("To change it, type /setup show with what is to be other, such as gallery or desk."),
    )
    return Post(text)


def done(guild: discord.Guild, venue: Venue, brand: str, t: Words, address: str, *, manages: bool) -> Post:
    """Say that a place is set up, and what to do next."""
    steps = (
        t._("/brand show: the name, the colour and the logo"),
        t._("/contest new: your first contest"),
        t._("/setup code: a code by which another server joins"),
        t._("/setup link: a personal link into the web room, {address}", address=address),
    )
    text = paragraphs(
        t._("{channel} now belongs to the community of {brand}.", channel=_named(guild, venue.place), brand=brand),
        bullets(_shown_where(guild, venue, t)),
        _missing(guild, venue, t),
        lines(t._("You are its manager. What you can do next:"), bullets(steps)) if manages else _joined(t),
    )
    return Post(text, in_place=True)


def _joined(t: Words) -> str:
    return t._("Its managers run the contests; ask one of them to make you a manager too, if you are to help.")


def _shown_where(guild: discord.Guild, venue: Venue, t: Words) -> list[str]:
    gallery, desk = _named(guild, venue.gallery), _named(guild, venue.desk)
    role = guild.get_role(int(venue.office)) if venue.office else None
    return [
        t._("Announcements, votes and results come to {channel}.", channel=_named(guild, venue.place)),
        t._("Entries are shown in {channel}.", channel=gallery)
        if gallery
        else t._("Entries have no channel of their own here: choose one with gallery."),
        t._("Moderators and managers are told in {channel}.", channel=desk)
        if desk
        else t._("Moderators and managers are told in the web room: choose a channel with desk."),
        t._("Ambassadors wear the role {role}.", role=role.name)
        if role
        else t._("Ambassadors wear no role here: choose one with role."),
        t._("Rounds are put into the server's events.")
        if venue.has_calendar
        else t._("Rounds are not put into the server's events: switch that on with calendar."),
    ]


def _missing(guild: discord.Guild, venue: Venue, t: Words) -> str:
    found = findings(guild, venue, t)
    if not found:
        return t._("I may do all of this. ✓")
    return lines(t._("Still missing; each can be mended now or later:"), *map(str, found))


def _named(guild: discord.Guild, place: str | None) -> str:
    """Return a channel's name; one that we cannot see has none."""
    if place is None:
        return ""
    found = guild.get_channel_or_thread(Place.read(place).channel)
    return f"#{found.name}" if found else "#?"
