"""The documentation names what exists, and what exists is named in the documentation."""

import ast
import re
from dataclasses import fields

import pytest

from mingbai.kit.home import Config
from tests.architecture.tree import PACKAGE, ROOT, parsed

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`((?:mingbai|tests|docs|tools|bench|locks)/[\w./-]+)`")
PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b")  # `.../CODE.yaml`: the reader puts a name there
MODULES = re.compile(r"`(mingbai\.[a-z_.]+)`")


def everything() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_is_there(page):
    text = page.read_text(encoding="utf-8")
    named = [name for name in NAMED.findall(text) if not PLACEHOLDER.search(name)]
    gone = [name for name in named if not (ROOT / name).exists()]
    gone += [name for name in MODULES.findall(text) if not _module(name)]
    assert not gone


def test_every_link_between_pages_leads_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def said_to_parsers(method: str) -> set[str]:
    """First words given to `add_parser` or `add_argument` by the command line."""
    return {
        node.args[0].value
        for node in ast.walk(parsed(PACKAGE / "cli/parser.py"))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == method and node.args
    }


def test_every_command_is_documented():
    commands = said_to_parsers("add_parser")
    assert "serve" in commands
    assert not [name for name in commands - {"code", "take"} if f"mingbai {name}" not in everything()]


def test_every_option_is_documented():
    options = {name for name in said_to_parsers("add_argument") if name.startswith("--")}
    assert options
    assert not [name for name in options if f"`{name}" not in everything()]


def test_every_setting_of_an_installation_is_documented():
    missing = [field.name for field in fields(Config) if f"`{field.name}`" not in everything()]
    assert not missing


def test_every_make_target_is_documented():
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    assert not [name for name in targets if f"make {name}" not in everything()]


def test_every_decision_has_its_number_once():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/adr").glob("*.md"))]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]


def _module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or path.is_dir() or path.parent.with_suffix(".py").exists()
