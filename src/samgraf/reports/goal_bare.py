"""Goals in a goals' cell that no word for a goal introduces: numbers alone, or titles on lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.reports.goal_state import TRIM, State, mention_of
from samgraf.reports.goal_under import area_length, read_bullets, read_under
from samgraf.reports.goal_words import NAMED, NUMBER, NUMBERED, ONE, Label, Level, find_labels, title_end
from samgraf.reports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.frameworks import Frameworks

_LEAD = re.compile(r"[\s:,.–\-(]*(?:om\s|att\s|[–-]\s)?[\"”“«»'’]?\s?")
_BARE_LEAD = re.compile(
    r"^[\s\-–•*·▪◦\uf0b7\"”“«]*(?:(?:denna\s|den\shär\s)?(?:insatsen|projektet|satsningen)?\s*(?:ska\s)?(?:bidrar?|bidrag|kopplar|knyter|svarar)\s?(?:an\s)?(?:främst\s|även\s|bl\.?a\.?\s)?"
    r"(?:till|mot|i)\s)?(?:främst\s)?(?:målen|målet|mål|området|områdena)?\s*(?:om\s)?[:\s\"”“«]*",
    re.IGNORECASE,
)
_HEAD_REST = re.compile(r"[\s:–\-,(]*(?:20\d\d(?:[-–]20\d\d)?[\s:–\-,]+)?(?:(?:SDG|[Gg]lobala\smål(?:en)?)\s(?=\d))?")
_NUMBERS_ALONE = re.compile(rf"{ONE}(?:\s?(?:,|och|&|samt)\s?{ONE})*(?=\s*[.,;]?\s*$|\s*\n|[.):]?\s+[A-ZÅÄÖ]|[.,;]\s)")
_SPLIT = re.compile(
    r";|\s/\s|\s\|\s|(?:,|\soch|\ssamt)\s(?=(?:Ett|En|Det|Den)\s[a-zåäö])|,\s(?=[A-ZÅÄÖ][a-zåäö]+\s)|,?\s(?:och|samt)\s(?=[A-ZÅÄÖ][a-zåäö]+\s[a-zåäö])|[\"”]\s?(?:,|och|samt)\s?[\"”]"
)
NOT_TITLE = re.compile(
    r"^(?:ej|inte|inga|inget|ingen|saknas|se\s|nej|ja\b|n/a|insatsen|projektet|detta|den|här|genom|även|alla\s|samtliga\b|anges\b|okänt\b|oklart\b|flera(?:\smål)?\s?\.?$|koppling(?:en|ar)?\s(?:saknas|ej|inte)|utöver|också|kopplar|bidrar|mål\s?$|delmål\s?$|se$)",
    re.IGNORECASE,
)
LONGEST_BARE = 14
_COLON = re.compile(r"(?:\s20\d\d(?:[-–]20\d\d)?)?\s?(?::|\s[–-])\s?[\"”“«]?")
"""Between the name of a strategy and what it says: a title, in capitals or not."""
_FEW_SMALL = 5
_NEAR = 4


def bare_lines(text: str, labels: list[Label]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a goals' cell between line ends and framework names, without bullet and "bidrar till"."""
    at = 0
    for line in text.split("\n"):
        heads = [label for label in labels if at <= label.start < at + len(line) and label.heading]
        starts = [at, *(label.end for label in heads)]
        ends = [*(label.start for label in heads), at + len(line)]
        for start, end in zip(starts, ends, strict=True):
            begin = start
            rest = _HEAD_REST.match(text, begin, end)
            begin = rest.end() if rest else begin
            lead = _BARE_LEAD.match(text[begin:end])
            if begin < end:
                yield begin + (lead.end() if lead else 0), end
        at += len(line) + 1


def in_bracket(text: str, label: Label) -> tuple[int, int] | None:
    """Return where a title stands beside a strategy's name in a bracket ("Ökad inflyttning (RUS 2030, Kompetens)"), None where none does."""
    match = _BRACKET.match(text, label.end) if text[: label.start].endswith("(") and not label.heading else None
    return match.span("title") if match else None


_BRACKET = re.compile(r"(?:\s20\d\d)?\s?[,:]\s[\"”“«]?(?P<title>[A-ZÅÄÖ][^().,;:\n]{2,80}?)[\"”»]?\)")


def read_bare(text: str, start: int, end: int, known: Frameworks, labels: Sequence[Label], state: State) -> int:
    """Add what a part of a goals' cell names without a word for it, numbers or titles, and return where what was read beyond it ends.

    A title is an area, or a target where the text before it says mål.
    """
    label = state.label
    inside = label is not None and label.start <= start < label.end
    if label is not None and inside:  # "RUS Innovativa X": the name is not the title
        start = label.end + len(text[label.end : end]) - len(text[label.end : end].lstrip(" :–-"))
    opens = max(text.rfind("\n", 0, start) + 1, label.end if label and label.end <= start else 0)
    if start >= end or (label is not None and label.kind in {"other", "national"}):
        return start
    kind = label.kind if label else "rus"
    numbers = _NUMBERS_ALONE.match(text, start, end)
    if numbers and (label or numbers.end() == end):
        _bare_numbers(text, numbers, known, kind, state)
    if (numbers and (label or numbers.end() == end)) or kind == "agenda":
        return start
    named = [match.start() for pattern in (NUMBERED, NAMED) if (match := pattern.search(text, opens, end))]
    hits = [hit.start for titles in known.titles({kind}) for hit in titles.find(text[opens:end])]
    if hits or (named and (inside or min(named) <= start + 1)) or _titled_after(text, start, label, state):
        return start
    if kind != "rus":
        level: Level = "priority"
        return (
            _add_titles(text, (start, end, opens), named, known, labels, level, state)
            if label and label.heading
            else start
        )
    if not named and (given := _contributed(text, opens, start, end, labels)):
        span = (start, given)
        state.found.append(
            mention_of(
                text, *span, known, label, kind, "target", state, wording=text[start:given], cell=True, sure=False
            )
        )
        return given
    before = text[max(0, (label.start if label else opens) - 30, opens - 60) : start]
    target = not named and bool(
        re.search(r"(?:^|[^\w])(?:del|effekt)?mål(?:en|et)?\b(?!område)", before, re.IGNORECASE)
    )
    return _add_titles(text, (start, end, opens), named, known, labels, "target" if target else "area", state)


def _titled_after(text: str, start: int, label: Label | None, state: State) -> bool:
    """Return whether a title names the goal before its strategy ("mål 3 i RUS: Fler i arbete"), which then bears it."""
    last = state.found[-1] if state.found else None
    if (
        label is None
        or last is None
        or not re.fullmatch(r"\s(?:i|inom|enligt)\s(?:den\s)?", text[last.end : label.start])
    ):
        return False
    state.found[-1] = replace(last, wording=text[start : title_end(text, start, prose=False)].strip(TRIM))
    return True


def _add_titles(
    text: str,
    where: tuple[int, int, int],
    named: list[int],
    known: Frameworks,
    labels: Sequence[Label],
    level: Level,
    state: State,
) -> int:
    """Add the titles of a part of a goals' cell (where it begins and ends, and its line begins), and return where those under the last end."""
    start, end, opens = where
    label, kind = state.label, "rus" if level != "priority" else state.label.kind if state.label else "rus"
    stop = min([title_end(text, start, prose=False), *named, end])
    listed = parts(text, start, stop if named else _full_stop(text, start, end))
    under = level == "area" and bool(listed) and _is_area(listed[0][1], known)
    small = bool(listed) and label is not None and _is_small_title(text, label.end, *listed[0])
    reached = start
    for n, (at, whole) in enumerate(listed):
        name = label or next((x for x in labels if x.kind == "rus" and 0 <= x.start - at - len(whole) <= _NEAR), None)
        target = level == "area" and _is_target(whole, text[at - 1 : at], known, name, beside=under and n > 0)
        part = whole[: area_length(whole)] if level == "area" and not target else whole
        own: Level = "target" if target else level
        if not (part[0].isupper() or (n == 0 and small)) or not _is_title(part, known):
            continue
        if _OWNER.fullmatch(part) and (named or any(at < other.start <= at + len(part) + 1 for other in labels)):
            continue
        span = (at, at + len(part))
        state.found.append(mention_of(text, *span, known, label, kind, own, state, wording=part, cell=True, sure=False))
        if own == "area":
            reached = read_under(text, at + len(part), known, label, state)
    if level == "area" and len(listed) == 1 and state.found and state.found[-1].level == "area":
        reached = read_bullets(text, max(reached, state.found[-1].end), opens, known, label, state)
    return reached


def _is_title(part: str, known: Frameworks) -> bool:
    """Return whether a part of a cell can be a title: not too long, no framework's name, no remark."""
    return (
        len(part) > 1
        and len(part.split()) <= LONGEST_BARE
        and not NOT_TITLE.match(part)
        and not find_labels(part, known.records, stem=known.stem)
    )


_QUOTES = frozenset('"”“«')
_OWNER = re.compile(r"[A-ZÅÄÖ]\w+s")
"""Whose goal it is, before the word for it: "Länets mål om …"."""
_GIVES = re.compile(r"bidra\w*\s(?:\w+\s)?till\s$", re.IGNORECASE)
_BY = re.compile(r"\s(?:enligt|i|inom)\s(?:den\s)?$")


def _contributed(text: str, opens: int, start: int, end: int, labels: Sequence[Label]) -> int | None:
    """Return where a goal ends that an insats gives to by its strategy's name: "Bidrar till ett tryggt län enligt X"; None where there is none."""
    if not _GIVES.search(text[opens:start]) or not text[start].islower() or NOT_TITLE.match(text[start:end]):
        return None
    for label in labels:
        into = _BY.search(text[start : label.start]) if label.kind == "rus" and start < label.start < end else None
        if into and len(text[start : start + into.start()].split()) <= _FEW_SMALL:
            return start + into.start()
    return None


def _is_small_title(text: str, after: int, at: int, part: str) -> bool:
    """Return whether a few words in small letters, right after a strategy's name and a colon, are what it calls a goal."""
    return _COLON.fullmatch(text, after, at) is not None and len(part.split()) <= _FEW_SMALL


def _is_area(part: str, known: Frameworks) -> bool:
    """Return whether a title is that of an area: one of the strategy's, or named after the county as areas are."""
    return bool(known.stem) and known.stem in part and not find_labels(part, ())


_CHANGE = re.compile(
    r"(?:Fler|Färre|Ökad|Ökat|Ökade|Öka\s(?:antalet|andelen)|Minskad|Minskat|Minskade|Högre|Lägre|Större\sandel|Mindre\sandel)\b"
)
"""How a title begins that says what is to change, as targets do and areas do not."""


def _is_target(part: str, before: str, known: Frameworks, label: Label | None, *, beside: bool) -> bool:
    """Return whether a title is that of a target: beside an area that it does not share its form with, here or elsewhere in the report.

    One in quotation marks is where the reference data has all areas of the strategy, and this is none of them.
    """
    return (
        (beside and known.stem not in part)
        or bool(_CHANGE.match(part))
        or fold(part).strip(" .") in known.targets
        or (before in _QUOTES and label is not None and known.lists_areas(label))
    )


def beside_area(text: str, start: int, end: int, known: Frameworks) -> int | None:
    """Return where a title begins that stands after a comma beside an area that the reference data knows, else None."""
    for titles in known.titles({"rus"}):
        for hit in titles.find(text[start:end]):
            after = re.match(r"\s?,\s(?=[A-ZÅÄÖ])", text[start + hit.end : end])
            if hit.goal.level == "area" and after and not titles.find(text[start + hit.end : end]):
                return start + hit.end + after.end()
    return None


def read_beside(text: str, start: int, end: int, known: Frameworks, state: State) -> None:
    """Add the titles from a place beside an area on as targets of that area."""
    if state.label is not None and state.label.kind != "rus":
        return
    if NUMBERED.search(text, start, end) or NAMED.search(text, start, end):
        return
    stop = min(title_end(text, start, prose=False), _full_stop(text, start, end))
    for at, part in parts(text, start, stop):
        if part[0].isupper() and len(part.split()) <= LONGEST_BARE and not NOT_TITLE.match(part):
            span = (at, at + len(part))
            state.found.append(
                mention_of(text, *span, known, state.label, "rus", "target", state, wording=part, cell=True, sure=False)
            )


_PAIR = re.compile(
    r"\b(?:RUS|[Uu]tvecklingsstrategin?|\w*strategin)\s?:\s?(?P<titles>[A-ZÅÄÖ][^.;:\n]{3,160})(?=[.;\n]|$)"
)


def titles_beside_areas(text: str, stem: str) -> frozenset[str]:
    """Return the titles, folded, that a report writes right after an area of its strategy ("RUS: Konkurrenskraftiga Dalarna, Fler växer")."""
    if not stem:
        return frozenset()
    form = re.compile(
        rf"\b(?:RUS|[Uu]tvecklingsstrategin?|\w*strategin)\s?:\s?[^,.;:\n]*{re.escape(stem)}[^,.;:\n]*,\s(?P<title>[A-ZÅÄÖ][^,.;:\n]{{3,80}})"
    )
    return frozenset(fold(match["title"]).strip(" .") for match in form.finditer(text) if stem not in match["title"])


def titles_in_pairs(text: str) -> frozenset[str]:
    """Return the titles, folded, that a report's lines write after an area ("RUS: Ett starkt näringsliv, Rätt kompetens").

    The area stands alone in several lines; the title is told of nowhere else, and stands beside no other.
    """
    lines = [
        [fold(title).strip(" .") for title in re.split(r",\s(?=[A-ZÅÄÖ])", match["titles"])]
        for match in _PAIR.finditer(text)
    ]
    alone = Counter(titles[0] for titles in lines if len(titles) == 1)
    beside: dict[str, list[str]] = {}
    for titles in lines:
        for title in titles[1:]:
            beside.setdefault(title, []).append(titles[0])
    told = fold(text)
    return frozenset(
        title
        for title, areas in beside.items()
        if len(set(areas)) == 1 and alone[areas[0]] > 1 and told.count(title) == len(areas)
    )


def _full_stop(text: str, start: int, end: int) -> int:
    """Return where the first sentence or bracket between two places begins to be something else."""
    match = re.search(r"\.(?=\s|$)|\s\(", text[start:end])
    return start + match.start() if match else end


def _bare_numbers(text: str, numbers: re.Match[str], known: Frameworks, kind: str, state: State) -> None:
    """Add goals that are only numbered: "ERUF: 1.2 och 1.3", "RUS: 14", "3. Fler i arbete"."""
    found = list(NUMBER.finditer(text, numbers.start(), numbers.end()))
    span = wording_after(text, numbers.end(), prose=False) if len(found) == 1 else None
    level: Level = "target" if kind in {"rus", "agenda"} else "objective" if "." in found[0][0] else "priority"
    for number in found:
        stop = span[1] if span else number.end()
        wording = text[slice(*span)].strip(TRIM) if span else None
        state.found.append(
            mention_of(
                text,
                number.start(),
                stop,
                known,
                state.label,
                kind,
                level,
                state,
                number=number[0],
                wording=wording,
                cell=True,
            )
        )


def wording_after(text: str, end: int, *, prose: bool) -> tuple[int, int] | None:
    """Return where the title after a goal's number stands, None where none follows."""
    lead = _LEAD.match(text, end)
    start = lead.end() if lead else end
    if start == end or start >= len(text) or "\n" in text[end:start] or not text[start].isalpha():
        return None
    quoted = text[start - 1] in "\"”“«»'’"
    about = (lead[0] if lead else "").endswith(("om ", "att "))
    opens = text[start].isupper() or quoted or about
    if not opens and (prose and "," not in (lead[0] if lead else "")):
        return None
    if (
        re.match(
            r"(?:och|samt|i|inom|enligt|som|på|med|genom|där|fått|under|till|har|är|kan|ska|av|för|bidrar|respektive|främst|på\ssikt|RUS|ERUF|Eruf|ESF|Interreg|FRO|Agenda)\b",
            text[start:],
        )
        and not about
    ):
        return None
    if prose and not opens and not re.match(r"[a-zåäö]+\s[a-zåäö]+\s[a-zåäö]+[.;\n]", text[start:]):
        return None
    stop = title_end(text, start, prose=prose and not text[start].isupper())
    following = NUMBERED.search(text, start)
    stop = min(stop, following.start()) if following else stop
    while stop > start and text[stop - 1] in " ,.(":
        stop -= 1
    return (start, stop) if stop > start + 2 else None


def parts(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return the titles that stand between two places, with where each begins."""
    parts, at = [], start
    for cut in [*_SPLIT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        part = text[at:stop].strip(TRIM)
        if part:
            parts.append((text.index(part, at), part))
        at = cut.end() if cut else end
    return parts
