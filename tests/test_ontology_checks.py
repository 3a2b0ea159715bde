"""The quality of the ontology: each query of `ontology-checks` finds nothing in it, and finds its seeded fault."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pyoxigraph import Quad, Store, parse

from samgraf.resources import folder

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

CHECKS = sorted((Path(__file__).parent / "ontology-checks").glob("*.rq"))
ONTOLOGY = folder("ontology")
OWN = [ONTOLOGY / "samgraf.ttl", *sorted(ONTOLOGY.glob("codelists/*.ttl")), *sorted(ONTOLOGY.glob("alignments/*.ttl"))]
ALL = sorted(ONTOLOGY.rglob("*.ttl"))
ON_ALL_FILES = {"undefined-term", "undefined-thing", "two-kinds", "concept-cycle", "validity-backwards"}
"""The checks that also hold for actors, goals and templates, which are not all concepts of code lists."""


@cache
def quads(everything: bool) -> tuple[Quad, ...]:  # noqa: FBT001  a cache key
    """Return the triples of our terms, codes and alignments, or of all files of the ontology."""
    paths = ALL if everything else OWN
    return tuple(quad for path in paths for quad in parse(path=str(path), rename_blank_nodes=True))


def rows(check: Path, *more: Path) -> set[str]:
    """Return what a check finds, with other files added, a row as one string."""
    store = Store()
    store.extend(quads(check.stem in ON_ALL_FILES))
    for path in more:
        store.extend(parse(path=str(path), rename_blank_nodes=True))
    return {" ".join(map(str, row)) for row in cast("QuerySolutions", store.query(check.read_text(encoding="utf-8")))}


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_a_check_finds_nothing_in_the_ontology(check: Path) -> None:
    """What the check asks for holds."""
    assert sorted(rows(check)) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_a_check_finds_its_seeded_fault(check: Path) -> None:
    """A check that cannot fail says nothing."""
    found = rows(check, check.with_suffix(".fault.ttl"))

    assert any("eeded" in row or "foaf/0.1/Person" in row for row in found)


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_a_check_says_what_it_asks_and_why(check: Path) -> None:
    """Whoever meets a failing check reads its first two lines."""
    lines = check.read_text(encoding="utf-8").splitlines()

    assert re.fullmatch(r"# what: .{20,}\.", lines[0])
    assert re.fullmatch(r"# why: .{20,}\.", lines[1])
    assert any(line.startswith("ORDER BY") for line in lines)


def test_every_check_has_a_fault_and_is_collected() -> None:
    """Counted, since a filter left on would leave one check and all green."""
    faults = {path.name.removesuffix(".fault.ttl") for path in CHECKS[0].parent.glob("*.fault.ttl")}

    assert len(CHECKS) >= 35
    assert faults == {path.stem for path in CHECKS}
