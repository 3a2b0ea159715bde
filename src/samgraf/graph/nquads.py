"""Statements as bytes, written the same way every time; apart from what makes them, which takes long to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Return statements as canonical N-Quads: each line once, sorted by its bytes, UTF-8."""
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    lines = set(written.split(b"\n"))
    lines.discard(b"")
    return b"".join(line + b"\n" for line in sorted(lines))
