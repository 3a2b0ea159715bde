"""The documents: examples print what they show, links lead somewhere, the commands page is the commands' own."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import example_store
import pytest

from samgraf import cli

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def _script(name: str) -> ModuleType:
    """Return a script of the docs folder as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


examples = _script("examples")
WITH_EXAMPLES = [page for page in PAGES if examples.examples(page.read_text("utf-8"))]


AS_PROGRAM = {"README.md", "tutorial.sv.md"}
"""Pages whose examples are run as a reader does, each command a process of its own; the others in this one, which
spares them a cold start."""


@pytest.mark.packed
@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.name)
def test_the_examples_print_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An example that is not run is wrong within a month. `make docs` writes the outputs again."""
    examples.prepare(tmp_path, page.read_text("utf-8"))
    monkeypatch.chdir(tmp_path)
    for name, value in examples.SETTINGS.items():
        monkeypatch.setenv(name, value)
    for name in examples.UNSET:
        monkeypatch.delenv(name, raising=False)

    for example in examples.examples(page.read_text("utf-8")):
        assert example.output != examples.ANY, f"$ {example.command}: run `make docs`"
        if page.name in AS_PROGRAM:
            actual = examples.run(example.command, tmp_path)
        else:
            cli.main(examples.arguments(example.command))
            printed = capsys.readouterr()
            actual = examples.shown(printed.out + printed.err)
        assert examples.agrees(example.output, actual), f"$ {example.command}\n{actual}"


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.name)
def test_an_example_accepts_a_finding_that_is_there(page: Path) -> None:
    """The id changes with the rule's words: an example that fails teaches nothing."""
    for example in examples.examples(page.read_text("utf-8")):
        assert "är ingen iakttagelse" not in example.output, f"$ {example.command}: take an id that check prints"


def test_there_are_examples() -> None:
    """A change of the fence would leave nothing to run, and all green."""
    assert {"README.md", "tutorial.sv.md", "tutorial.en.md"} <= {page.name for page in WITH_EXAMPLES}
    assert sum(len(examples.examples(page.read_text("utf-8"))) for page in WITH_EXAMPLES) >= 9


def test_an_output_of_dots_stands_for_any_lines() -> None:
    """Long outputs are cut in the documents, but what is shown must be there."""
    assert examples.agrees("a\n…\nd", "a\nb\nc\nd")
    assert not examples.agrees("a\n…\nd", "a\nb\nc")
    assert not examples.agrees("a", "b")


def test_an_example_may_run_nothing_else(tmp_path: Path) -> None:
    """A document is no place for a shell."""
    with pytest.raises(ValueError, match="only run samgraf"):
        examples.run("rm -r .", tmp_path)


def test_the_commands_page_is_what_the_commands_say() -> None:
    """`make docs` writes it again."""
    assert _script("make_commands").page() == (ROOT / "docs" / "commands.md").read_text("utf-8")


def test_the_page_of_questions_is_what_their_headers_say() -> None:
    """`make docs` writes it again."""
    assert _script("make_queries").page() == (ROOT / "docs" / "queries.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_between_files_leads_somewhere(page: Path) -> None:
    """A page that is moved leaves holes behind it."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    lost = [link for link in links if not (page.parent / link).exists()]

    assert not lost


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_a_page_is_reached_from_the_index(page: Path) -> None:
    """A page that nothing links to is read by nobody."""
    index = (ROOT / "docs" / "index.md").read_text("utf-8")

    assert page.name in {"index.md", "README.md"} or f"]({page.name})" in index


def test_the_pictures_are_what_the_program_draws() -> None:
    """`make docs` draws them again."""
    drawn = _script("make_pictures").pictures(example_store.example())

    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} == set(drawn)
    for name, svg in drawn.items():
        assert (ROOT / "docs" / "pictures" / name).read_text("utf-8") == svg, f"{name} is old: run `make docs`"
