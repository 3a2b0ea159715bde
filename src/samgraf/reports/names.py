"""What an insats is called: the first cell of a row parted into the name and the description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.readers.lexicon import is_compound, is_word
from samgraf.reports.cues import ROW_LABEL
from samgraf.reports.name_ends import begins_sentence, is_place, says_what_is_done
from samgraf.reports.name_habit import LONGEST, end_of_own_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.passages import Passage

TAIL = 3
"""A dash and so few words after it still belong to the name ("Nobelbanan – samlad nytta")."""

_LABEL = re.compile(
    rf"\s*(?:(?:Namn(?: på insats(?:en)?)?|Insats(?:ens namn)?|Projekt(?:namn)?|Benämning|Titel)\s*:\s*|{ROW_LABEL}"
    r"|\d{1,2}[.)]\s+|[•·▪*\uf0b7]\s*|[-–]\s*(?=[A-ZÅÄÖ]))"
)
_DOES = re.compile(
    r"^[a-zåäö][\w-]* (?:[A-ZÅÄÖ][\w-]* ){0,3}(?:leder|driver|äger|ansvarar|samordnar|genomför|ordnar|medverkar)\b"
)
"""Who does what, after a dash: no part of the name, however short."""
_IS_A = re.compile(r"\s+(?:är|var) (?:en|ett|länets|regionens|Region|det|den)\b")
_VERB = re.compile(
    r"(?<!\bsom)\s+(?:drivs|drevs|leds|leddes|ägs|genomförs|genomfördes|pågår|pågick|syftar|syftade|innebär|innebar|har (?:under|som|haft|pågått|genomförts)|ska (?:bidra|stärka|öka|utveckla))\b"
)
_SENTENCE = re.compile(r"\.\s+(?=[A-ZÅÄÖ0-9(])")
_DASH = re.compile(r"\s+[-–—]\s*(?=\S)|\s*[–—]\s+")
_COLON = re.compile(r":\s+(?=[A-ZÅÄÖ])")
_PARTS = re.compile(r"\s*(?:[-–—]|:)\s")
_PERIOD = re.compile(
    r"[\s,(]+(?:(?:19|20)\d{2}(?:\d{2})?\s*[-–/]\s*(?:(?:19|20)?\d{2}(?:\d{2})?|(?![ \t]*(?!(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|vår|höst|pågå|löpa)[a-zåäö]*\b)[^\W\d_]))|(?:19\d\d|20[0-2]\d)(?=\s*(?:\)|$|\n|[.,]))).*",
    re.DOTALL,
)
_PAREN = re.compile(
    r"\s*\((?:[^)]*(?:ERUF|ESF|FRO|EU\b|Interreg|fond|anslag|medel|finans|Vinnova|verket|(?:19|20)\d\d|dnr|projekt|[Ff]örstudie|PO ?\d)[^)]*)\)?.*",
    re.DOTALL | re.IGNORECASE,
)
_APPOSED = re.compile(r"\s[-–—]\s+[a-zåäö]+(?:\s+\S+){3,}$|[a-zåäö0-9]\.\s+[A-ZÅÄÖ0-9]")
_STOPS = re.compile(
    r"[.!?;:,]$|[a-zåäö0-9]\.\s+(?:[A-ZÅÄÖ0-9]|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|vår|höst|sommar|vinter))"
)
_SAYS_WHAT = re.compile(r"\s[-–—]\s+(?:en|ett|den|det|de|vi|här|länets|regionens)\b")
"""An article or a "we" after a dash begins what is said of the name before it."""
_OPEN = re.compile(r"(?:\b(?:och|för|i|av|på|med|till|inom|mellan|om|of|and|the)|[&,]|(?<!\d\d\d\d)[–-])$")
_PHASE = re.compile(r"(?:etapp|del|fas|steg)\s+(?:\d+|[IVX]+)\b")
_COMMON = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?<!s) (?!och\b|län\b|kommun)[a-zåäö]+ [a-zåäö]+")
_PLACE_FIRST = re.compile(r"[A-ZÅÄÖ][\w-]*\s(?=[A-ZÅÄÖ])(\w+) (?:kommun|stad)\b")
"""What stands between a name's first line and a municipality that takes part is the name's: "Fossilfritt / Frostviken"."""
_TOGETHER = re.compile(
    r"[A-ZÅÄÖ][\w-]*(?: [\w-]+){0,3} (?:i (?:samverkan|samarbete) med|tillsammans med|på uppdrag av)\b"
)
_PAID = re.compile(r"(?:Interreg|ERUF|ESF|FRO|JTF|LEADER|Leader)\b")
_MUNICIPALITY = re.compile(r"\S+ (?:kommun|stad)\b")
_LEADS = re.compile(
    r"[A-ZÅÄÖ][\w:-]*(?: [\w:-]+){0,3} (?:är|var|driver|drev|leder|äger|ansvarar|samordnar|genomför|utvecklar|medverkar|deltar|erbjuder|bygger|stöder|har)\b"
)
"""Who does what: a name of few words, then its verb."""
_PARTNERS = re.compile(r"(?:[A-ZÅÄÖ][\w-]*(?: [A-Za-zåäöÅÄÖ]\w*){0,3}(?:, | \+ | och (?=\w))){1,6}[\w -]+(?:\n|$|\.)")
"""Names in a row and nothing else: who takes part."""
_ORGANISATIONS = re.compile(
    r"[A-ZÅÄÖ][\w-]*(?: [A-Za-zåäöÅÄÖ]\w+){1,3}, [A-ZÅÄÖ][\w-]*(?: [A-Za-zåäöÅÄÖ][\w-]*){0,3}(?:, | och )[A-ZÅÄÖ]"
)
"""Three names in a row of which the first has more words than a place: who takes part, though it begins with a place."""
_DESCRIBES = re.compile(
    r"(?:Projektet|Insatsen|Syftet|Syfte|Satsningen|Förstudien|Målet|Ett|En|Det|Den|Drivs|Leds|Ägs|Pågår|Under|Inom|I|Genom|Samverkan mellan|Samarbete mellan)\b|[A-ZÅÄÖ][a-zåäö]*(?:ledning|ägare|ansvarig|ledare|huvudman|samordnare|partner|parter|medverkande|deltagare|genomförare|finansiering|projekttid|period)\s?:"
)
_ONE_WORD = re.compile(r"([A-ZÅÄÖ][a-zåäö-]{4,})\.\s+(?=[A-ZÅÄÖ])")
"""What an insats is, in a sentence of one word ("Styrelseutbildning. X och Y deltar.")."""

SURELY = 0.8
"""A line that begins with a place begins the description only if the break before it is likelier a choice."""
CHOSEN = 0.94
"""A break that is likelier a choice ends a name whatever its last word, where a sentence follows ("Staden året om")."""
FORCED = 0.2
"""A break that is less likely a choice was forced: the line was full."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the name cell: where it begins in the passage, and whether the break before it was a choice (0 to 1)."""

    start: int
    hard: float


def split_name(
    passage: Passage, lines: Sequence[Line], *, paragraphs: bool, alone: bool = False
) -> tuple[int, int, int]:
    """Return where the name begins and ends in a name cell's text, and where the description begins.

    `lines` are the lines of the source in the passage; `paragraphs` says that they are paragraphs
    of a document, so that the first of them is a title if it is short; `alone` that the report writes names on lines of
    their own, so that a dash or a colon in one parts nothing.
    """
    text = passage.text
    label = _LABEL.match(text)
    begin = label.end() if label and label.end() < len(text) else 0
    ends = [line.start for line in lines if line.start > begin]
    first = next(iter(ends), len(text))
    if paragraphs:
        title = text[begin:first].strip()
        own_line = first < len(text) and is_title(title)
        end = (
            first
            if own_line or (len(title.split()) <= LONGEST and not _is_sentence(title))
            else _first_cut(text, begin, len(text), lines)
        )
        if end == first and not own_line and (len(title.split()) > TITLE_ALONE or _APPOSED.search(title)):
            end = min(end, _first_cut(text, begin, first, ()))
    else:
        own = end_of_own_lines(text, begin, [(line.start, line.hard) for line in lines]) if alone else None
        end = _first_cut(text, begin, len(text), lines)
        if own is not None and ((end < own and _PARTS.match(text, end)) or len(text[begin:end].split()) > TITLE_ALONE):
            end = own
    description = end
    name = text[begin:end]
    name = _PERIOD.sub("", name)
    shorter = _PAREN.sub("", name)
    name = shorter if len(shorter.strip()) > 2 else name  # noqa: PLR2004  (a name is longer than two letters)
    name = name.rstrip(" \n.,;:–—-")
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")].rstrip() or name
    end = begin + len(name)
    return begin, end, _description(text, min(max(end, _description(text, end)), max(description, end)))


def _is_sentence(title: str) -> bool:
    """Return whether a short first paragraph says something of a name and is not one: it has a verb or ends as sentences do."""
    return title.endswith(".") or any(pattern.search(title) for pattern in (_IS_A, _VERB))


def is_title(title: str) -> bool:
    """Return whether a paragraph before others is a title and nothing else: no sentence, and nothing said of a name before it."""
    says = _STOPS.search(title) or _VERB.search(title) or _IS_A.search(title) or _SAYS_WHAT.search(title)
    return not says and len(title.split()) <= LONGEST_ALONE


LONGEST_ALONE = 24
"""A paragraph of more words is no title, whatever stands in it."""
TITLE_ALONE = 9
"""A first paragraph of more words may hold a description after its name."""


def _description(text: str, end: int) -> int:
    at = end
    while at < len(text) and text[at] in " \n.,;:–—-":
        at += 1
    return at


def _first_cut(text: str, begin: int, stop: int, lines: Sequence[Line]) -> int:
    """Return where the name ends: at the earliest sign that a description begins."""
    cuts = [stop]
    signs = (pattern.search(text, begin + 2, stop) for pattern in (_IS_A, _VERB, _SENTENCE, _COLON))
    cuts.extend(m.start() for m in signs if m is not None)
    breaks = [line for line in lines if line.start > begin + 2 and _is_new(text, line)]
    if breaks:
        cuts.append(_likeliest(text, breaks))
    end = min(cuts)
    for m in _DASH.finditer(text, begin + 2, end):
        tail = text[m.end() : max(end, _apposition_end(text, m.end(), stop, lines))]
        tail = _PERIOD.sub("", tail)
        if len(tail.split()) > TAIL or _DOES.search(tail) or (tail[:1].isupper() and _has_verb(text, end)):
            phase = _PHASE.match(tail)
            return m.end() + phase.end() if phase else m.start()
    if len(text[begin:end].split()) > TITLE_ALONE:
        capital = [line.start for line in lines if begin + 2 < line.start < end and _may_be_new(text, line)]
        end = capital[0] if capital else end
    if len(text[begin:end].split()) > LONGEST:
        end = begin + [m.end() for m in re.finditer(r"\S+", text[begin:end])][TITLE_ALONE - 1]
    return end


def _has_verb(text: str, end: int) -> bool:
    """Return whether a verb stands where a name ends, so that what stands before it is who or what does something."""
    return _VERB.match(text, end) is not None or _IS_A.match(text, end) is not None


def _likeliest(text: str, breaks: Sequence[Line]) -> int:
    """Return where the description begins of the lines that may begin it: the first, or the next after a break that was a choice."""
    first, second = breaks[0], breaks[min(1, len(breaks) - 1)]
    forced = first.hard < FORCED and second.hard > SURELY
    return second.start if forced and len(text[first.start : second.start].split()) <= TAIL - 1 else first.start


def _apposition_end(text: str, at: int, stop: int, lines: Sequence[Line]) -> int:
    """Return how far what stands after a dash goes on, whatever a narrow column breaks: 0 where it begins in a capital."""
    if not text[at : at + 1].islower():
        return 0
    chosen = [line.start for line in lines if line.start > at and line.hard > 0.5 and _is_new(text, line)]  # noqa: PLR2004
    sentence = _SENTENCE.search(text, at, stop)
    return min([stop, *chosen[:1], *([sentence.start()] if sentence else [])])


def _may_be_new(text: str, line: Line) -> bool:
    """Return whether a line could begin the description though the line before was full: a capital, then a small letter."""
    rest = text[line.start :].lstrip("\n ").split(maxsplit=2)
    return (
        len(rest) > 1
        and rest[0][:1].isupper()
        and rest[1][:1].islower()
        and not _OPEN.search(text[: line.start].rstrip())
    )


def _is_new(text: str, line: Line) -> bool:
    """Return whether a line begins the description: the line before had room, and it begins as a description does."""
    rest = text[line.start :].lstrip("\n ")
    before = text[: line.start].rstrip()
    if line.hard < FORCED and not describes(rest, before):
        return False
    if not rest[:1].isupper() and not rest.startswith("("):
        return bool(re.match(r"[•·▪*-]", rest))
    if _OPEN.search(before) and not (line.hard > CHOSEN and says_what_is_done(rest.partition(".")[0])):
        return False
    return line.hard > (SURELY if _names_places(rest) else 0.5) or describes(rest, before)


def describes_itself(text: str) -> bool:
    """Return whether a text begins with the word by which descriptions call what they describe ("Projektet", "Syftet")."""
    return _DESCRIBES.match(text) is not None


def describes(rest: str, before: str) -> bool:
    """Return whether a line after a name begins a description by its words, though the break before it may have been forced."""
    before, rest = before.rstrip(), rest.lstrip("\n ")
    if not rest[:1].isupper() or _OPEN.search(before):
        return False
    return (
        bool(_DESCRIBES.match(rest) or _PAID.match(rest))
        or (bool(_LEADS.match(rest) or _says_what(before, rest)) and not _names_places(rest))
        or bool(_COMMON.match(rest))
        or (bool(_PARTNERS.match(rest) or _TOGETHER.match(rest)) and not _names_places(rest))
        or bool(_ORGANISATIONS.match(rest))
        or begins_sentence(before, rest)
    )


def _says_what(before: str, rest: str) -> bool:
    """Return whether one common word says what was named; a name of one word may go on with that word in a narrow column."""
    said = _ONE_WORD.match(rest)
    word = said[1].casefold() if said else ""
    return bool(word) and len(before.split()) > 1 and (is_word(word) or is_compound(word))


def _names_places(text: str) -> bool:
    """Return whether a text begins with a place, which a name may end in, and not with a municipality."""
    after = _PLACE_FIRST.match(text)
    return (after is not None and is_place(after[1])) or (
        is_place(text.split(maxsplit=1)[0].rstrip(",.")) and not _MUNICIPALITY.match(text)
    )
