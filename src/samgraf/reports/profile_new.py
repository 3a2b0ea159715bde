"""A profile made from an empty form: sections by their headings, questions by numbers or by how they begin.

Nothing is asked. What could be meant in two ways is decided, and said in `Made.unsure`, so that a person can look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from samgraf.errors import NotAReportError, UsageError
from samgraf.graph.iris import slug
from samgraf.reports.form_units import (
    ASKS,
    BOXES,
    IF_NO,
    IF_YES,
    LETTERED,
    NUMBERED,
    PLACEHOLDER,
    SECTION,
    Unit,
    column_of,
    units,
)
from samgraf.reports.metadata import find_year
from samgraf.reports.profile import fingerprint
from samgraf.reports.profile_columns import flat_heads, take_table
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document

_LAST = re.compile(r"(?:\d{1,2}[.)]?\s+)?(?P<title>Övrig[at]?\b[^\n.]{0,60})[.:]?$")
_YEAR = re.compile(r"\b20[1-4]\d\b")
_LONG_LABEL = 30
_TABLE = re.compile(r"\btabell", re.IGNORECASE)
_FEWEST = 2
_HEADING = 14
"""Words that a heading may have where nothing but its shortness tells it."""
_LINE = 140

Style = Literal["numbered", "lettered", "words"]


@dataclass
class Asked:
    """A question as it was found: its key, what is printed before it, its words, and what belongs to it."""

    key: str
    printed: str | None
    prompt: str
    items: list[tuple[str, str]] = field(default_factory=list)
    boxes: bool = False
    if_yes: str = ""
    if_no: str = ""
    lead: str = ""
    table: bool = False
    heads: list[str] = field(default_factory=list)
    unsure: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Made:
    """A form as it was understood; `unsure` are remarks in Swedish and English on the whole."""

    year: int
    title: str
    style: Style
    sections: list[tuple[str, str]] = field(default_factory=list)
    section_leads: dict[str, list[str]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    columns: list[tuple[str, str, str]] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)
    unsure: list[tuple[str, str]] = field(default_factory=list)

    def fingerprint(self) -> list[str]:
        """Return the hashes of the word sequences of the form's instructions."""
        leads = [lead for several in self.section_leads.values() for lead in several]
        return fingerprint([*self.instructions, *leads, *(asked.lead for asked in self.asked)])


def year_of(document: Document, year: int | None) -> int:
    """Return the year that a form is for: as said, else as the form says.

    Raises:
        UsageError: neither the form nor the user says it.
    """
    found = year or find_year(document) or _only_year(document.text)
    if found is None:
        raise UsageError(
            f"{document.name}: mallen säger inte vilket år den gäller. Ange det med --year.",
            f"{document.name}: the form does not say which year it is for. Name it with --year.",
        )
    return found


def understand(document: Document, year: int) -> Made:
    """Return what an empty form asks.

    Raises:
        NotAReportError: no questions are in it.
    """
    pieces = units(document)
    style = _style(pieces)
    made = Made(year, _title(pieces), style)
    _walk(made, pieces, None)
    if not made.asked and style != "numbered":
        made = Made(year, made.title, style, sections=[("1", made.title)])
        made.unsure.append(
            (
                "Mallen har inga rubriker: alla frågor ligger i ett avsnitt.",
                "The form has no headings: all questions are in one section.",
            )
        )
        _walk(made, pieces, "1")
    made.sections = [one for one in made.sections if any(_section_of(asked) == one[0] for asked in made.asked)]
    if len(made.asked) < _FEWEST:
        raise NotAReportError(
            f"{document.name}: filen är läst, men inga frågor hittades i den. En fråga har ett nummer (3.1) eller börjar som en "
            "uppmaning (Beskriv, Redogör, Ange …). Kontrollera att det är en tom mall.",
            f"{document.name}: the file was read, but no questions were found in it. A question has a number (3.1) or begins as an "
            "instruction does (Beskriv, Redogör, Ange …). Check that it is an empty form.",
        )
    _complete(made)
    return made


def _only_year(text: str) -> int | None:
    """Return the year that a text names, where it names one more often than others."""
    years = [int(match[0]) for match in _YEAR.finditer(text)]
    ranked = sorted({(years.count(year), year) for year in years}, reverse=True)
    return ranked[0][1] if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]) else None


def _title(pieces: Sequence[Unit]) -> str:
    """Return the form's title, without its year."""
    named = [
        piece.text
        for piece in pieces[:15]
        if re.search(r"återrapport|redovisning|rapport", piece.text, re.IGNORECASE) and len(piece.text) < 100  # noqa: PLR2004  (a title is a line)
    ]
    first = next(iter(named), pieces[0].text[:100] if pieces else "")
    return _YEAR.sub("", first).strip(" ,:–-") or first


def _style(pieces: Sequence[Unit]) -> Style:
    """Return how the form marks its questions: by numbers, by letters, or only by their words."""
    numbered = {match["number"] for piece in pieces if (match := NUMBERED.match(piece.text)) and match["rest"]}
    lettered = sum(bool(LETTERED.match(piece.text) and ASKS.search(piece.text[:40])) for piece in pieces)
    if len(numbered) > _FEWEST:
        return "numbered"
    return "lettered" if lettered > _FEWEST else "words"


def _walk(made: Made, pieces: Sequence[Unit], section: str | None) -> None:
    """Sort the pieces of a form into sections, questions, what belongs to a question, and instructions."""
    begin = _begin(made.style, pieces)
    made.instructions += [piece.text for piece in pieces[:begin]]
    for at, piece in enumerate(pieces[begin:], start=begin):
        current = (
            made.asked[-1] if made.asked and section is not None and _section_of(made.asked[-1]) == section else None
        )
        if piece.kind == "footnote":
            made.instructions.append(piece.text)
        elif piece.kind == "table":
            take_table(made, piece, current)
        elif current is not None and _is_head(made.style, piece, current):
            current.heads.append(piece.text)
        elif (asked := _question(made, piece, section)) is not None:
            section = _section_of(asked)
            if not any(number == section for number, _ in made.sections):
                made.sections.append((section, f"Avsnitt {section}"))
                made.unsure.append(
                    (
                        f"Avsnitt {section} har ingen rubrik som känns igen.",
                        f"Section {section} has no heading that is known.",
                    )
                )
            made.asked.append(asked)
        elif (last := _LAST.match(piece.text)) and not any(
            _is_question(made.style, later) for later in pieces[at + 1 :]
        ):
            made.asked.append(Asked("other", None, last["title"]))
            section = "other"
        elif (heading := _heading(made, piece, pieces[at + 1 :])) is not None:
            section = heading[0]
            made.sections = [*(one for one in made.sections if one[0] != section), heading]
        else:
            _belongs(made, piece, current, section)


def _is_head(style: Style, piece: Unit, current: Asked) -> bool:
    """Return whether a piece that begins as a question does is a column's head: "Vilka mål insatsen bidrar till"."""
    asks = (
        style == "words"
        and bool(_TABLE.search(current.prompt))
        and not current.table
        and not re.search(r"[.?!]$", piece.text)
    )
    return asks and column_of(piece.text) is not None and not _TABLE.search(piece.text)


def _begin(style: Style, pieces: Sequence[Unit]) -> int:
    """Return the place of the first section's heading: of the last heading before the first question that is answered.

    A list of contents names questions too, each once more later.
    """
    keys = [_key(style, piece) for piece in pieces]
    first = next((at for at, key in enumerate(keys) if key and key not in keys[at + 1 :]), 0)
    if style == "words":
        heads = [at for at, piece in enumerate(pieces) if piece.kind == "heading" or SECTION.match(piece.text)]
        after = [at for at in heads if any(_is_question(style, later) for later in pieces[at + 1 : at + 6])]
        return after[1] if len(after) > 1 and after[0] == 0 else next(iter(after), 0)
    at = first - 1
    while at > 0 and not (SECTION.match(pieces[at].text) or pieces[at].kind == "heading"):
        at -= 1
    return max(at, 0)


def _key(style: Style, piece: Unit) -> str | None:
    """Return by what a question would be known, None if a piece is no question."""
    if not _is_question(style, piece):
        return None
    match = NUMBERED.match(piece.text)
    return match["number"] if match and style == "numbered" else piece.text


def _is_question(style: Style, piece: Unit) -> bool:
    """Return whether a piece is a question by the form's own way of marking them."""
    if piece.kind in {"table", "footnote"}:
        return False
    if style == "numbered":
        match = NUMBERED.match(piece.text)
        return bool(match and match["rest"] and not re.search(r"(?:\.{3,}|\t|…)\s*\d+$", piece.text))
    if style == "lettered":
        return bool(LETTERED.match(piece.text))
    return bool(ASKS.match(piece.text)) and len(piece.text.split()) > 3 and not PLACEHOLDER.match(piece.text)  # noqa: PLR2004  ("Ange här" asks nothing)


def _question(made: Made, piece: Unit, section: str | None) -> Asked | None:
    """Return the question that a piece is, None if it is none."""
    if not _is_question(made.style, piece):
        return None
    if made.style == "numbered":
        match = NUMBERED.match(piece.text)
        if match is None or any(asked.key == match["number"] for asked in made.asked):
            return None
        return _with_boxes(Asked(match["number"], None, match["rest"].strip()))
    if section is None:
        return None
    count = 1 + sum(_section_of(asked) == section for asked in made.asked)
    if made.style == "lettered" and (match := LETTERED.match(piece.text)):
        printed = (match["number"] or match["joined"]).replace(" ", "")
        return _with_boxes(Asked(f"{section}.{count}", printed, (match["rest"] or match["more"]).strip()))
    return _with_boxes(Asked(f"{section}.{count}", None, piece.text))


def _with_boxes(asked: Asked) -> Asked:
    """Return a question, the boxes that stand on its own line taken off."""
    if (boxes := BOXES.search(asked.prompt)) is not None:
        asked.prompt, asked.boxes = asked.prompt[: boxes.start()].rstrip(), True
    return asked


def _heading(made: Made, piece: Unit, after: Sequence[Unit]) -> tuple[str, str] | None:
    """Return the number and title of the section that a piece begins, None if it is no heading of a section."""
    match = SECTION.match(piece.text)
    near = any(_is_question(made.style, later) for later in after[:6])
    if match and near and not piece.text.endswith((".", ":")) and not ASKS.match(match["title"]):
        return match["number"], match["title"].strip()
    if made.style == "numbered" or not near:
        return None
    short = len(piece.text.split()) <= _HEADING and piece.text[:1].isupper() and not re.search(r"[.:?!]$", piece.text)
    told = piece.kind == "heading" and len(piece.text) < _LINE
    bare = (
        short
        and bool(after)
        and _is_question(made.style, after[0])
        and not ASKS.match(piece.text)
        and not BOXES.search(piece.text)
    )
    if told or (bare and not IF_NO.match(piece.text) and not PLACEHOLDER.match(piece.text)):
        return str(len(made.sections) + 1), piece.text
    return None


def _belongs(made: Made, piece: Unit, current: Asked | None, section: str | None) -> None:  # noqa: C901, PLR0912  (one branch for each kind of thing)
    """Put a piece that is neither heading nor question where it belongs: boxes, follow-ups, leads, instructions."""
    if PLACEHOLDER.match(piece.text) and len(words(piece.text)) < 12:  # noqa: PLR2004  (a hint, not a sentence)
        if piece.text not in made.placeholders:
            made.placeholders.append(piece.text)
    elif current is None:
        if section is not None and made.asked and made.asked[-1].key == "other":
            made.asked[-1].lead = made.asked[-1].lead or piece.text
        elif section is not None:
            made.section_leads.setdefault(section, []).append(piece.text)
        else:
            made.instructions.append(piece.text)
    elif (boxes := BOXES.search(piece.text)) is not None:
        _item(current, piece.text[: boxes.start()].strip(" \t?:☐□"))
    elif IF_YES.match(piece.text):
        current.if_yes = piece.text
    elif IF_NO.match(piece.text):
        current.if_no = piece.text
    elif _TABLE.search(current.prompt) and not current.table:
        current.heads.append(piece.text)
    elif any(words(label) == words(piece.text) for _, label in current.items):
        return
    elif not current.lead and not current.if_yes:
        current.lead = piece.text
    else:
        made.instructions.append(piece.text)


def _item(asked: Asked, label: str) -> None:
    """Add a line with boxes to a question; without a label of its own it has the paragraph before, else the question."""
    asked.boxes = True
    label = label or asked.lead.strip(" ?:")
    if asked.lead.strip(" ?:") == label:
        asked.lead = ""
    if label:
        key = slug(label)[:_LONG_LABEL].rstrip("-")
        again = sum(known == key or known.startswith(f"{key}-") for known, _ in asked.items)
        asked.items.append((f"{key}-{again + 1}" if again else key, label))


def _complete(made: Made) -> None:
    """Say what must be looked at, and fill in what a profile needs."""
    flat_heads(made)
    for asked in made.asked:
        if not asked.table and _TABLE.search(asked.prompt):
            asked.table = True
            asked.unsure.append(
                (
                    "ingen tabell hittades under frågan, som talar om en",
                    "no table was found under the question, which speaks of one",
                )
            )
        if asked.boxes and not asked.items:
            asked.unsure.append(
                ("rutorna Ja och Nej står direkt vid frågan", "the boxes Ja and Nej stand right at the question")
            )
    if not made.columns and any(asked.table for asked in made.asked):
        made.unsure.append(
            (
                "Tabellens kolumnrubriker hittades inte; mallens från 2023 är ifyllda.",
                "The column heads were not found; those of 2023 are filled in.",
            )
        )


def _section_of(asked: Asked) -> str:
    """Return the number of a question's section, "other" for what stands last."""
    return asked.key.split(".", maxsplit=1)[0]


def as_profile(made: Made, base: dict[str, Any], template: str, identity: str) -> dict[str, Any]:
    """Return the profile of a form, as its YAML file has it; what a form does not tell is taken from another profile as written."""
    questions = []
    for asked in made.asked:
        kind = "table" if asked.table else "boxes" if asked.boxes else "text"
        question: dict[str, Any] = {"number": asked.key, "kind": kind, "prompt": asked.prompt}
        if asked.key == "other":
            question["title"] = asked.prompt
        if asked.printed:
            question["printed"] = asked.printed
        if asked.lead and kind != "table":
            question["lead"] = asked.lead
        if asked.items:
            question["items"] = [{"key": key, "label": label} for key, label in asked.items]
        question |= {key: value for key, value in (("if_yes", asked.if_yes), ("if_no", asked.if_no)) if value}
        questions.append(question)
    columns = [{"column": column, "cues": [cue], "head": head} for column, head, cue in made.columns] or base["columns"]
    return {
        "id": identity,
        "template": template,
        "years": [made.year],
        "title": made.title,
        "numbered": made.style == "numbered",
        "fingerprint": f"{identity.rsplit('/', 1)[-1]}.fingerprint",
        "form_lines": [re.escape(text) for text in made.placeholders],
        "sections": [{"number": number, "title": title} for number, title in made.sections],
        "questions": questions,
        "columns": columns,
        "signature": base["signature"],
        "metadata": base["metadata"],
    }
