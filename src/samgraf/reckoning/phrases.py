"""Whole and parts by the words that join them: "Totalt 46 stöd, varav 27 till kvinnor …", "Av de 33 gick 68 procent …", "Tre projekt: …".

The parts must be said alike ("till … , till … och till …"), so that groups which overlap are not added up.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.arithmetic import attainable, can_reach_hundred, share_outcome, sum_outcome, total
from samgraf.reckoning.model import Number, Reckoning, Text, english, swedish
from samgraf.reckoning.shares import no_whole_number, summed
from samgraf.reports.numbers import NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WHEREOF = re.compile(r"[^.;:()\d]{0,40}[,(]?\s*\b(?:varav|därav|av vilka|av dessa)\b[^.;:()\d]{0,12}", re.IGNORECASE)
_COLON = re.compile(r"[^.;:()\d]{0,40}:\s")
_GAVE = re.compile(r"[^.;:()\d]{0,40}\b(?:gick|går|avsåg|avser|fördelades|tilldelades|användes)\s")
_OF_FIRST = re.compile(r"(?:^|[.!?]\s+)Av\s(?:de\s|dessa\s|totalt\s|sammanlagt\s|länets\s)*$")
_TOTAL_WORD = re.compile(
    r"\b(?:totalt|sammanlagt|sammantaget|summan|tillsammans|i allt|fördelades|fördelat)\b", re.IGNORECASE
)
_JOINED = re.compile(
    r"[^.;:()\d]{0,40}(?:,|\boch\b|\bsamt\b|\brespektive\b)\s*(?:till\s|i\s|från\s|inom\s|för\s|på\s)?"
)
_WHICH_IS = re.compile(
    r"[^.;:()\d]{0,40},\s(?:vilket\s(?:är|motsvarar|ger|innebär)|det\svill\ssäga|dvs\.?|motsvarande|alltså)\s(?:en\s(?:svarsfrekvens|andel)\spå\s)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PLACE = re.compile(r"\s*i\s[A-ZÅÄÖ]")
"""A part that is told by its place overlaps no other place's part."""

_PREPOSITION = re.compile(r"\s*(till|i|från|inom|för|på)\s")
_SPREAD = re.compile(r"\bfördel(?:at|ade|ades|as|ar sig|ning(?:en)?)\b[^.;:()\d]{0,40}$", re.IGNORECASE)
_SEXES = ({"kvinnor", "män"}, {"flickor", "pojkar"})
_SEX = re.compile(r"\s*(?:till\s|är\s|var\s)?(kvinnor|män|flickor|pojkar)\b")
_FEWEST = 3
_LIKE_WHOLES = 5
_NOUN = (
    r"\w*(?:projekt|projekten|nätverk|nätverken|kluster|program|programmen|insatser|insatserna|aktiviteter|plattformar|strategier|planer|delprojekt"
    r"|organisationer|organisationerna|myndigheter|högskolor|lärosäten|områden|delregioner|noder|utbildningar|kurser|konferenser)"
)
_NAME = r"[A-ZÅÄÖ][\w-]+"
_LIST = re.compile(
    rf"(?<![\w,.])(?i:(?P<n>\d{{1,2}}|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv))\s(?P<what>(?:[a-zåäö]+\s){{0,2}}{_NOUN})"
    rf"(?:\s[a-zåäö]+){{0,5}}:\s(?P<list>{_NAME}(?:,\s{_NAME})+\s(?:och|samt)\s{_NAME})(?=[.;]|$)"
)


def phrases(text: Text) -> Iterator[Reckoning]:
    """Yield wholes that their parts do not make, shares that no count gives, shares of a whole that are not 100, and counted lists."""
    exact = [number for number in text.numbers if not number.approximate or number.written.lower() == "hälften"]
    for nth, of in enumerate(exact):
        rest = [n for n in exact[nth + 1 :] if n.start < text.sentence_end(of.start)]
        if of.kind in {"count", "amount"} and not text.unread(of.end, text.sentence_end(of.start)):
            yield from _parts(text, of, [n for n in rest if not _in_brackets(text, n)])
            yield from _shares_of(text, of, rest)
    yield from _which_is(text, exact)
    yield from _whole(text, [number for number in exact if number.kind == "share"])
    yield from _lists(text)


def _parts(text: Text, of: Number, rest: Sequence[Number]) -> Iterator[Reckoning]:
    """Yield that the parts of a whole are more than it is, or, where they are said to be all of it, fewer."""
    if len(rest) < 2 or any(number.kind != of.kind for number in rest) or not _alike(text, of, rest):  # noqa: PLR2004
        return
    between = text.between(of, rest[0])
    before = text.text[text.sentences[text.sentence(of.start)] : of.start]
    whole = bool(_COLON.fullmatch(between) and _TOTAL_WORD.search(before))
    partly = bool(_WHEREOF.fullmatch(between) or (_OF_FIRST.search(text.text[: of.start]) and _GAVE.fullmatch(between)))
    if not (whole or partly):
        return
    figures = [part.interval for part in rest]
    outcome = sum_outcome(figures, of.interval)
    less = total(figures).high < of.interval.low
    if outcome == "impossible" and (whole or not less):
        yield summed(rest, of, "less" if less else outcome)


def _which_is(text: Text, exact: Sequence[Number]) -> Iterator[Reckoning]:
    """Yield a share that is said to be a count ("97 svarade, vilket är 49 procent") of the one count of the sentence before."""
    for part, share in pairwise(exact):
        if part.kind != "count" or share.kind != "share" or not _WHICH_IS.fullmatch(text.between(part, share)):
            continue
        nth = text.sentence(part.start)
        before = [n for n in text.numbers if text.sentence(n.start) == nth - 1]
        alone = [n for n in text.numbers if text.sentence(n.start) == nth] == [part, share]
        if not alone or len(before) != 1 or before[0].kind != "count" or before[0].approximate:
            continue
        of = before[0]
        if text.unread(text.sentences[nth - 1], share.end) or part.interval.high >= of.interval.low:
            continue
        if share_outcome(part.interval, of.interval, share.interval) == "impossible":
            really = part.interval.value * 100 / of.interval.value
            yield Reckoning(
                share.iri, "shareReckoned", "impossible",
                f"{part.told} av {of.told} är {swedish(really, 1)} %, här står {share.written}",
                f"{part.told} of {of.told} is {english(really, 1)}%, written here: {share.written}",
            )  # fmt: skip


def _in_brackets(text: Text, number: Number) -> bool:
    """Return whether a share stands in brackets after what it is a share of."""
    return number.kind == "share" and bool(
        text.text[: number.start].rstrip().endswith("(") and re.match(r"\s*\)", text.text[number.end :])
    )


def _alike(text: Text, of: Number, parts: Sequence[Number]) -> bool:
    """Return whether parts are said alike, one after the other, so that they do not overlap."""
    plain = (_BRACKETS.sub("", text.between(one, other)) for one, other in pairwise(parts))
    if not all(_JOINED.fullmatch(between) for between in plain):
        return False
    after = [text.text[part.end : part.end + 40] for part in parts]
    sexes = {found[1] for one in after if (found := _SEX.match(one))}
    if any(pair <= sexes for pair in _SEXES):
        return True
    said = {found[1] if (found := _PREPOSITION.match(one)) else "" for one in after}
    apart = of.kind == "amount" or len(parts) >= _FEWEST or all(_PLACE.match(one) for one in after)
    return len(said) == 1 and "" not in said and apart


def _shares_of(text: Text, of: Number, rest: Sequence[Number]) -> Iterator[Reckoning]:
    """Yield shares of a count said first ("Av de 33 besluten gick 68 procent …") that no whole number gives, and halves of odd ones."""
    number = int(of.interval.value)
    if of.kind != "count" or not of.interval.exact or not _OF_FIRST.search(text.text[: of.start]):
        return
    if not rest or any(one.kind != "share" for one in rest) or number < _LIKE_WHOLES:
        return
    for share in rest:
        if share.written.lower() == "hälften":
            if number % 2:
                yield half(share, of)
        elif not attainable(number, share.interval):
            yield no_whole_number(share, of)
            return


def half(share: Number, of: Number) -> Reckoning:
    """Return the reckoning of half of an odd count."""
    return Reckoning(
        share.iri, "halfReckoned", "impossible",
        f"{share.told[0].upper()}{share.told[1:]} av {of.told} är inget helt antal", f"Half of {of.told} is no whole number",
    )  # fmt: skip


def _whole(text: Text, shares: Sequence[Number]) -> Iterator[Reckoning]:
    """Yield shares that something is distributed in, and that cannot be all of it."""
    for nth, first in enumerate(shares):
        rest = [one for one in shares[nth:] if one.start < text.sentence_end(first.start)]
        begin = text.sentences[text.sentence(first.start)]
        if (nth and shares[nth - 1].start >= begin) or len(rest) < 2:  # noqa: PLR2004
            continue
        joined = all(_JOINED.fullmatch(text.between(one, other)) for one, other in pairwise(rest))
        said = {found[1] if (found := _PREPOSITION.match(text.text, one.end)) else "" for one in rest}
        if not joined or len(said) != 1 or "" in said or not _SPREAD.search(text.text[begin : first.start]):
            continue
        figures = [one.interval for one in rest]
        if not can_reach_hundred(figures):
            listed = " + ".join(one.told for one in rest)
            added = total(figures).value
            yield Reckoning(
                first.iri, "wholeReckoned", "impossible",
                f"{listed} är {swedish(added)} %", f"{listed} is {english(added)}%",
            )  # fmt: skip


def _lists(text: Text) -> Iterator[Reckoning]:
    """Yield counted things whose list of names, each of one word, has another length."""
    for match in _LIST.finditer(text.text):
        said = match["n"].lower()
        number = int(said) if said.isdigit() else int(NUMBER_WORDS[said])
        items = re.split(r",\s|\s(?:och|samt)\s", match["list"])
        if len(items) == number:
            continue
        focus = next((n.iri for n in text.numbers if match.start() <= n.start < match.start("list")), text.place)
        head = f"{match['n']} {match['what']}"
        yield Reckoning(
            focus, "listReckoned", "impossible",
            f"”{head}”, och sedan räknas {len(items)} upp ({match['list']})",
            f"“{head}”, and then {len(items)} are listed ({match['list']})",
        )  # fmt: skip
