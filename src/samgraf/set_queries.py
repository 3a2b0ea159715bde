"""What shapes find in the data of one report, each constraint asked once about all nodes (`samgraf.set_plan`)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from samgraf.results import Result, in_result_order
from samgraf.set_plan import plan
from samgraf.shapes import SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samgraf.set_plan import Check, Plan
    from samgraf.shapes import Shapes

_planned = lru_cache(maxsize=8)(plan)
_TRUE = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))


def run(data: ox.Store, shapes: Shapes) -> list[Result]:
    """Return what the shapes find in the triples of one report, sorted: the same as pySHACL finds.

    Raises:
        SamgrafError: the shapes themselves are wrong.
    """
    planned = _planned(shapes)
    asked: dict[str, frozenset[str]] = {}
    found = [result for check in planned.checks for result in _found(check, data, asked)]
    if planned.left_over:
        from samgraf import shacl_reference  # noqa: PLC0415  (half a second that our own shapes do not need)

        found += shacl_reference.run((quad.triple for quad in data), _only_left_over(shapes, planned))
    return in_result_order(found)


def _found(check: Check, data: ox.Store, asked: dict[str, frozenset[str]]) -> Iterator[Result]:
    """Yield what one check finds; `asked` remembers the nodes that queries found, since many checks ask the same."""
    nodes = frozenset().union(*(_nodes(target, data, asked) for target in check.targets))
    if not nodes:
        return
    if check.rows is not None:
        yield from _of_rows(check, data)
        return
    met: set[str] = set()
    for choice in check.choices:
        met |= nodes.intersection(*(_nodes(select, data, asked) for select in choice))
    for focus in nodes - met:
        yield Result(check.shape, focus, None, check.component)


def _of_rows(check: Check, data: ox.Store) -> Iterator[Result]:
    """Yield a result for each row that a check's query gives."""
    solutions = cast("ox.QuerySolutions", data.query(check.rows or ""))
    names = {variable.value for variable in solutions.variables}
    for row in solutions:
        focus, value = _told(row["this"]), row["value"] if "value" in names else None
        named = value.value if isinstance(value, ox.NamedNode) and value.value != focus else None
        values = tuple((name, _told(row[name])) for name in check.values if name in names and row[name] is not None)
        yield Result(check.shape, focus, named, check.component, values)


def _told(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    """Return a value as a message has it."""
    return str(getattr(term, "value", term))


def _nodes(select: str, data: ox.Store, asked: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the nodes that a query finds."""
    if select not in asked:
        rows = cast("ox.QuerySolutions", data.query(select))
        asked[select] = frozenset(_told(row["this"]) for row in rows)
    return asked[select]


def _only_left_over(shapes: Shapes, planned: Plan) -> Shapes:
    """Return the shapes with all that are planned for switched off."""
    off = {check.shape for check in planned.checks} - {*planned.left_over}
    more: Iterable[ox.Triple] = (
        ox.Triple(ox.NamedNode(shape), ox.NamedNode(SH + "deactivated"), _TRUE) for shape in sorted(off)
    )
    return replace(shapes, triples=(*shapes.triples, *more))
