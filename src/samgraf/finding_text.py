"""Findings as people and programs read them: plain text in Swedish or English, JSON, and SHACL in Turtle.

The plain text fits 80 columns and needs neither colours nor knowledge of SHACL: first how much there is and
how complete the report is, then question by question what is the matter, where it stands, and what to do.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from samgraf.findings import SEVERITIES, Decision, Finding, SectionStatus, Severity, Words, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


SEVERITY_WORDS: dict[Severity, tuple[Words, Words]] = {
    "violation": (Words("brist", "gap"), Words("brister", "gaps")),
    "warning": (Words("varning", "warning"), Words("varningar", "warnings")),
    "info": (Words("upplysning", "note"), Words("upplysningar", "notes")),
}
"""What a severity is called, one and several."""

_MEANING: dict[Severity, Words] = {
    "violation": Words("mallen säger att det ska finnas", "the template says it must be there"),
    "warning": Words("mallen ber om det, eller det bör ses över", "the template asks for it, or it needs a look"),
    "info": Words("bra att känna till", "good to know"),
}
_STATES = {
    "open": Words("", ""),
    "accepted": Words(" (godtagen)", " (accepted)"),
    "corrected": Words(" (åtgärdad)", " (corrected)"),
}
_INDENT = 4
_LONGEST_QUOTE = 160
_NARROWEST = 40


def render_text(
    findings: Iterable[Finding],
    lang: str = "sv",
    width: int = 80,
    sections: Sequence[SectionStatus] = (),
    *,
    title: str | None = None,
) -> str:
    """Return findings as plain text in "sv" or "en", lines of at most `width` characters where words allow it."""
    told = in_order(findings)
    width = max(width, _NARROWEST)
    lines = list(_summary(told, sections, lang, width, title))
    for _key, asked in groupby(told, key=lambda found: heading_number(found.question)):
        lines.extend(_question(list(asked), lang, width))
    return "\n".join(lines) + "\n"


def _summary(
    findings: Sequence[Finding], sections: Sequence[SectionStatus], lang: str, width: int, title: str | None
) -> Iterator[str]:
    """Yield how many findings there are of each severity and how complete each section is."""
    if title:
        yield from wrap(title, width)
        yield ""
    opened = [found for found in findings if found.status == "open"]
    if not findings:
        yield Words("Inget att anmärka på.", "Nothing to remark on.").in_(lang)
    for severity in SEVERITIES:
        number = sum(found.severity == severity for found in opened)
        if number:
            one, several = SEVERITY_WORDS[severity]
            counted = f"{number:4} {(one if number == 1 else several).in_(lang)} – {_MEANING[severity].in_(lang)}"
            yield from wrap(counted, width, subsequent_indent="     ")
    if len(opened) < len(findings):
        number = len(findings) - len(opened)
        which = "godtagen eller åtgärdad" if number == 1 else "godtagna eller åtgärdade"
        settled = Words(f"{which} sedan tidigare", "accepted or corrected before")
        yield f"{number:4} {settled.in_(lang)}"
    if sections:
        yield ""
        answered = Words(
            "Besvarade frågor per avsnitt (utan följdfrågor och frivilliga frågor)",
            "Questions answered by section (without follow-ups and voluntary questions)",
        )
        yield from wrap(answered.in_(lang), width)
        for section in sections:
            yield _section(section, lang, width)


def _section(section: SectionStatus, lang: str, width: int) -> str:
    """Return one line on how complete a section is."""
    count = f"{section.answered} {Words('av', 'of').in_(lang)} {section.asked}"
    if section.unanswered:
        count += f", {Words('saknas', 'missing').in_(lang)}: {', '.join(section.unanswered)}"
    if section.referring:
        count += f", {Words('hänvisar bara', 'only refers').in_(lang)}: {', '.join(section.referring)}"
    name = f"{section.number:>4}  {section.title.in_(lang)}"
    room = width - len(count) - 2
    name = name if len(name) <= room else name[: room - 1].rstrip() + "…"
    return f"{name} {'.' * (room - len(name))} {count}"


def heading_number(question: str | None) -> str | None:
    """Return the number that a question's findings stand under: follow-ups stand under their question."""
    return None if question is None else ".".join(question.split(".")[:2])


def _question(findings: Sequence[Finding], lang: str, width: int) -> Iterator[str]:
    """Yield the findings of one question: its number and title, then rule by rule."""
    heading = heading_of(findings, lang)
    yield ""
    yield "─" * width
    yield from wrap(heading, width, subsequent_indent="  ", max_lines=2, placeholder=" …")
    for _key, same in groupby(findings, key=lambda found: (found.rule, found.title, found.message, found.status)):
        yield ""
        yield from _together(list(same), lang, width)


def heading_of(findings: Sequence[Finding], lang: str) -> str:
    """Return what the findings of one question stand under: its number and title, the section, or the report."""
    number = heading_number(findings[0].question)
    titles = [found.question_title for found in findings if found.question == number and found.question_title]
    title = titles[0].in_(lang) if titles else None
    if number is None:
        heading = Words("Rapporten som helhet", "The report as a whole").in_(lang)
    elif "." in number or not number.isdigit():
        heading = Words(f"Fråga {number}", f"Question {number}").in_(lang) if number[0].isdigit() else title or number
    else:
        heading = Words(f"Avsnitt {number}", f"Section {number}").in_(lang)
    return f"{heading}  {title}" if title and title != heading else heading


def _together(findings: Sequence[Finding], lang: str, width: int) -> Iterator[str]:
    """Yield findings that say the same: what is the matter and what to do once, then each place."""
    first = findings[0]
    word = SEVERITY_WORDS[first.severity][0].in_(lang).capitalize()
    yield from _wrapped(f"{word}  {first.rule}  {first.title.in_(lang)}{_STATES[first.status].in_(lang)}", width, 2)
    yield from _wrapped(first.message.in_(lang), width, _INDENT)
    if first.advice.in_(lang):
        yield from _wrapped(f"→ {first.advice.in_(lang)}", width, _INDENT, hang=2)
    for found in findings:
        yield from _wrapped(f"• {place(found, lang)} [{found.short}]".replace("  ", " "), width, _INDENT, hang=2)
        if found.decision:
            yield from _wrapped(decided(found.decision, lang), width, _INDENT + 2)


def _wrapped(text: str, width: int, indent: int, hang: int = 0) -> list[str]:
    """Return a text as lines with an indent, those after the first hanging further in."""
    return wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )


def place(found: Finding, lang: str) -> str:
    """Return where a finding stands: the insats or follow-up, page and lines, and the words there."""
    follow_up = found.question if found.question and found.question != heading_number(found.question) else None
    name = found.insats or follow_up
    if follow_up and found.question_title and not found.insats:
        name = found.question_title.in_(lang)
    parts = [part for part in (name, where(found, lang)) if part]
    text = ", ".join(parts)
    if found.quote and found.quote != name:
        quote = shorten(found.quote, _LONGEST_QUOTE, placeholder=" …")
        text = f"{text}: {Words(f'”{quote}”', f'“{quote}”').in_(lang)}" if text else quote
    return text


def decided(decision: Decision, lang: str = "sv") -> str:
    """Return who accepted a finding, when and why, and whether that still holds."""
    who = Words(f" av {decision.who}", f" by {decision.who}") if decision.who else Words("", "")
    day = decision.when[:10]
    if decision.holds:
        said = Words(f"Godtagen {day}{who.sv}", f"Accepted {day}{who.en}").in_(lang)
        return f"{said}: {decision.reason}"
    return Words(
        f"Öppen igen: godtogs {day}{who.sv} ({decision.reason}), men det som den vilar på har ändrats.",
        f"Open again: was accepted {day}{who.en} ({decision.reason}), but what it rests on has changed.",
    ).in_(lang)


def where(found: Finding, lang: str = "sv") -> str:
    """Return page and lines as people write them: "s. 12, rad 340–342", or "p. 12, lines 340–342"."""
    parts = []
    if found.page is not None:
        parts.append(Words(f"s. {found.page}", f"p. {found.page}").in_(lang))
    if found.first_line is not None:
        several = found.last_line not in (None, found.first_line)
        span = f"{found.first_line}–{found.last_line}" if several else str(found.first_line)
        parts.append(Words(f"rad {span}", f"line{'s' if several else ''} {span}").in_(lang))
    return ", ".join(parts)


def render_json(findings: Iterable[Finding], sections: Sequence[SectionStatus] = ()) -> str:
    """Return findings as JSON: counts of open ones by severity, sections, and the findings in order with both languages."""
    told = in_order(findings)
    opened = [found for found in told if found.status == "open"]
    whole = {
        "counts": {severity: sum(found.severity == severity for found in opened) for severity in SEVERITIES},
        "accepted": sum(found.status == "accepted" for found in told),
        "sections": [
            {
                "section": section.number,
                "title": _both(section.title),
                "asked": section.asked,
                "answered": section.answered,
                "unanswered": list(section.unanswered),
                "referring": list(section.referring),
            }
            for section in sections
        ],
        "findings": [record(found) for found in told],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def record(found: Finding) -> dict[str, object]:
    """Return one finding as JSON has it."""
    return {
        "id": found.id,
        "shortId": found.short,
        "report": found.report,
        "rule": found.rule,
        "severity": found.severity,
        "status": found.status,
        "question": found.question,
        "insats": found.insats,
        "focus": found.focus,
        "title": _both(found.title),
        "message": _both(found.message),
        "advice": _both(found.advice),
        "restsOn": _both(found.rests_on),
        "page": found.page,
        "lines": found.lines,
        "quote": found.quote,
        "evidence": found.evidence,
        "decision": asdict(found.decision) if found.decision else None,
    }


def _both(words: Words) -> dict[str, str]:
    """Return a text as JSON has it, by language."""
    return {"sv": words.sv, "en": words.en}
