"""The workspace's own register of actors: names that somebody has confirmed, which the next reading knows.

One Turtle file a county, `reference/local-<county code>.ttl`, in the form of the ontology's own. Names are only ever
added: what a person writes or changes in the file stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from samgraf import files
from samgraf.graph.namespaces import THINGS
from samgraf.ontology import read_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEAD = """\
# The workspace's own register of actors: names that a review has confirmed. Names are added, never changed, by the program.
# Source: the workspace's corrections

@prefix county: <https://w3id.org/samgraf/id/county/> .
@prefix sg:     <https://w3id.org/samgraf/def/> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .
"""
_NAME = "https://w3id.org/samgraf/def/name"
_ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmed actor: its address, name and kind, and as what it was written."""

    iri: str
    name: str
    kind: str
    written: str


def register_path(workspace: Path, region: str) -> Path:
    """Return where the register of a county is kept."""
    return workspace / "reference" / f"local-{region}.ttl"


def enter(path: Path, region: str, confirmed: Iterable[Confirmed]) -> int:
    """Return how many names were entered: an actor that is new, or another name of one that some register has.

    Raises:
        ReadError: the file is there and is not Turtle.
    """
    held: dict[str, set[str]] = {}
    for quad in read_turtle(path) if path.is_file() else ():
        if (
            quad.predicate.value in {_NAME, _ALIAS}
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, Literal)
        ):
            held.setdefault(quad.subject.value, set()).add(quad.object.value)
    blocks = []
    for actor in sorted(set(confirmed), key=lambda one: (one.iri, one.written)):
        local = actor.iri.startswith(f"{THINGS}actor/local/")
        names = held.setdefault(actor.iri, set())
        if local and not names:
            blocks.append(_block(actor, region))
            names.add(actor.name)
        if actor.written not in {actor.name, *names}:
            blocks.append(f"<{actor.iri}>\n    skos:altLabel {_quoted(actor.written)} .\n")
            names.add(actor.written)
    if blocks:
        before = path.read_text("utf-8") if path.is_file() else _HEAD
        files.write_whole(path, "\n".join([before.rstrip("\n") + "\n", *blocks]).encode())
    return len(blocks)


def _block(actor: Confirmed, region: str) -> str:
    """Return the statements about a new actor."""
    name = _quoted(actor.name)
    kind = actor.kind if actor.kind.isidentifier() and actor.kind.isascii() else "Actor"
    return f"<{actor.iri}>\n    a sg:{kind} ;\n    skos:prefLabel {name}@sv ;\n    sg:name {name} ;\n    sg:county county:{region} .\n"


def _quoted(value: str) -> str:
    """Return a text as Turtle writes it."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{plain}"'
