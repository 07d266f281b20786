"""`.env.example` and the settings say the same."""

import re
from pathlib import Path

from bots.settings import read_settings, setting_names

EXAMPLE = (Path(__file__).parents[2] / ".env.example").read_text()


def test_each_setting_stands_in_it_with_its_default_and_one_line_of_meaning() -> None:
    written = re.findall(r"^# (.+)\n(\w+)=(.*)$", EXAMPLE, re.MULTILINE)
    meant = [(about["description"], name, str(about["default"])) for name, about in setting_names().items()]
    assert written == meant


def test_copied_as_it_is_it_changes_nothing(empty_folder: Path) -> None:
    without = read_settings()
    (empty_folder / ".env").write_text(EXAMPLE)
    assert read_settings() == without
