"""RDF as others write it, parsed without harm: any syntax, nothing fetched, blank nodes named by what is said of them."""

from __future__ import annotations

import re
from pathlib import PurePath

from pyoxigraph import Quad, RdfFormat, Triple, parse

from samgraf.errors import ReadError
from samgraf.graph.skolem import skolemised

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".n3": RdfFormat.N3,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
"""The syntax that each ending of a file name means."""

DEEPEST = 500
"""Levels of nesting; the engine dies of a few thousand, and nobody writes ten."""

_JSON = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_XML = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[?!][^>]*>|<(/?)[^<>]*?(/?)>", re.DOTALL)
_TERM = re.compile(rb"<<\(?|\)?>>")
_NESTED_ENTITY = re.compile(rb"""<!ENTITY\s[^>]*["'][^"'>]*&(?!#)""")


def is_rdf(name: str) -> bool:
    """Return whether a file's name says that it is RDF."""
    return PurePath(name).suffix.lower() in FORMATS


def parse_rdf(name: str, data: bytes) -> list[Quad]:
    """Return the statements of a file, with names for its blank nodes: the same file gives the same names.

    Raises:
        ReadError: it is not UTF-8, not of its syntax, nested too deeply, or asks for something from elsewhere.
    """
    form = FORMATS[PurePath(name).suffix.lower()]
    data = _text(name, data)
    _measure(name, data, form)
    try:
        quads = list(parse(data, form))
    except (SyntaxError, ValueError, MemoryError) as error:
        raise _not_parsed(name, form, str(error)) from error
    if any(isinstance(term, Triple) for quad in quads for term in (quad.subject, quad.object)):
        raise ReadError(
            f"{name}: har påståenden om påståenden (RDF 1.2), som inte läses. Skriv dem som vanliga påståenden.",
            f"{name}: has statements about statements (RDF 1.2), which are not read. Write them as plain statements.",
        )
    return skolemised(quads)


def _text(name: str, data: bytes) -> bytes:
    """Return the bytes as UTF-8 without a byte order mark."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16").encode()
        return data.decode("utf-8-sig").encode()
    except UnicodeError as error:
        raise ReadError(
            f"{name}: är inte UTF-8, som RDF ska vara. Spara filen på nytt som UTF-8.",
            f"{name}: is not UTF-8, as RDF is to be. Save the file again as UTF-8.",
        ) from error


def _measure(name: str, data: bytes, form: RdfFormat) -> None:
    """Return nothing; a file whose nesting or entities would break the parser never gets to it."""
    if form == RdfFormat.RDF_XML and _NESTED_ENTITY.search(data):
        raise ReadError(
            f"{name}: definierar XML-entiteter med andra entiteter i, vilket inte läses. Spara filen utan dem, till exempel som Turtle.",
            f"{name}: defines XML entities by other entities, which is not read. Save it without them, as Turtle for example.",
        )
    if _depth(data, form) > DEEPEST:
        raise ReadError(
            f"{name}: är nästlad djupare än {DEEPEST} nivåer och läses inte. Spara filen som N-Quads eller Turtle.",
            f"{name}: is nested more than {DEEPEST} levels deep and is not read. Save it as N-Quads or Turtle.",
        )


def _depth(data: bytes, form: RdfFormat) -> int:
    """Return how deep a file is nested, where that matters to the parser."""
    deepest = depth = 0
    if form == RdfFormat.JSON_LD:
        for match in _JSON.finditer(data):
            depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(match[0], 0)
            deepest = max(deepest, depth)
    elif form == RdfFormat.RDF_XML:
        for match in _XML.finditer(data):
            if match[1] is not None and not match[2]:
                depth += -1 if match[1] else 1
                deepest = max(deepest, depth)
    else:
        for match in _TERM.finditer(data):
            depth = depth + 1 if match[0].startswith(b"<<") else max(0, depth - 1)
            deepest = max(deepest, depth)
    return deepest


def _not_parsed(name: str, form: RdfFormat, reason: str) -> ReadError:
    """Return the error for a file that is not of its syntax, or that wants a context from elsewhere."""
    if "LoadDocumentCallback" in reason:
        return ReadError(
            f"{name}: hänvisar till en JSON-LD-kontext på nätet. Inget hämtas: skriv in kontexten i filen, eller spara den som Turtle eller N-Quads.",
            f"{name}: refers to a JSON-LD context on the net. Nothing is fetched: write the context into the file, or save it as Turtle or N-Quads.",
        )
    return ReadError(
        f"{name}: är inte giltig {form.name} ({reason}). Rätta filen, eller ge den den ändelse som den är ({', '.join(FORMATS)}).",
        f"{name}: is not valid {form.name} ({reason}). Mend the file, or give it the ending of what it is ({', '.join(FORMATS)}).",
    )
