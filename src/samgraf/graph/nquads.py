"""Statements as bytes, written the same way every time; apart from what makes them, which takes long to import."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


AT_ONCE = 50_000
"""So many statements are written as one text, before it is parted in lines; a register has a million and more."""


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Return statements as canonical N-Quads: each line once, sorted by its bytes, UTF-8."""
    lines: set[bytes] = set()
    rest = iter(quads)
    while some := list(islice(rest, AT_ONCE)):
        lines.update((serialize(some, format=RdfFormat.N_QUADS) or b"").split(b"\n"))
    lines.discard(b"")
    return b"\n".join([*sorted(lines), b""])
