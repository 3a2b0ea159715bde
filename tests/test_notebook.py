"""In a notebook: commands ask, errors are one line, tables are escaped and cut, data frames have types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from example_store import REPORT

from samgraf.answer_html import LONGEST, MOST_ROWS, to_html
from samgraf.answers import Answer
from samgraf.cli import main
from samgraf.errors import SamgrafError
from samgraf.frames import columns
from samgraf.notebook import Magics, load_ipython_extension
from samgraf.parameters import Text

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "samgraf.ipynb"
NAMES = "SELECT ?name { ?s a <https://w3id.org/samgraf/def/Insats> ; <https://w3id.org/samgraf/def/name> ?name } ORDER BY ?name"
XSD = "http://www.w3.org/2001/XMLSchema#"
without_ipython = pytest.mark.skipif(
    find_spec("IPython") is None, reason="IPython is not installed: pip install ipython"
)


class Shell:
    """As much of IPython as the extension needs."""

    def __init__(self) -> None:
        """Begin with no variables and no commands."""
        self.user_ns: dict[str, Any] = {}
        self.magics: dict[str, tuple[str, Callable[..., Any]]] = {}

    def register_magic_function(self, function: Callable[..., Any], kind: str, name: str) -> None:
        """Keep a command that the extension registers."""
        self.magics[name] = (kind, function)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the example report."""
    place = tmp_path_factory.mktemp("notebook") / "w"
    assert main(["--workspace", str(place), "build", str(REPORT)]) == 0
    return place


def answer(*values: list[Any]) -> Answer:
    """Return an answer of columns c0, c1 … with these values, one list a row."""
    names = tuple(f"c{at}" for at in range(len(values[0]))) if values else ("c0",)
    return Answer("x", Text("Titel", "Title"), columns=names, rows=tuple(map(tuple, values)))


def typed(value: str, kind: str) -> ox.Literal:
    """Return a literal of a datatype."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + kind))


def test_the_extension_registers_its_commands() -> None:
    """`%load_ext` calls one function with the shell."""
    shell = Shell()
    load_ipython_extension(shell)

    assert {name: kind for name, (kind, _) in shell.magics.items()} == {
        "samgraf": "line", "ask": "line", "sparql": "line_cell",
    }  # fmt: skip


@pytest.mark.packed
def test_the_commands_ask_the_workspace_that_was_opened(workspace: Path, capsys) -> None:
    """The same answers as the commands of the terminal."""
    magics = Magics(Shell())
    magics.samgraf(f'"{workspace}"')
    found = magics.ask("actors-on-goals goal=16")

    assert found is not None
    assert {row["actorName"] for row in found.to_dicts()} == {"Region Västmanland"}
    assert len(magics.sparql(NAMES)) == 21
    assert len(magics.sparql("insatser", NAMES)) == 21
    assert len(magics.shell.user_ns["insatser"]) == 21
    assert magics.ask("") is None
    assert "actors-on-goals" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (lambda magics: magics.ask("actors-on-goal"), "Menade du actors-on-goals"),
        (lambda magics: magics.ask("insatser 19"), "ingen parameter"),
        (lambda magics: magics.ask('insatser "19'), "citattecken"),
        (lambda magics: magics.sparql("", "SELEC ?x"), "SELECT"),
        (lambda magics: magics.sparql("två ord", NAMES), "inget namn"),
        (lambda magics: magics.samgraf("there-is-none"), "there-is-none"),
    ],
)
def test_what_is_wrong_is_one_line_and_no_traceback(
    workspace: Path, command: Callable[[Magics], Any], said: str
) -> None:
    """IPython shows its own usage errors in one line."""
    magics = Magics(Shell())
    magics.samgraf(str(workspace))

    with pytest.raises(Exception, match=said) as error:
        command(magics)
    assert type(error.value).__name__ == "UsageError" or isinstance(error.value, SamgrafError)


@pytest.mark.packed
@without_ipython
def test_the_example_notebook_runs(tmp_path: Path) -> None:
    """An example that is not run is wrong within a month."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", Path(__file__).with_name("run_notebook.py"), NOTEBOOK],
        capture_output=True, encoding="utf-8", check=False, cwd=tmp_path, env={**os.environ, "IPYTHONDIR": str(tmp_path)},
    )  # fmt: skip
    cells = {
        cell["cell"]: cell for line in done.stdout.splitlines() if line.startswith("{") for cell in [json.loads(line)]
    }
    code = [cell["id"] for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]

    assert list(cells) == code, done.stdout[-2000:] + done.stderr[-2000:]
    assert all(cell["ok"] for cell in cells.values())
    shown = [cell["shown"] for cell in cells.values()]
    assert sum("<svg" in one for one in shown) == 2
    assert any("egen bedömning" in one for one in shown)
    assert any("Tillväxtverket" in one for one in shown)


def test_the_example_notebook_is_small_and_holds_no_outputs() -> None:
    """Outputs of one machine would be compared with those of another."""
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]

    assert NOTEBOOK.stat().st_size < 10_000
    assert all(
        cell["outputs"] == [] and cell["execution_count"] is None for cell in cells if cell["cell_type"] == "code"
    )
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_a_long_answer_is_cut_and_says_so() -> None:
    """Ten thousand rows would hang the page."""
    many = answer(*[[ox.Literal(f"rad {n}")] for n in range(MOST_ROWS + 7)])
    shown = to_html(many)

    assert shown.count("<tr>") == MOST_ROWS + 1
    assert f"De första {MOST_ROWS} av {MOST_ROWS + 7} rader" in shown
    assert f"The first {MOST_ROWS} of {MOST_ROWS + 7} rows" in to_html(many, "en")
    assert "De första" not in to_html(answer([ox.Literal("en")]))
    assert len(to_html(answer([ox.Literal("x" * 10_000)]))) < LONGEST + 500


def test_a_hostile_answer_is_only_text() -> None:
    """Texts come from reports, and a notebook runs what it shows."""
    bad = "</td><script>alert(1)</script><img onerror=x>\x00"
    shown = to_html(Answer("x", Text(bad, bad), columns=(bad,), rows=((ox.Literal(bad),),), sentence=Text(bad, bad)))

    assert "<script" not in shown
    assert "<img" not in shown
    assert "\x00" not in shown


def test_truth_graphs_and_nothing_are_shown_too() -> None:
    """Every kind of question has an answer to look at."""
    triple = ox.Triple(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("o"))

    assert to_html(Answer("x", Text("", ""), truth=True)) == "<p>ja</p>"
    assert to_html(Answer("x", Text("", ""), truth=False), "en") == "<p>no</p>"
    assert "http://x/p" in to_html(Answer("x", Text("T", "T"), triples=(triple,)))
    assert to_html(Answer("x", Text("", ""), columns=("a",))) == "<p>Inga rader.</p>"
    assert (
        to_html(Answer("x", Text("", ""), columns=("a",), why_empty=Text("Inget < alls.", "")))
        == "<p>Inget &lt; alls.</p>"
    )


MIXED = answer(
    [typed("5", "integer"), typed("1.50", "decimal"), typed("2024-01-16", "date"), ox.Literal("å"), None],
    [typed("7", "integer"), typed("2", "integer"), None, typed("7", "integer"), None],
)


def test_a_column_has_one_type() -> None:
    """A data frame of mixed values can be neither summed nor sorted."""
    assert columns(MIXED) == {
        "c0": [5, 7], "c1": [1.5, 2.0], "c2": [date(2024, 1, 16), None], "c3": ["å", "7"], "c4": [None, None],
    }  # fmt: skip


@pytest.mark.packed
@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_data_frame_has_the_rows_and_their_types(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Analysts go on from there; without the library they are told how to get it."""
    if find_spec(name):
        frame = getattr(MIXED, f"to_{name}")()

        assert list(frame.columns) == ["c0", "c1", "c2", "c3", "c4"]
        assert frame["c0"].sum() == 12
        assert frame["c1"].sum() == 3.5
        assert len(getattr(answer(), f"to_{name}")()) == 0
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SamgrafError, match=rf"pip install 'samgraf\[{name}\]'"):
        getattr(MIXED, f"to_{name}")()
