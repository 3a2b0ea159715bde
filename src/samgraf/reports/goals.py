"""Goals that a text names: of the regional development strategy (RUS), of EU programmes, of Agenda 2030, of national strategies.

What was written (number, wording, area) is kept beside what it is taken to mean. A goal belongs to
the framework named last before it ("RUS:", "ERUF:") or right after it ("mål 5 i RUS").
"""


from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samgraf.reports.frameworks import THINGS, Frameworks, frameworks_for
from samgraf.reports.goal_titles import TitleHit
from samgraf.reports.goal_words import NAMED, NUMBER, NUMBERED, OBJECTIVE, ONE, Label, Level, find_labels, title_end
from samgraf.reports.model import GoalMention
from samgraf.reports.windows import matches_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.context import Context

_LEVEL_NAMES: tuple[Level, ...] = ("objective", "priority", "area", "target")
_CELL = re.compile(
    r"\s*[-•*–]?\s*(?:(?:RUS|ERUF|Eruf|ESF|Interreg|FRO|Agenda 2030|Regional utvecklingsstrategi\w*|Den regionala utvecklingsstrategin)\b[^.\n]{0,40}"
    r"|(?:del|effekt|prioriterade?\s)?mål(?:et|en|område\w*)?\s?(?:\d|:|i\sRUS|i\sden)|(?:insats|utvecklings|fokus)?område\w*\s?(?:\d|:|[\"”A-ZÅÄÖ])"
    r"|särskilt mål|prioritering|insatsen bidrar)",
    re.IGNORECASE,
)
_STRONG_RUS = re.compile(r"\b(?:del|effekt)mål|målområde|RUS", re.IGNORECASE)
_CUE = re.compile(
    r"\bmål(?:et|en|områd\w*)?\b|(?:del|effekt)mål|\bRUS\b|utvecklingsstrategi|målområde|\bområde", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ\"”•-])|\n")
_INTO = re.compile(
    r"[\s,(]{0,2}(?:som\s\w+\s)?(?:i|inom|enligt|från|ur|för|av|till|under)?\s?(?:den|det|de|vår|länets|regionens|målen\si|programmet\sför)?\s?"
)
_LEAD = re.compile(r"[\s:,.–\-(]*(?:om\s|att\s|[–-]\s)?[\"”“«»'’]?\s?")
_TRIM = " \t\n.,;:–-\"”“«»'’()*•"
_BARE_LEAD = re.compile(
    r"^[\s\-–•*·▪◦\uf0b7\"”“«]*(?:(?:denna\s|den\shär\s)?(?:insatsen|projektet|satsningen)?\s*(?:ska\s)?(?:bidrar?|bidrag|kopplar|knyter|svarar)\s?(?:an\s)?(?:främst\s|även\s|bl\.?a\.?\s)?"
    r"(?:till|mot|i)\s)?(?:främst\s)?(?:målen|målet|mål|området|områdena)?\s*(?:om\s)?[:\s\"”“«]*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d+")
_OBJECTIVE_SIGN = re.compile(r"\d\.\d{1,2}\s")
_LEVEL_SIGN = re.compile(
    r"(?:mål|område|priorit|strategi|tema|inriktning|perspektiv|utmaning|målbild|PO|SO|SM)", re.IGNORECASE
)
_HEAD_REST = re.compile(r"[\s:–\-,(]*(?:20\d\d(?:[-–]20\d\d)?[\s:–\-,]+)?")
_BACKWARDS = re.compile(r"\s?,?\s?(?:inom|under|i|tillhörande|från)?\s?(?:målområdet|området)?\s?", re.IGNORECASE)
_NUMBERS_ALONE = re.compile(rf"{ONE}(?:\s?(?:,|och|&|samt)\s?{ONE})*(?=\s*[.,;]?\s*$|\s*\n|[.):]?\s+[A-ZÅÄÖ]|[.,;]\s)")
_SPLIT = re.compile(
    r";|\s/\s|\s\|\s|(?:,|\soch|\ssamt)\s(?=(?:Ett|En|Det|Den)\s[a-zåäö])|,\s(?=[A-ZÅÄÖ][a-zåäö]+\s)|,?\s(?:och|samt)\s(?=[A-ZÅÄÖ][a-zåäö]+\s[a-zåäö])|[\"”]\s?(?:,|och|samt)\s?[\"”]"
)
_NOT_TITLE = re.compile(
    r"^(?:ej|inte|inga|inget|ingen|saknas|se\s|nej|ja\b|n/a|insatsen|projektet|detta|den|här|genom|även|alla\s|samtliga\s|utöver|också|kopplar|bidrar|mål\s?$|delmål\s?$|se$)",
    re.IGNORECASE,
)
_LONGEST_BARE = 14
_ADJACENT = 30
_TOUCHING = 3
_LISTED = 6
_SHORTLY = 200


@dataclass
class _State:
    """Where the reading stands: the label that rules, the area named last, the policy objective named last."""

    label: Label | None = None
    area: str | None = None
    area_iri: str | None = None
    area_at: int = -1
    policy: str | None = None
    found: list[GoalMention] = field(default_factory=list)


def find_goals(  # noqa: C901 - one branch for each kind of thing that is read
    text: str, context: Context, *, years: tuple[int, int] | None = None, in_cell: bool | None = None
) -> tuple[GoalMention, ...]:
    """Return the goals of frameworks that a text names, in its order, each goal once.

    `years` are the years of the insats: they choose between the programme periods of an EU fund.
    `in_cell` says that the text is the goals' column of a table, where a title or "mål 3" needs no
    framework's name beside it; without it, the text's own form decides.
    """
    if not text.strip():
        return ()
    cell = bool(_CELL.match(text)) if in_cell is None else in_cell
    known = frameworks_for(context, years)
    labels = find_labels(text, known.records)
    state = _State()
    taken: list[tuple[int, int]] = []
    for at, kind, item in sorted(
        _items(text, known, labels, cell=cell), key=lambda entry: (entry[0], entry[1] != "label")
    ):
        if kind == "label" and isinstance(item, Label):
            if item.heading or state.label is None or not (state.label.heading and _same_line(text, state.label, at)):
                state = _enter(state, item)
        elif any(start <= at < end for start, end in taken):
            continue
        elif kind == "numbered" and isinstance(item, re.Match):
            taken.append(_numbered(text, item, known, labels, state, cell=cell))
        elif kind == "objective" and isinstance(item, re.Match):
            taken.append(_objective(text, item, known, state))
        elif kind == "title" and isinstance(item, TitleHit):
            taken.append(_title(text, item, known, labels, state, cell=cell))
        elif kind == "named" and isinstance(item, re.Match):
            taken.append(_named(text, item, known, labels, state, cell=cell))
        elif kind == "strategy" and isinstance(item, Label):
            state.found.append(_strategy(item))
        elif kind == "bare" and isinstance(item, tuple):
            _bare(text, item[0], item[1], known, state)
    return _distinct(state.found)


def _items(text: str, known: Frameworks, labels: list[Label], *, cell: bool) -> Iterator[tuple[int, str, object]]:
    """Yield everything that may name a framework or a goal, with its place and kind."""
    for label in labels:
        yield label.start, "label", label
        if label.kind == "national" and re.search(
            r"mål\w*\s(?:i|inom|enligt)\s(?:den\s)?$|[Bb]idrar\still\s(?:den\s)?$|^\s*$",
            text[max(0, label.start - 40) : label.start],
        ):
            yield label.start + 1, "strategy", label
    for pattern, kind, sign in (
        (NUMBERED, "numbered", _DIGIT),
        (NAMED, "named", _LEVEL_SIGN),
        (OBJECTIVE, "objective", _OBJECTIVE_SIGN),
    ):
        for match in matches_near(pattern, text, sign, 45, 45):
            yield match.start(), kind, match
    kinds = {"rus"} | {label.kind for label in labels} | ({"eruf"} if cell else set())
    for titles in known.titles(kinds):
        for hit in titles.find(text):
            yield hit.start, "title", hit
    if cell:
        for start, end in _bare_lines(text, labels):
            yield start, "bare", (start, end)


def _enter(state: _State, label: Label) -> _State:
    """Return the state after a framework's name: what was said of areas belongs to the one before."""
    same = state.label is not None and state.label.kind == label.kind and not label.heading
    return replace(state, label=label) if same else _State(label=label, found=state.found)


def _same_line(text: str, label: Label, at: int) -> bool:
    """Return whether no line ends between a label and a place."""
    return "\n" not in text[label.end : at]


def _same_sentence(text: str, one: int, other: int) -> bool:
    """Return whether no sentence or line ends between two places."""
    return not _SENTENCE_END.search(text, min(one, other), max(one, other))


def _ruling(text: str, start: int, end: int, labels: list[Label], state: _State, *, strong: bool) -> Label | None:
    """Return the label that a goal from `start` to `end` belongs to: the one right after it, else the last before it."""
    for label in labels:
        if end <= label.start <= end + _ADJACENT and _INTO.fullmatch(text[end : label.start]) and not label.heading:
            return label
    for label in labels:
        if label.end <= start and start - label.end <= _TOUCHING and not text[label.end : start].strip(" -:,"):
            return label
    last = state.label
    if last is None or (last.heading and (last.kind == "rus" or not strong or _same_line(text, last, start))):
        return last
    far = strong and last.kind != "rus" and start - last.end > _ADJACENT
    return last if _same_sentence(text, last.end, start) and not far else None


def _numbered(
    text: str, match: re.Match[str], known: Frameworks, labels: list[Label], state: _State, *, cell: bool
) -> tuple[int, int]:
    """Add the goals of "delmål 14 Öka …" or "mål 7 & 8", and return the span they take up."""
    level = _level_of(match)
    strong = bool(_STRONG_RUS.match(match[0]))
    numbers = [(number.start() + match.start("numbers"), number[0]) for number in NUMBER.finditer(match["numbers"])]
    numbers = _spread(match["numbers"], numbers)
    wording_span = _wording(text, match.end(), prose=not cell) if len(numbers) == 1 else None
    label = _ruling(text, match.start(), match.end(), labels, state, strong=strong)
    if label is None and wording_span:
        label = _ruling(text, match.start(), wording_span[1], labels, state, strong=strong)
    kind = (
        label.kind
        if label
        else (
            "eruf"
            if level == "objective"
            else "rus"
            if strong or cell or _rus_before(state, text, match.start())
            else None
        )
    )
    stop = wording_span[1] if wording_span else match.end()
    if kind is None or kind == "other":
        return match.start(), match.end()
    if kind != "rus":
        level = {"area": "priority", "target": "objective"}.get(level, level) if kind != "agenda" else "target"  # type: ignore[assignment]
    elif level in {"objective", "priority"}:
        level = "target" if level == "objective" else "area"
    wording = text[slice(*wording_span)].strip(_TRIM) if wording_span else None
    for at, number in numbers:
        start, end = (
            (match.start(), stop)
            if len(numbers) == 1
            else (at if at > numbers[0][0] else match.start(), at + len(number))
        )
        state.found.append(
            _mention(text, start, end, known, label, kind, level, state, number=number, wording=wording, cell=cell)
        )
    return match.start(), stop


def _rus_before(state: _State, text: str, at: int) -> bool:
    """Return whether a goal of the RUS was found shortly before a place."""
    return any(
        goal.method != "area-title" and 0 <= at - goal.end < _SHORTLY and "\n\n" not in text[goal.end : at]
        for goal in state.found
    )


def _spread(written: str, numbers: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the numbers with those between the ends of "3–5" put in."""
    match = re.fullmatch(r"(\d{1,2})\s?(?:[-–]|till)\s?(\d{1,2})", written)
    if not match or not int(match[1]) < int(match[2]) <= int(match[1]) + 9:
        return numbers
    first, last = numbers[0][0], numbers[-1][0]
    between = [(last, str(number)) for number in range(int(match[1]) + 1, int(match[2]))]
    return [(first, match[1]), *between, (last, match[2])]


def _wording(text: str, end: int, *, prose: bool) -> tuple[int, int] | None:
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


def _objective(text: str, match: re.Match[str], known: Frameworks, state: _State) -> tuple[int, int]:
    """Add an objective that a list names by its number and title under a programme's name, and return its span."""
    label = state.label
    end = title_end(text, match.end(), prose=False)
    following = OBJECTIVE.search(text, match.end(), end)
    end = following.start() if following else end
    if label is None or label.kind not in {"eruf", "esf", "interreg", "fro"}:
        return match.start(), match.start()
    wording = text[match.end() : end].strip(_TRIM)
    state.found.append(
        _mention(
            text,
            match.start(),
            match.start() + len(text[match.start() : end].rstrip()),
            known,
            label,
            label.kind,
            "objective",
            state,
            number=match["number"],
            wording=wording,
            cell=True,
        )
    )
    return match.start(), end


def _title(
    text: str, hit: TitleHit, known: Frameworks, labels: list[Label], state: _State, *, cell: bool
) -> tuple[int, int]:
    """Add the goal whose title stands in the text, where the text speaks of goals, and return its span."""
    kind = known.kind_of(hit.goal)
    label = _ruling(text, hit.start, hit.end, labels, state, strong=False)
    if label is not None and label.kind == "other":
        return hit.start, hit.end
    ruled = label.kind if label else "rus"
    headed = label is not None and label.kind == kind
    sentence = text[_sentence_start(text, hit.start) : hit.end + 40]
    spoken = headed or cell or bool(_CUE.search(sentence))
    if kind != ruled and not (kind == "rus" and hit.goal.level == "area" and spoken and not (label and label.heading)):
        return hit.start, hit.start
    if not spoken or (hit.goal.level != "area" and not cell and not re.search(r"mål", sentence)):
        return hit.start, hit.start
    level: Level = (
        "area"
        if hit.goal.level == "area"
        else "target"
        if kind in {"rus", "agenda"}
        else "objective"
        if hit.goal.level == "objective"
        else "priority"
    )
    state.found.append(
        _mention(
            text,
            hit.start,
            hit.end,
            known,
            label if headed else None,
            kind,
            level,
            state,
            wording=text[hit.start : hit.end],
            goal=hit.goal.iri,
            cell=cell,
            sure=hit.whole,
        )
    )
    return hit.start, hit.end


def _strategy(label: Label) -> GoalMention:
    """Return a national strategy that is named as a goal as a whole."""
    return GoalMention(
        start=label.start, end=label.end, surface=label.surface, method="strategy", confidence=0.8, level="priority",
        framework=label.framework.iri if label.framework else None, written_framework=label.surface,
    )  # fmt: skip


def _sentence_start(text: str, at: int) -> int:
    """Return where the sentence that holds a place begins."""
    start = 0
    for match in _SENTENCE_END.finditer(text, 0, at):
        start = match.end()
    return start


def _named(
    text: str, match: re.Match[str], known: Frameworks, labels: list[Label], state: _State, *, cell: bool
) -> tuple[int, int]:
    """Add the goal of "område Attraktiva platser" or "Delmål: Fler i arbete", and return its span."""
    start = match.end()
    while start < len(text) and text[start] in "\"”“«»'’ ":
        start += 1
    quote = text[start - 1] in "\"”“«»'’"
    about = match["about"] is not None
    end = title_end(text, start, prose=about or (not cell and not quote))
    level: Level = "target" if about else _level_of(match)
    written = text[start:end].strip(_TRIM)
    label = _ruling(text, match.start(), end, labels, state, strong=bool(_STRONG_RUS.match(match[0])))
    kind = label.kind if label else "rus"
    sentence = text[_sentence_start(text, match.start()) : end + 60]
    spoken = (
        cell
        or (label is not None and label.kind == "rus")
        or bool(re.search(r"(?:del|effekt)mål\s?\d|målområde", sentence))
    )
    if (
        not (text[start : start + 1].isupper() or (about and label is not None and kind == "rus"))
        or not spoken
        or kind == "other"
        or len(written.split()) > _LONGEST_BARE
        or find_labels(written, ())
        or _NOT_TITLE.match(written)
    ):
        return match.start(), match.start()
    if kind != "rus":
        level = "objective" if level == "target" else "priority" if level == "area" else level
    elif level in {"objective", "priority"}:
        level = "target" if level == "objective" else "area"
    for at, part in _parts(text, start, end):
        goal = known.by_title(kind, part, text)
        begin = match.start() if at == start else at
        state.found.append(
            _mention(text, begin, at + len(part), known, label, kind, level, state, wording=part, goal=goal, cell=cell)
        )
    return match.start(), end


def _level_of(match: re.Match[str]) -> Level:
    """Return what level the word before a number or a title says."""
    return next(level for level in _LEVEL_NAMES if match[level])


def _parts(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return the titles that stand between two places, with where each begins."""
    parts, at = [], start
    for cut in [*_SPLIT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        part = text[at:stop].strip(_TRIM)
        if part:
            parts.append((text.index(part, at), part))
        at = cut.end() if cut else end
    return parts


def _bare_lines(text: str, labels: list[Label]) -> Iterator[tuple[int, int]]:
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


def _bare(text: str, start: int, end: int, known: Frameworks, state: _State) -> None:
    """Add what a part of a goals' cell names without a word for it: numbers alone, a title before a number, or titles.

    A title is an area, or a target where the text before it says mål.
    """
    label = state.label
    opens = max(text.rfind("\n", 0, start) + 1, label.end if label and label.end <= start else 0)
    if (label is not None and label.kind in {"other", "agenda", "national"}) or start >= end:
        return
    kind = label.kind if label else "rus"
    if (numbers := _NUMBERS_ALONE.match(text, start, end)) and (label or numbers.end() == end):
        _bare_numbers(text, numbers, known, kind, state)
        return
    named = [match.start() for pattern in (NUMBERED, NAMED) if (match := pattern.search(text, opens, end))]
    hits = [hit.start for titles in known.titles({kind}) for hit in titles.find(text[opens:end])]
    if hits or (named and min(named) <= start + 1):
        return
    if (
        label
        and state.found
        and re.fullmatch(r"\s(?:i|inom|enligt)\s(?:den\s)?", text[state.found[-1].end : label.start])
    ):
        state.found[-1] = replace(
            state.found[-1], wording=text[start : title_end(text, start, prose=False)].strip(_TRIM)
        )
        return
    before = text[max(0, (label.start if label else opens) - 30, opens - 60) : start]
    target = not named and bool(
        re.search(r"(?:^|[^\w])(?:del|effekt)?mål(?:en|et)?\b(?!område)", before, re.IGNORECASE)
    )
    level: Level = "priority" if kind != "rus" else "target" if target else "area"
    stop = min([title_end(text, start, prose=False), *named, end])
    if kind != "rus" and (not label or not label.heading):
        return
    for at, part in _parts(text, start, stop if named else _full_stop(text, start, end)):
        if (
            part[0].isupper()
            and len(part) > 1
            and len(part.split()) <= _LONGEST_BARE
            and not _NOT_TITLE.match(part)
            and not find_labels(part, ())
        ):
            state.found.append(
                _mention(
                    text, at, at + len(part), known, label, kind, level, state, wording=part, cell=True, sure=False
                )
            )


def _full_stop(text: str, start: int, end: int) -> int:
    """Return where the first sentence or bracket between two places begins to be something else."""
    match = re.search(r"\.(?=\s|$)|\s\(", text[start:end])
    return start + match.start() if match else end


def _bare_numbers(text: str, numbers: re.Match[str], known: Frameworks, kind: str, state: _State) -> None:
    """Add goals that are only numbered: "ERUF: 1.2 och 1.3", "RUS: 14", "3. Fler i arbete"."""
    found = list(NUMBER.finditer(text, numbers.start(), numbers.end()))
    span = _wording(text, numbers.end(), prose=False) if len(found) == 1 else None
    level: Level = "target" if kind == "rus" else "objective" if "." in found[0][0] else "priority"
    for number in found:
        stop = span[1] if span else number.end()
        wording = text[slice(*span)].strip(_TRIM) if span else None
        state.found.append(
            _mention(
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


def _mention(  # noqa: PLR0913, PLR0917 - the fields of a mention
    text: str, start: int, end: int, known: Frameworks, label: Label | None, kind: str, level: Level, state: _State, *,
    number: str | None = None, wording: str | None = None, goal: str | None = None, cell: bool, sure: bool = True,
) -> GoalMention:  # fmt: skip
    """Return a goal as written with what it is taken to mean, and keep areas and policy objectives for those that follow."""
    number = re.sub(r":", ".", number) if number else None
    method = "number" if number else "title"
    if kind == "eruf" and level == "objective" and number and "." not in number and state.policy:
        number, method = f"{state.policy}.{number}", "composed-number"
    record = known.framework(kind, label, number, wording)
    framework = record.iri if record else (f"{THINGS}framework/rus-{known.region}" if kind == "rus" else None)
    found = known.record(goal) if goal else known.goal(record, level, number, wording)
    if found and not number and level != "area":
        number = found.number
    goal = found.iri if found else known.provisional(record, kind, level, number, wording)
    if kind == "eruf" and level == "priority" and number:
        state.policy = number.removeprefix("PO").split(".")[0]
    prose_far = not cell and state.area_at >= 0 and not _follows(text, state.area_at, start)
    area, area_iri = (None, None) if prose_far else (state.area, state.area_iri)
    mention = GoalMention(
        start=start, end=end, surface=text[start:end], method=method,
        confidence=(0.95 if sure else 0.8) - (0.0 if cell or label else 0.2) - (0.0 if found or kind != "rus" or record is None else 0.2),
        framework=framework, written_framework=label.surface if label else "", level=level, number=number, wording=wording,
        written_area=area if level in {"target", "objective"} else None, area=area_iri if level in {"target", "objective"} else None, goal=goal,
    )  # fmt: skip
    if level == "area":
        _give_area(text, state.found, start, wording or text[start:end], goal)
    if level == "area" or (level == "priority" and kind != "rus"):
        state.area, state.area_iri, state.area_at = wording or text[start:end], goal, end
    return mention


def _give_area(text: str, found: list[GoalMention], start: int, written: str, area: str | None) -> None:
    """Put the targets right before "inom området X" under that area."""
    for n in range(len(found) - 1, -1, -1):
        goal = found[n]
        between = text[goal.end : start]
        if (
            goal.level != "target"
            or goal.written_area
            or not (
                re.search(r"(?:inom|under|i|tillhörande)\s(?:målområdet|området)?\s?$", text[:start])
                and _BACKWARDS.fullmatch(between)
            )
        ):
            return
        found[n] = replace(goal, written_area=written, area=area)
        start = goal.start
        while (
            n
            and found[n - 1].level == "target"
            and found[n - 1].written_area is None
            and found[n - 1].end <= start
            and start - found[n - 1].end <= _LISTED
        ):
            n -= 1  # noqa: PLW2901 - the loop ends here
            found[n], start = replace(found[n], written_area=written, area=area), found[n].start
        return


def _follows(text: str, area_end: int, start: int) -> bool:
    """Return whether a goal stands in the sentence of an area, or in a list that this sentence introduces."""
    between = text[area_end:start]
    return _same_sentence(text, area_end, start) or bool(re.match(r"[^.\n]{0,60}:\s*\n", between))


def _distinct(found: list[GoalMention]) -> tuple[GoalMention, ...]:
    """Return the mentions in the order of the text, each goal under each area once."""
    kept: dict[tuple[str | None, ...], GoalMention] = {}
    for goal in sorted(found, key=lambda goal: (goal.start, goal.end)):
        meant = goal.goal or goal.number or (goal.wording or "").lower()
        areas = {key[3] for key in kept if key[:3] == (goal.framework, goal.level, meant)}
        if areas and (goal.written_area is None or goal.area in areas):
            continue
        kept[goal.framework, goal.level, meant, goal.area] = goal
    return tuple(kept.values())
