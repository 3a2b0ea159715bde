"""A reckoning: what was found to stand together in a report, and how it agrees; and the text that it was found in."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from samgraf.arithmetic import Interval
from samgraf.facts import ID, SG, Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["count", "amount", "share", "point", "other"]

_KINDS: dict[str, Kind] = {"count": "count", "SEK": "amount", "percent": "share", "percentage-point": "point"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9–-])|\n+")
_DIGITS = re.compile(r"(?<![\d:.])(?!(?:19|20)\d\d(?!\d))\d+(?!\d|:\d)")
_SCALED = {
    "miljard": 10**9,
    "mdr": 10**9,
    "mdkr": 10**9,
    "milj": 10**6,
    "mkr": 10**6,
    "mnkr": 10**6,
    "msek": 10**6,
    "tusen": 1000,
    "tkr": 1000,
}
PEOPLE = re.compile(
    r"\b(?:kvinn|män\b|flick|pojk|person|deltag|ungdom|elev|student|studerande|anställd|medarbetare|individ|invånare|människ|barn|unga\b|sökande|svarande|besök)",
    re.IGNORECASE,
)
SEX = re.compile(r"(?:kvinnor|män|flickor|pojkar)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One thing reckoned: the property that leads to it from `focus`, its kind and outcome, and how it is told."""

    focus: str
    relation: str
    outcome: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Number:
    """One quantity at its place in a text; `approximate` figures ("drygt", "cirka") are never reckoned with."""

    iri: str
    start: int
    end: int
    kind: Kind
    interval: Interval
    approximate: bool
    written: str
    what: str
    status: str

    @property
    def told(self) -> str:
        """Return the figure as a reader recognises it: a count without what it counts, anything else as written."""
        return swedish(self.interval.value) if self.kind == "count" else self.written


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an answer, or one output, effect or description of an entry, with the quantities in it."""

    place: str
    text: str
    numbers: tuple[Number, ...]
    sentences: tuple[int, ...]

    def sentence(self, at: int) -> int:
        """Return which sentence a position is in."""
        return bisect_right(self.sentences, at) - 1

    def sentence_text(self, at: int) -> str:
        """Return the sentence that a position is in."""
        nth = self.sentence(at)
        return self.text[self.sentences[nth] : self.sentence_end(at)]

    def sentence_end(self, at: int) -> int:
        """Return where the sentence ends that a position is in."""
        nth = self.sentence(at) + 1
        return self.sentences[nth] if nth < len(self.sentences) else len(self.text)

    def unread(self, start: int, end: int) -> bool:
        """Return whether a part of the text has digits that no quantity was read from: then what belongs together is not known."""
        return any(
            not any(number.start <= match.start() < number.end for number in self.numbers)
            for match in _DIGITS.finditer(self.text, start, end)
        )

    def between(self, one: Number, other: Number) -> str:
        """Return what stands between two quantities."""
        return self.text[one.end : other.start]


def texts(facts: Facts) -> list[Text]:
    """Return the texts of a report in a fixed order, each with its quantities."""
    quantities: dict[str, list[str]] = {}
    for quantity in facts.of_type(SG + "Quantity"):
        place = facts.one(quantity, SG + "inAnswer") or facts.one(quantity, SG + "ofEntry")
        quantities.setdefault(place or "", []).append(quantity)
    found = []
    for place in sorted({*facts.of_type(SG + "Answer"), *facts.of_type(SG + "InsatsEntry")}):
        said = [*facts.all(place, SG + "text"), *facts.all(place, SG + "description")]
        for part in (*facts.all(place, SG + "hasOutput"), *facts.all(place, SG + "hasEffect")):
            said += facts.all(part, SG + "text")
        left = sorted(quantities.get(place, ()), key=lambda quantity: (_offset(facts, quantity), quantity))
        for text in said:
            numbers = list(_located(facts, text, left))
            taken = {number.iri for number in numbers}
            left = [quantity for quantity in left if quantity not in taken]
            starts = (0, *(match.end() for match in _SENTENCE.finditer(text)))
            found.append(Text(place, text, tuple(numbers), starts))
    return found


def _offset(facts: Facts, subject: str) -> int:
    """Return where in the source a thing first stands."""
    return min(
        (int(facts.one(cited, SG + "startOffset") or 0) for cited in facts.all(subject, SG + "hasEvidence")), default=0
    )


def _located(facts: Facts, text: str, quantities: list[str]) -> Iterator[Number]:
    """Yield the quantities that a text holds, in its order; no two begin at the same place."""
    taken: set[int] = set()
    found: list[Number] = []
    written = {quantity: facts.one(quantity, SG + "asWritten") or "" for quantity in quantities}
    for quantity in sorted(quantities, key=lambda one: -len(written[one])):  # the longest first: "6" stands in "60" too
        if not written[quantity]:
            continue
        at = -1
        while (at := text.find(written[quantity], at + 1)) >= 0:
            end = at + len(written[quantity])
            if at not in taken and not (at and text[at - 1].isalnum()) and not text[end : end + 1].isdigit():
                break
        if at >= 0:
            taken.add(at)
            found.append(_number(facts, quantity, written[quantity], at))
    yield from sorted(found, key=lambda number: number.start)


def _number(facts: Facts, quantity: str, written: str, at: int) -> Number:
    """Return a quantity at a place."""
    unit = (facts.one(quantity, SG + "unit") or "").removeprefix(f"{ID}unit/")
    value = Fraction(facts.one(quantity, SG + "value") or 0)
    low, high = facts.one(quantity, SG + "lower"), facts.one(quantity, SG + "upper")
    digit = Fraction(1, 10 ** int(facts.one(quantity, SG + "decimals") or 0))
    scale = next((times for word, times in _SCALED.items() if word in written.lower()), 1) if unit == "SEK" else 1
    open_ended = low is None or high is None
    return Number(
        iri=quantity,
        start=at,
        end=at + len(written),
        kind=_KINDS.get(unit, "other"),
        interval=Interval(value, Fraction(low or value), Fraction(high or value), digit * scale),
        approximate=open_ended or facts.one(quantity, SG + "approximate") == "true",
        written=written,
        what=facts.one(quantity, SG + "what") or "",
        status=facts.one(quantity, SG + "amountStatus") or "",
    )


def swedish(value: Fraction, decimals: int = 0) -> str:
    """Return a number as it is written in Swedish: 1 229, 69,7."""
    return f"{float(value):,.{decimals}f}".replace(",", " ").replace(".", ",")


def english(value: Fraction, decimals: int = 0) -> str:
    """Return a number as it is written in English: 1,229, 69.7."""
    return f"{float(value):,.{decimals}f}"


def alike(one: str, other: str) -> bool:
    """Return whether two noun phrases share the stem of a word ("stöd" and "företagsstöd" do)."""
    words = [re.findall(r"[^\W\d_]{3,}", text.lower()) for text in (one, other)]
    return any(a[:5] in b or b[:5] in a for a in words[0] for b in words[1])
