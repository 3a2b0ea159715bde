"""What a query from a stranger may say: read, from our own graphs, within bounds. Decided on tokens, not on text.

The engine reads keywords wherever they can stand, also glued to what comes before and after
(`SERVICEex:a{`, `trueSERVICE<…>`), and reads `<` as "less than" where that fits, so that
`FILTER(1<2)SERVICE#>` hides the word in what looks like an IRI. Both are known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from samgraf.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LONGEST = 100_000
"""Characters of a query."""
DEEPEST = 100
"""Brackets within brackets: from some 900 the engine's stack overflows and takes the process with it."""
MOST_CHAINED = 500
"""Operators, filters, unions and the like in one query: each is a level in the engine's plan."""

FORBIDDEN = ("service", "load")
"""Keywords that reach the network."""
UPDATES = frozenset({"insert", "delete", "clear", "drop", "create", "add", "move", "copy", "with", "load"})
FORMS = frozenset({"select", "ask", "construct", "describe"})
_CHAINS = frozenset({"optional", "union", "minus", "filter", "bind", "exists", "graph", "as", "values"})
_OPERATORS = frozenset({"||", "&&", "!", "+", "-", "*", "/", "|", "^", "=", "!=", "<", ">", "<=", ">="})

_LOCAL = r"(?:[\w\-.:·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*"
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
                 | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*"
                 | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<blank>_:[\w\-.·]+)
      | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<name>(?:[^\W\d_][\w\-.·]*)?:LOCAL)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\|\||&&|\^\^|!=|<=|>=|<<|>>|[{}()\[\].,;=<>!*/+\-|^?~])
      | (?P<other>.)
    """.replace("LOCAL", _LOCAL),
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_HIDDEN = re.compile(rf"\).*({'|'.join(FORBIDDEN)}).*\#", re.IGNORECASE)
"""A keyword in what looks like an IRI: after a closing bracket, and with a comment in which the `>` stands."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: what it is, its characters, where it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, without white space and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind not in {"space", "comment"}:
            yield Token(kind, match.group(), match.start())


def without_comments(text: str) -> str:
    """Return a query without its comments, each of which becomes nothing up to the end of its line."""
    return "".join(match.group() for match in _TOKEN.finditer(text) if match.lastgroup != "comment").lstrip()


def check(text: str, *, graphs: Collection[str] | None = None) -> None:
    """Return if a query may be run: it reads, reaches no network, and keeps within the bounds.

    `graphs` are the names that FROM may give; None allows any of those that the engine holds.

    Raises:
        QueryError: it may not; the message says why and what to do.
    """
    if len(text) > LONGEST:
        raise _no(
            f"är {len(text)} tecken, högst {LONGEST} går", f"has {len(text)} characters, at most {LONGEST} are allowed"
        )
    plain = list(tokens(text))
    stray = next((token for token in plain if token.kind == "other"), None)
    if stray:
        raise _no(
            f"har ett tecken som inte hör dit: {stray.text!r} på plats {stray.start + 1} (är en sträng inte avslutad?)",
            f"has a character that does not belong: {stray.text!r} at place {stray.start + 1} (is a string not "
            "closed?)",
        )
    readings = [plain]
    if _ESCAPE.search(text):
        readings.append(list(tokens(_unescaped(text))))
    for reading in readings:
        _check_words(reading)
        _check_bounds(reading)
    _check_form(plain)
    if graphs is not None:
        _check_graphs(plain, graphs)


@lru_cache(maxsize=256)
def has_dataset(text: str) -> bool:
    """Return whether a query names the graphs it is about itself (FROM, FROM NAMED)."""
    return any(token.kind == "word" and token.text.lower().startswith("from") for token in tokens(text))


def _check_words(reading: list[Token]) -> None:
    """Refuse a keyword that reaches the network, alone or glued to its neighbours."""
    for at, token in enumerate(reading):
        hidden = None
        if token.kind == "word":
            hidden = next((word for word in FORBIDDEN if word in token.text.lower()), None)
        elif token.kind == "name" and at + 1 < len(reading) and reading[at + 1].text == "{":
            prefix = token.text.split(":", maxsplit=1)[0].lower()
            hidden = next((word for word in FORBIDDEN if word in prefix), None)
        elif token.kind == "iri" and (match := _HIDDEN.search(token.text)):
            hidden = match.group(1).lower()
        if hidden:
            raise _no(
                f"har {hidden.upper()}, som hämtar från nätet. Ta bort det; frågor ställs bara till arbetsytan",
                f"has {hidden.upper()}, which fetches from the network. Remove it; queries are asked of the "
                "workspace alone",
            )


def _check_bounds(reading: list[Token]) -> None:
    """Refuse what is nested or chained further than the engine's stack holds."""
    depth = chained = 0
    for token in reading:
        if token.kind == "sign" and token.text in "{([":
            depth += 1
        elif token.kind == "sign" and token.text in "})]":
            depth -= 1
        elif token.text in _OPERATORS or (token.kind == "word" and token.text.lower() in _CHAINS):
            chained += 1
        if depth > DEEPEST:
            raise _no(
                f"har fler än {DEEPEST} parenteser i varandra", f"has more than {DEEPEST} brackets within each other"
            )
        if chained > MOST_CHAINED:
            raise _no(
                f"har fler än {MOST_CHAINED} operatorer och villkor; använd VALUES för långa listor",
                f"has more than {MOST_CHAINED} operators and conditions; use VALUES for long lists",
            )


def _check_form(reading: list[Token]) -> None:
    """Refuse what is no SELECT, ASK, CONSTRUCT or DESCRIBE after its prefixes."""
    words = (token.text.lower() for token in reading if token.kind == "word")
    first = next((word for word in words if word not in {"prefix", "base"}), "")
    if first in FORMS or any(first.startswith(form) for form in FORMS):
        return
    if first in UPDATES:
        raise _no(
            f"ändrar ({first.upper()}); här går det bara att läsa. Rapporter läses in med samgraf build",
            f"changes things ({first.upper()}); here one can only read. Reports are loaded with samgraf build",
        )
    raise _no(
        "börjar inte med SELECT, ASK, CONSTRUCT eller DESCRIBE",
        "does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE",
    )


def _check_graphs(reading: list[Token], graphs: Collection[str]) -> None:
    """Refuse a FROM that names a graph which is not here."""
    prefixes = _prefixes(reading)
    for at, token in enumerate(reading[:-1]):
        if token.kind != "word" or not token.text.lower().startswith("from"):
            continue
        following = reading[at + 1]
        if following.text.lower() == "named" and at + 2 < len(reading):
            following = reading[at + 2]
        if following.kind == "name":
            prefix, _, local = following.text.partition(":")
            name = prefixes.get(prefix, f"{prefix}:") + local
        else:
            name = following.text.strip("<>")
        if name not in graphs:
            raise _no(
                f"har FROM {name}, som inte är en graf i arbetsytan. SELECT DISTINCT ?g {{ GRAPH ?g {{ }} }} visar "
                "vilka som finns",
                f"has FROM {name}, which is no graph of the workspace. SELECT DISTINCT ?g {{ GRAPH ?g {{ }} }} "
                "shows which there are",
            )


def _prefixes(reading: list[Token]) -> dict[str, str]:
    """Return the prefixes that a query declares."""
    found = {}
    for at, token in enumerate(reading[:-2]):
        if token.kind == "word" and token.text.lower() == "prefix" and reading[at + 2].kind == "iri":
            found[reading[at + 1].text.rstrip(":")] = reading[at + 2].text.strip("<>")
    return found


def _unescaped(text: str) -> str:
    r"""Return a query with its \u escapes read first, as some engines do before they look for words."""
    return _ESCAPE.sub(lambda match: _character(int(match.group(1) or match.group(2), 16)), text)


def _character(code: int) -> str:
    """Return a character by its number, a blank for what is none."""
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "  # noqa: PLR2004  (Unicode's own bounds)


def _no(sv: str, en: str) -> QueryError:
    """Return the error for a query that may not be run."""
    return QueryError(f"Frågan {sv}.", f"The query {en}.")
