"""Findings as one HTML page that needs nothing but itself: it prints, works without a server and without scripts.

The page names no other address. Its policy lets the browser run only the style and the script that are in it, by
their digests, so that a text from a report could never become either, even if it were written unescaped.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from samgraf.before_after import BROKEN, MENDED, STAYS
from samgraf.checked import Checked, counts, settled, showable
from samgraf.finding_text import SEVERITY_WORDS, decided, heading_number, heading_of, where
from samgraf.findings import SEVERITIES, Finding, Severity, Words, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from samgraf.before_after import Change

TEMPLATES = Path(__file__).resolve().parent / "templates"
_LONGEST_QUOTE = 280
"""Characters of a quote: enough to find the place by; JSON has all of it."""
_PLURAL = {
    "violation": Words("Brister", "Gaps"),
    "warning": Words("Varningar", "Warnings"),
    "info": Words("Upplysningar", "Notes"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """Findings that say the same about one question: told once, with each place."""

    first: Finding
    places: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The cards of one question, under its heading; `anchor` is the number as an id of the page."""

    heading: str
    anchor: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: what is under one heading, or all of one report where `heading` is None."""

    heading: str | None
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page tells of one report."""

    checked: Checked
    anchor: str
    counts: dict[Severity, int]
    settled: int
    urgent: tuple[Finding, ...]
    parts: tuple[Part, ...]


def render_html(reports: Sequence[Checked], lang: str = "sv", change: Change | None = None) -> str:
    """Return the page about reports, in "sv" or "en"; with `change`, about what a new version of one changed."""
    sheets = [_sheet(checked, f"r{number}", lang, change) for number, checked in enumerate(reports, start=1)]
    asked = [asked for sheet in sheets for part in sheet.parts for asked in part.questions]
    shown = [card.first for one in asked for card in one.cards]
    style, script = ((TEMPLATES / name).read_text("utf-8").strip() for name in ("checked.css", "checked.js"))
    page = _environment().get_template("checked.html").render(
        lang=lang,
        say=_sayer(lang),
        sheets=sheets,
        change=change,
        several=len(sheets) > 1,
        severities=[(severity, _PLURAL[severity].in_(lang)) for severity in SEVERITIES],
        rules=sorted({(found.rule, found.title.in_(lang)) for found in shown}),
        style=style,
        script=script,
        policy="default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'",
    )  # fmt: skip
    return showable(page)


def _sheet(checked: Checked, anchor: str, lang: str, change: Change | None) -> Sheet:
    """Return what the page tells of one report."""
    if change:
        told = ((BROKEN, change.broken), (MENDED, change.mended), (STAYS, change.stays))
        parts = tuple(
            Part(f"{heading.in_(lang)} ({len(found)})", _questions(found, f"{anchor}{name}", lang))
            for name, (heading, found) in zip("nms", told, strict=True)
        )
    else:
        parts = (Part(None, _questions(checked.findings, anchor, lang)),)
    return Sheet(
        checked=checked,
        anchor=anchor,
        counts=counts(checked.findings),
        settled=settled(checked.findings),
        urgent=tuple(one for one in in_order(checked.findings) if one.severity == "violation" and one.status == "open"),
        parts=parts,
    )


def _questions(findings: Iterable[Finding], anchor: str, lang: str) -> tuple[Asked, ...]:
    """Return findings by question, each with its cards, the gravest first."""
    found = []
    for number, asked in groupby(in_order(findings), key=lambda one: heading_number(one.question)):
        told = list(asked)
        cards: dict[tuple[object, ...], list[Finding]] = {}
        for one in told:
            said = (SEVERITIES.index(one.severity), one.rule, one.title, one.message, one.status)
            cards.setdefault(said, []).append(one)
        ordered = [same for _, same in sorted(cards.items(), key=lambda item: item[0][:2])]
        heading = heading_of(told, lang).replace("  ", ": ", 1)
        name = f"{anchor}-{number or 'report'}"
        found.append(Asked(heading, name, tuple(Card(same[0], tuple(same)) for same in ordered)))
    return tuple(found)


@cache
def _environment() -> Environment:
    """Return the templates, everything in them escaped, a misspelt name an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["severity"] = lambda severity, lang: SEVERITY_WORDS[severity][0].in_(lang).capitalize()
    environment.filters["where"] = where
    environment.filters["shorten"] = lambda quote: shorten(quote, _LONGEST_QUOTE, placeholder=" …")
    environment.filters["decided"] = decided
    return environment


def _sayer(lang: str) -> Callable[[str, str], str]:
    """Return what chooses between a Swedish and an English text."""
    return lambda sv, en: en if lang == "en" else sv


def _hash(text: str) -> str:
    """Return the digest of a style or script as a page's policy names it."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()
