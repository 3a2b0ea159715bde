"""Other figures that cannot both be right: halves of odd numbers, counted lists, changes in per cent, one amount for two things."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from samgraf.reckoning.model import Number, Reckoning, Text, alike
from samgraf.reports.numbers import NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_HALF_OF = re.compile(r"\s(?:av\s)(?:de\s|dessa\s|länets\s)*")
_HALF = frozenset({"hälften", "50 %", "50%", "50 procent"})
_AS_MANY = re.compile(r"[^.!?;]{0,70}\blika\s(?:många|mycket|stor del)\b", re.IGNORECASE)
_PERCENT = r"(\d+(?:,\d+)?)\s?(%|procent(?!enhet)|procentenheter)"
_CHANGES = (
    re.compile(
        rf"med\s{_PERCENT}[,]?(?:\s\w+){{0,3}}\sfrån\s(?P<a>\d+(?:,\d+)?)\s?(?:%|procent)?\still\s(?P<b>\d+(?:,\d+)?)\s?(?:%|procent)(?!enhet)"
    ),
    re.compile(
        rf"från\s(?P<a>\d+(?:,\d+)?)\s?(?:%|procent)?\still\s(?P<b>\d+(?:,\d+)?)\s?(?:%|procent)(?!enhet)[,]?"
        rf"\s(?:dvs\.?\s|alltså\s|vilket är\s|vilket innebär\s|det vill säga\s)?(?:en\s)?(?:ökning|minskning|höjning|sänkning)(?:en)?\s(?:med|på|är)\s{_PERCENT}"
    ),
    re.compile(
        rf"från\s(?P<a>\d+(?:,\d+)?)\s?(?:%|procent)?\still\s(?P<b>\d+(?:,\d+)?)\s?(?:%|procent)(?!enhet)[,]?"
        rf"\s(?:dvs\.?|alltså|det vill säga)\s(?:med\s)?{_PERCENT}"
    ),
)
_NUMBER = r"(?P<n>\d{1,2}|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)"
_NAME = r"[A-ZÅÄÖ][\w-]+(?:\s(?:[A-ZÅÄÖ][\w-]+))*"
_NAMED_LIST = re.compile(
    rf"(?<![\w,.])(?i:{_NUMBER})\s(?P<what>(?:[a-zåäö]+\s){{0,2}}(?:kommun(?:er|erna)|region(?:er|erna)|län(?:en)?|orter(?:na)?))\s?"
    rf"(?::\s|\()(?P<list>{_NAME}(?:,\s{_NAME})*(?:\s(?:och|samt)\s{_NAME}))(?=\)|\.(?:\s|$)|$)"
)
_GOAL_LIST = re.compile(
    rf"(?<![\w,.])(?i:{_NUMBER})\s(?P<what>(?:av\s)?(?:[a-zåäö]+\s){{0,2}}?\w*mål(?:en)?)\s?(?::\s|\(|,\s)(?:nr\s|nummer\s|mål\s|delmål\s|nämligen\s)?"
    r"(?P<list>\d{1,2}(?:,\s\d{1,2})*(?:\s(?:och|samt)\s\d{1,2}))(?=\)|[.;](?:\s|$)|$)"
)
_SIGNIFICANT = 4


def oddities(text: Text) -> Iterator[Reckoning]:
    """Yield the rest of what the figures of a text say together."""
    yield from _halves(text)
    yield from _changes(text)
    yield from _counted(text, _NAMED_LIST, "listReckoned")
    yield from _counted(text, _GOAL_LIST, "goalsReckoned")
    yield from _same_amounts(text)


def _halves(text: Text) -> Iterator[Reckoning]:
    """Yield halves of odd counts: "hälften av de 33", or half and as many again of a count right before it."""
    for nth, half in enumerate(text.numbers):
        if half.kind != "share" or half.interval.value != Fraction(50):
            continue
        word = half.written.lower()
        of = text.numbers[nth + 1] if nth + 1 < len(text.numbers) else None
        found = None
        if word in _HALF and of and _HALF_OF.fullmatch(text.text[half.end : of.start]):
            found = of
        elif word in _HALF and _AS_MANY.match(text.text, half.end):
            found = _counted_before(text, half)
        if found and _is_odd(found):
            yield Reckoning(
                half.iri, "halfReckoned", "impossible",
                f"{half.told} av {found.told} är inget helt antal", f"{half.told} of {found.told} is no whole number",
            )  # fmt: skip


def _counted_before(text: Text, half: Number) -> Number | None:
    """Return the largest count of the sentence before a share: the rest are its parts."""
    here = text.sentence(half.start)
    counts = [n for n in text.numbers if n.kind == "count" and n.start < half.start and text.sentence(n.start) == here]
    return max(counts, key=lambda number: number.interval.value, default=None)


def _is_odd(number: Number) -> bool:
    """Return whether a count is exact and odd."""
    return (
        number.kind == "count" and number.interval.exact and not number.approximate and number.interval.value % 2 == 1
    )


def _changes(text: Text) -> Iterator[Reckoning]:
    """Yield changes between two shares that are told in per cent and mean percentage points, or the other way round."""
    for pattern in _CHANGES:
        for match in pattern.finditer(text.text):
            before, after = (Fraction(match[name].replace(",", ".")) for name in ("a", "b"))
            stated, unit = (
                Fraction(match[1 if pattern is _CHANGES[0] else 3].replace(",", ".")),
                match[2 if pattern is _CHANGES[0] else 4],
            )
            if not before or before == after:
                continue
            points, percent = abs(after - before), abs(after - before) * 100 / before
            in_points = unit == "procentenheter"
            meant = percent if in_points else points
            right = points if in_points else percent
            at = next(
                (n for n in text.numbers if match.start() <= n.start < match.end() and n.kind in {"share", "point"}),
                None,
            )
            if at and meant == stated and abs(right - stated) > 1:
                told = (_short(match["a"]), _short(match["b"]), match[0])
                yield Reckoning(
                    at.iri, "changeReckoned", "impossible",
                    f"”{told[2]}”: från {told[0]} till {told[1]} procent är {_decimal(points)} procentenheter, eller {_decimal(percent)} procent",
                    f"“{told[2]}”: from {told[0]} to {told[1]} per cent is {float(points):.3g} percentage points, or {float(percent):.3g} per cent",
                )  # fmt: skip


def _short(number: str) -> str:
    """Return a number as it is written."""
    return number.strip()


def _decimal(value: Fraction) -> str:
    """Return a number with at most three digits, in Swedish."""
    return f"{float(value):.3g}".replace(".", ",")


def _counted(text: Text, pattern: re.Pattern[str], relation: str) -> Iterator[Reckoning]:
    """Yield counts beside the list of what is counted, where the list has another length."""
    for match in pattern.finditer(text.text):
        said = match["n"].lower()
        number = int(said) if said.isdigit() else int(NUMBER_WORDS[said])
        items = re.split(r",\s|\s(?:och|samt)\s", match["list"])
        focus = next((n.iri for n in text.numbers if match.start() <= n.start < match.start("list")), text.place)
        outcome = "holds" if len(items) == number else "impossible"
        head = f"{match['n']} {match['what'].strip()}"
        yield Reckoning(
            focus, relation, outcome,
            f"”{head}”, och sedan räknas {len(items)} upp ({match['list']})",
            f"“{head}”, and then {len(items)} are listed ({match['list']})",
        )  # fmt: skip


def _same_amounts(text: Text) -> Iterator[Reckoning]:
    """Yield one exact amount that stands for two things: granted and paid, or two purposes without a word in common."""
    amounts = [n for n in text.numbers if n.kind == "amount" and not n.approximate and _is_detailed(n)]
    for nth, one in enumerate(amounts):
        for other in amounts[nth + 1 :]:
            if one.interval.value != other.interval.value:
                continue
            two_states = one.status and other.status and one.status != other.status
            two_things = one.what and other.what and not alike(one.what, other.what)
            if two_states or two_things:
                sv = " och ".join(_about(number, "sv") for number in (one, other))
                en = " and ".join(_about(number, "en") for number in (one, other))
                yield Reckoning(
                    other.iri,
                    "amountReckoned",
                    "impossible",
                    f"{one.told} står för både {sv}",
                    f"{one.told} stands for both {en}",
                )


def _about(number: Number, lang: str) -> str:
    """Return what an amount is of: its status and purpose."""
    states = {"granted": ("beviljat", "granted"), "paid": ("utbetalt", "paid")}
    state = states.get(number.status, ("", ""))[lang == "en"]
    return " ".join(part for part in (state, f"”{number.what}”" if number.what else "") if part)


def _is_detailed(number: Number) -> bool:
    """Return whether an amount is so exact that it hardly comes twice by chance: 453 420 kronor."""
    return len(str(int(number.interval.value)).rstrip("0")) >= _SIGNIFICANT
