"""Goals as written against the frameworks' own: the area, the number, the wording, the programme's years."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from samgraf.facts import ID, SG, Facts
from samgraf.reckoning.model import Reckoning

if TYPE_CHECKING:
    from collections.abc import Iterator

_EU = {"eruf": "eruf", "esf": "esf", "fro": "fro", "interreg": "interreg"}
_COMMON = frozenset(
    [
        "och",
        "att",
        "för",
        "som",
        "med",
        "den",
        "det",
        "till",
        "inom",
        "genom",
        "samt",
        "från",
        "ett",
        "hela",
        "mer",
        "nya",
    ]
)
_FEW = 3
_OTHER, _SAME = 0.34, 0.75


def goals(facts: Facts, reference: Facts) -> Iterator[Reckoning]:
    """Yield what the attributions of a report come to."""
    numbered = _numbered(reference)
    attributions = facts.of_type(SG + "GoalAttribution")
    for attribution in attributions:
        framework = facts.one(attribution, SG + "framework")
        if not framework or framework not in numbered:
            continue
        yield from _area(facts, reference, attribution)
        yield from _number(facts, reference, attribution, numbered[framework])
        yield from _wording(facts, reference, attribution, numbered[framework])
        yield from _years(facts, reference, attribution, framework)
    yield from _areas_of_own_goals(
        facts, [one for one in attributions if facts.one(one, SG + "framework") not in numbered]
    )
    yield from _funds(facts, attributions)


def _numbered(reference: Facts) -> dict[str, dict[str, str]]:
    """Return the goals of each framework of the reference data, by number."""
    found: dict[str, dict[str, str]] = {}
    for goal, about in reference.by_subject.items():
        for framework in about.get(SG + "inFramework", ()):
            for number in about.get(SG + "number", ()):
                level_key = number.value if SG + "inArea" in about else f"area {number.value}"
                found.setdefault(framework.value, {})[level_key] = goal
    return found


def _area(facts: Facts, reference: Facts, attribution: str) -> Iterator[Reckoning]:
    """Yield a goal that is written under another area than the framework has it in."""
    goal, written = facts.one(attribution, SG + "goal"), facts.one(attribution, SG + "goalArea")
    own = reference.one(goal, SG + "inArea")
    if goal and written and own and own != written and facts.one(attribution, SG + "writtenArea"):
        number = facts.one(attribution, SG + "writtenNumber") or reference.one(goal, SG + "name")
        areas = [name.sv if (name := reference.label(iri)) else iri for iri in (written, own)]
        yield Reckoning(
            attribution, "areaReckoned", "other",
            f"Mål {number} står under ”{areas[0]}”, men hör till ”{areas[1]}”", f"Goal {number} stands under “{areas[0]}”, but belongs to “{areas[1]}”",
        )  # fmt: skip


def _areas_of_own_goals(facts: Facts, attributions: list[str]) -> Iterator[Reckoning]:
    """Yield goals of a strategy that only the report knows, under another area than everywhere else in the report."""
    areas: dict[str, Counter[str]] = defaultdict(Counter)
    for attribution in attributions:
        goal, area = facts.one(attribution, SG + "goal"), facts.one(attribution, SG + "goalArea")
        if (
            goal
            and area
            and facts.one(attribution, SG + "writtenNumber")
            and facts.one(attribution, SG + "writtenArea")
        ):
            areas[goal][area] += 1
    for attribution in attributions:
        goal, area = facts.one(attribution, SG + "goal"), facts.one(attribution, SG + "goalArea")
        counted = areas.get(goal or "", Counter())
        if not area or len(counted) < 2:  # noqa: PLR2004 - two areas for one goal
            continue
        usual, times = max(counted.items(), key=lambda item: (item[1], item[0]))
        if counted[area] == 1 and times >= _FEW and area != usual:
            number = facts.one(attribution, SG + "writtenNumber")
            names = [facts.one(iri, SG + "name") or iri.rsplit("/", 1)[-1] for iri in (area, usual)]
            yield Reckoning(
                attribution, "areaReckoned", "unusual",
                f"Mål {number} står här under ”{names[0]}”, men på {times} andra ställen under ”{names[1]}”",
                f"Goal {number} stands under “{names[0]}” here, but under “{names[1]}” in {times} other places",
            )  # fmt: skip


def _number(facts: Facts, reference: Facts, attribution: str, numbered: dict[str, str]) -> Iterator[Reckoning]:
    """Yield a number that the framework does not have, where it has others like it."""
    number, level = facts.one(attribution, SG + "writtenNumber"), facts.one(attribution, SG + "level")
    if not number or facts.one(attribution, SG + "goal") or level not in {"target", "objective"} or number in numbered:
        return
    group = number.split(".")[0] + "." if "." in number else ""
    alike = [
        key for key in numbered if not key.startswith("area ") and (key.startswith(group) if group else key.isdigit())
    ]
    if alike and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?", number):
        framework = reference.label(facts.one(attribution, SG + "framework") or "")
        name = framework.sv if framework else ""
        ordered = sorted(alike, key=lambda key: [int(part) for part in key.split(".")])
        span = f"{ordered[0]}–{ordered[-1]}"
        yield Reckoning(
            attribution, "numberReckoned", "unknown",
            f"Mål {number} finns inte i {name}, som har {span}", f"There is no goal {number} in {name}, which has {span}",
        )  # fmt: skip


def _wording(facts: Facts, reference: Facts, attribution: str, numbered: dict[str, str]) -> Iterator[Reckoning]:
    """Yield a number whose wording is that of another goal of the framework."""
    goal, wording = facts.one(attribution, SG + "goal"), facts.one(attribution, SG + "writtenWording") or ""
    number = facts.one(attribution, SG + "writtenNumber")
    if not goal or not number or reference.one(goal, SG + "titleKnown") == "false" or len(_content(wording)) < _FEW:
        return
    if reference.one(numbered.get(number), SG + "inFramework") is None or _likeness(wording, reference, goal) > _OTHER:
        return
    others = [
        (other, key)
        for key, other in sorted(numbered.items())
        if other != goal and _likeness(wording, reference, other) >= _SAME
    ]
    if others:
        key = others[0][1].removeprefix("area ")
        yield Reckoning(
            attribution, "wordingReckoned", "other",
            f"”{wording}” är lydelsen av mål {key}, inte av mål {number}", f"“{wording}” is the wording of goal {key}, not of goal {number}",
        )  # fmt: skip


def _content(text: str) -> set[str]:
    """Return the words of a title that carry meaning, without their endings."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in _COMMON}


def _likeness(wording: str, reference: Facts, goal: str) -> float:
    """Return how much a wording and a goal's titles have in common, 0 to 1."""
    written = _content(wording)
    names = [*reference.all(goal, SG + "name"), *reference.all(goal, "http://www.w3.org/2004/02/skos/core#altLabel")]
    titles = [title for title in map(_content, names) if title]
    return max((len(written & title) / min(len(written), len(title)) for title in titles if written), default=0.0)


def _years(facts: Facts, reference: Facts, attribution: str, framework: str) -> Iterator[Reckoning]:
    """Yield an objective of a programme that had ended before the insats began, or began after it had ended."""
    entry = facts.one(attribution, SG + "ofEntry")
    start, end = facts.one(entry, SG + "startYear"), facts.one(entry, SG + "endYear")
    first, last = reference.one(framework, SG + "validFrom"), reference.one(framework, SG + "validTo")
    early = end and first and int(end) < int(first[:4])
    late = start and last and int(start) > int(last[:4])
    name = reference.label(framework)
    if entry and name and (early or late):
        yield Reckoning(
            attribution, "programmeReckoned", "other",
            f"Insatsen pågår {start or ''}–{end or ''}, men {name.sv} gäller {first}–{last}", f"The insats runs {start or ''}–{end or ''}, but {name.en} holds for {first}–{last}",
        )  # fmt: skip


def _funds(facts: Facts, attributions: list[str]) -> Iterator[Reckoning]:
    """Yield an EU programme's objective on a row that is paid by another EU fund and not by the programme's own."""
    for attribution in attributions:
        entry, framework = facts.one(attribution, SG + "ofEntry"), facts.one(attribution, SG + "framework")
        programme = _EU.get((framework or "").removeprefix(f"{ID}framework/").split("-")[0])
        if (
            not entry
            or not programme
            or facts.one(attribution, SG + "level") != "objective"
            or not facts.one(attribution, SG + "writtenFramework")
        ):
            continue
        paid = {
            (facts.one(one, SG + "fund") or "").removeprefix(f"{ID}fund/").split("-")[0]: facts.one(
                one, SG + "asWritten"
            )
            for one in facts.all(entry, SG + "hasFunding")
        }
        unclear = "" in paid or not paid.keys().isdisjoint({"eu", "react", programme})
        others = sorted(str(paid[fund]) for fund in paid.keys() & _EU.keys())
        if others and not unclear:
            objective = f"{facts.one(attribution, SG + 'writtenFramework')} {facts.one(attribution, SG + 'writtenNumber') or ''}".strip()
            yield Reckoning(
                attribution, "fundReckoned", "other",
                f"Målet är ”{objective}”, men finansieringen ”{', '.join(others)}”", f"The goal is “{objective}”, but the funding “{', '.join(others)}”",
            )  # fmt: skip
