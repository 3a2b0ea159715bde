"""How well the facts themselves are founded: without a source, read with doubt, from a text that was repaired."""

from __future__ import annotations

from difflib import get_close_matches
from textwrap import shorten
from typing import TYPE_CHECKING

from samgraf.facts import ID, SG, TYPE, Facts
from samgraf.reckoning.model import Reckoning
from samgraf.reports.found import WITHOUT_CELLS

if TYPE_CHECKING:
    from collections.abc import Iterator


_SHOWN = 3
"""Places read with doubt that are quoted in the finding about them."""
UNSURE = 0.6
"""A fact read with less confidence than this should be looked at by somebody."""
_CITED = frozenset(
    SG + kind
    for kind in (
        "ActorMention",
        "CrossReference",
        "Effect",
        "Funding",
        "GoalAttribution",
        "InsatsEntry",
        "Output",
        "Participation",
        "Quantity",
        "ThemeTreatment",
    )
)
_UNIVERSITIES = (SG + "University", SG + "UniversityCollege")
_NEAR = 0.8
"""How alike a name must be to that of a known body to be taken for a slip of it."""
_IN_REGISTER = frozenset(
    SG + kind for kind in ("CountyBoard", "Municipality", "Region", "University", "UniversityCollege")
)


def doubts(facts: Facts, reference: Facts, source: str | None = None) -> Iterator[Reckoning]:
    """Yield what is said of the report as a whole, one finding for each kind of doubt."""
    report = next(iter(facts.of_type(SG + "Report")), None)
    if report is None:
        return
    if facts.evidence:  # a graph without its evidence graph says nothing about evidence
        missing = [s for s, about in facts.by_subject.items() if _is_cited(about) and SG + "hasEvidence" not in about]
        if missing:
            yield Reckoning(report, "evidenceReckoned", "missing", f"{len(missing)} uppgifter", f"{len(missing)} facts")
    unsure = [
        cited
        for cited in facts.evidence
        if float(facts.one(cited, SG + "confidence") or 1) < UNSURE
        and facts.one(cited, SG + "reviewStatus") in {None, f"{ID}review/unreviewed"}
    ]
    if unsure:
        quoted = [
            cited for cited in sorted(unsure, key=lambda one: _place(facts, one)) if facts.one(cited, SG + "quote")
        ]
        shown = dict.fromkeys(shorten(facts.one(one, SG + "quote") or "", 60, placeholder=" …") for one in quoted)
        some = [*shown][:_SHOWN]
        sv, en = "; ".join(f"”{one}”" for one in some), "; ".join(f"“{one}”" for one in some)
        more = ("bland annat ", "such as ") if len(shown) > len(some) else ("", "")
        places = ("ställe", "place") if len(unsure) == 1 else ("ställen", "places")
        sv, en = f"{len(unsure)} {places[0]} ({more[0]}{sv})", f"{len(unsure)} {places[1]} ({more[1]}{en})"
        yield Reckoning(report, "confidenceReckoned", "unsure", sv, en)
    for read in facts.of_type(SG + "SourceDocument"):
        count = facts.one(read, SG + "repairCount")
        if count and count != "0":
            yield Reckoning(report, "repairsReckoned", "repaired", f"{count} ställen", f"{count} places")
    yield from _not_cut(facts)
    yield from _unknown_names(facts, reference)
    yield from _several_names(facts)
    if source is not None:
        yield from _misplaced(facts, source)


def _not_cut(facts: Facts) -> Iterator[Reckoning]:
    """Yield the rows, and the answers, of tables that were read from lines without cells, where no row has an effect or a goal."""
    rows: dict[str, list[str]] = {}
    for row in facts.of_type(SG + "InsatsEntry"):
        rows.setdefault(facts.one(row, SG + "inAnswer") or "", []).append(row)
    for answer, own in rows.items():
        how = {facts.one(cited, SG + "method") for row in own for cited in facts.all(row, SG + "hasEvidence")}
        told = any(facts.all(row, SG + name) for row in own for name in ("hasEffect", "hasAttribution"))
        if answer and how and how <= WITHOUT_CELLS and not told:
            yield from (Reckoning(thing, "cellsReckoned", "none", "", "") for thing in (answer, *own))


def _place(facts: Facts, cited: str) -> tuple[int, str]:
    """Return a key that sorts evidence as it stands in the source."""
    return int(facts.one(cited, SG + "startOffset") or 0), cited


def _is_cited(about: dict[str, list[object]]) -> bool:
    """Return whether a thing is of a kind that cites its source."""
    return any(kind.value in _CITED for kind in about.get(TYPE, ()))  # type: ignore[attr-defined]


def _unknown_names(facts: Facts, reference: Facts) -> Iterator[Reckoning]:
    """Yield mentions of public bodies that no register knows, though the registers of their kind are whole, with the nearest name.

    A university that is like none of ours is one of another country, as a "fylkeskommune" is.
    """
    unknown = {
        actor: kind for kind in sorted(_IN_REGISTER) for actor in facts.of_type(kind) if _is_unknown(facts, actor)
    }
    for mention in (*facts.of_type(SG + "ActorMention"), *facts.of_type(SG + "Participation")):
        actor = facts.one(mention, SG + "actor")
        kind = unknown.pop(actor, None) if actor else None
        if kind is None:
            continue
        name = facts.one(actor, SG + "name") or ""
        known = [label.sv for one in _kin(kind) for iri in reference.of_type(one) if (label := reference.label(iri))]
        near = get_close_matches(name, known, n=1, cutoff=_NEAR)
        if near:
            sv, en = (
                f"”{name}” finns inte i registret, men {near[0]} finns",
                f"“{name}” is not in the register, but {near[0]} is",
            )
        elif kind in _UNIVERSITIES or "fylke" in name.lower():
            continue
        else:
            sv, en = f"”{name}” finns inte i registret", f"“{name}” is not in the register"
        yield Reckoning(mention, "nameReckoned", "unknown", sv, en)


def _is_unknown(facts: Facts, actor: str) -> bool:
    """Return whether an actor is known from the report alone."""
    return facts.one(actor, SG + "provisional") == "true"


def _kin(kind: str) -> tuple[str, ...]:
    """Return the kinds among which a name of one kind is looked for."""
    return _UNIVERSITIES if kind in _UNIVERSITIES else (kind,)


def _several_names(facts: Facts) -> Iterator[Reckoning]:
    """Yield mentions that can be of several actors."""
    for mention in (*facts.of_type(SG + "ActorMention"), *facts.of_type(SG + "Participation")):
        candidates = facts.all(mention, SG + "candidate")
        if len(candidates) > 1:
            written = f"{facts.one(mention, SG + 'asWritten')}"
            yield Reckoning(
                mention,
                "nameReckoned",
                "several",
                f"”{written}” ({len(candidates)} möjliga)",
                f"“{written}” ({len(candidates)} possible)",
            )


def _misplaced(facts: Facts, source: str) -> Iterator[Reckoning]:
    """Yield things whose quote does not stand in the source where their evidence says."""
    wrong = set()
    for cited in facts.evidence:
        start, end = (int(facts.one(cited, SG + name) or 0) for name in ("startOffset", "endOffset"))
        quote = facts.one(cited, SG + "quote") or ""
        there = " ".join(source[start:end].split())
        if not there.startswith(quote.removesuffix("…").rstrip()):
            wrong.add(cited)
    for subject in sorted(facts.by_subject):
        for cited in wrong.intersection(facts.all(subject, SG + "hasEvidence")):
            words = facts.one(cited, SG + "quote")
            yield Reckoning(subject, "quoteReckoned", "misplaced", f"”{words}”", f"“{words}”")
