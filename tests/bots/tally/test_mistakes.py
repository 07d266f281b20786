"""What cannot be counted is named by its line, with a cause and a cure, and never ends in a fault."""

import random
from pathlib import Path

import pytest

from bots.tally import election, files
from tests.bots.tally.commanding import counted, refused, tally
from tests.bots.tally.test_formats import BUDGET, CATEGORIES, EXPORT, SHEET, TENNESSEE
from tests.halves import long_but

pytestmark = pytest.mark.usefixtures("empty_folder", "own_log")

BALLOTS = {  # name: text, how it is counted
    "a.csv": ("Ann,Ben\n1,2\n2,No opinion\n", "schulze"),
    "a.soc": (TENNESSEE, "irv"),
    "a.toi": ("# NUMBER ALTERNATIVES: 3\n2: {1,2}\n1: 3\n", "schulze"),
    "a.cat": (CATEGORIES, "approval"),
    "b.soi": ("2\n1,Ann\n2,Ben\n3,3,2\n2,1\n1,2,1\n", "irv"),
    "a.pb": (BUDGET.format(vote="cumulative", limits="max_sum_points;4\nmax_length;2\nmin_length;1"), "cumulative"),
    "b.pb": (BUDGET.format(vote="scoring", limits="max_points;4"), "score"),
    "a.txt": (SHEET, "schulze"),
    "a.jsonl": (EXPORT, "irv"),
}
MISTAKES = [  # name, what stood there, what stands there instead, the cause
    ("a.csv", "1,2", "1,x", "Line 2: “x” is no rank."),
    ("a.csv", "1,2", "1,0", "Line 2: “0” is no rank."),
    ("a.csv", "1,2", "1,-2", "Line 2: “-2” is no rank."),
    ("a.csv", "1,2", "1,2.5", "Line 2: “2.5” is no rank."),
    ("a.csv", "1,2", "1,1000000000000", "Line 2: “1000000000000” is no rank."),
    ("a.csv", "1,2", "1,٢", "Line 2: “٢” is no rank."),
    ("a.csv", "2,No", "2,1,No", "Line 3: Cells here: 3. Candidates: 2."),
    ("a.csv", "1,2", "1", "Line 2: Cells here: 1. Candidates: 2."),
    ("a.csv", "Ann,Ben", "Ann,", "Line 1: Column 2 has no name."),
    ("a.csv", "Ann,Ben", "Ann,Ann", "Line 1: Two columns have the name “Ann”."),
    ("a.csv", "Ann,Ben\n", "", "Line 1: Ranks stand where the candidates' names should be."),
    ("a.csv", "1,2", '1,"2', "Line 2: This cannot be read as CSV: unexpected end of data."),
    ("a.csv", "Ben\n1,2", '"Be\nn"\n1,x', "Line 3: “x” is no rank."),
    ("a.csv", "1,2\n2,No opinion\n", "", "There is no ballot in the file."),
    ("a.soc", "42: 1", "1", "Line 9: “1,2,4,3” does not begin with how many voted so."),
    ("a.soc", "42: 1", "0: 1", "Line 9: “0: 1,2,4,3” does not begin with how many voted so."),
    ("a.soc", "42: 1", "-42: 1", "Line 9: “-42: 1,2,4,3” does not begin with how many voted so."),
    ("a.soc", "42: 1", "1000000000000: 1", "Line 9: That makes 1000000000000 ballots, more than there are people."),
    ("a.soc", "42: 1,2,4,3", "42: 1,2,5,3", "Line 9: There is no alternative “5”."),
    ("a.soc", "42: 1,2,4,3", "42: 1,2,two,3", "Line 9: There is no alternative “two”."),
    ("a.soc", "26: 2,4,3,1", "26: 2,4,3,2", "Line 10: The alternative “2” stands there twice."),
    ("a.soc", "26: 2,4,3,1", "26: 2,4,,1", "Line 10: The order “2,4,,1” cannot be read."),
    ("a.soc", "26: 2,4,3,1", "26: 2,{4,3,1", "Line 10: The order “2,{4,3,1” cannot be read."),
    ("a.soc", "26: 2,4,3,1", "26: 2,4,3,1,", "Line 10: The order “2,4,3,1,” cannot be read."),
    ("a.soc", "26: 2,4,3,1", "26: 2,{4,3},1", "Line 10: Alternatives are tied in a file of strict orders (.soc)."),
    (
        "a.soc",
        "26: 2,4,3,1",
        "26: 2",
        "Line 10: The order has 1 of 4 alternatives in a file of complete orders (.soc).",
    ),
    ("a.soc", "ALTERNATIVES: 4", "ALTERNATIVES: 1000000", "There are 1000000 candidates; up to 1000 can be counted."),
    ("a.soc", "NAME 2: Nashville", "NAME 1: Nashville", "Line 6: The alternative 1 has two names."),
    ("a.toi", "# NUMBER ALTERNATIVES: 3\n", "", "No candidate is named."),
    ("a.toi", "2: {1,2}\n1: 3\n", "", "There is no ballot in the file."),
    ("a.cat", "2: 1,{}", "2: 1", "Line 11: There are 1 groups for 2 categories."),
    ("b.soi", "2,Ben", "Ben", "Line 3: “Ben” does not belong to the beginning of a PrefLib file."),
    ("b.soi", "3,3,2", "three", "Line 4: “three” does not belong to the beginning of a PrefLib file."),
    ("b.soi", "1,2,1", "1,2,3", "Line 6: There is no alternative “3”."),
    ("b.soi", "1,2,1", "x,2,1", "Line 6: “x:2,1” does not begin with how many voted so."),
    ("b.soi", "2\n1,Ann", "2000000\n1,Ann", "Line 1: There are 2000000 candidates; up to 1000 can be counted."),
    ("a.pb", "META\n", "", "Line 1: “key;value” stands before the part META."),
    ("a.pb", "PROJECTS\n", "", "The part PROJECTS is missing."),
    ("a.pb", "voter_id;vote", "voter_id;said", "Line 14: There is no column “vote”."),
    ("a.pb", "cumulative", "quadratic", "Line 3: The vote_type “quadratic” is not known."),
    ("a.pb", "b;20", "a;20", "Line 11: The project's id “a” is empty or there twice."),
    ("a.pb", "1;a,b;3,1", "1;a,x;3,1", "Line 15: There is no project “x”."),
    ("a.pb", "1;a,b;3,1", "1;a,a;3,1", "Line 15: The vote names a project twice."),
    ("a.pb", "1;a,b;3,1", "1;a,b,c;2,1,1", "Line 15: The vote names 3 projects; it must be 1 to 2."),
    ("a.pb", "1;a,b;3,1", "1;;", "Line 15: The vote names 0 projects; it must be 1 to 2."),
    ("a.pb", "1;a,b;3,1", "1;a,b;3", "Line 15: The points “3” do not fit 2 projects."),
    ("a.pb", "1;a,b;3,1", "1;a,b;3,-1", "Line 15: The points “3,-1” do not fit 2 projects."),
    ("a.pb", "1;a,b;3,1", "1;a,b;3,2", "Line 15: The vote gives 5 points; 4 are allowed."),
    ("a.pb", "1;a,b;3,1", "1;a,b", "Line 15: Cells here: 2. Columns: 3."),
    ("b.pb", "2;b;4", "2;b;5", "Line 14: The vote gives a project 5 points; 4 are allowed."),
    ("b.pb", "points;4", "points;1000001", "Line 5: The max_points “1000001” is no whole number up to 1000000."),
    ("b.pb", "points;4", "points;4\ndefault_score;5", "Line 6: The default_score “5” is no whole number up to 4."),
    ("b.pb", "points;4", "points;4\ndefault_score;-1", "Line 6: The default_score “-1” is no whole number up to 4."),
    ("b.pb", "2;b;4", "2;b;four", "Line 14: The points “four” do not fit 1 projects."),
    ("a.txt", "V: 211", "V: 21", "Line 7: The ballot “21” has 2 characters for 3 options."),
    ("a.txt", "V: 211", "V: 2*1", "Line 7: “*” is no rank."),
    ("a.txt", "V: -1-", "W: -1-", "Line 8: “W: -1-” is no ballot."),
    ("a.txt", "Ben", "Anna", "Line 6: Two options have the name “Anna”."),
    ("a.jsonl", '{"marks": {"none"', '{"marks": "none"', "Line 3: This is no line of JSON in {}."),
    ("a.jsonl", '{"none": 1}', '["none"]', "Line 3: This is no line of JSON in {}."),
    ("a.jsonl", '"none": 1', '"some": 1', "Line 3: There is no candidate “some”."),
    (
        "a.jsonl",
        '"none": 1',
        '"none": 0',
        "Line 3: A number from 1 to 1000000 is missing, or another one is in its place.",
    ),
    (
        "a.jsonl",
        '"none": 1',
        '"none": true',
        "Line 3: A number from 1 to 1000000 is missing, or another one is in its place.",
    ),
    ("a.jsonl", '"e2": ""', '"e1": ""', "Line 1: The name “e1” stands there twice."),
    ("a.jsonl", '"none": 2', '"e1": 2', "Line 2: The name “e1” stands there twice."),
    ("a.jsonl", '"ranks"', '"ruks"', "Line 1: The first line does not say “kind” as it should."),
    ("a.jsonl", "candidates", "people", "Line 1: The first line does not say “candidates” as it should."),
]


@pytest.mark.parametrize("name", BALLOTS)
def test_without_a_mistake_they_are_counted(name: str, tmp_path: Path) -> None:
    text, method = BALLOTS[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert counted(method, tmp_path / name)["ballots"] > 0


@pytest.mark.parametrize(("name", "right", "wrong", "cause"), MISTAKES)
def test_a_mistake_is_named_by_its_line(name: str, right: str, wrong: str, cause: str, tmp_path: Path) -> None:
    text, method = BALLOTS[name]
    assert right in text
    (tmp_path / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert refused(method, tmp_path / name) == cause


def test_a_cure_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.toi").write_text("# NUMBER ALTERNATIVES: 3\n2: 1,,2\n", encoding="utf-8")
    cure = "  → Put commas between alternatives, and equal ones into {} once, such as “1,{2,3},4”."
    assert tally("irv", tmp_path / "a.toi").stderr.splitlines()[1] == cure


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "a.csv is empty."),
        (b" \n\r\n", "a.csv is empty."),
        (b"Ann,Ben\n1,2\n1,\0\n", "Line 3: This is no text."),
        (
            b",".join(b"c%d" % one for one in range(1001)) + b"\n",
            "Line 1: There are 1001 candidates; up to 1000 can be counted.",
        ),
        (
            b'"' + b"a" * 200_000 + b'"\n1\n',
            "Line 1: This cannot be read as CSV: field larger than field limit (131072).",
        ),
    ],
)
def test_hostile_contents_end_in_a_sentence(content: bytes, cause: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert refused("schulze", tmp_path / "a.csv") == cause


def test_json_that_is_deep_or_has_long_numbers_ends_in_a_sentence(tmp_path: Path) -> None:
    for line in ("[" * 100_000, '{"marks": {"e1": ' + "1" * 10_000 + "}}"):
        (tmp_path / "a.jsonl").write_text(EXPORT + line + "\n", encoding="utf-8")
        assert refused("irv", tmp_path / "a.jsonl").startswith("Line 5: ")


def test_files_that_are_none_or_too_large_or_of_no_known_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused("irv", "nothing.csv") == "nothing.csv cannot be read: No such file or directory."
    assert refused("irv", tmp_path).endswith("cannot be read: Is a directory.")
    (tmp_path / "a.doc").write_text("To whom it may concern\n", encoding="utf-8")
    assert refused("irv", tmp_path / "a.doc") == "a.doc has no format that is known."
    monkeypatch.setattr(files, "LARGEST", 10)
    assert refused("irv", tmp_path / "a.doc") == "a.doc is larger than 0 MiB."


def test_more_marks_than_fit_end_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(election, "MOST_CELLS", 3)
    (tmp_path / "a.csv").write_text("Ann,Ben\n1,2\n1,2\n2,1\n", encoding="utf-8")
    cause = "Line 4: There are too many different ballots to count them on this machine."
    assert refused("irv", tmp_path / "a.csv") == cause


@pytest.mark.parametrize(
    ("name", "method", "cause"),
    [
        ("a.csv", "score", "The ballots are ranks; the method score does not count them."),
        ("a.cat", "cumulative", "The ballots are grades; the method cumulative does not count them."),
        ("a.pb", "star", "The ballots are points; the method star does not count them."),
        ("a.cat", "single", "Some ballots approve several; single choice does not count them."),
    ],
)
def test_a_method_that_does_not_fit_names_those_that_do(name: str, method: str, cause: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(BALLOTS[name][0], encoding="utf-8")
    assert refused(method, tmp_path / name) == cause
    assert "Count them by one of these: " in tally(method, tmp_path / name).stderr


def test_marks_that_a_method_does_not_count_are_named_in_the_operators_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROSUMENT_LANGUAGE", "de")
    (tmp_path / "a.csv").write_text(BALLOTS["a.csv"][0], encoding="utf-8")
    assert "Die Stimmzettel enthalten Ränge; " in tally("score", tmp_path / "a.csv").stderr


@pytest.mark.parametrize("name", [name for name in BALLOTS if name != "b.soi"])
def test_marks_of_the_beginning_ends_of_lines_and_empty_lines_change_nothing(name: str, tmp_path: Path) -> None:
    text, method = BALLOTS[name]
    (tmp_path / name).write_bytes(text.encode())
    as_it_is = counted(method, tmp_path / name)
    for end in ("\r\n", "\r", " \n", "\n\n"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
        assert counted(method, tmp_path / name) == as_it_is


def test_more_seats_than_candidates_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.soc").write_text(TENNESSEE, encoding="utf-8")
    assert refused("irv", tmp_path / "a.soc", "--seats", "5") == "There are 4 candidates for 5 seats."
    assert len(counted("irv", tmp_path / "a.soc", "--seats", "4")["winners"]) == 4


def test_more_candidates_than_star_can_tell_apart_are_refused(tmp_path: Path) -> None:
    head = '{"prosument": "ballots", "kind": "grades", "candidates": {' + ", ".join(f'"c{at}": ""' for at in range(201))
    (tmp_path / "a.jsonl").write_text(head + '}}\n{"marks": {}}\n', encoding="utf-8")
    assert refused("star", tmp_path / "a.jsonl") == "There are 201 candidates; STAR counts up to 200."
    assert "one of these: score, mj." in tally("star", tmp_path / "a.jsonl").stderr


def test_who_is_not_there_cannot_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.soc").write_text(TENNESSEE, encoding="utf-8")
    assert refused("irv", tmp_path / "a.soc", "--skip", "Memfis") == "There is no candidate “Memfis” to skip."
    assert "such as: Memphis" in tally("irv", tmp_path / "a.soc", "--skip", "Memfis").stderr


@pytest.mark.parametrize("words", [("--seats", "0"), ("--unranked", "beside"), ("--seats", "few")])
def test_options_that_cannot_be_are_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.soc").write_text(TENNESSEE, encoding="utf-8")
    assert tally("irv", tmp_path / "a.soc", *words).exit_code == 2
    assert tally("quadratic", tmp_path / "a.soc").exit_code == 2


@pytest.mark.parametrize("name", long_but({next(iter(BALLOTS))}, BALLOTS))
def test_files_with_any_bytes_changed_end_in_a_count_or_a_sentence(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)
    text, method = BALLOTS[name]
    for turn in range(150):
        changed = bytearray(text.encode())
        for _ in range(turn % 4 + 1):
            at = chance.randrange(len(changed))
            changed[at : at + chance.randrange(3)] = bytes(
                chance.choices(b'0127,;:{}"-\n #aV\xff\xe2', k=chance.randrange(3))
            )
        (tmp_path / name).write_bytes(changed)
        ended = tally(method, tmp_path / name, "--json")
        assert ended.exit_code in {0, 2}, (bytes(changed), ended.stderr)
        assert len(ended.stderr.splitlines()) == (2 if ended.exit_code else 0), bytes(changed)
