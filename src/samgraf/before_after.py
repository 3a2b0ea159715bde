"""What a new version of a report mended, what it broke and what stays."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.finding_text import record, render_text
from samgraf.findings import Finding, Words, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.findings import SectionStatus

MENDED = Words("Åtgärdat sedan förra versionen", "Mended since the former version")
BROKEN = Words("Nytt sedan förra versionen", "New since the former version")
STAYS = Words("Kvar sedan förra versionen", "Stays from the former version")


@dataclass(frozen=True, slots=True)
class Change:
    """The findings that are gone (as they were before), those that have come, and those that stay (as they are now)."""

    mended: tuple[Finding, ...]
    broken: tuple[Finding, ...]
    stays: tuple[Finding, ...]


def compare(before: Iterable[Finding], now: Iterable[Finding]) -> Change:
    """Return how the findings of two versions differ.

    Two findings are the same where their ids are, else, so that an older year's report can be compared too, where
    the same rule says the same about the same question and insats.
    """
    old, new = {found.id: found for found in in_order(before)}, in_order(now)
    stays = [found for found in new if old.pop(found.id, None)]
    alike: defaultdict[tuple[str | None, ...], list[str]] = defaultdict(list)
    for found in old.values():
        alike[_likeness(found)].append(found.id)
    broken = []
    known = {found.id for found in stays}
    for found in new:
        if found.id in known:
            continue
        if twins := alike[_likeness(found)]:
            del old[twins.pop(0)]
            stays.append(found)
        else:
            broken.append(found)
    return Change(tuple(in_order(old.values())), tuple(broken), tuple(in_order(stays)))


def _likeness(found: Finding) -> tuple[str | None, ...]:
    """Return what two findings of different reports have in common when they are the same remark."""
    return found.rule, found.question, found.insats, found.message.sv


def change_text(
    change: Change, lang: str, width: int, sections: Sequence[SectionStatus] = (), *, title: str | None = None
) -> str:
    """Return a change as plain text: how much of each, then what is new, what is mended and what stays."""
    parts = ((BROKEN, change.broken), (MENDED, change.mended), (STAYS, change.stays))
    lines = [title, ""] if title else []
    lines += [f"{len(findings):4} {heading.in_(lang)[0].lower()}{heading.in_(lang)[1:]}" for heading, findings in parts]
    text = "\n".join(lines) + "\n"
    for heading, findings in parts:
        if findings:
            told = render_text(findings, lang, width, sections if findings is change.stays else ())
            text += f"\n{'═' * width}\n{heading.in_(lang)}\n\n{told}"
    return text


def change_json(change: Change) -> str:
    """Return a change as JSON: the findings that are mended, broken and stay, each as `render_json` has them."""
    parts = {"mended": change.mended, "broken": change.broken, "stays": change.stays}
    whole = {
        "counts": {name: len(findings) for name, findings in parts.items()},
        **{name: [record(found) for found in findings] for name, findings in parts.items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
