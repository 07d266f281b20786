"""Textbook elections, in each of the formats."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bots.cli import app
from bots.tally.fitting import FITTING
from tests.bots.tally.commanding import counted, order, tally

pytestmark = pytest.mark.usefixtures("empty_folder", "own_log")

TENNESSEE = """# FILE NAME: tennessee.soc
# DATA TYPE: soc
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 100
# ALTERNATIVE NAME 1: Memphis
# ALTERNATIVE NAME 2: Nashville
# ALTERNATIVE NAME 3: Knoxville
# ALTERNATIVE NAME 4: Chattanooga
42: 1,2,4,3
26: 2,4,3,1
15: 4,3,2,1
17: 3,4,2,1
"""
"""The capital of Tennessee, as Wikipedia's articles on voting have it."""
SHEET = """
     Option 1---------->: Anna
   /  Option 2--------->: Ben
   |/  Option 3-------->: None Of The Above
   ||/
V: 12-\t\t5de2d9bdec162e7ad7d475f7a3a912e0
V: 211\t\t82779753e0665892a0168183b4d03db6
V: -1-
V: 1--
V: ---
"""
CATEGORIES = """# TITLE: Yes or no
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 6
# NUMBER CATEGORIES: 2
# CATEGORY NAME 1: Yes
# CATEGORY NAME 2: No
# ALTERNATIVE NAME 1: Anna
# ALTERNATIVE NAME 2: Ben
# ALTERNATIVE NAME 3: Cleo
3: {1, 3},{2}
2: 1,{}
1: {},{1,2,3}
"""
BUDGET = """META
key;value
vote_type;{vote}
num_votes;3
{limits}
PROJECTS
project_id;cost;name
a;10;"A garden; with a bench"
b;20;A well
c;30;A light
VOTES
voter_id;vote;points
1;a,b;3,1
2;b;4
3;a,c;1,2
"""
EXPORT = """{"prosument": "ballots", "kind": "ranks", "candidates": {"e1": "Sun", "e2": "", "none": "No award"}}
{"marks": {"e1": 1, "none": 2}}
{"marks": {"none": 1}, "alike": 3}
{"marks": {}}
"""


@pytest.fixture
def file(tmp_path: Path) -> "Filing":
    return Filing(tmp_path)


class Filing:
    """Writes a file of ballots."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, name: str, text: str | bytes) -> Path:
        path = self._folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


def test_orders_of_preflib_by_duels_rounds_and_first_places(file: Filing) -> None:
    capital = file("tennessee.soc", TENNESSEE)
    found = counted("schulze", capital)
    assert found["order"] == [["Nashville"], ["Chattanooga"], ["Knoxville"], ["Memphis"]]
    assert found["matrix"][0] == [0, 68, 68, 58]
    rounds = counted("irv", capital)["rounds"]
    assert [one["counts"] for one in rounds] == [
        {"Memphis": 42, "Nashville": 26, "Knoxville": 17, "Chattanooga": 15},
        {"Memphis": 42, "Nashville": 26, "Knoxville": 32},
        {"Memphis": 42, "Knoxville": 58},
    ]
    assert [(one["out"], one["chosen"]) for one in rounds] == [
        (["Chattanooga"], []),
        (["Nashville"], []),
        (["Memphis"], ["Knoxville"]),
    ]
    assert order("single", capital)[0] == ["Memphis"]


def test_a_ranked_file_without_its_ending_is_known_by_what_it_holds(file: Filing) -> None:
    assert order("schulze", file("ballots", TENNESSEE))[0] == ["Nashville"]


def test_ties_in_orders_of_preflib(file: Filing) -> None:
    text = "# NUMBER ALTERNATIVES: 3\n2: {1, 2}\n1: 3,{1}\n"
    tied = file("a.toi", text)
    assert order("schulze", tied) == [["1"], ["2"], ["3"]]
    assert order("single", tied) == [["3"], ["1", "2"]]
    assert order("schulze", tied, "--unranked", "apart") == [["2", "3"], ["1"]]


def test_a_file_of_preflib_as_it_was_until_2022(file: Filing) -> None:
    text = "3\n1,Ann, the first\n2,Ben\n3,Cleo\n5,5,3\n2,{1,2}\n1,3,1\n2,2\n"
    found = counted("schulze", file("a.toi", text))
    assert (found["ballots"], found["order"]) == (5, [["Ben"], ["Ann, the first"], ["Cleo"]])
    assert "promised" not in found


def test_names_of_preflib_that_are_not_alone_carry_their_number(file: Filing) -> None:
    text = "# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Ann\n2: 1,2\n"
    assert order("irv", file("a.soc", text)) == [["Ann (1)"], ["Ann (2)"]]


def test_two_categories_of_preflib_are_approvals_and_duels(file: Filing) -> None:
    asked = file("asked.cat", CATEGORIES)
    found = counted("approval", asked)
    assert (found["ballots"], found["rounds"][0]["counts"]) == (6, {"Anna": 5, "Cleo": 3, "Ben": 0})
    assert order("schulze", asked) == [["Anna"], ["Cleo"], ["Ben"]]


def test_a_tally_sheet_of_debian_puts_what_is_unranked_below(file: Filing) -> None:
    found = counted("schulze", file("sheet.txt", SHEET))
    assert (found["ballots"], found["candidates"]) == (5, ["Anna", "Ben", "None Of The Above"])
    assert found["matrix"] == [[0, 2, 2], [2, 0, 2], [1, 0, 0]]
    assert found["order"] == [["Anna", "Ben"], ["None Of The Above"]]


def test_a_tenth_rank_is_a_letter_large_or_small(file: Filing) -> None:
    for letter in "Aa":
        sheet = file("sheet.txt", SHEET.replace("V: 211", f"V: 9{letter}1"))
        assert counted("schulze", sheet)["matrix"] == [[0, 3, 2], [1, 0, 2], [1, 1, 0]]


def test_a_tally_sheet_in_latin_1_keeps_its_names(file: Filing) -> None:
    sheet = file("sheet.txt", SHEET.replace("Anna", "Raphaël").encode("latin-1"))
    assert counted("schulze", sheet)["winners"] == ["Ben", "Raphaël"]


def test_a_table_of_civs_compares_with_nobody_what_has_no_opinion(file: Filing) -> None:
    table = file("ballots.csv", '"Ann, A.",Ben,Cleo\n1,2,No opinion\n1,No opinion,2\n,1,1\n')
    found = counted("schulze", table)
    assert (found["candidates"], found["ballots"]) == (["Ann, A.", "Ben", "Cleo"], 3)
    assert found["matrix"] == [[0, 1, 1], [0, 0, 0], [0, 0, 0]]
    below = counted("schulze", table, "--unranked", "below")
    assert below["matrix"] == [[0, 2, 2], [1, 0, 1], [1, 1, 0]]


def test_a_file_with_a_byte_order_mark_and_windows_ends_of_lines(file: Filing) -> None:
    table = file("ballots.csv", b"\xef\xbb\xbfAnn,Ben\r\n2,1\r\n\r\n")
    assert order("schulze", table) == [["Ben"], ["Ann"]]


@pytest.mark.parametrize("vote", ["approval", "cumulative"])
def test_votes_of_pabulib(file: Filing, vote: str) -> None:
    budget = file("budget.pb", BUDGET.format(vote=vote, limits="max_length;2"))
    found = counted("approval", budget, "--seats", "2", "--skip", "A well")
    assert found["rounds"][0]["counts"] == {"a": 2, "b": 2, "c": 1}
    assert (found["order"], found["winners"], found["skipped"]) == ([["a", "b"], ["c"]], ["a", "c"], ["b"])
    assert found["titles"]["a"] == "A garden; with a bench"


def test_points_of_pabulib_are_summed(file: Filing) -> None:
    budget = file("budget.pb", BUDGET.format(vote="cumulative", limits="max_sum_points;4"))
    found = counted("cumulative", budget)
    assert (found["order"], found["rounds"][0]["counts"]) == ([["b"], ["a"], ["c"]], {"a": 4, "b": 5, "c": 2})


def test_scores_of_pabulib_are_grades(file: Filing) -> None:
    budget = file("budget.pb", BUDGET.format(vote="scoring", limits="max_points;4"))
    assert order("score", budget) == [["b"], ["a"], ["c"]], "what a vote does not name has 0"
    other = file("other.pb", BUDGET.format(vote="scoring", limits="max_points;4\ndefault_score;3"))
    assert counted("score", other)["rounds"][0]["counts"] == {"a": 7, "b": 8, "c": 8}


@pytest.mark.parametrize(
    ("method", "winners"), [("score", ["Anna"]), ("star", ["Ben"]), ("mj", ["Ben"]), ("schulze", ["Ben"])]
)
def test_more_categories_of_preflib_are_grades(file: Filing, method: str, winners: list[str]) -> None:
    text = CATEGORIES.replace("CATEGORIES: 2", "CATEGORIES: 3").replace("VOTERS: 6", "VOTERS: 5")
    head = text[: text.index("3: {1, 3}")]
    asked = file("asked.cat", head + "3: {},2,{1,3}\n2: 1,{},{2,3}\n")
    assert counted(method, asked)["winners"] == winners


@pytest.mark.parametrize(
    ("method", "head"), [("score", "Sum"), ("star", "Sum  Run-off"), ("mj", "Median grade"), ("irv", "Round 1")]
)
def test_rounds_have_the_methods_words(file: Filing, method: str, head: str) -> None:
    assert head in tally(method, file("asked.cat", CATEGORIES)).stdout


def test_choose_one_of_pabulib(file: Filing) -> None:
    text = BUDGET.format(vote="choose-1", limits="").replace("1;a,b;3,1", "1;a;").replace("3;a,c;1,2", "3;a;")
    assert order("single", file("budget.pb", text)) == [["a"], ["b"], ["c"]]


def test_orders_of_pabulib(file: Filing) -> None:
    assert order("irv", file("budget.pb", BUDGET.format(vote="ordinal", limits="")))[0] == ["a"]


def test_our_own_export(file: Filing) -> None:
    ours = file("ballots.jsonl", EXPORT)
    found = counted("schulze", ours)
    assert (found["ballots"], found["order"]) == (5, [["none"], ["e1"], ["e2"]])
    assert found["titles"] == {"e1": "Sun", "none": "No award"}
    assert "none: No award" in tally("schulze", ours).stdout


def test_a_file_that_promises_more_ballots_than_it_holds_is_counted_and_says_so(file: Filing) -> None:
    short = file("tennessee.soc", TENNESSEE.replace("17: 3,4,2,1\n", ""))
    assert "says that it holds 100 ballots" in tally("irv", short).stdout
    assert counted("irv", short)["promised"] == 100
    assert "promised" not in counted("irv", file("tennessee.soc", TENNESSEE))


def test_who_ties_for_the_last_seat_all_win_and_it_is_said(file: Filing) -> None:
    table = file("ballots.csv", "Ann,Ben,Cleo\n1,2,2\n")
    assert counted("schulze", table, "--seats", "2")["winners"] == ["Ann", "Ben", "Cleo"]
    assert "Several share the last place" in tally("schulze", table, "--seats", "2").stdout
    assert "Several" not in tally("schulze", table, "--seats", "3").stdout


def test_the_words_are_the_operators(file: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSUMENT_LANGUAGE", "de")
    assert "Es gewinnt: Nashville" in tally("schulze", file("tennessee.soc", TENNESSEE)).stdout


@pytest.mark.parametrize(
    ("method", "how"),
    [("schulze", ["matrix"]), ("irv", ["rounds"]), ("single", ["rounds"]), ("star", ["matrix", "rounds"])],
)
def test_what_scripts_are_told(file: Filing, method: str, how: list[str]) -> None:
    elected = file("a.cat", CATEGORIES) if method == "star" else file("a.soc", TENNESSEE)
    assert list(counted(method, elected)) == ["method", "ballots", "order", "winners", "skipped", "candidates", *how]


def test_the_help_says_which_marks_each_method_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    told = " ".join(CliRunner().invoke(app, ["tally", "--help"]).stdout.split())
    said = [f"{kind.value.title()}: {', '.join(methods)}." for kind, methods in FITTING.items()]
    assert [one for one in said if one not in told] == []


def test_names_of_any_length_and_kind_are_shown_in_a_line_and_drawn(file: Filing) -> None:
    names = ["A" * 300, "[bold]Ben[/bold]", "<b>Cleo</b>", "\x1b[31mDan\u202e", "\u200b", "☕" * 300]
    table = file("a.csv", ",".join(names) + "\n1,2,3,4,5,6\n")
    ended = tally("schulze", table, "--plot", "a.png")
    assert (ended.exit_code, Path("a.png").exists()) == (0, True)
    assert max(map(len, ended.stdout.splitlines()[:9])) < 500, "the line of who wins, and a row a candidate"
    assert "[bold]Ben[/bold]" in ended.stdout
    assert not set("\x1b\u202e\u200b") & set(ended.stdout)
    assert counted("schulze", table)["candidates"] == [name.strip() for name in names]


def test_a_pipe_that_closes_early_is_no_fault(file: Filing) -> None:
    table = file("a.csv", ",".join(f"c{at}" for at in range(300)) + "\n" + ",".join(["1"] * 300) + "\n")
    command = [sys.executable, "-c", "from bots.cli import main; main()", "tally", "--method", "schulze", str(table)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == "schulze: 1 ballot, 300 candidates\n"
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode in {0, 1}


def test_a_name_cannot_steer_the_terminal(file: Filing) -> None:
    printed = tally("schulze", file("ballots.csv", "\x1b[2JAnn,Ben\n1,2\n")).stdout
    assert ("\x1b" in printed, "�[2JAnn" in printed) == (False, True)
