"""`/link` and `/unlink`: several accounts of one person, with one ballot."""

from hashlib import sha256

from bots.commands.dispatch import in_place
from bots.commands.registry import Argument, button, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.presenter import linking as present
from bots.words import N_
from contests.desk.linking import accounts_of, link_accounts, make_link_code, type_link_code, unlink_account
from contests.refusals import Refusal

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What a code is made of: nothing that looks like something else."""
LENGTH = 8
"""Letters of a code: some 39 bits, of which nobody finds one in the few tries that there are."""


@command(
    "link",
    N_("Link your accounts on several platforms: one person, one ballot"),
    Argument("code", N_("The code that your other account was given"), stands_alone=True),
)
async def link(talk: Talk, args: Args) -> list[Post]:
    """Give a code, or take the one that was given to another account."""
    if typed := args.text("code"):
        return [present.asked(await type_link_code(talk.store, talk.actor, as_made(typed)), talk.t)]
    code = made_from(talk.tools.new_secret())
    until = await make_link_code(talk.store, talk.actor, code)
    return [present.code_given(f"{code[:4]}-{code[4:]}", until, talk.t, talk.zone)]


@button("link_up")
async def on_link_up(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Link the two accounts of a code that this one typed."""
    return [in_place(present.linked(await link_accounts(talk.store, talk.actor, subject), talk.t))]


@command("unlink", N_("Let a linked account be a person of its own again"))
async def unlink(talk: Talk, _: Args) -> list[Post]:
    """Let the account be chosen."""
    accounts = await accounts_of(talk.store, talk.actor)
    if not any(one.linked_from for one in accounts):
        raise Refusal("no_such", what="linked")
    return [present.to_unlink(accounts, talk.t)]


@button("unlink")
async def on_unlink(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Unlink the account."""
    account, fresh = await unlink_account(talk.store, talk.actor, subject)
    return [in_place(present.unlinked(account, fresh, talk.t))]


def made_from(secret: str) -> str:
    """Return a code that can be typed, from an unguessable word."""
    rest = int.from_bytes(sha256(secret.encode()).digest(), "big")
    letters = []
    for _ in range(LENGTH):
        rest, at = divmod(rest, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)


def as_made(typed: str) -> str:
    """Return a code as it was made, however it was typed: without dashes and blanks, in capitals."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
