"""Shares beside what they are shares of: "27 stöd (82%)", "81 av de 124 (65 procent)", "varav 72 st (62%)".

A share is only called impossible where one reading is meant beyond doubt: its whole is said ("av de 33", "varav"), or
the shares of a list make up 100 and so their parts are all there is. And where any reading at all makes the figures
agree, that reading is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from samgraf.arithmetic import (
    OUTCOMES,
    Interval,
    Outcome,
    attainable,
    can_reach_hundred,
    share_of_sum_outcome,
    share_outcome,
    sum_outcome,
    total,
    worst,
)
from samgraf.reckoning.model import Number, Reckoning, Text, english, swedish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BRACKET = re.compile(r"\s*\([^()]*\)")
_CLOSES = re.compile(r"\s*\)")
_OF = re.compile(
    r"\s*(?:st|stycken|personer)?\s*(?:av|utav|ut av)\s(?:de\s|dessa\s|totalt\s|sammanlagt\s|alla\s|samtliga\s|våra\s|länets\s)*",
    re.IGNORECASE,
)
_WHEREOF = re.compile(r"[^.;:()\d]{0,40}\b(?:varav|därav|av vilka|av dessa|av dem)\b[^.;:()\d]{0,25}", re.IGNORECASE)
_OF_FIRST = re.compile(r"(?:^|[.!?]\s+)Av\s(?:de\s|dessa\s|totalt\s|sammanlagt\s|länets\s)*$")
_OF_THESE = re.compile(r"(?:Av|Bland)\s(?:dessa|dem)\b")
_OF_THEM = re.compile(r"\d\s(?:st\s|stycken\s)?av\s(?:dem|dessa),\s$")
"""What stands before a share between commas: "23 av dem, 68 procent, gick till …"."""
_MOST_READINGS = 64
_NEAR = 2


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to take a list of shares: the parts, the whole (None: the sum of the parts), and whether it is beyond doubt."""

    parts: tuple[Number, ...]
    of: Number | None
    sure: bool
    outcomes: tuple[Outcome, ...]


def shares(text: Text) -> Iterator[Reckoning]:
    """Yield what the shares in brackets of a text come to, list by list, and totals that they contradict."""
    for listed in _lists(text):
        readings = sorted(_readings(text, listed), key=lambda one: (-OUTCOMES.index(worst(one.outcomes)), not one.sure))
        if not readings or not any(reading.sure for reading in readings):
            continue
        best = readings[0]
        yield from _reckoned(listed, best)
        if best.of and best.sure and len(listed) > 1 and can_reach_hundred([share.interval for share in listed]):
            yield from _total(text, best.parts, best.of)


def _lists(text: Text) -> Iterator[list[Number]]:
    """Yield the shares in brackets of each sentence."""
    listed: dict[int, list[Number]] = {}
    for number in text.numbers:
        before, after = text.text[: number.start], text.text[number.end :]
        in_brackets = before.rstrip().endswith("(") and _CLOSES.match(after)
        bracketed = in_brackets or (after.startswith(",") and _OF_THEM.search(before))
        if number.kind == "share" and not number.approximate and bracketed:
            listed.setdefault(text.sentence(number.start), []).append(number)
    yield from listed.values()


def _candidates(text: Text, share: Number, after: int) -> list[Number]:
    """Return the quantities that a share in brackets can be about: those between it and what stands before."""
    found = [
        number
        for number in text.numbers
        if number.kind in {"count", "amount"} and not number.approximate and after <= number.start < share.start
    ]
    return [number for number in found if not any(_is_of(text, part, number) for part in found)]


def _is_of(text: Text, part: Number, of: Number) -> bool:
    """Return whether two quantities are written as a part and its whole: "81 av de 124"."""
    amount = re.match(r"\d[\d ]*|\w+", part.written) if part.kind == "count" else re.match(r".*", part.written)
    return part.start < of.start and bool(
        amount and _OF.fullmatch(_BRACKET.sub("", text.text[part.start + amount.end() : of.start]))
    )


def _readings(text: Text, listed: Sequence[Number]) -> Iterator[_Reading]:
    """Yield every way to take a list of shares."""
    begin = text.sentences[text.sentence(listed[0].start)]
    candidates = []
    for nth, share in enumerate(listed):
        candidates.append(_candidates(text, share, listed[nth - 1].end if nth else begin))
    if not all(candidates) or text.unread(candidates[0][0].start, listed[-1].end):
        return
    for parts in list(product(*candidates))[:_MOST_READINGS]:
        if len({part.kind for part in parts}) > 1:
            continue
        nearest = all(part is found[-1] for part, found in zip(parts, candidates, strict=True))
        alone = all(len(found) == 1 for found in candidates[1:]) and (
            len(listed) == 1 or _no_other(text, parts[0], listed[0])
        )
        figures = [part.interval for part in parts]
        if len(listed) > 1 and can_reach_hundred([share.interval for share in listed]) and total(figures).low:
            outcomes = tuple(share_of_sum_outcome(figures, nth, share.interval) for nth, share in enumerate(listed))
            yield _Reading(parts, None, nearest and alone, outcomes)
        for of in _wholes(text, parts):
            outcomes = tuple(
                share_outcome(part, of.interval, share.interval) for part, share in zip(figures, listed, strict=True)
            )
            yield _Reading(parts, of, _is_whole(text, of, parts[0], candidates), outcomes)


def _no_other(text: Text, part: Number, share: Number) -> bool:
    """Return whether nothing else is counted between a part and its share."""
    return not any(part.end <= number.start < share.start for number in text.numbers)


def _wholes(text: Text, parts: Sequence[Number]) -> list[Number]:
    """Return the quantities that can be the whole of the parts: of the same kind, in this sentence or the two before."""
    here = text.sentence(parts[0].start)
    return [
        number
        for number in text.numbers
        if number not in parts
        and number.kind == parts[0].kind
        and not number.approximate
        and number.interval.low
        and here - _NEAR <= text.sentence(number.start) <= here
    ]


def _is_whole(text: Text, of: Number, part: Number, candidates: Sequence[Sequence[Number]]) -> bool:
    """Return whether the words say that one quantity is the whole of the other, and no third one is in the way."""
    first = [number for number in candidates[0] if number is not of]
    if len(first) != 1 or any(len(found) > 1 for found in candidates[1:]):
        return False
    if of.start > part.start:
        return _is_of(text, part, of)
    between = text.between(of, part)
    if any(of.end <= number.start < part.start for number in text.numbers) or text.unread(of.end, part.start):
        return False
    if _WHEREOF.fullmatch(between):
        return True
    if text.sentence(of.start) == text.sentence(part.start):
        return bool(_OF_FIRST.search(text.text[: of.start]))
    of_them = re.match(r"\s*(?:st|stycken)?\s*av\s(?:dem|dessa)\b", text.text[part.end :]) or "av dem" in part.what
    return bool(_OF_THESE.match(text.sentence_text(part.start)) or of_them)


def _reckoned(listed: Sequence[Number], reading: _Reading) -> Iterator[Reckoning]:
    """Yield one reckoning for a list of shares, at the first share that does not agree."""
    whole = reading.of.interval if reading.of else total([part.interval for part in reading.parts])
    outcome = worst(reading.outcomes)
    wrong = [nth for nth, found in enumerate(reading.outcomes) if found == outcome]
    if outcome == "impossible" and whole.exact and all(part.interval.exact for part in reading.parts):
        if all(not attainable(int(whole.value), listed[nth].interval) for nth in wrong):
            outcome_told = "no-whole-number"
        else:
            outcome_told = "impossible"
    else:
        outcome_told = outcome
    tell = [(reading.parts[nth], listed[nth]) for nth in wrong]
    sv = "; ".join(
        f"{part.told} av {_whole_told(reading, whole, 'sv')} är {_percent(part, whole, share, 'sv')} %, här står {share.written}"
        for part, share in tell
    )
    en = "; ".join(
        f"{part.told} of {_whole_told(reading, whole, 'en')} is {_percent(part, whole, share, 'en')}%, written here: {share.written}"
        for part, share in tell
    )
    yield Reckoning(listed[wrong[0]].iri, "shareReckoned", outcome_told, sv, en)


def _percent(part: Number, of: Interval, share: Number, lang: str) -> str:
    """Return what the share really is, with one decimal more than it is written with."""
    decimals = len(re.sub(r"\D", "", share.written.split(",")[-1])) if "," in share.written else 0
    value = part.interval.value * 100 / of.value
    return (swedish if lang == "sv" else english)(value, decimals + 1)


def _whole_told(reading: _Reading, of: Interval, lang: str) -> str:
    """Return the whole as a reader recognises it."""
    if reading.of:
        return reading.of.told
    if reading.parts[0].kind == "count":
        return (swedish if lang == "sv" else english)(of.value)
    millions, ones = of.value >= 10**6, of.value < 10**6
    worth = (of.value / 10**6, _decimals(reading.parts)) if millions else (of.value, 0)
    number = (swedish if lang == "sv" else english)(*worth)
    return {"sv": f"{number}{'' if ones else ' miljoner'} kronor", "en": f"SEK {number}{'' if ones else ' million'}"}[
        lang
    ]


def _decimals(parts: Sequence[Number]) -> int:
    """Return how many decimals of a million amounts are written with."""
    return max(0, 6 - min(len(str(int(part.interval.unit))) for part in parts) + 1)


def _total(text: Text, parts: Sequence[Number], of: Number) -> Iterator[Reckoning]:
    """Yield that a whole is not the sum of the parts that make up 100 per cent of it."""
    outcome = sum_outcome([part.interval for part in parts], of.interval)
    if text.text and not any(part is of for part in parts):
        yield summed(parts, of, outcome)


def summed(parts: Sequence[Number], of: Number, outcome: str) -> Reckoning:
    """Return the reckoning of parts against their total."""
    added = total([part.interval for part in parts]).value
    listed = " + ".join(part.told for part in parts)
    if of.kind == "count":
        sv, en = (
            f"{listed} är {swedish(added)}, här står {of.told}",
            f"{listed} is {english(added)}, written here: {of.told}",
        )
    else:
        sv, en = (
            f"{listed} är {swedish(added)} kronor, här står {of.told}",
            f"{listed} is SEK {english(added)}, written here: {of.told}",
        )
    return Reckoning(of.iri, "sumReckoned", outcome, sv, en)


def no_whole_number(share: Number, of: Number) -> Reckoning:
    """Return the reckoning of a share of a count that no whole number gives, with the nearest."""
    number = int(of.interval.value)
    under = int(share.interval.value * number // 100)
    nearest = (under, under + 1)
    sv = " eller ".join(f"{k} ({swedish(Fraction(k * 100, number), 1)} %)" for k in nearest)
    en = " or ".join(f"{k} ({english(Fraction(k * 100, number), 1)}%)" for k in nearest)
    return Reckoning(
        share.iri, "countShareReckoned", "no-whole-number",
        f"Inget helt antal av {of.told} är {share.told}; närmast är {sv}",
        f"No whole number out of {of.told} is {share.told}; the nearest are {en}",
    )  # fmt: skip
