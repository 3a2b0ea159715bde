"""The Turtle files under `ontology/`: their statements, each file a named graph.

The graph of a file is `https://w3id.org/samgraf/graph/reference/<file stem>`, so no two files have the same stem. It
holds too what the file's first lines say of its source and date.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from samgraf.errors import ReadError
from samgraf.file_head import head_triples
from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

DEFINITIONS = "https://w3id.org/samgraf/def/"
THINGS = "https://w3id.org/samgraf/id/"
GRAPHS = "https://w3id.org/samgraf/graph/reference/"

_UNDER = "http://www.w3.org/2000/01/rdf-schema#subClassOf"

Stamps = tuple[tuple["Path", int, int], ...]
"""Files with their times and sizes."""

Properties = dict[str, list[str]]
"""One subject's values by predicate; those with a language also under predicate + "@" + language."""


def reference_quads(extra: Path | None = None) -> tuple[Quad, ...]:
    """Return the statements of all files of the ontology and of a folder besides, each in the named graph of its file.

    Blank nodes are numbered in the order of the file, so the same files give the same statements.
    """
    return _reference_quads(stamps(extra))


@lru_cache(maxsize=8)
def _reference_quads(extra: Stamps) -> tuple[Quad, ...]:
    """Return the statements of the ontology's files and of files besides."""
    besides = ((f"workspace-{path.stem}", path) for path, _, _ in extra)
    held = (*ontology_files(), *((stem, (*read_turtle(path), *_about(path, stem))) for stem, path in besides))
    return tuple(quad for stem, quads in held for quad in _in_graph(stem, quads))


def reference_statements(extra: Path | None = None) -> tuple[Quad, ...]:
    """Return the same statements without the names of their graphs, for those who ask in which file nothing stands."""
    return _reference_statements(stamps(extra))


@lru_cache(maxsize=8)
def _reference_statements(extra: Stamps) -> tuple[Quad, ...]:
    """Return the statements of the ontology's files and of files besides, as they are read."""
    held = (*(quads for _, quads in ontology_files()), *(read_turtle(path) for path, _, _ in extra))
    return tuple(quad for quads in held for quad in quads)


def stamps(extra: Path | None) -> Stamps:
    """Return the Turtle files of a folder, each with its time and size, by which a change is known."""
    found = sorted(extra.glob("[!.]*.ttl")) if extra and extra.is_dir() else []
    return tuple((path, about.st_mtime_ns, about.st_size) for path in found for about in [path.stat()])


def reference_graphs() -> tuple[str, ...]:
    """Return the names of the reference graphs, sorted."""
    return tuple(sorted({GRAPHS + stem for stem, _ in ontology_files()}))


@cache
def ontology_files() -> tuple[tuple[str, tuple[Quad, ...]], ...]:
    """Return the stem and the statements of each file of the ontology, sorted by path."""
    found = sorted(folder("ontology").rglob("*.ttl"))
    return tuple((path.stem, (*read_turtle(path), *_about(path, path.stem))) for path in found)


def _about(path: Path, stem: str) -> tuple[Quad, ...]:
    """Return what a file says of its own graph."""
    return tuple(Quad(*triple) for triple in head_triples(path, GRAPHS + stem))


def read_turtle(path: Path) -> tuple[Quad, ...]:
    """Return the statements of one Turtle file."""
    try:
        return tuple(parse(path.read_bytes(), RdfFormat.TURTLE))
    except (SyntaxError, ValueError, OSError) as error:
        sv = f"{path}: filen är inte giltig Turtle ({error}). Rätta raden, eller installera om samgraf."
        en = f"{path}: the file is not valid Turtle ({error}). Correct the line, or install samgraf again."
        raise ReadError(sv, en) from error


def _in_graph(stem: str, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the statements of a file in its named graph, with blank nodes that are the same every time."""
    graph = NamedNode(GRAPHS + stem)
    numbered: dict[str, BlankNode] = {}

    for quad in quads:
        subject, value = (_numbered(term, stem, numbered) for term in (quad.subject, quad.object))
        yield Quad(subject, quad.predicate, value, graph)


def _numbered(term: Any, stem: str, numbered: dict[str, BlankNode]) -> Any:  # noqa: ANN401  (any RDF term)
    """Return a term, blank nodes renamed after the file and their order in it."""
    if isinstance(term, BlankNode):
        return numbered.setdefault(term.value, BlankNode(f"{stem}-{len(numbered)}"))
    return term


def by_subject(quads: Iterable[Quad]) -> dict[str, Properties]:
    """Return the values of each named subject by predicate; with a language, under both "p" and "p@sv"."""
    subjects: dict[str, Properties] = {}
    for quad in quads:
        subject, term = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(term, (NamedNode, Literal)):
            continue
        about = subjects.setdefault(subject.value, {})
        predicate = quad.predicate.value
        value = term.value
        about.setdefault(predicate, []).append(value)
        if isinstance(term, Literal) and (language := term.language):
            about.setdefault(f"{predicate}@{language}", []).append(value)
    return subjects


def kinds_under(top: str, subjects: Mapping[str, Properties]) -> frozenset[str]:
    """Return the local names of a class of the ontology and of all classes under it."""
    below: dict[str, list[str]] = {}
    for iri, about in subjects.items():
        for above in about.get(_UNDER, ()):
            below.setdefault(above, []).append(iri)
    found: set[str] = set()
    waiting = [DEFINITIONS + top]
    while waiting:
        iri = waiting.pop()
        if iri not in found:
            found.add(iri)
            waiting += below.get(iri, ())
    return frozenset(iri.removeprefix(DEFINITIONS) for iri in found)
