"""What a name, or a run of capitalised words, found in a text is a mention of, by the part it plays there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.actor_branches import bare
from samgraf.reports.actor_cues import APPOSITION, APPOSITION_KIND
from samgraf.reports.actor_places import GOES_BY
from samgraf.reports.actor_refused import FOREIGN
from samgraf.reports.actor_whole import is_thing
from samgraf.reports.actor_words import ADVERBS, FIRST_NAMES, OPENERS, STOPS
from samgraf.reports.model import ActorMention

if TYPE_CHECKING:
    from samgraf.reports.actor_forms import Name
    from samgraf.reports.actor_patterns import Chunk
    from samgraf.reports.roles import Part


def of_name(text: str, name: Name, part: Part | None) -> ActorMention | None:
    """Return the mention of a name that was found, or None for a place that is no more than that."""
    method, confidence = name.method, name.confidence
    if name.sort == "place":
        method, confidence = _place(name, part) if not _begins_name(text, name.end) else ("place", _FIRST_WORD)
    return ActorMention(
        start=name.start,
        end=name.end,
        surface=text[name.start : name.end],
        method=method,
        confidence=confidence,
        actor=name.actor,
        name=name.name,
        kind=name.kind,
        role=part.role if part and (name.sort == "actor" or confidence >= _SURE) else "mentioned",
        candidates=name.candidates,
    )


_SURE = 0.5
_FIRST_WORD = 0.3
_NOUN = re.compile(
    r" ([a-zåäö]{4,})(?<!ar)(?<!er)(?<!år)(?<!ör)(?<!or)(?<!ade)(?<!tt)(?<!it)(?<!at)(?<!as)(?<!es)(?<!de)(?<!te)\b"
)
"""A noun right after a place makes the two a name ("Uppsala kvinnojour"), where a verb makes the place who acts."""
_NO_NOUNS = frozenset(
    [
        "kommun",
        "stad",
        "stod",
        "skrev",
        "höll",
        "samt",
        "bland",
        "dels",
        "både",
        "samma",
        "ovan",
        "nedan",
        "respektive",
        "liksom",
        "också",
        "redan",
        "även",
        "inte",
        "hela",
        "tillsammans",
    ]
)
"""Words after a place that end as nouns do and are none."""


def _begins_name(text: str, end: int) -> bool:
    """Return whether a place goes on with a noun or a name ("Luleå Näringsliv"), so that it is the first word of one."""
    if GOES_BY.match(text, end):
        return True
    after = _NOUN.match(text, end)
    return after is not None and after[1] not in STOPS and after[1] not in ADVERBS and after[1] not in _NO_NOUNS


def _place(name: Name, part: Part | None) -> tuple[str, float]:
    """Return the method and the confidence for a bare place name as the municipality."""
    if name.method in {"location", "place-list"}:
        return ("place", name.confidence) if name.method == "location" else (name.method, name.confidence)
    if part is None or not part.strong or part.role == "target-group":
        return "place", 0.3
    if name.genitive:
        return "place", 0.4
    return ("place-subject" if part.subject else "place-agent"), (0.8 if part.size > 1 else 0.6)


def of_chunk(text: str, chunk: Chunk, part: Part | None) -> ActorMention | None:
    """Return the mention of an unknown proper name, if the grammar makes it an actor."""
    head = _apposition(text, chunk.start)
    if head is None and (part is None or not part.strong or part.role == "target-group"):
        return None
    if head is None and _common(text, chunk, part):
        return None
    kind = next((kind for form, kind in APPOSITION_KIND if head and form.search(head[0])), "Actor")
    name = bare(text, chunk.start, chunk.end)
    return ActorMention(
        start=chunk.start,
        end=chunk.end,
        surface=chunk.text,
        method="pattern:apposition"
        if head
        else "pattern:subject-slot"
        if part and part.subject
        else "pattern:agent-slot",
        confidence=0.75 if head else 0.65 if part and part.size > 1 else 0.6,
        actor=None,
        name=name,
        kind=kind,
        role=part.role if part else "mentioned",
    )


_LIST_BEFORE = re.compile(r"(?:[A-ZÅÄÖ][\w&-]*(?: [A-ZÅÄÖ][\w&-]*){0,3}(?:, | och | samt |, och )){1,6}$")
_PLURAL_HEAD = re.compile(r"(?:företagen|bolagen|föreningarna|organisationerna)\s$", re.IGNORECASE)


def _apposition(text: str, at: int) -> re.Match[str] | None:
    """Return the noun before a name, or before the list that the name stands in, that says what it names ("företagen X och Y")."""
    line = text[max(0, at - 120) : at].rsplit("\n", 1)[-1]
    head = APPOSITION.search(line[-40:])
    listed = None if head else _LIST_BEFORE.search(line)
    before = line[: listed.start()] if listed else ""
    return APPOSITION.search(before[-40:]) if _PLURAL_HEAD.search(before) else head


_ENDINGS = re.compile(
    r"(?:arna|erna|orna|heten|ingen|ningar|tionen|tioner|skapet|andet|endet|aren|arnas|ernas|ning|else|elser|"
    r"skap|arbete|stöd|analys|studie|insats|plan|modell|process|metod|satsning|kurs|projekt|program|underlag|nätverk|dialog|möte|träff|"
    r"området|regionen|trakten|bygden|banan|leden|kusten|elsen|ighet|igheter|ligt|iskt|aste|are|ade|ande|ende|alt|ellt|ernt|vis|tals|ledes)$"
)
_BROAD = re.compile(r"(?:en|et|na|ar|er|or|an|ing|het|tion|at|ad|it|as|es|ats|ens|ets|de|iga|iv|ik|st|mt|vt|a)$")
_VERBS = frozenset(
    (
        "och",
        "samt",
        "liksom",
        "erbjuder",
        "ansvarar",
        "äger",
        "samordnar",
        "står",
        "stod",
        "ger",
        "utvecklar",
        "arbetar",
        "möts",
        "finansierar",
        "medfinansierar",
        "samlar",
        "bjuder",
        "är",
        "genomför",
        "drev",
        "ledde",
        "startade",
        "anordnar",
        "utbildar",
    )
)
_SURNAME = re.compile(r"(?:sson|ström|gren|qvist|kvist|stedt|feldt|lund|blom)$")


def _common(text: str, chunk: Chunk, part: Part | None) -> bool:
    """Return whether a capitalised run is likely a common word that opens a sentence, or a person."""
    tokens = chunk.text.split()
    if tokens[0] in FIRST_NAMES or (len(tokens) == 2 and _SURNAME.search(tokens[1])):  # noqa: PLR2004
        return True
    if not chunk.initial or len(tokens) > 1 or chunk.text.isupper() or FOREIGN.search(chunk.text):
        return False
    word = chunk.text.lower()
    if word not in OPENERS and word not in STOPS and not is_thing(word) and not _ENDINGS.search(word):
        return False
    after = re.match(r"\s+([a-zåäö]+)", text[chunk.end : chunk.end + 30])
    if after and after[1] not in STOPS and after[1] not in _VERBS:
        return True
    if word in OPENERS or word in STOPS or _ENDINGS.search(word):
        return True
    return (part is None or part.size == 1) and bool(_BROAD.search(word)) and not re.search(r"[A-ZÅÄÖ]", chunk.text[1:])
