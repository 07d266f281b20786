"""What the bot asks for on Telegram, what README.md says of it, and the links that ask for it."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import telegram
from telegram.constants import ChatMemberStatus

from bots.on_telegram.rights import NEEDS, Kind, Need, Reach, invitation, lacking, mark_of, reach

README = Path(__file__).parents[4] / "README.md"
BOT = telegram.User(7, "Prosument", is_bot=True, username="prosument_bot")
FLAGS = telegram.ChatAdministratorRights.all_rights().to_dict()
DANGEROUS = {"promote_members", "restrict_members", "change_info", "invite_users", "edit_messages", "pin_messages"}


def said(status: str, **what: object) -> telegram.ChatMember:
    """Return the bot as Telegram says that it stands in a chat."""
    return telegram.ChatMember.de_json({"user": BOT.to_dict(), "status": status, **what})


def administrator(*rights: str) -> telegram.ChatMember:
    """Return the bot as an administrator with just these rights."""
    flags = {name: name in {"can_manage_chat", *rights} for name in FLAGS}
    return said("administrator", can_be_edited=False, **flags)


def member() -> telegram.ChatMember:
    return said("member")


def restricted(*, is_member: bool = True, may_write: bool = False) -> telegram.ChatMember:
    flags = dict.fromkeys(telegram.ChatPermissions.all_permissions().to_dict(), False)
    return said("restricted", **flags | {"is_member": is_member, "can_send_messages": may_write, "until_date": 0})


def test_readme_says_what_is_asked_for_and_what_for() -> None:
    table = README.read_text(encoding="utf-8").partition("| Right | What it is for |\n|---|---|\n")[2]
    rows = table.partition("\n\n")[0].splitlines()
    assert rows == [f"| {need.called} | {need.purpose} |" for need in NEEDS]


@pytest.mark.parametrize(("kind", "begins"), [("group", "startgroup"), ("channel", "startchannel")])
def test_a_link_asks_for_just_these_rights_and_none_is_dangerous(kind: Kind, begins: str) -> None:
    link = urlsplit(invitation("prosument_bot", kind))
    assert (link.netloc, link.path) == ("t.me", "/prosument_bot")
    query = link.query.replace("+", "%2B")
    asked = set(parse_qs(query, keep_blank_values=True)["admin"][0].split("+"))
    assert begins in parse_qs(query, keep_blank_values=True) or link.query.startswith(f"{begins}&")
    assert {f"can_{one}" for one in asked} == {need.right for need in NEEDS if kind in need.where} <= set(FLAGS)
    assert not asked & DANGEROUS


@pytest.mark.parametrize("need", NEEDS[1:])
@pytest.mark.parametrize("kind", ["group", "channel"])
def test_what_is_not_given_is_found_where_it_is_needed_and_only_there(need: Need, kind: Kind) -> None:
    others = [one.right for one in NEEDS if one is not need]
    assert lacking(administrator(*others), kind) == ([need] if kind in need.where else [])


def test_who_owns_lacks_nothing_and_who_is_no_administrator_lacks_that_alone() -> None:
    owner = said("creator", is_anonymous=False)
    assert lacking(owner, "group") == []
    for me in (member(), restricted()):
        assert [need.right for need in lacking(me, "group")] == ["can_manage_chat"]


def test_the_mark_is_a_tag_else_a_title_else_none_and_a_title_does_instead_of_a_tag() -> None:
    both = administrator("can_manage_tags", "can_promote_members")
    titles = administrator("can_promote_members", "can_delete_messages")
    supergroup, group, channel = (telegram.Chat(-1, one) for one in ("supergroup", "group", "channel"))
    marks = [mark_of(me, supergroup) for me in (both, titles, administrator(), member())]
    assert marks == ["tag", "title", None, None]
    assert [mark_of(both, group), mark_of(titles, group), mark_of(both, channel)] == ["tag", None, None]
    assert lacking(titles, "group") == []


@pytest.mark.parametrize(
    ("me", "kind", "far"),
    [
        (member(), "group", Reach.THERE),
        (member(), "channel", Reach.MUTED),
        (administrator(), "channel", Reach.MUTED),
        (administrator("can_post_messages"), "channel", Reach.THERE),
        (restricted(), "group", Reach.MUTED),
        (restricted(may_write=True), "group", Reach.THERE),
        (restricted(is_member=False, may_write=True), "group", Reach.GONE),
        (said("left"), "group", Reach.GONE),
        (said("kicked", until_date=0), "channel", Reach.GONE),
    ],
)
def test_how_far_a_bot_gets(me: telegram.ChatMember, kind: Kind, far: Reach) -> None:
    assert me.status in set(ChatMemberStatus)
    assert reach(me, kind) is far
