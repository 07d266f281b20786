"""The house tests itself: who may import whom, how large rooms may grow, what never gets committed."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import contests

ROOT = Path(__file__).parent.parent
PLATFORMS = {"discord", "telegram"}
SOMEBODY_ELSES = PLATFORMS | {"aiohttp", "aiosqlite", "alembic", "apscheduler", "asyncpg", "sqlalchemy", "PIL", "av"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
PURE = {"contests": sys.stdlib_module_names | {"numpy", "contests"}}
IMPURE = {"random", "secrets", "time", "socket", "subprocess", "urllib", "sqlite3", "threading"}


def modules(package: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [("contests", {"storage", "bots"} | SOMEBODY_ELSES), ("storage", {"bots"} | PLATFORMS)],
)
def test_the_law_of_direction(package: str, forbidden: set[str]) -> None:
    for path, tree in modules(package):
        assert not imported(tree) & forbidden, path


def test_the_rules_import_only_the_standard_library_and_numpy_and_nothing_impure() -> None:
    for path, tree in modules("contests"):
        assert imported(tree) <= PURE["contests"] - IMPURE, path


def test_only_the_composition_knows_the_store() -> None:
    knowing = {str(path) for path, tree in modules("bots") if "storage" in imported(tree)}
    assert knowing == {"bots/app.py"}


def test_only_its_folder_imports_a_platform() -> None:
    for path, tree in modules("bots"):
        for platform in imported(tree) & PLATFORMS:
            assert f"on_{platform}" in path.parts, path
        if "aiohttp" in imported(tree):
            assert {"on_web", "on_telegram", "on_discord"} & set(path.parts), path


def test_nothing_in_the_rules_asks_for_the_time() -> None:
    for path, tree in modules("contests"):
        called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not called & {"now", "utcnow", "today"} - _own_names(path), path


def _own_names(path: Path) -> set[str]:
    return {"now"} if path.name == "ports.py" else set()


@pytest.mark.parametrize("package", ["contests", "storage", "bots"])
def test_files_fit_a_sitting_and_functions_a_glance(package: str) -> None:
    for path, tree in modules(package):
        if "versions" in path.parts:
            continue  # a migration is as long as the tables it makes
        lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
        assert lines <= LONGEST_FILE, (path, lines)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno
                assert length <= LONGEST_FUNCTION, (path, node.name, length)


@pytest.mark.parametrize("package", ["contests", "storage", "bots"])
def test_public_things_say_what_they_are(package: str) -> None:
    missing = [
        f"{path}:{node.name}"
        for path, tree in modules(package)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert missing == []
    assert all(ast.get_docstring(tree) for path, tree in modules(package))


def test_the_glossary_is_the_package_docstring_and_its_words_are_used() -> None:
    glossary = contests.__doc__ or ""
    words = re.findall(r"^([a-z]+) {2,}", glossary, re.MULTILINE)
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "contests").rglob("*.py"))
    assert len(words) >= 12
    for word in words:
        assert len(re.findall(rf"\b{word}", code)) > 1, word


def test_every_exception_to_a_rule_says_why() -> None:
    for path in _committed():
        if path.suffix != ".py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"#\s*(noqa|type: ignore)", line) and path.name != "test_house.py":
                assert re.search(r"#\s*(noqa: ?[A-Z0-9, ]+|type: ignore\[[^]]+\]).*(\s-\s|#)\s*\S+", line), (
                    path,
                    number,
                    line,
                )


def test_no_machine_tool_or_registry_is_named() -> None:
    named = re.compile(r"(^|[^a-z])/(work|farm)/[a-z]|farm-studio|pypi\.org|files\.pythonhosted|registry\.npmjs")
    for path in _committed():
        if path.suffix in {".png", ".jpg", ".webp"} or path.name == "test_house.py":
            continue
        found = named.search(path.read_text(encoding="utf-8"))
        assert found is None, (path, found)


def _committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"],  # noqa: S607 - whichever git runs the tests
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
