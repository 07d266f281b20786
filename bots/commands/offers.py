"""Answering an ambassador's offer, and leaving an office."""

from bots.cards import Cards, attached
from bots.commands.dispatch import in_place
from bots.commands.registry import button
from bots.commands.talk import Talk
from bots.post import Attachment, Button, Post
from bots.presenter.cards import certificate_alt
from contests.desk.ambassadors import accept_offer, decline_offer, leave_office
from contests.desk.looker import Looker


@button("accept")
async def on_accept(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Accept an office."""
    offer, _contest = await accept_offer(talk.store, talk.actor, subject)
    until = talk.t.day(offer.term_ends, talk.zone) if offer.term_ends else ""
    text = talk.t._(
        "Welcome, ambassador of {brand}! Your term runs until {until}. "
        "When you write about {brand}, say that you are its ambassador.",
        brand=talk.community.brand.name,
        until=until,
    )
    leave = Button(f"leave:{offer.id}", talk.t._("Leave the office"))
    return [in_place(Post(text, buttons=(leave,), pictures=await _certificate(talk, offer.id)))]


async def _certificate(talk: Talk, offer: str) -> tuple[Attachment, ...]:
    """Draw the certificate of an office that was just accepted."""
    intake = talk.tools.intake
    card = await Cards(talk.store, intake.path_of).office(offer, Looker(talk.actor.member, talk.now), talk.t.drawn)
    drawn = await attached(card, certificate_alt(card), intake, talk.store, talk.now)
    return (drawn,) if drawn else ()


@button("decline")
async def on_decline(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Decline an office; the reward stays."""
    _offer, contest = await decline_offer(talk.store, talk.actor, subject)
    text = talk.t._("Thank you for saying so. Your reward for {title} stays yours.", title=contest.brief.title)
    return [in_place(Post(text))]


@button("leave")
async def on_leave(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Leave an office."""
    await leave_office(talk.store, talk.actor, subject)
    return [in_place(Post(talk.t._("You are no longer an ambassador. Thank you for your time!")))]
