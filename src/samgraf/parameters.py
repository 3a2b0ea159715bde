"""The parameters of a library query: what a person writes, the term it means, and how it comes into the query.

A query says where a parameter goes with `VALUES ?year { UNDEF }`, which is SPARQL that any engine runs
and means "no restriction". Setting the parameter puts its terms in place of UNDEF, as the engine itself
writes them, so no text of a person's is ever read as SPARQL; not setting it takes the block out.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import pyoxigraph as ox

from samgraf.errors import QueryError
from samgraf.graph.namespaces import INTEGER, PREFIXES, THINGS
from samgraf.reference import load_reference
from samgraf.sparql_guard import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ParameterType = Literal["integer", "string", "iri", "region", "year", "goal", "question"]
TYPES: tuple[str, ...] = get_args(ParameterType)
Value = str | int
Term = ox.NamedNode | ox.Literal

_NEAR = 0.75
"""How like a region's name a word must be for it to be meant: "Narnia" is none."""

_LISTED = frozenset({"integer", "region", "year", "goal", "question"})
"""Types of which several may be written with commas between: "2022,2023"."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same in Swedish and English."""

    sv: str
    en: str

    def __getitem__(self, lang: str) -> str:
        """Return it in one language, "sv" or "en"."""
        return self.en if lang == "en" else self.sv


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as a query's header describes it; without a value and a default it restricts nothing.

    `column` is the column whose values can be given, "" where that is the one of the parameter's own name.
    """

    name: str
    type: ParameterType
    default: Value | None = None
    required: bool = False
    description: Text = Text("", "")
    column: str = ""


def terms(parameter: Parameter, given: object, where: str) -> tuple[Term, ...]:
    """Return the terms that a given value means; a list, or text with commas, means any of several.

    Raises:
        QueryError: the value is not of the parameter's type; `where` names the query.
    """
    several = list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given]
    if parameter.type in _LISTED:
        several = [part.strip() for one in several for part in str(one).split(",")]
    found = tuple(dict.fromkeys(_term(parameter, str(one), where) for one in several))
    if not found:
        raise _wrong(parameter, "", where, "en lista utan värden går inte", "a list without values will not do")
    return found


def bound(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return a query with its parameters set: the blocks of those in `values` filled, all other blocks taken out.

    So are the conditions that only let an unset parameter through (`FILTER(!BOUND(?word) || …)`): some engines stumble
    over a variable that nothing can bind, and none is faster for it.
    """
    found = blocks(text)
    unset = {name for name, _, _ in found} - values.keys()
    cuts = [(start, end, name) for name, start, end in found]
    cuts += [(start, end, "") for start, end in _let_through(text, unset)]
    pieces = []
    at = 0
    for start, end, name in sorted(cuts):
        pieces.append(text[at:start])
        if name in values:
            pieces.append(f"VALUES ?{name} {{ {' '.join(str(term) for term in values[name])} }}")
        at = end
    return "".join([*pieces, text[at:]])


def _let_through(text: str, unset: set[str]) -> Iterator[tuple[int, int]]:
    """Yield where a query has `FILTER(!BOUND(?name) || …)` for a name that is not set: first character, one past the last."""
    read = list(tokens(text))
    for at in range(len(read) - 7):
        words = [token.text.lower() for token in read[at : at + 8]]
        if words[:5] != ["filter", "(", "!", "bound", "("] or words[6:] != [")", "||"]:
            continue
        if read[at + 5].text[1:] not in unset:
            continue
        depth = 0
        for token in read[at + 1 :]:
            depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
            if depth == 0:
                yield read[at].start, token.start + 1
                break


def blocks(text: str) -> list[tuple[str, int, int]]:
    """Return where a query has `VALUES ?name { UNDEF }`: name, first character, one past the last."""
    read = list(tokens(text))
    found = []
    for at in range(len(read) - 4):
        values, variable, opening, undefined, closing = read[at : at + 5]
        if (
            _is_word(values, "values")
            and variable.kind == "variable"
            and _is_word(undefined, "undef")
            and opening.text + closing.text == "{}"
        ):
            found.append((variable.text[1:], values.start, closing.start + 1))
    return found


def _is_word(token: Token, word: str) -> bool:
    """Return whether a token is a keyword."""
    return token.kind == "word" and token.text.lower() == word


def _term(parameter: Parameter, written: str, where: str) -> Term:
    """Return the term that one written value means."""
    value = unicodedata.normalize("NFC", written).strip()
    match parameter.type:
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
                raise _wrong(
                    parameter,
                    value,
                    where,
                    "det är inget heltal; skriv till exempel 5",
                    "it is no whole number; write for example 5",
                )
            return ox.Literal(str(int(value)), datatype=INTEGER)
        case "year":
            if not re.fullmatch(r"(?:19|20)[0-9]{2}", value):
                raise _wrong(
                    parameter,
                    value,
                    where,
                    "det är inget år; skriv till exempel 2023",
                    "it is no year; write for example 2023",
                )
            return ox.Literal(value, datatype=INTEGER)
        case "goal" | "question":
            return _number(parameter, value, where)
        case "region":
            return _region(parameter, value, where)
        case "iri":
            return _iri(parameter, value, where)
        case "string":
            if re.search("[\ud800-\udfff]", written):
                raise _wrong(
                    parameter,
                    "�",
                    where,
                    "det är inte giltig text (halva tecken)",
                    "it is no valid text (half characters)",
                )
            return ox.Literal(written)


def _number(parameter: Parameter, value: str, where: str) -> ox.Literal:
    """Return the number of a goal or a question as reports write it: "18", "1.1", "10.3.rus"; "delmål 18" is "18"."""
    bare = re.sub(r"^(?:delmål|mål|fråga|goal|target|question)\s*", "", value, flags=re.IGNORECASE)
    if not re.fullmatch(r"[\w.:-]{1,40}", bare):
        raise _wrong(
            parameter,
            value,
            where,
            "det är inget nummer; skriv till exempel 3.4",
            "it is no number; write for example 3.4",
        )
    return ox.Literal(bare)


def _region(parameter: Parameter, value: str, where: str) -> ox.NamedNode:
    """Return the region that a county code, a name or a NUTS code means."""
    spelled: dict[str, str] = {}
    for county in load_reference().counties:
        iri = county.region_iri or f"{THINGS}actor/region-{county.code}"
        for name in (
            county.code,
            county.name,
            county.short,
            county.region_name,
            county.nuts,
            f"Region {county.short}",
            iri,
        ):
            spelled[name.casefold()] = iri
        spelled[f"region-{county.code}"] = iri
    found = spelled.get(value.casefold())
    if found:
        return ox.NamedNode(found)
    known = {
        name.casefold(): name
        for county in load_reference().counties
        for name in (county.short, county.name, county.region_name)
    }
    near = [known[one] for one in difflib.get_close_matches(value.casefold(), known, n=1, cutoff=_NEAR)]
    sv = f"menade du {near[0]}?" if near else "skriv länskod, namn eller NUTS-kod, till exempel 19 eller Västmanland"
    en = f"did you mean {near[0]}?" if near else "write county code, name or NUTS code, for example 19 or Västmanland"
    raise _wrong(parameter, value, where, f"ingen sådan region; {sv}", f"no such region; {en}")


def _iri(parameter: Parameter, value: str, where: str) -> ox.NamedNode:
    """Return an address, written whole, with one of our prefixes, or as `insats/19/create`."""
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        bare = PREFIXES[prefix] + local
    elif not colon:
        bare = THINGS + bare
    try:
        return ox.NamedNode(bare)
    except ValueError as error:
        raise _wrong(
            parameter,
            value,
            where,
            "det är ingen IRI; skriv till exempel insats/19/create",
            "it is no IRI; write for example insats/19/create",
        ) from error


class WrongValueError(QueryError):
    """A value is not of its parameter's type; `name` is the parameter's, `reasons` say why in Swedish and English."""

    def __init__(self, where: str, name: str, value: str, sv: str, en: str) -> None:
        """Keep what is wrong apart from where it was asked: a command names its option instead."""
        self.name, self.value = name, value
        self.reasons = tuple(text if text.endswith("?") else f"{text}." for text in (sv, en))
        super().__init__(*(f"{where}: {name}={value!r}: {text}" for text in self.reasons))


@contextmanager
def told_as_option() -> Iterator[None]:
    """Return when the block is done; a value that is wrong is told by the option that it was given with.

    Raises:
        QueryError: a value is not of its parameter's type.
    """
    try:
        yield
    except WrongValueError as error:
        raise QueryError(*(f"--{error.name} {error.value}: {text}" for text in error.reasons)) from error


def _wrong(parameter: Parameter, value: str, where: str, sv: str, en: str) -> QueryError:
    """Return the error for a value that is not of its parameter's type."""
    return WrongValueError(where, parameter.name, value, sv, en)
