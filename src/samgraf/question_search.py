"""Finding the question one has: the library by theme, by a word of it in any form, by an id that is nearly right."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import yaml

from samgraf.errors import QueryError
from samgraf.parameters import Text
from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samgraf.queries import Query

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    _WORD.findall(
        "och eller i på av för med som är en ett den det de vad vilka vilken vilket hur var när till om från mot har finns "
        "the a an of in on for with which what how where when and or to is are has"
    )
)
_STEM = 3
"""Letters that a word's stem has at least."""
_ENDING = re.compile(
    r"(?<=\w{3})(?:[aeo]rnas?|[ae]ndes?|arens?|erns|else|[ae]?re|ets|[aeo]rs|ens|[aeo]r|e[nt]|na|a[dts]|es|[sntae])$"
)


@cache
def themes() -> dict[str, Text]:
    """Return the themes' titles by key, in the order that they are shown."""
    held = yaml.safe_load((folder("queries") / "themes.yaml").read_text("utf-8"))
    return {str(key): Text(str(said["sv"]), str(said["en"])) for key, said in held.items()}


def by_theme(queries: Iterable[Query]) -> list[tuple[Text, list[Query]]]:
    """Return questions under the titles of their themes; those of a theme that has no title come last."""
    found: dict[str, list[Query]] = {key: [] for key in themes()}
    for query in sorted(queries, key=lambda query: query.id):
        found.setdefault(query.theme, []).append(query)
    return [(themes().get(key, Text(key, key)), those) for key, those in found.items() if those]


def search(queries: Mapping[str, Query], words: str) -> list[Query]:
    """Return the questions that speak of all the words, in any form of theirs, the nearest first.

    Raises:
        QueryError: none does; the message names words that the library has.
    """
    wanted = [word for word in _words(words) if word not in _STOP] or _words(words)
    ranks = {query.id: _rank(query, wanted) for query in queries.values()}
    found = sorted((query for query in queries.values() if ranks[query.id]), key=lambda q: (-ranks[q.id], q.id))
    if found:
        return found
    vocabulary = {word for query in queries.values() for text, _ in _texts(query) for word in _words(text)} - _STOP
    near = [each for word in wanted for each in difflib.get_close_matches(word, sorted(vocabulary), n=2, cutoff=0.7)]
    sv = f"Menade du {' eller '.join(near)}?" if near else "samgraf ask utan ord visar alla."
    en = f"Did you mean {' or '.join(near)}?" if near else "samgraf ask without words shows all."
    raise QueryError(f"Ingen fråga handlar om {words!r}. {sv}", f"No question is about {words!r}. {en}")


def _rank(query: Query, wanted: list[str]) -> int:
    """Return how near a question is to words, 0 where it lacks one of them."""
    texts = [(_words(text), weight) for text, weight in _texts(query)]
    total = 0
    for word in wanted:
        best = max(weight * _likeness(word, there) for those, weight in texts for there in [*those, ""])
        if not best:
            return 0
        total += best
    return total


def _texts(query: Query) -> list[tuple[str, int]]:
    """Return the texts of a question with how much a word in each counts."""
    theme = themes().get(query.theme, Text(query.theme, query.theme))
    said = [(query.id, 5), (f"{query.title.sv} {query.title.en}", 5), (" ".join([*query.tags, *query.words]), 4)]
    said += [(f"{query.question.sv} {query.question.en}", 3), (f"{theme.sv} {theme.en}", 2)]
    said += [(" ".join(query.columns), 1)]
    return [*said, *((f"{each.name} {each.description.sv} {each.description.en}", 1) for each in query.parameters)]


def _likeness(word: str, there: str) -> int:
    """Return 4 for the same word, 3 for another form of it, 2 for a compound with it, 1 without its dots and rings."""
    if word == there:
        return 4
    stem, other = _stem(word), _stem(there)
    if stem == other:
        return 3
    if len(stem) > _STEM and stem in there:
        return 2
    return int(len(stem) > _STEM and _plain(stem) in _plain(there))


@cache
def _stem(word: str) -> str:
    """Return a word without the endings of Swedish nouns, verbs and adjectives, in any order that they are put on."""
    return _ENDING.sub("", word)


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case; an id or a name of two words is both."""
    spaced = re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", unicodedata.normalize("NFC", text))
    return [word.lower() for part in _WORD.findall(spaced) for word in part.split("_")]


def _plain(word: str) -> str:
    """Return a word without dots and rings, as it is written where the keyboard has none."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
