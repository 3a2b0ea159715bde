"""Totals and their parts in words: "133 stöd som fördelades med 88 till män, 45 till kvinnor", "25 företag, varav 30 …"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.arithmetic import attainable, can_reach_hundred, sum_outcome, total
from samgraf.reckoning.model import PEOPLE, SEX, Number, Reckoning, Text, alike, english, swedish
from samgraf.reckoning.shares import no_whole_number, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPREAD = re.compile(
    r"[^.;:()\d]{0,40}\b(?:fördelat|fördelade|fördelades|fördelas|fördelar sig|uppdelat|uppdelade|med fördelningen|med fördelning)\b[^.;:()\d]{0,12}",
    re.IGNORECASE,
)
_WHEREOF = re.compile(r"\s*(?:st\b|stycken\b)?\s*[,(]?\s*(?:varav|därav)\s", re.IGNORECASE)
_PAIR = re.compile(r"\s*(?:och|respektive|samt|,|/|resp\.)\s*")
_INTO_PAIR = re.compile(
    r"\s*[,(–:]?\s*(?:varav|därav|av vilka|fördelat på|fördelade på|uppdelat på|uppdelade på)\s*|\s*\(\s*",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\s*[,(–.]?\s*(?:totalt|sammanlagt|summa|tillsammans)\s*", re.IGNORECASE)
_SEX_SHARE = re.compile(r"\s*(?:var\s|är\s|till\s)?(kvinnor|män)\s*(?:och|respektive|,|/)\s*(?:till\s)?")
_LINK = re.compile(r"[^.;:()\d]{0,40}(?:,|\boch\b|\bsamt\b|\brespektive\b)[^.;:()\d]{0,12}")
_LIKE_WHOLES = 5


def sums(text: Text) -> Iterator[Reckoning]:
    """Yield how the totals of a text agree with their parts, and shares with the whole."""
    counts = [number for number in text.numbers if number.kind in {"count", "amount"} and not number.approximate]
    for nth, of in enumerate(counts):
        after = counts[nth + 1 :]
        if after and after[0].kind == of.kind and text.sentence(of.start) == text.sentence(after[0].start):
            found = _spread(text, of, after) or _whereof(text, of, after[0]) or _two_sexes(text, of, after)
            if found:
                yield found
        if len(after) > 1 and (found := _sexes_then_total(text, of, after)):
            yield found
    yield from _whole_shares(text)
    yield from _share_of_count(text)


def _spread(text: Text, of: Number, after: Sequence[Number]) -> Reckoning | None:
    """Return what is distributed: all that is counted in the rest of the sentence, where it is the same thing."""
    if not _SPREAD.fullmatch(text.between(of, after[0])):
        return None
    parts = [number for number in after if number.start < text.sentence_end(of.start) and number.kind == of.kind]
    others = [n for n in text.numbers if of.end <= n.start < text.sentence_end(of.start) and n.approximate]
    same = all(not part.what or alike(part.what, of.what) or _sex_of_people(part, of) for part in parts)
    linked = all(_LINK.fullmatch(re.sub(r"\([^()]*\)", "", text.between(one, other))) for one, other in pairwise(parts))
    if len(parts) < 2 or others or not same or not linked:  # noqa: PLR2004 - one part is no sum
        return None
    return summed(parts, of, sum_outcome([part.interval for part in parts], of.interval))


def _sex_of_people(part: Number, of: Number) -> bool:
    """Return whether a part is women or men and the whole is people."""
    return bool(SEX.match(part.what) and PEOPLE.search(of.what))


def _whereof(text: Text, of: Number, part: Number) -> Reckoning | None:
    """Return that a part ("varav 30") is larger than the whole right before it."""
    same = not part.what or part.what == "st" or alike(part.what, of.what) or _sex_of_people(part, of)
    if not same or not _WHEREOF.fullmatch(text.between(of, part)) or part.interval.low <= of.interval.high:
        return None
    sv, en = f"{part.told} är mer än {of.told}", f"{part.told} is more than {of.told}"
    return Reckoning(of.iri, "sumReckoned", "impossible", sv, en)


def _is_pair(text: Text, one: Number, other: Number) -> bool:
    """Return whether two counts are those of women and of men, side by side."""
    sexes = {(found.group().lower() if (found := SEX.match(number.what)) else "") for number in (one, other)}
    return (
        sexes in ({"kvinnor", "män"}, {"flickor", "pojkar"})
        and one.kind == other.kind == "count"
        and bool(_PAIR.fullmatch(text.between(one, other)))
    )


def _two_sexes(text: Text, of: Number, after: Sequence[Number]) -> Reckoning | None:
    """Return a count of people against the women and men that it is said to be."""
    if len(after) < 2 or not PEOPLE.search(of.what) or SEX.match(of.what) or not _is_pair(text, *after[:2]):  # noqa: PLR2004
        return None
    if not _INTO_PAIR.fullmatch(text.between(of, after[0])):
        return None
    outcome = sum_outcome([part.interval for part in after[:2]], of.interval)
    less = total([part.interval for part in after[:2]]).high < of.interval.low
    return summed(after[:2], of, "less" if less else outcome)


def _sexes_then_total(text: Text, one: Number, after: Sequence[Number]) -> Reckoning | None:
    """Return women and men against the total said right after them."""
    other, of = after[:2]
    if not _is_pair(text, one, other) or of.kind != "count" or not _TOTAL.fullmatch(text.between(other, of)):
        return None
    if of.what and not PEOPLE.search(of.what):
        return None
    outcome = sum_outcome([one.interval, other.interval], of.interval)
    return summed((one, other), of, outcome)


def _whole_shares(text: Text) -> Iterator[Reckoning]:
    """Yield whether shares that are all of a whole can be 100 per cent: women and men, or what "is distributed"."""
    shares = [number for number in text.numbers if number.kind == "share" and not number.approximate]
    for one, other in pairwise(shares):
        found = _SEX_SHARE.fullmatch(text.between(one, other))
        rest = re.match(r"\s*(?:till\s)?(kvinnor|män)\b", text.text[other.end :])
        if found and rest and found[1] != rest[1]:
            outcome = "holds" if can_reach_hundred([one.interval, other.interval]) else "impossible"
            added = one.interval.value + other.interval.value
            yield Reckoning(
                one.iri, "wholeReckoned", outcome,
                f"{one.told} {found[1]} och {other.told} {rest[1]} är {swedish(added)} %",
                f"{one.told} {_sex(found[1])} and {other.told} {_sex(rest[1])} is {english(added)}%",
            )  # fmt: skip


def _sex(word: str) -> str:
    """Return women or men in English."""
    return "women" if word == "kvinnor" else "men"


def _share_of_count(text: Text) -> Iterator[Reckoning]:
    """Yield shares of a count right after them ("68 procent av de 33 stöden") that no whole number gives."""
    for share, of in zip(text.numbers, text.numbers[1:], strict=False):
        if share.kind != "share" or of.kind != "count" or share.approximate or of.approximate or not of.interval.exact:
            continue
        near = re.fullmatch(r"\s(?:av\s)(?:de\s|dessa\s|länets\s|totalt\s)*", text.text[share.end : of.start])
        number = int(of.interval.value)
        if near and number >= _LIKE_WHOLES and not attainable(number, share.interval):
            yield no_whole_number(share, of)
