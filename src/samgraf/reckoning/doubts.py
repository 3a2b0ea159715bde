"""How well the facts themselves are founded: without a source, read with doubt, from a text that was repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.facts import ID, SG, TYPE, Facts
from samgraf.reckoning.model import Reckoning

if TYPE_CHECKING:
    from collections.abc import Iterator


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
_IN_REGISTER = frozenset(
    SG + kind for kind in ("CountyBoard", "Municipality", "Region", "University", "UniversityCollege")
)


def doubts(facts: Facts, source: str | None = None) -> Iterator[Reckoning]:
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
        yield Reckoning(report, "confidenceReckoned", "unsure", f"{len(unsure)} ställen", f"{len(unsure)} places")
    for read in facts.of_type(SG + "SourceDocument"):
        count = facts.one(read, SG + "repairCount")
        if count and count != "0":
            yield Reckoning(report, "repairsReckoned", "repaired", f"{count} ställen", f"{count} places")
    yield from _unknown_names(facts)
    if source is not None:
        yield from _misplaced(facts, source)


def _is_cited(about: dict[str, list[object]]) -> bool:
    """Return whether a thing is of a kind that cites its source."""
    return any(kind.value in _CITED for kind in about.get(TYPE, ()))  # type: ignore[attr-defined]


def _unknown_names(facts: Facts) -> Iterator[Reckoning]:
    """Yield mentions of public bodies that no register knows, though the registers of their kind are whole."""
    unknown = {
        actor
        for actor, about in facts.by_subject.items()
        if facts.one(actor, SG + "provisional") == "true"
        and any(kind.value in _IN_REGISTER for kind in about.get(TYPE, ()))
    }
    for mention in (*facts.of_type(SG + "ActorMention"), *facts.of_type(SG + "Participation")):
        actor = facts.one(mention, SG + "actor")
        if actor in unknown:
            unknown.discard(actor)
            name = facts.one(actor, SG + "name")
            yield Reckoning(mention, "nameReckoned", "unknown", f"”{name}”", f"“{name}”")
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
