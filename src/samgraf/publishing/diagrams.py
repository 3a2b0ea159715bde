"""Diagrams of the ontology as SVG: the classes as a tree, and a class with what leads to it and from it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from samgraf.facts import SG, TYPE, Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_LINE = 26
_STEP = 28
_BOX = 30
_WIDE = 7.6
"""Pixels that a letter takes at the size that the diagrams are set in, rather too many than too few."""
_INK, _SOFT, _TINT, _LINK = "#1b1f23", "#4d555e", "#eef4f9", "#0a4a75"
_FONT = 'font-family="system-ui, Segoe UI, Helvetica Neue, Arial, DejaVu Sans, sans-serif" font-size="14"'


@dataclass(frozen=True)
class Classes:
    """The classes of the ontology: what is under what, and which properties lead from one to another."""

    tops: tuple[str, ...]
    under: Mapping[str, tuple[str, ...]]
    leading: Mapping[tuple[str, str], tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, facts: Facts) -> Classes:
        """Return the classes that statements declare."""
        classes = [iri for iri in facts.of_type(_OWL + "Class") if iri.startswith(SG)]
        under: dict[str, list[str]] = {}
        tops = []
        for iri in classes:
            above = [up for up in facts.all(iri, _RDFS + "subClassOf") if up.startswith(SG)]
            for up in above:
                under.setdefault(up, []).append(iri)
            if not above:
                tops.append(iri)
        leading: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for prop in facts.of_type(_OWL + "ObjectProperty"):
            if prop.startswith(SG):
                ends = {end: facts.all(prop, _RDFS + end) for end in ("domain", "range")}
                for end, other in (("domain", "range"), ("range", "domain")):
                    for iri in ends[end]:
                        leading.setdefault((iri, end), []).append((prop, next(iter(ends[other]), "")))
        return cls(
            tuple(tops),
            {iri: tuple(held) for iri, held in under.items()},
            {key: tuple(held) for key, held in leading.items()},
        )

    def properties(self, iri: str, end: str) -> tuple[tuple[str, str], ...]:
        """Return the properties that have a class as "domain" or "range", each with the class at the other end, "" if there is none."""
        return self.leading.get((iri, end), ())


def class_tree(classes: Classes, named: Callable[[str], str], linked: Callable[[str], str], title: str) -> str:
    """Return all classes as an indented tree; `named` says what a class is called, `linked` where its page is."""
    walked = [step for top in sorted(classes.tops, key=named) for step in _walk(classes, top, 0, named, ())]
    rows = list(_numbered(walked))
    height = len(rows) * _LINE + 8
    width = max((depth * _STEP + len(named(iri)) * _WIDE + 30 for iri, depth, _ in rows), default=100)
    parts = [
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" {_FONT}>'
    ]
    for place, (iri, depth, parent) in enumerate(rows):
        x, y = 4 + depth * _STEP, place * _LINE + 20
        if parent is not None:
            above = parent * _LINE + 26
            parts.append(f'<path d="M{x - _STEP + 6} {above}V{y - 5}H{x - 4}" fill="none" stroke="{_SOFT}"/>')
        parts.append(
            f'<a href="{escape(linked(iri))}"><text x="{x}" y="{y}" fill="{_LINK}">{escape(named(iri))}</text></a>'
        )
    return "".join([*parts, "</svg>"])


def _walk(
    classes: Classes, iri: str, depth: int, named: Callable[[str], str], seen: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    yield iri, depth
    for each in sorted(classes.under.get(iri, ()), key=named):
        if each not in seen:
            yield from _walk(classes, each, depth + 1, named, (*seen, iri))


def _numbered(rows: list[tuple[str, int]]) -> Iterator[tuple[str, int, int | None]]:
    """Yield rows, each with the row in which the class above it stands, None at the top."""
    last: dict[int, int] = {}
    for place, (iri, depth) in enumerate(rows):
        last[depth] = place
        yield iri, depth, last.get(depth - 1) if depth else None


def neighbourhood(
    classes: Classes, iri: str, named: Callable[[str], str], linked: Callable[[str], str], title: str
) -> str:
    """Return a class in the middle, the classes that lead to it on the left, those that it leads to on the right; "" if there are none."""
    before, after = classes.properties(iri, "range"), classes.properties(iri, "domain")
    if not before and not after:
        return ""
    rows = max(len(before), len(after), 1)
    height = rows * 46 + 16
    boxes = [_width(named(other)) if other else 10.0 for _, other in (*before, *after)] + [_width(named(iri))]
    texts = [len(named(prop)) * _WIDE for prop, _ in (*before, *after)]
    box, arrow = max(boxes), max(texts) + 36
    left, right = (box + arrow if before else 0.0), (box + arrow if after else 0.0)
    width = left + box + right + 16
    middle = height / 2
    centre = left + 8
    parts = [
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" {_FONT}>'
    ]
    for side, held in ((-1, before), (1, after)):
        for place, (prop, other) in enumerate(held):
            y = (place + 0.5) * (height - 16) / max(len(held), 1) + 8
            begin, end = (8 + box, centre) if side < 0 else (centre + box, centre + box + arrow)
            y1, y2 = (y, middle) if side < 0 else (middle, y)
            parts.append(
                f'<path d="M{begin:.1f} {y1:.1f}C{begin + 24:.1f} {y1:.1f} {end - 24:.1f} {y2:.1f} {end:.1f} {y2:.1f}" fill="none" stroke="{_SOFT}"/>'
            )
            x = begin + 18 if side < 0 else end - 18
            anchor = "start" if side < 0 else "end"
            parts.append(
                f'<a href="{escape(linked(prop))}"><text x="{x:.1f}" y="{y - 5:.1f}" text-anchor="{anchor}" fill="{_LINK}" stroke="#fff" stroke-width="4" paint-order="stroke">{escape(named(prop))}</text></a>'
            )
            if other:
                parts.append(_box(8 if side < 0 else centre + box + arrow, y, box, named(other), linked(other)))
    parts.append(_box(centre, middle, box, named(iri), None))
    return "".join([*parts, "</svg>"])


def _width(text: str) -> float:
    return len(text) * _WIDE + 24


def _box(x: float, y: float, width: float, text: str, href: str | None) -> str:
    """Return a box with a text in it, which leads somewhere or is where one is."""
    fill, colour = (_TINT, _LINK) if href else (_LINK, "#fff")
    inside = (
        f'<rect x="{x:.1f}" y="{y - _BOX / 2:.1f}" width="{width:.1f}" height="{_BOX}" rx="4" fill="{fill}" stroke="{_LINK}"/>'
        f'<text x="{x + width / 2:.1f}" y="{y + 5:.1f}" text-anchor="middle" fill="{colour}">{escape(text)}</text>'
    )
    return f'<a href="{escape(href)}">{inside}</a>' if href else inside


def kinds_of_term(facts: Facts, iri: str) -> str:
    """Return whether a term is a class, a property between things, a property with a value, or something else."""
    types = {kind.rpartition("#")[2] for kind in facts.all(iri, TYPE)}
    return next(
        (kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty") if kind in types),
        "Other",
    )
