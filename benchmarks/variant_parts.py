"""The parts of a made-up report in order, and the cells of its tables: what all formats write down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from variant_words import AFTER, HEADS

from samgraf.reports.profile import load_profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.profile import Profile

COLUMNS = ("name", "outputs", "effects", "goals")


class Part(NamedTuple):
    """A part of a report: a heading of a section, a question of the form, a paragraph, or a table (its question's number)."""

    kind: str
    text: str


def form_of(made: Any) -> Profile:
    """Return the form that a report is filled in on."""
    return next(profile for profile in load_profiles() if profile.id == made.form)


def parts(made: Any) -> Iterator[Part]:
    """Yield the parts of a report in order."""
    profile = form_of(made)
    handed_in = f"{made.year + 1}-02-15"
    yield Part("title", f"Återrapportering av villkorsbeslut {made.year}")
    yield from (
        Part("text", x)
        for x in (made.county.region_name, f"Diarienummer: {made.gold['diarienummer']}", f"Datum: {handed_in}")
    )
    if made.style["contents"]:
        yield from _contents(made, profile)
    section = ""
    for question in profile.questions:
        numbered = question.number[0].isdigit()
        if question.section != section and numbered:
            section = question.section
            title = next(s.title for s in profile.sections if s.number == section)
            yield Part("section", f"{section} {title}" if profile.numbered else title)
            if lead := profile.section_lead(section):
                yield Part("text", lead)
        yield from (Part("question", x) for x in _prompt(made, question.number if numbered else "", question.prompt))
        if question.kind == "table":
            yield Part("table", question.number)
            if said := made.after.get(question.number) or (
                AFTER if made.style["after"] and made.rows[question.number] else ""
            ):
                yield Part("text", said)
        elif question.kind == "boxes":
            yield from (Part("text", line) for line in _boxes(made, question))
        yield from (Part("text", paragraph) for paragraph in made.answers.get(question.number, []))
    yield Part("text", f"{made.county.short} {handed_in}")


def _contents(made: Any, profile: Any) -> Iterator[Part]:
    """Yield a table of contents that repeats the sections and questions with page numbers."""
    yield Part("text", "Innehåll")
    for page, section in enumerate((s for s in profile.sections if s.number[0].isdigit()), start=3):
        yield Part("text", f"{section.number} {section.title} {'.' * 20} {page}")
        for question in profile.questions:
            if question.section == section.number and made.seed % 2:
                yield Part("text", f"{question.number} {question.prompt} {'.' * 8} {page}")


def _prompt(made: Any, number: str, prompt: str) -> list[str]:
    style = made.style["prompt"]
    if not number or style == "unnumbered":
        return [prompt]
    if style == "own-line":
        return [number, prompt]
    return [f"{number}. {prompt}" if style == "dotted" else f"{number} {prompt}"]


def _boxes(made: Any, question: Any) -> list[str]:
    lines: list[str] = []
    for item in question.items:
        yes = made.boxes[item.key]
        marks = ("☒", "☐") if yes else ("☐", "☒")
        lines.append(f"{item.label}?")
        style = made.style["box_style"]
        lines.append(
            {
                "after": f"Ja {marks[0]}   Nej {marks[1]}",
                "before": f"{marks[0]} Ja   {marks[1]} Nej",
                "x": f"Ja [{'x' if yes else ' '}]   Nej [{' ' if yes else 'x'}]",
            }[style]
        )
    lines.append(question.if_yes)
    for item in question.items:
        lines.append(f"{item.label}.")
        lines += made.answers[f"{question.number}.{item.key}"]
    lines.append(question.if_no)
    lines += made.answers[f"{question.number}.no"]
    return lines


def heads(made: Any) -> list[str]:
    """Return the heads of the four columns, as the form has them or in the report's own words."""
    own = made.style["layout"] in {"reworded", "two-tables"}
    return [HEADS[column.column] if own else column.head for column in form_of(made).columns]


def named(made: Any, row: dict[str, Any]) -> list[str]:
    """Return the paragraphs of a name cell in the report's habit of naming."""
    name, text = row["name"], row["text"]
    if made.style["name_style"] == "dash":
        return [f"{name} – {text[0][0].lower()}{text[0][1:]}", *text[1:]]
    if made.style["name_style"] == "dot":
        return [f"{name}. {' '.join(text)}"]
    return [name, *text]


def cells(made: Any, row: dict[str, Any]) -> list[list[str]]:
    """Return the paragraphs of a row's four cells."""
    mark = f"{made.style['bullet']} " if made.style["bullet"] else ""
    outputs = [mark + line for line in row["outputs"]]
    if made.style["nested"] and mark and len(outputs) > 1:
        outputs[1:] = [f"  – {line}" for line in row["outputs"][1:]]
    effects = [
        line if line.endswith(":") or line.startswith(("Resultatb", "(")) else mark + line for line in row["effects"]
    ]
    return [named(made, row), outputs, effects, row["goals"]]
