"""Words what `/setup` does and did: what will happen in a chat, how it is set up, what to do next."""

from bots.findings import Finding
from bots.on_telegram.places import Place
from bots.on_telegram.rights import TAG, TITLE, missing_in, quoted
from bots.on_telegram.scene import Scene, Spot, spot_at
from bots.on_telegram.wishes import Part
from bots.post import Button, Post
from bots.presenter.parts import bullets, lines, paragraphs
from bots.words import Words
from contests.model.community import Venue


async def plan(scene: Scene, venue: Venue, buttons: list[Button]) -> Post:
    """Say what will happen, what is still missing, and let it be confirmed."""
    t = scene.t
    text = paragraphs(t._("This is what will happen; nothing has happened yet."), await _shown(scene, venue))
    return Post(text, buttons=tuple(buttons))


async def status(scene: Scene, venue: Venue) -> Post:
    """Say how a place is set up, and how that is changed."""
    t, brand = scene.t, await scene.brand(venue.community)
    text = paragraphs(
        t._("{channel} belongs to the community of {brand}.", channel=quoted(venue.title, t), brand=brand),
        await _shown(scene, venue),
        t._("To change it, type /setup gallery or /setup desk where that is to be; gallery=no and desk=no end it."),
    )
    return Post(text)


async def done(scene: Scene, venue: Venue, *, manages: bool) -> Post:
    """Say that a place is set up, and what to do next."""
    t, brand = scene.t, await scene.brand(venue.community)
    steps = (
        t._("/brand show: the name, the colour and the logo"),
        t._("/contest new: your first contest"),
        t._("/setup code: a code by which another group, or a server, joins"),
        t._("/setup link: a personal link into the web room, {address}", address=scene.house.address),
    )
    text = paragraphs(
        t._("{channel} now belongs to the community of {brand}.", channel=quoted(venue.title, t), brand=brand),
        await _shown(scene, venue),
        lines(t._("You are its manager. What you can do next, here in private:"), bullets(steps))
        if manages
        else _joined(t),
    )
    return Post(text, in_place=True)


def asks_which(scene: Scene, part: Part, buttons: list[Button]) -> Post:
    """Ask of which venue a place is to be the gallery or the desk."""
    t, title = scene.t, scene.spot.title
    if part == "gallery":
        text = t._("The entries of which place shall be shown in “{title}”?", title=title)
    else:
        text = t._(
            "Whose moderators and managers shall be told in “{title}”? What waits for review comes there, with its "
            "author's name: it should be a group that only they see.",
            title=title,
        )
    return Post(text, buttons=tuple(buttons))


def _joined(t: Words) -> str:
    return t._("Its managers run the contests; ask one of them to make you a manager too, if you are to help.")


async def _shown(scene: Scene, venue: Venue) -> str:
    """Say what is shown where, and what is still missing there."""
    t = scene.t
    spots = {part: await _spot(scene, place) for part, place in _places(venue).items()}
    gallery, desk = spots.get("gallery"), spots.get("desk")
    told = [
        t._("Announcements, votes and results come to {channel}.", channel=quoted(spots["venue"].title, t)),
        t._("Entries are shown in {channel}.", channel=quoted(gallery.title, t))
        if gallery
        else t._("Entries have no place of their own here: type /setup gallery in the topic or group for them."),
        t._("Moderators and managers are told in {channel}.", channel=quoted(desk.title, t))
        if desk
        else t._("Moderators and managers are told in the web room: type /setup desk in a topic or group of theirs."),
        _mark(venue, t),
    ]
    return paragraphs(bullets(one for one in told if one), _missing(list(spots.values()), t))


def _places(venue: Venue) -> dict[Part, str]:
    places: dict[Part, str | None] = {"venue": venue.place, "gallery": venue.gallery, "desk": venue.desk}
    return {part: place for part, place in places.items() if place is not None}


async def _spot(scene: Scene, place: str) -> Spot:
    at = Place.read(place)
    return scene.spot if at == scene.spot.place else await spot_at(scene.hearer, at)


def _mark(venue: Venue, t: Words) -> str:
    if venue.office == TAG:
        return t._("Ambassadors wear a tag beside their name.")
    if venue.office == TITLE:
        return t._("Ambassadors wear an administrator's title.")
    return t._("Ambassadors are named in texts; nothing stands beside their name here.")


def _missing(spots: list[Spot], t: Words) -> str:
    found: dict[int, list[Finding]] = {}
    for spot in spots:
        found.setdefault(spot.place.chat, _findings(spot, t))
    if not any(found.values()):
        return t._("I may do all of this. ✓")
    return lines(
        t._("Still missing; each can be mended now or later:"), *(str(one) for these in found.values() for one in these)
    )


def _findings(spot: Spot, t: Words) -> list[Finding]:
    if spot.chat is None or spot.me is None:
        return [Finding(t._("I cannot see one of the chats."), t._("Add me to it, then type /setup again."))]
    title = spot.chat.title or spot.title
    return list(missing_in(spot.chat, spot.me, title, t))
