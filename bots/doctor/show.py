"""How findings are shown: a tree for people, JSON for scripts."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from bots.doctor.findings import Finding, Level

_LOOKS = {
    Level.FINE: ("✓", "green"),
    Level.NOTE: ("·", "cyan"),
    Level.WARNING: ("!", "yellow"),
    Level.RED: ("✗", "bold red"),
}


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings for scripts."""
    return json.dumps({"ok": not any_red(findings), "findings": [asdict(finding) for finding in findings]}, indent=2)


def print_tree(findings: Sequence[Finding], console: Console) -> None:
    """Print a branch a finding, its cure as a leaf; nothing in them is read as markup."""
    tree = Tree("Prosument")
    for finding in findings:
        mark, style = _LOOKS[finding.level]
        branch = tree.add(Text(f"{mark} {finding.said}", style=style))
        if finding.cure:
            branch.add(Text(finding.cure))
    console.print(tree, soft_wrap=True)


def any_red(findings: Sequence[Finding]) -> bool:
    """Tell whether anything must be mended."""
    return any(finding.level is Level.RED for finding in findings)
