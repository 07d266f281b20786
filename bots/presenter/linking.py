"""Words the linking of accounts: the code, what it would do, what it did, and how accounts part again."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bots.post import Button, Post
from bots.presenter.labels import ROLES, label
from bots.presenter.parts import Zone, bullets, lines, paragraphs
from bots.presenter.platforms import NAMES
from bots.words import Words
from contests.desk.linking import Joining
from contests.model.member import Account, Member


def code_given(code: str, until: datetime, t: Words, zone: Zone) -> Post:
    """Tell somebody the code for their other account."""
    text = t._(
        "Type /link {code} with your other account, wherever it is. The code works once, until {until}.",
        code=code,
        until=t.moment(until, zone),
    )
    warning = t._("Give it to nobody: whoever types it becomes one person with you here.")
    return Post(lines(text, warning))


def asked(joining: Joining, t: Words) -> Post:
    """Say what linking would do, and ask for it."""
    other = {"name": joining.other_name, "platform": platform_name(joining.other.platform, t)}
    text = paragraphs(
        t._("Link this account with {name} ({platform})? Do it only if both are yours.", **other),
        bullets(_effects(joining, t)),
    )
    return Post(text, buttons=(Button(f"link_up:{joining.code}", t._("Link them"), "primary"),))


def _effects(joining: Joining, t: Words) -> list[str]:
    roles = [label(t, ROLES, role) for role in sorted(joining.member.roles | joining.goes.roles)]
    entries = joining.entries
    return [
        t._("Both are one person here from then on: {name}.", name=joining.member.name),
        t.n_(
            "{n} entry is that person's, and limits hold for both accounts together.",
            "{n} entries are that person's, and limits hold for both accounts together.",
            entries,
        )
        if entries
        else "",
        *(
            t._("In “{contest}” both have voted: the later choices stand, with a new receipt.", contest=one)
            for one in joining.both_voted
        ),
        t.n_(
            "{n} choice on what is then an entry of your own is taken back.",
            "{n} choices on what are then entries of your own are taken back.",
            joining.own_votes,
        )
        if joining.own_votes
        else "",
        t._("Both may do what this person's roles allow: {roles}.", roles=t.listed(roles)) if roles else "",
    ]


def linked(joining: Joining, t: Words) -> Post:
    """Say that two accounts are one member."""
    new = [t._("New receipt for “{contest}”: {code}", contest=title, code=one.code) for one, title in joining.receipts]
    text = t._("Linked. You are {name} with both accounts now; /me shows everything.", name=joining.member.name)
    return Post(lines(text, bullets(new)))


def to_unlink(accounts: Sequence[Account], t: Words) -> Post:
    """Let somebody choose which of their linked accounts goes its own way."""
    names = account_names(accounts, t)
    buttons = tuple(
        Button(f"unlink:{one.id}", t._("Unlink: {account}", account=name), "danger")
        for one, name in zip(accounts, names, strict=True)
        if one.linked_from is not None
    )
    text = t._(
        "Which account should be on its own again? Entries, ballots, badges and roles stay with {account}.",
        account=names[0],
    )
    return Post(text, buttons=buttons)


def unlinked(account: Account, fresh: Member, t: Words) -> Post:
    """Say that an account is on its own."""
    text = t._(
        "Unlinked. The account on {platform} is a person of its own now: {name}.",
        platform=platform_name(account.platform, t),
        name=fresh.name,
    )
    return Post(text)


def accounts_line(accounts: Sequence[Account], t: Words) -> str:
    """Name somebody's accounts, where they have several."""
    if len(accounts) < 2:  # noqa: PLR2004 - several are two or more
        return ""
    named = t.listed(account_names(accounts, t))
    is_linked = any(one.linked_from for one in accounts)
    return lines(
        t._("Your accounts: {accounts}.", accounts=named),
        t._("To have one on its own again: /unlink") if is_linked else "",
    )


def account_names(accounts: Sequence[Account], t: Words) -> list[str]:
    """Return what to call each account: by its platform, with a number where there are several on one."""
    several = Counter(one.platform for one in accounts)
    seen = Counter[str]()
    names = []
    for one in accounts:
        seen[one.platform] += 1
        name = platform_name(one.platform, t)
        names.append(f"{name} ({seen[one.platform]})" if several[one.platform] > 1 else name)
    return names


def platform_name(platform: str, t: Words) -> str:
    """Return what people call a platform."""
    return t._("web room") if platform == "web" else NAMES.get(platform, platform)
