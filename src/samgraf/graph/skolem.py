"""Blank nodes get names that are made of what is said of them, so that the same file always gives the same statements."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from samgraf.graph.iris import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROUNDS = 50
"""How far one looks around in a ring of blank nodes to tell them apart; chains and trees of any length are no rings."""


def skolemised(quads: Sequence[Quad]) -> list[Quad]:
    """Return statements with an IRI for each blank node, made of all that is said by it and of it.

    Blank nodes of which the same is said get the same name. Names do not depend on labels or on the order of the file.
    """
    blanks = {
        term for quad in quads for term in (quad.subject, quad.object, quad.graph_name) if isinstance(term, BlankNode)
    }
    if not blanks:
        return list(quads)
    names = _names(blanks, quads)
    iris = {blank: mint("blank", names[blank][:16]) for blank in blanks}
    return [_renamed(quad, iris) for quad in quads]


def _names(blanks: set[BlankNode], quads: Iterable[Quad]) -> dict[BlankNode, str]:
    """Return a name for each blank node: first of what it says, from the leaves up; then of what is said of it, downwards."""
    said: dict[BlankNode, list[Quad]] = defaultdict(list)
    told: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            said[quad.subject].append(quad)
        if isinstance(quad.object, BlankNode):
            told[quad.object].append(quad)
    content: dict[BlankNode, str] = {}
    for blank in _ordered(blanks, {b: {q.object for q in said[b] if q.object in blanks} for b in blanks}):
        content[blank] = _digest(_line(q.predicate, q.object, content) for q in said[blank])
    _refine(blanks - set(content), said, told, content)
    names: dict[BlankNode, str] = {}
    for blank in _ordered(blanks, {b: {q.subject for q in told[b] if q.subject in blanks} for b in blanks}):
        names[blank] = _digest([content[blank], *(_line(q.predicate, q.subject, names) for q in told[blank])])
    for blank in blanks - set(names):
        names[blank] = _digest([content[blank], *(_line(q.predicate, q.subject, content) for q in told[blank])])
    return names


def _ordered(blanks: Iterable[BlankNode], needs: Mapping[BlankNode, set[object]]) -> list[BlankNode]:
    """Return the blank nodes in an order in which each comes after those that it needs; rings, and what needs them, are left out."""
    waiting = {blank: len(needs[blank]) for blank in blanks}
    needed: dict[object, list[BlankNode]] = defaultdict(list)
    for blank in waiting:
        for other in needs[blank]:
            needed[other].append(blank)
    ready = [blank for blank, count in waiting.items() if count == 0]
    for blank in ready:  # grows while it is walked
        for other in needed[blank]:
            waiting[other] -= 1
            if waiting[other] == 0:
                ready.append(other)
    return ready


def _refine(
    ring: set[BlankNode],
    said: Mapping[BlankNode, Sequence[Quad]],
    told: Mapping[BlankNode, Sequence[Quad]],
    content: dict[BlankNode, str],
) -> None:
    """Name the nodes of rings: each round sees one step farther, until no more of them are told apart."""
    content.update(dict.fromkeys(ring, ""))
    kinds = 0
    for _ in range(ROUNDS):
        if len({content[blank] for blank in ring}) <= kinds:
            return
        kinds = len({content[blank] for blank in ring})
        content.update({
            blank: _digest([
                *("s" + _line(q.predicate, q.object, content) for q in said[blank]),
                *("o" + _line(q.predicate, q.subject, content) for q in told[blank] if q.subject in ring),
            ])
            for blank in ring
        })  # fmt: skip


def _line(predicate: NamedNode, other: object, names: Mapping[BlankNode, str]) -> str:
    """Return a statement as it is seen from one of its ends."""
    return f"{predicate.value}\u001f{names[other] if isinstance(other, BlankNode) else other}"


def _digest(lines: Iterable[str]) -> str:
    """Return a digest of lines in any order."""
    return sha256("\u001e".join(sorted(lines)).encode()).hexdigest()


def _renamed(quad: Quad, iris: Mapping[BlankNode, NamedNode]) -> Quad:
    """Return a statement with names for its blank nodes."""

    def named(term: object) -> NamedNode | Literal | DefaultGraph:
        return iris[term] if isinstance(term, BlankNode) else term  # type: ignore[return-value]

    return Quad(named(quad.subject), quad.predicate, named(quad.object), named(quad.graph_name))  # type: ignore[arg-type]
