"""Slash commands by a real client's connection to a loopback Discord: what is typed, and who hears the answer."""

from tests.bots.on_discord.hearing.house import Place, button, picture
from tests.platforms.discord_server import Person


async def test_a_command_is_answered_to_its_asker_alone_by_one_call(place: Place) -> None:
    ann, bob = place.member("Ann"), place.member("Bob")
    before = len(place.discord.requests)
    reply = await ann.run(place.main, "contests")
    assert not reply.deferred
    assert reply.message in ann.sees(place.main)
    assert reply.message not in bob.sees(place.main)
    assert len(place.discord.requests) == before + 1


async def test_people_are_spoken_to_in_the_language_of_their_discord(place: Place) -> None:
    anna = place.member("Anna", locale="de")
    assert "noch keinen Wettbewerb" in (await anna.run(place.main, "contests")).text
    assert "There is no contest yet" in (await place.member("Ann").run(place.main, "contests")).text


async def test_a_contest_is_made_entered_and_voted_on(place: Place) -> None:
    contest = await place.contest()
    ann, bob, cleo = place.member("Ann"), place.member("Bob"), place.member("Cleo")
    await _entered(place, ann, "Sun")
    await _entered(place, bob, "Moon")
    await place.turn(days=3)
    paper = await cleo.run(place.main, "vote")
    assert paper.message.selects, "few entries come as a list"
    select = paper.message.selects[0]
    voted = await cleo.choose(paper.message, select.custom_id, select.options[0].value)
    assert voted.message is paper.message, "the ballot stays in its place"
    async with place.running.store.reading() as work:
        assert (await work.ballots.turnout(contest)).voters_now == 1


async def _entered(place: Place, person: Person, title: str) -> None:
    shown = await person.run(place.main, "enter", title=title, file=picture(), alt="One colour")
    assert shown.message.media[0].alt == "One colour"
    sent = await person.press(shown.message, button(shown.message, "send"))
    assert sent.message is shown.message, "the preview is replaced"


async def test_values_of_an_argument_that_may_be_repeated_are_parted(place: Place) -> None:
    contest = await place.contest(reward="1:2 tickets | 1:a bag | 2:1 ticket; two rows")
    async with place.running.store.reading() as work:
        rewards = (await work.contests.get(contest)).brief.rewards
    assert [(one.place, one.text) for one in rewards] == [(1, "2 tickets"), (1, "a bag"), (2, "1 ticket; two rows")]


async def test_what_is_typed_arrives_literally_quotes_and_all(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    typed = 'a "quoted" title=x \\'
    shown = await ann.run(place.main, "enter", title=typed, text="it's \ue000t:1:F\ue001 \\")
    async with place.running.store.reading() as work:
        draft = await work.entries.get(button(shown.message, "send").rpartition(":")[2])
    assert draft.words.title == typed
    assert draft.words.text == "it's t:1:F \\", "nobody types our marks of times"


async def test_where_several_contests_fit_one_is_chosen_and_the_command_goes_on(place: Place) -> None:
    await place.contest("Spring")
    await place.contest("Autumn")
    ann = place.member("Ann")
    asked = await ann.run(place.main, "enter")
    chosen = await ann.choose(asked.message, asked.message.selects[0].custom_id, "Autumn")
    assert chosen.modal
    assert chosen.modal.title == "Autumn"


async def test_a_command_that_is_not_for_somebody_is_refused_though_they_can_type_it(place: Place) -> None:
    place.guild.open_commands()
    reply = await place.member("Ann").run(place.main, "moderate show")
    assert "moderator" in reply.text


async def test_the_bare_form_of_a_command_with_subcommands_is_show(place: Place) -> None:
    await place.contest()
    assert "Nothing waits" in (await place.manager.run(place.main, "moderate show")).text
    assert "Sunrise" in (await place.manager.run(place.main, "brand show")).text
    assert "Spring" in (await place.manager.run(place.main, "contest show")).text


async def test_a_server_that_is_no_venue_says_what_to_do(place: Place) -> None:
    elsewhere = place.discord.guild("Elsewhere")
    channel, dora = elsewhere.channel("talk"), place.discord.person("Dora")
    elsewhere.let_in(dora)
    assert "/setup" in (await dora.run(channel, "contests")).text
    async with place.running.store.reading() as work:
        assert await work.people.accounts_of("discord", str(dora.id)) == [], "nobody comes in by that"


async def test_in_private_somebody_is_known_by_their_account(place: Place) -> None:
    ann, dora = place.member("Ann"), place.discord.person("Dora")
    await place.contest()
    await ann.run(place.main, "contests")
    assert "Spring" in (await ann.run(ann.dm, "contests")).text
    assert "You are in no contest yet" in (await dora.run(dora.dm, "contests")).text


async def test_who_has_left_the_server_may_not_enter_from_a_private_talk(place: Place) -> None:
    await place.contest()
    ann, bob = place.member("Ann"), place.member("Bob")
    for one in (ann, bob):
        await one.run(place.main, "contests")
    place.guild.remove(ann)
    for one in (ann, bob):
        shown = await one.run(one.dm, "enter", title="Sun", text="Words")
        assert ("for members of its chats" in shown.text) is (one is ann), shown.text


async def test_a_button_of_before_and_a_forged_one_say_that_they_do_nothing(place: Place) -> None:
    ann = place.member("Ann")
    shown = await ann.run(place.main, "contests")
    for custom_id in ("b0:vote:abc", "b1:nothing:abc", "hello", "m1:abc:0", "f1:abc:0"):
        reply = await ann.forge_press(shown.message, custom_id)
        assert reply.messages, custom_id
        assert not reply.failed
        assert not reply.deferred, custom_id


async def test_a_table_comes_with_its_message(place: Place) -> None:
    await place.contest()
    ann, bob, cleo = place.member("Ann"), place.member("Bob"), place.member("Cleo")
    await _entered(place, ann, "Sun")
    await _entered(place, bob, "Moon")
    await place.turn(days=3)
    paper = await cleo.run(place.main, "vote")
    select = paper.message.selects[0]
    await cleo.choose(paper.message, select.custom_id, select.options[0].value)
    await place.turn(days=2)
    results = await place.manager.run(place.main, "contest results")
    assert results.message.files[0].name.endswith(".csv")


async def test_what_has_no_option_of_its_own_is_typed_in_one_and_what_is_wrong_in_it_is_named(place: Place) -> None:
    contest = await place.contest(
        method="limited", final="1 day", more='stars=5 final_method=schulze preview="2 hours"'
    )
    async with place.running.store.reading() as work:
        rules = (await work.contests.get(contest)).rules
    assert rules.stars == 5
    assert rules.final is not None
    assert (rules.final.method, rules.final.preview.delta.total_seconds()) == ("schulze", 7200)
    wrong = await place.manager.run(place.main, "contest edit", contest=contest, more="finalist=5")
    assert "finalists=" in wrong.text
