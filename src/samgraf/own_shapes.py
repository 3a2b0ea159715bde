"""A folder of a user's own shapes: read, looked through, and validated in a child process with a deadline.

What SHACL calls core and SHACL-SPARQL is run. What reaches the network or runs code is refused (SERVICE, LOAD, FROM,
owl:imports, JavaScript), and so is what would be passed over in silence (rules, SPARQL targets, misspelt terms):
a shape that nobody runs would be taken for one that found nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib.namespace import SH

from samgraf import sparql_guard
from samgraf.errors import QueryError, ShapesError
from samgraf.files import sha256_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MOST_FILES, LONGEST_FILE = 200, 2_000_000
"""Files of a folder, and bytes of one."""

_SH = str(SH)
_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
_OWN = "https://w3id.org/samgraf/id/own-shape/"
_RULE = "https://w3id.org/samgraf/shapes/rule"
_OURS = re.compile(r"SG-[A-Z]\d\d\b")
_QUERIES = frozenset({"select", "ask", "construct", "update"})
_NOT_RUN = frozenset({"rule", "target", "expression", "values", "entailment", "construct", "update"})
_TARGETS = tuple(_SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_SHAPES = (_SH + "NodeShape", _SH + "PropertyShape")
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class OwnShapes:
    """The triples of a user's shapes, each shape with an IRI, and where they are from.

    `ids` are the shapes' own ids by IRI: the value of `sgs:rule`, else the last part of the IRI; `owners` the shape that
    a property shape without a name of its own belongs to, whose id it has.
    """

    folder: Path
    triples: tuple[ox.Triple, ...]
    ids: Mapping[str, str]
    owners: Mapping[str, str]


def read_own_shapes(folder: Path) -> OwnShapes:
    """Return the shapes in the Turtle files of a folder, those in folders within it left alone.

    Raises:
        ShapesError: there are none, a file is no Turtle, or something in it is not run here.
    """
    paths = sorted(path for path in folder.glob("*.ttl") if path.is_file())
    if not paths or len(paths) > MOST_FILES:
        raise ShapesError(
            f"{folder}: {len(paths)} filer med ändelsen .ttl; lägg 1–{MOST_FILES} filer med SHACL-former i mappen.",
            f"{folder}: {len(paths)} files that end in .ttl; put 1 to {MOST_FILES} files of SHACL shapes there.",
        )
    found: list[ox.Triple] = []
    owners: dict[str, str] = {}
    for path in paths:
        found += _with_names(_read(path), path, owners)
    if not any(_is_shape(triple) for triple in found):
        raise ShapesError(
            f"{folder}: ingen fil har någon form (sh:NodeShape eller sh:PropertyShape) med ett mål. docs/checking.md "
            "visar hur en ser ut.",
            f"{folder}: no file has a shape (sh:NodeShape or sh:PropertyShape) with a target. docs/checking.md shows "
            "what one looks like.",
        )
    return OwnShapes(folder, tuple(found), _ids(found, owners, folder), owners)


def _read(path: Path) -> list[ox.Triple]:
    """Return the triples of one file, none of which asks for what is not run."""
    try:
        data = path.read_bytes()
        if len(data) > LONGEST_FILE:
            raise ShapesError(
                f"{path}: filen är {len(data)} byte, högst {LONGEST_FILE} går. Dela den.",
                f"{path}: the file has {len(data)} bytes, at most {LONGEST_FILE} are read. Part it.",
            )
        triples = [quad.triple for quad in ox.parse(data.removeprefix(b"\xef\xbb\xbf"), format=ox.RdfFormat.TURTLE)]
    except (SyntaxError, ValueError, MemoryError, OSError) as error:
        raise ShapesError(
            f"{path}: gick inte att läsa som Turtle ({error}). Rätta filen, eller ta bort den ur mappen.",
            f"{path}: could not be read as Turtle ({error}). Mend the file, or take it out of the folder.",
        ) from error
    for triple in triples:
        _look(triple, path)
    return triples


def _look(triple: ox.Triple, path: Path) -> None:
    """Refuse a triple that asks for what is not run here."""
    if not isinstance(triple.subject, ox.NamedNode | ox.BlankNode) or isinstance(triple.object, ox.Triple):
        raise _refused(path, "en trippel i en trippel", "a triple within a triple", "Skriv om den utan.", "Rewrite it.")
    for term in (triple.predicate, triple.object):
        name = term.value.removeprefix(_SH) if isinstance(term, ox.NamedNode) and term.value.startswith(_SH) else ""
        if name.lower().startswith("js"):
            raise _refused(path, f"sh:{name} (JavaScript)", f"sh:{name} (JavaScript)",
                           "Skriv villkoret i SHACL eller SPARQL.", "Write the constraint in SHACL or SPARQL.")  # fmt: skip
    name = triple.predicate.value.removeprefix(_SH)
    if triple.predicate.value == _IMPORTS:
        raise _refused(path, "owl:imports", "owl:imports", "Lägg filen i mappen i stället: inget hämtas utifrån.",
                       "Put the file in the folder instead: nothing is fetched.")  # fmt: skip
    if not triple.predicate.value.startswith(_SH):
        return
    if name in _QUERIES and isinstance(triple.object, ox.Literal) and name != "update":
        try:
            sparql_guard.check(triple.object.value, graphs=frozenset())
        except QueryError as error:
            raise ShapesError(f"{path}: sh:{name}: {error.sv}", f"{path}: sh:{name}: {error.en}") from error
    if name in _NOT_RUN:
        raise _refused(path, f"sh:{name} (SHACL Advanced Features)", f"sh:{name} (SHACL Advanced Features)",
                       "Använd sh:targetClass och sh:sparql.", "Use sh:targetClass and sh:sparql.")  # fmt: skip
    if triple.predicate not in _terms():
        raise ShapesError(
            f"{path}: sh:{name} finns inte i SHACL. Är det felstavat?",
            f"{path}: there is no sh:{name} in SHACL. Is it misspelt?",
        )


def _terms() -> frozenset[ox.NamedNode]:
    """Return the terms of SHACL."""
    return frozenset(ox.NamedNode(_SH + name) for name in SH.__annotations__)


def _refused(path: Path, sv: str, en: str, do: str, do_en: str) -> ShapesError:
    """Return the error for what is not run here."""
    return ShapesError(f"{path}: {sv} körs inte här. {do}", f"{path}: {en} is not run here. {do_en}")


def _is_shape(triple: ox.Triple) -> bool:
    """Return whether a triple gives a shape a target."""
    implicit = triple.predicate.value == _TYPE and str(triple.object) in {f"<{kind}>" for kind in _SHAPES}
    return implicit or triple.predicate.value in _TARGETS


def _with_names(triples: Sequence[ox.Triple], path: Path, owners: dict[str, str]) -> list[ox.Triple]:
    """Return triples in which every shape has an IRI: a nameless one its owner's with the name of its path.

    Whose it is is noted in `owners`. The other blank nodes get names from the file's content, so that the same folder gives the same bytes.
    """
    named = dict(_names(triples, path, owners))
    prefix = f"b{sha256_bytes(path.name.encode())[:8]}x"
    blanks: dict[str, int] = {}

    def term(one: Term) -> Term:
        if not isinstance(one, ox.BlankNode):
            return one
        return named.get(one.value) or ox.BlankNode(f"{prefix}{blanks.setdefault(one.value, len(blanks))}")

    return [ox.Triple(term(one.subject), one.predicate, term(one.object)) for one in triples]  # type: ignore[arg-type]


def _names(triples: Sequence[ox.Triple], path: Path, owners: dict[str, str]) -> Iterator[tuple[str, ox.NamedNode]]:
    """Yield nameless shapes with the IRIs they get, owners before what they own."""
    by_subject: defaultdict[str, list[ox.Triple]] = defaultdict(list)
    owned = set()
    for triple in triples:
        by_subject[triple.subject.value].append(triple)  # type: ignore[union-attr]
        if triple.predicate.value == _SH + "property" and isinstance(triple.object, ox.BlankNode):
            owned.add(triple.object.value)
    top = dict.fromkeys(
        one.subject.value for one in triples if isinstance(one.subject, ox.BlankNode) and _is_shape(one)
    )
    ahead = [(iri, iri) for iri in by_subject if any(isinstance(one.subject, ox.NamedNode) for one in by_subject[iri])]
    for number, blank in enumerate((blank for blank in top if blank not in owned), start=1):
        iri = f"{_OWN}{_local(path.stem)}-{number}"
        yield blank, ox.NamedNode(iri)
        ahead.append((blank, iri))
    taken = {iri for _, iri in ahead}
    seen = set()
    while ahead:
        subject, iri = ahead.pop(0)
        for triple in by_subject[subject]:
            child = triple.object
            if triple.predicate.value != _SH + "property" or not isinstance(child, ox.BlankNode) or child.value in seen:
                continue
            seen.add(child.value)
            paths = [one.object for one in by_subject[child.value] if one.predicate.value == _SH + "path"]
            local = _local(paths[0].value) if paths and isinstance(paths[0], ox.NamedNode) else "path"
            name, number = f"{iri}-{local}", 1
            while name in taken:
                number += 1
                name = f"{iri}-{local}-{number}"
            taken.add(name)
            owners[name] = owners.get(iri, iri)
            yield child.value, ox.NamedNode(name)
            ahead.append((child.value, name))


def _local(iri: str) -> str:
    """Return the last part of an IRI or name, in letters, digits, `_` and `-`."""
    return re.sub(r"[^\w-]+", "-", re.split(r"[/#:]", iri.rstrip("/#"))[-1]).strip("-")[:60] or "form"


def _ids(triples: Sequence[ox.Triple], owners: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the ids of shapes by IRI; one that only our rules have is refused."""
    found = {
        triple.subject.value: _local(owners.get(triple.subject.value, triple.subject.value))
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode) and triple.predicate.value.startswith(_SH)
    }
    stated = {
        triple.subject.value: triple.object.value[:60]
        for triple in triples
        if triple.predicate.value == _RULE
        and isinstance(triple.object, ox.Literal)
        and isinstance(triple.subject, ox.NamedNode)
    }
    found |= {shape: stated[owner] for shape, owner in owners.items() if owner in stated} | stated
    ours = sorted(name for name in found.values() if _OURS.match(name))
    if ours:
        raise ShapesError(
            f"{folder}: {ours[0]} är samgrafs eget id. Ge formen ett annat namn, till exempel MIN-01.",
            f"{folder}: {ours[0]} is an id of samgraf's own. Give the shape another name, such as MY-01.",
        )
    return found
