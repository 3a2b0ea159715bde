"""Sveriges dataportal: open data sets that may throw light on a goal, by the words of its title.

The search and its form of answer are those that public programs of the service use, read 2026-11-28 (its documentation:
https://docs.dataportal.se/registry/api/); no answer of the live service has been seen. An answer holds each entry's own
description as RDF in JSON, by subject and property.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from samgraf.errors import RemoteReplyError
from samgraf.linking.likeness import has_word_form, subject_words
from samgraf.linking.link import Link, foreign_iri, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.linking.asking import Asker
    from samgraf.linking.things import Aim, Things

NAME = "dataportal"
ADDRESS = "https://admin.dataportal.se/store/search"
WORDS, ROWS, MOST = 3, 50, 5
"""Words of a goal that are searched for, entries that one search gives, data sets that are proposed for a goal."""
BASE, PER_SHARE, OWN, LEAST = 0.3, 0.4, 0.15, 0.4
"""How sure a data set is with no word, what all the words add, what the region's own data adds, the least that is proposed."""

_DATASET = "http://www.w3.org/ns/dcat#Dataset"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TITLE, _TEXT, _PUBLISHER = (f"http://purl.org/dc/terms/{name}" for name in ("title", "description", "publisher"))
_KEYWORD = "http://www.w3.org/ns/dcat#keyword"


def propose(things: Things, ask: Asker, address: str) -> Iterator[Link]:
    """Yield the data sets that have most words of a goal's title, at most five a goal."""
    region = next((actor for actor in things.actors if actor.iri.endswith(f"/region-{things.region}")), None)
    own = tuple(iri for iri in region.same if "dataportal.se/organisation/" in iri) if region else ()
    for goal in things.goals:
        words = subject_words(goal.title)[:WORDS] if goal.title else ()
        if words:
            yield from _for_goal(goal, words, own, ask, address)


def _for_goal(goal: Aim, words: tuple[str, ...], own: tuple[str, ...], ask: Asker, address: str) -> Iterator[Link]:
    """Yield the data sets for one goal."""
    answer, on = ask.json(search(address, words))
    found: list[tuple[float, str, str, str]] = []
    for iri, about in data_sets(answer, address):
        title = said(next(iter(_texts(about, _TITLE)), ""))
        text = " ".join([*_texts(about, _TITLE), *_texts(about, _KEYWORD), *_texts(about, _TEXT)])
        shared = [word for word in words if has_word_form(text, word)]
        if not shared or not title:
            continue
        ours = bool(set(own) & {value for value, _ in _values(about, _PUBLISHER)})
        sure = round(BASE + PER_SHARE * len(shared) / len(words) + (OWN if ours else 0), 2)
        why = (
            "beskrivningen har " + ", ".join(f"”{word}”" for word in shared) + ("; regionens egna data" if ours else "")
        )
        if sure >= LEAST:
            found.append((-sure, iri, title, why))
    for sure, iri, title, why in sorted(found)[:MOST]:
        yield Link(
            kind="data-set", subject=goal.iri, target=iri, target_name=title, method="words-of-goal", confidence=-sure,
            grounds=why, found_at=address, found_on=on,
        )  # fmt: skip


def search(address: str, words: tuple[str, ...]) -> str:
    """Return the address of a search for public data sets with a word that begins so in title, description or keywords."""
    any_of = " OR ".join(f"title:{word}* OR description:{word}* OR tag.literal:{word}*" for word in words)
    query = rf"({any_of}) AND rdfType:http\://www.w3.org/ns/dcat#Dataset AND public:true"
    return f"{address}?type=solr&query={quote(query)}&limit={ROWS}&offset=0"


def data_sets(answer: Any, address: str) -> list[tuple[str, dict[str, Any]]]:  # noqa: ANN401  (JSON)
    """Return the data sets of an answer: address and description of each, sorted.

    Raises:
        RemoteReplyError: the answer has not the form of a search's.
    """
    try:
        children = answer["resource"]["children"]
        described = [child["metadata"] for child in children if isinstance(child.get("metadata"), dict)]
    except (TypeError, KeyError, AttributeError) as error:
        raise RemoteReplyError(
            f"{address}: svaret har inte den form som dataportalen beskriver (resource.children saknas). Ingenting av det användes.",
            f"{address}: the answer has not the form that the data portal describes (no resource.children). Nothing was used.",
        ) from error
    found = {}
    for metadata in described:
        for subject, about in metadata.items():
            iri = foreign_iri(subject)
            if iri and isinstance(about, dict) and _DATASET in {value for value, _ in _values(about, _TYPE)}:
                found[iri] = about
    return sorted(found.items())


def _values(about: dict[str, Any], name: str) -> list[tuple[str, str]]:
    """Return the values of a property with their languages, "" for none."""
    listed = about.get(name)
    return [
        (one["value"], str(one.get("lang", "")))
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict) and isinstance(one.get("value"), str)
    ]


def _texts(about: dict[str, Any], name: str) -> list[str]:
    """Return the values of a property, Swedish first, then those without a language, then others; sorted within each."""
    order = {"sv": 0, "": 1}
    return [value for value, _ in sorted(_values(about, name), key=lambda one: (order.get(one[1][:2], 2), one[0]))]
