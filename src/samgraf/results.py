"""SHACL results become findings: where each belongs, what it cites, and which results are one finding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from samgraf.facts import ID, SG, TYPE, Facts
from samgraf.filling import fill
from samgraf.findings import Finding, SectionStatus, Words, in_order, question_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.shapes import Rule

_QUOTED = re.compile("”([^”]{3,})”")
_BELONGS_TO = (SG + "inEntry", SG + "ofEntry", SG + "inAnswer")


@dataclass(frozen=True, slots=True)
class Result:
    """One SHACL result: the shape, the node it looked at, the value it found there, and the constraint's kind.

    `values` are what the query found for the places `{?name}` of the message.
    """

    shape: str
    focus: str
    value: str | None
    component: str
    values: tuple[tuple[str, str], ...] = ()


def in_result_order(results: Iterable[Result]) -> list[Result]:
    """Return results each once, by shape, place and value."""
    return sorted(set(results), key=lambda one: (one.shape, one.focus, one.value or "", one.component, one.values))


def to_findings(
    results: Sequence[Result], facts: Facts, reference: Facts, rules: Mapping[str, Rule], report: str
) -> list[Finding]:
    """Return results as findings in order, with those that belong together made one."""
    groups: dict[tuple[str, ...], list[Result]] = {}
    for result in results:
        rule = rules[result.shape]
        place = (rule.rule, result.focus) if rule.together else (result.shape, result.focus, result.value or "")
        groups.setdefault(place, []).append(result)
    return in_order(_finding(group, facts, reference, rules, report) for group in groups.values())


def _finding(
    group: Sequence[Result], facts: Facts, reference: Facts, rules: Mapping[str, Rule], report: str
) -> Finding:
    """Return one finding from the results that make it."""
    rule, focus = rules[group[0].shape], group[0].focus
    entry, answer = _belongs(facts, focus)
    question = facts.one(entry or answer, SG + "questionNumber") or _section_number(reference, focus)
    names = [rules[result.shape].name or _called(facts, reference, result.value) for result in group]
    missing = [name for name in names if name]
    filled = group[0].values
    message = Words(fill(rule.message.sv, filled), fill(rule.message.en, filled))
    if rule.lead and missing:
        message = Words(
            f"{rule.lead.sv}: {_listed([_short(name.sv) for name in missing])}. {message.sv}",
            f"{rule.lead.en}: {_listed([_short(name.en) for name in missing])}. {message.en}",
        )
    key = (report, rule.rule, focus) if rule.together else (report, rule.shape, focus, group[0].value or "")
    asked = reference.label(facts.one(answer, SG + "answersQuestion") or focus)
    rows = _first_row(facts, focus) if rule.cites_rows else None
    cited = _evidence(facts, [rows, focus, entry, *(result.value for result in group), answer], question, message.sv)
    found = Finding(
        id=f"{ID}finding/{digest(*key)}",
        report=report,
        rule=rule.rule,
        severity=rule.severity,
        focus=focus,
        title=rule.title,
        message=message,
        advice=Words(fill(rule.advice.sv, filled), fill(rule.advice.en, filled)),
        rests_on=rule.rests_on,
        question=question,
        question_title=asked if question else None,
        insats=facts.one(entry, SG + "name"),
        entry=entry,
    )
    return _placed(found, facts, cited) if cited else found


def _first_row(facts: Facts, answer: str) -> str | None:
    """Return the topmost insats of an answer's table: what is said of the table stands there, not in the text after it."""
    inside = facts.subjects_by(SG + "inAnswer").get(answer, [])
    found = [
        (_top(facts, evidence), one)
        for one in inside
        if SG + "InsatsEntry" in facts.all(one, TYPE)
        for evidence in facts.all(one, SG + "hasEvidence")
    ]
    return min(found)[1] if found else None


def _short(name: str) -> str:
    """Return what a thing in a list is called: of a question's title only what stands before its colon."""
    return name.split(": ", maxsplit=1)[0]


def _placed(found: Finding, facts: Facts, evidence: str) -> Finding:
    """Return a finding with page, lines and quote of its evidence."""
    page, first, last = (facts.one(evidence, SG + name) for name in ("page", "firstLine", "lastLine"))
    return replace(
        found,
        evidence=evidence,
        page=int(page) if page else None,
        first_line=int(first) if first else None,
        last_line=int(last) if last else None,
        quote=facts.one(evidence, SG + "quote"),
    )


def _belongs(facts: Facts, subject: str) -> tuple[str | None, str | None]:
    """Return the entry and the answer that a thing belongs to, or is."""
    entry = answer = None
    at: str | None = subject
    for _step in range(4):
        kinds = facts.all(at, TYPE) if at else []
        entry = entry or (at if SG + "InsatsEntry" in kinds else None)
        answer = answer or (at if SG + "Answer" in kinds else None)
        at = next((found for name in _BELONGS_TO if (found := facts.one(at, name))), None)
    return entry, answer


def _section_number(reference: Facts, subject: str) -> str | None:
    """Return the number of a section or question of the template, None for anything else."""
    if not subject.startswith((f"{ID}section/", f"{ID}question/")):
        return None
    stated = reference.one(subject, SG + "number") or reference.one(subject, SG + "questionNumber")
    return stated or subject.rsplit("/", 1)[-1]


def _called(facts: Facts, reference: Facts, subject: str | None) -> Words | None:
    """Return what a value is called; an answer is called as its question."""
    if subject is None:
        return None
    return facts.label(subject) or reference.label(facts.one(subject, SG + "answersQuestion") or subject)


def _listed(names: Iterable[str]) -> str:
    """Return names once each, in alphabetic order, with commas."""
    return ", ".join(sorted(set(names)))


def _evidence(facts: Facts, subjects: Iterable[str | None], question: str | None, said: str) -> str | None:
    """Return evidence of the first of the subjects that has any, else of the section's answers.

    It is the topmost of those that hold a text which the message quotes, else of those that hold the subject's name (the outputs of an
    insats may stand before it), else of all. What is said of the whole report stands where the first text that it quotes does.
    """
    quoted = _QUOTED.findall(said)
    if question is None and quoted:
        begins = quoted[0].removesuffix(" …")
        anywhere = [one for one in facts.evidence if (facts.one(one, SG + "quote") or "").startswith(begins)]
        if anywhere:
            return min(anywhere, key=lambda evidence: _top(facts, evidence))
    for subject in subjects:
        found = facts.all(subject, SG + "hasEvidence") if subject else []
        name = facts.one(subject, SG + "name") if subject else None
        for texts in (quoted, [name] if name else []):
            telling = [one for one in found if any(text in (facts.one(one, SG + "quote") or "") for text in texts)]
            if telling:
                return min(telling, key=lambda evidence: _top(facts, evidence))
        if found:
            return min(found, key=lambda evidence: _top(facts, evidence))
    if question and "." not in question:
        answers = {facts.one(answer, SG + "questionNumber") or "": answer for answer in facts.of_type(SG + "Answer")}
        inside = sorted((key for key in answers if key.startswith(f"{question}.")), key=question_order)
        cited = [found for key in inside for found in facts.all(answers[key], SG + "hasEvidence")]
        return min(cited, key=lambda evidence: _top(facts, evidence), default=None)
    return None


def _top(facts: Facts, evidence: str) -> tuple[int, int, str]:
    """Return a sort key for evidence: by page, line and IRI."""
    page, line = (int(facts.one(evidence, SG + name) or 0) for name in ("page", "firstLine"))
    return page, line, evidence


def sections(facts: Facts, reference: Facts) -> tuple[SectionStatus, ...]:
    """Return for each section how many questions it asks and which of them have no answer at all.

    A question counts as answered where it has a text, a row in its table, a ticked box or text in a follow-up.
    One whose text only says where else to look is told apart. Follow-ups are not counted by themselves, nor what may be left out.
    """
    answers = {facts.one(answer, SG + "answersQuestion") or answer: answer for answer in facts.of_type(SG + "Answer")}
    tables = {found for entry in facts.of_type(SG + "InsatsEntry") for found in facts.all(entry, SG + "inAnswer")}
    asked: dict[str, list[str]] = {}
    done: set[str] = set()
    referring: set[str] = set()
    for question, answer in answers.items():
        number = facts.one(answer, SG + "questionNumber") or question.rsplit("/", 1)[-1]
        parent = reference.one(question, SG + "parentQuestion")
        status = facts.one(answer, SG + "answerStatus")
        told = status != f"{ID}status/empty" or answer in tables
        ticked = "true" in (facts.one(answer, SG + "tickedYes"), facts.one(answer, SG + "tickedNo"))
        whole = number if parent is None else ".".join(number.split(".")[:2])
        if told or ticked:
            done.add(whole)
        if status == f"{ID}status/reference-only" and answer not in tables and parent is None:
            referring.add(whole)
        if parent is None and "." in number and reference.one(question, SG + "voluntary") != "true":
            asked.setdefault(number.split(".")[0], []).append(number)
    template = {form for report in facts.of_type(SG + "Report") for form in facts.all(report, SG + "usesTemplate")}
    titles = {
        _section_number(reference, iri): reference.label(iri)
        for iri in reference.of_type(SG + "Section")
        if template.issuperset(reference.all(iri, SG + "inTemplate"))
    }
    return tuple(
        SectionStatus(
            section,
            titles.get(section) or Words(f"Avsnitt {section}", f"Section {section}"),
            len(numbers),
            tuple(sorted(set(numbers) - done, key=question_order)),
            tuple(sorted(set(numbers) & referring, key=question_order)),
        )
        for section, numbers in sorted(asked.items(), key=lambda item: question_order(item[0]))
    )


def digest(*parts: str) -> str:
    """Return sixteen hexadecimal digits that identify a thing by what it says."""
    return sha256("\u001f".join(parts).encode()).hexdigest()[:16]
