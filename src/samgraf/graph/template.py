"""A profile's form as a template of the ontology: what each question asks for, as far as its words tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from samgraf.graph.namespaces import THINGS
from samgraf.turtle import Thing, document, local, text, thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.profile import Profile, Question

_COUNTS = {"en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10}
_MOST = re.compile(rf"(?:max(?:imalt)?|högst|upp till)\s+(?P<count>\d+|{'|'.join(_COUNTS)})\b", re.IGNORECASE)
_LONGEST = 90
_THEMES = (
    ("dimension:economic", re.compile(r"\bekonomisk", re.IGNORECASE)),
    ("dimension:environmental", re.compile(r"\bmiljömässig", re.IGNORECASE)),
    ("dimension:social", re.compile(r"\bsocial[at]?\b", re.IGNORECASE)),
    ("theme:obstacle", re.compile(r"\b(?:utmaning|hinder)", re.IGNORECASE)),
    ("theme:success-factor", re.compile(r"framgångsfaktor", re.IGNORECASE)),
    ("theme:territorial-perspective", re.compile(r"\bterritoriell", re.IGNORECASE)),
)
_ACTORS = (
    ("sg:Agency", re.compile(r"myndighet", re.IGNORECASE)),
    ("sg:CivilSociety", re.compile(r"civil\w*\s?samhäll|civilsamhäll", re.IGNORECASE)),
    ("sg:Company", re.compile(r"näringsliv|företag", re.IGNORECASE)),
    ("sg:CountyBoard", re.compile(r"länsstyrelse", re.IGNORECASE)),
    ("sg:Municipality", re.compile(r"\bkommun(?:er|erna)?\b", re.IGNORECASE)),
)
_COLLABORATION = re.compile(r"samverka|aktörer", re.IGNORECASE)


def to_turtle(profile: Profile, comments: tuple[str, ...]) -> str:
    """Return the template of a profile's form as a Turtle file for `ontology/templates/`."""
    spaces = {name: f"{THINGS}{name}/{profile.template}/" for name in ("question", "section")}
    spaces |= {name: f"{THINGS}{name}/" for name in ("dimension", "template", "theme")}
    return document(comments, spaces, _things(profile))


def template_quads(profile: Profile, graph: str) -> list[Quad]:
    """Return the template of a profile's form as statements in a graph: for a report whose template no file holds."""
    name = NamedNode(graph)
    return [
        Quad(quad.subject, quad.predicate, quad.object, name)
        for quad in parse(to_turtle(profile, ()), RdfFormat.TURTLE)
    ]


def _things(profile: Profile) -> Iterator[Thing]:
    """Yield the template, each section with its questions, then the questions outside the sections."""
    template = f"template:{local(profile.template)}"
    years = f"{min(profile.years)}" + (f"–{max(profile.years)}" if len(profile.years) > 1 else "")
    yield thing(
        template,
        a="sg:Template",
        skos_prefLabel=(text(f"{profile.title} {years}", "sv"), text(f"Form for the reports on {years}", "en")),
        sg_name=text(f"{profile.title} {years}"),
        sg_validFrom=str(min(profile.years)),
        sg_validTo=str(max(profile.years)),
    )
    for section in profile.sections:
        lead = profile.section_lead(section.number)
        yield thing(
            f"section:{local(section.number)}",
            a="sg:Section",
            skos_prefLabel=text(section.title, "sv"),
            sg_name=text(section.title),
            sg_number=text(section.number),
            sg_inTemplate=template,
            sg_requiresActorKind=_actors(lead),
            sg_asksForTheme=_found(_THEMES, lead),
        )
        for question in profile.questions:
            if question.section == section.number:
                yield from _asked(question, template, section.number)
    for question in profile.questions:
        if question.section not in {section.number for section in profile.sections}:
            yield thing(
                f"section:{local(question.number)}",
                a="sg:Section",
                skos_prefLabel=text(question.title or question.prompt, "sv"),
                sg_name=text(question.title or question.prompt),
                sg_inTemplate=template,
            )
            yield from _asked(question, template, question.number)


def _asked(question: Question, template: str, section: str) -> Iterator[Thing]:
    """Yield a question and its follow-ups."""
    free = not question.number[0].isdigit()
    table = question.kind == "table"
    most = _MOST.search(question.prompt) if table else None
    count = most["count"].lower() if most else ""
    name = question.title or _short(question.prompt)
    yield thing(
        f"question:{local(question.number)}",
        a="sg:Question",
        skos_prefLabel=text(name, "sv"),
        sg_name=text(name),
        sg_questionNumber=text(question.number),
        sg_inTemplate=template,
        sg_inSection=f"section:{local(section)}",
        sg_asksForTable="true" if table else None,
        sg_maxInsatser=str(_COUNTS.get(count, count)) if count else None,
        sg_asksForTheme=() if table else _found(_THEMES, f"{question.prompt} {question.lead}"),
        sg_requiresActorKind=_actors(question.prompt),
        sg_requirement=text("frivilligt" if free else "bör" if table else "ska"),
        sg_voluntary="true" if free else None,
    )
    for item in question.items:
        yield _follow_up(question, template, section, item.key, item.label, "yes")
    if question.if_no:
        yield _follow_up(question, template, section, "no", question.if_no, "no")


def _follow_up(question: Question, template: str, section: str, key: str, words: str, asked_if: str) -> Thing:
    """Return a line with boxes, or what is asked where the answer is no."""
    return thing(
        f"question:{local(f'{question.number}.{key}')}",
        a="sg:FollowUpQuestion",
        skos_prefLabel=text(_short(words), "sv"),
        sg_name=text(_short(words)),
        sg_questionNumber=text(f"{question.number}.{key}"),
        sg_inTemplate=template,
        sg_inSection=f"section:{local(section)}",
        sg_parentQuestion=f"question:{local(question.number)}",
        sg_askedIf=text(asked_if),
        sg_asksForBox="true" if asked_if == "yes" else None,
        sg_requirement=text("ska"),
    )


def _actors(words: str) -> tuple[str, ...]:
    """Return the kinds of actors that a text asks for, if it asks for collaboration at all."""
    return _found(_ACTORS, words) if _COLLABORATION.search(words) else ()


def _found(cues: tuple[tuple[str, re.Pattern[str]], ...], words: str) -> tuple[str, ...]:
    """Return the concepts whose cue stands in a text, sorted."""
    return tuple(sorted(name for name, cue in cues if cue.search(words)))


def _short(words: str) -> str:
    """Return the first words of a text, as a label."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rsplit(' ', 1)[0]} …"
