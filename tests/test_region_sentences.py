"""Goals, figures and funds as the analysts of 21 regions write them, read with the reference data as it is.

The sentences marked `held_out` were written before the recognisers were first run on any of the file.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from samgraf.graph.namespaces import THINGS
from samgraf.reference import load_reference
from samgraf.reports.context import Context
from samgraf.reports.figures import find_figures
from samgraf.reports.funds import find_funds
from samgraf.reports.goals import find_goals

if TYPE_CHECKING:
    from samgraf.reports.model import Figure

FOLDER = Path(__file__).with_name("region-sentences")
SHORT = {"count": "c", "percent": "%", "percentage-point": "pp", "SEK": "kr"}
KEPT = 0.5
SECONDS = 20
"""More than any cell takes on a slow machine; what is quadratic takes minutes."""


def _sentences(name: str) -> list[dict[str, Any]]:
    """Return the sentences of one file."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _context(region: str = "12") -> Context:
    """Return the context of a report of a region for 2023."""
    return Context(load_reference(), region, 2023)


def _goals(entry: dict[str, Any]) -> list[str]:
    """Return the goals of a text as the file writes them."""
    return [
        f"{goal.level} {goal.number or goal.wording or goal.written_framework}"
        + (f" < {goal.written_area}" if goal.written_area else "")
        for goal in find_goals(entry["text"], _context(entry["region"]), in_cell=entry.get("cell", False))
    ]


def _as_written(figure: Figure) -> str:
    """Return a figure as the file writes it."""
    return f"{figure.value.normalize():f} {SHORT.get(figure.unit, figure.unit)}"


@pytest.mark.parametrize(("name", "least"), [("goals", 160), ("goal-titles", 100), ("figures", 95), ("funds", 85)])
def test_there_are_sentences(name: str, least: int) -> None:
    """A file that nobody reads would let every test pass."""
    assert len(_sentences(name)) >= least


@pytest.mark.parametrize("entry", _sentences("goals") + _sentences("goal-titles"), ids=lambda entry: entry["text"][:40])
def test_a_text_names_these_goals_and_no_other(entry: dict[str, Any]) -> None:
    """Each region has words of its own for what it strives for, and a name for the strategy that says so."""
    assert sorted(_goals(entry)) == sorted(entry["find"])


@pytest.mark.parametrize("entry", _sentences("funds"), ids=lambda entry: entry["text"][:40])
def test_a_text_names_these_sources_of_money_and_no_other(entry: dict[str, Any]) -> None:
    """A partner that does not pay must not become a funder."""
    found = find_funds(entry["text"], _context())

    assert sorted(fund.name for fund in found if fund.confidence >= KEPT) == sorted(entry["find"])


@pytest.mark.parametrize("entry", _sentences("figures"), ids=lambda entry: entry["text"][:40])
def test_a_text_holds_these_figures_and_no_other(entry: dict[str, Any]) -> None:
    """An amount without what it is for, or a number that is none, helps nobody."""
    found = find_figures(entry["text"])
    amounts = [figure for figure in found if figure.kind == "amount"]

    assert sorted(map(_as_written, found)) == sorted(entry["find"])
    if "what" in entry:
        assert [figure.what or "" for figure in amounts] == entry["what"]
    if "status" in entry:
        assert [figure.status for figure in amounts] == entry["status"]
    if "sex" in entry:
        assert [figure.sex for figure in found if figure.sex] == entry["sex"]


def test_a_strategy_that_is_known_by_name_gets_provisional_goals_of_its_own() -> None:
    """The name of a region's strategy is known before its goals are: its numbers are goals of that strategy."""
    area, target = find_goals("Dalastrategin: Ett klimatsmart Dalarna, delmål 2.", _context("20"), in_cell=True)

    assert area.goal == "https://w3id.org/samgraf/id/goal/rus-dalarna-2030/area-1"
    assert target.goal == "https://w3id.org/samgraf/id/goal/rus-dalarna-2030/2"
    assert target.framework == "https://w3id.org/samgraf/id/framework/rus-dalarna-2030"


@pytest.mark.parametrize(
    ("text", "region", "key", "goal"),
    [
        ("Gröna Kronoberg 2025: delmål 2", "07", "rus-kronoberg-2025", "rus-kronoberg-2025/2"),
        ("Gröna Kronoberg: delmål 2", "07", "rus-kronoberg-2025", "rus-kronoberg-2025/2"),
        ("Gröna Kronoberg 2030: delmål 2", "07", "rus-07-2030", "rus-07-2030/2"),
        ("I Gröna Kronoberg 2030 finns delmål 2.", "07", "rus-07-2030", "rus-07-2030/2"),
        ("RUFS 2060: mål 2", "01", "rus-01-2060", "rus-01-2060/2"),
        ("RUS 2030, delmål 14", "19", "rus-vastmanland-2030", "rus-vastmanland-2030/target-14"),
        ("RUS 2040, delmål 14", "19", "rus-19-2040", "rus-19-2040/14"),
        ("Sörmlandsstrategin 2030: delmål 2", "04", "rus-sormland", "rus-sormland/2"),
    ],
)
def test_a_version_of_a_strategy_that_is_not_the_known_one_has_goals_of_its_own(
    text: str, region: str, key: str, goal: str
) -> None:
    """Number 2 of the next strategy is another goal than number 2 of the one before; a name without a year is the known one."""
    (found,) = find_goals(text, _context(region), in_cell=False)

    assert (found.framework, found.goal) == (f"{THINGS}framework/{key}", f"{THINGS}goal/{goal}")


@pytest.mark.parametrize(
    ("text", "key", "goal"),
    [
        ("Södra Östersjön prioritering 2", "interreg-south-baltic-2021-2027", "/2"),
        ("Interreg ÖKS: programområde 3", "interreg-oresund-kattegat-skagerrak-2021-2027", "/3"),
        ("Interreg ÖKS 2014–2020: programområde 3", "interreg-oresund-kattegat-skagerrak-2014-2020", None),
        ("Interreg Central Baltic prioritering 2", "interreg-central-baltic-2021-2027", "/priority-2"),
        ("Interreg Central Baltic mål 2", "interreg-central-baltic-2021-2027", "/2"),
        ("Interreg: prioritering 1", "interreg-2021-2027", None),
        ("Interreg Södra Ostersjon prioritering 1", "interreg-2021-2027", None),
    ],
)
def test_a_priority_of_an_interreg_programme_is_that_of_the_programme_and_the_period_that_are_named(
    text: str, key: str, goal: str | None
) -> None:
    """Each programme numbers its priorities from one; a name that two periods share is that of the report's year."""
    (found,) = find_goals(text, _context(), in_cell=True)

    assert (found.framework, found.goal) == (f"{THINGS}framework/{key}", goal and f"{THINGS}goal/{key}{goal}")


@pytest.mark.parametrize(
    "text",
    ["1:1, " * 2000, "A" * 6000, "startade 2022. " * 1000, "stöd om 3 kr i ett " * 1000, "Almi, " * 1500 + "Almi"],
)
def test_a_hostile_cell_is_read_in_time(text: str) -> None:
    """A cell may hold anything, and nobody waits for minutes."""
    start = perf_counter()
    find_funds(text, _context())
    find_goals(text, _context(), in_cell=True)
    find_figures(text)

    assert perf_counter() - start < SECONDS
