"""The tag tree of a PDF: what each piece of text is, in reading order, across pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MAXIMUM_NODES = 500_000
_DEEPEST = 120


@dataclass
class Node:
    """An element of the tree: its standard type, its marked content as (page id, mark) and its elements, in order."""

    type: str
    children: list[Node | tuple[int, int]] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1


def read_tree(document: Any) -> Node | None:  # noqa: ANN401, C901 - one loop over five kinds of nodes; PDF objects have no types
    """Return the root of a PDF's tag tree, or None where there is none (or one that makes no sense)."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - loaded only when a PDF is read

    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict) or "K" not in root:
        return None
    roles = resolve1(root.get("RoleMap")) or {}
    seen: set[int] = set()
    top = Node("Root")
    # Depth first without recursion: each entry is (what, its parent, the page it inherits, its depth).
    stack: list[tuple[Any, Node, int | None, int]] = [(root["K"], top, None, 0)]
    while stack:
        what, parent, page, depth = stack.pop()
        objid = getattr(what, "objid", None)
        value = resolve1(what)
        if isinstance(value, list):
            stack.extend((item, parent, page, depth) for item in reversed(value))
        elif isinstance(value, int):
            if page is not None:
                parent.children.append((page, value))
        elif isinstance(value, dict):
            own = getattr(value.get("Pg"), "objid", None)
            if "MCID" in value and "S" not in value:
                marked, mark = own if own is not None else page, resolve1(value["MCID"])
                if marked is not None and isinstance(mark, int):
                    parent.children.append((marked, mark))
            elif "S" in value and (objid is None or objid not in seen) and depth < _DEEPEST:
                if objid is not None:
                    seen.add(objid)
                if len(seen) > MAXIMUM_NODES:
                    return None
                node = Node(_role(value["S"], roles), *_spans(value.get("A"), resolve1))
                parent.children.append(node)
                stack.append((value.get("K"), node, own if own is not None else page, depth + 1))
    return top


def _role(tag: Any, roles: dict[str, Any]) -> str:  # noqa: ANN401 - PDF objects have no types
    """Return the standard type of a tag, through the role map."""
    name = _text(tag)
    for _ in range(8):
        if name not in roles:
            break
        name = _text(roles[name])
    return name


def _spans(attributes: Any, resolve: Any) -> tuple[list[Node | tuple[int, int]], int, int]:  # noqa: ANN401 - PDF objects have no types
    """Return an empty list of children, the rows and the columns that a cell spans."""
    rows = columns = 1
    found = resolve(attributes)
    for item in found if isinstance(found, list) else [found]:
        value = resolve(item)
        if isinstance(value, dict):
            rows, columns = (
                size if isinstance(size := resolve(value.get(key)), int) and 0 < size < 1000 else old  # noqa: PLR2004
                for key, old in (("RowSpan", rows), ("ColSpan", columns))
            )
    return [], rows, columns


def _text(name: Any) -> str:  # noqa: ANN401 - PDF objects have no types
    """Return a PDF name as text."""
    value = getattr(name, "name", name)
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
