"""Requests ("medskick"): what a region asks the state or others to do, sentence by sentence, and of whom.

In the closing section of the form every sentence that asks counts; in another answer only one in which the region
wishes or an agency "bör" do something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.model import RequestMention
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.model import ActorMention

_ASKED = frozenset(
    {"Agency", "Government", "CountyBoard", "InterestOrganisation", "InternationalOrganisation", "EUInstitution"}
)
"""Kinds of actors that a region asks something of."""
_SENTENCE = re.compile(r"[^\n.!?]+(?:\.(?=\S)[^\n.!?]*|\.(?=\s[a-zåäö\d])[^\n.!?]*)*[.!?]?")
_WISH = re.compile(
    r"\b(?:önska[rd]?e?|efterfråga[rs]?|efterlys(?:er|es)|uppmana[rs]?|förorda[rs]?|föreslå[rs]?|vädja[rs]?|ser\s(?:ett\s|stort\s|även\s)*behov\sav|ser\sgärna|vill\sse|vi\svill\s(?:\w+\s)?att|"
    r"vill\sframhålla\satt|vill\s(?:även\s|också\s)?(?:skicka\smed|understryka|betona|lyfta)\satt|hoppas(?:\sdärför)?\satt|skickar\smed|medskick(?:et)?\s(?:är|till))\b",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:bör|borde|behöver|behövs|måste|krävs)\b|\bviktigt\satt\b|\bönskvärt\b|\bnödvändigt\satt\b|\bangeläget\satt\b|^\W*(?:se\söver|förenkla|förläng|inför|ta\sfram|låt|ge|skapa|samordna|tydliggör)\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\b(?:eftersom|då|därför\satt|för\satt|när|om|så\satt)\s(?:\w+\s){0,4}?$|\bsom\s$", re.IGNORECASE
)
_OWN = re.compile(
    r"\b(?:vi|regionen|länet|kommunerna|företagen|Region\s[A-ZÅÄÖ]\w+(?:\slän|\sHärjedalen)?)\s(?:\w+\s)?(?:behöver|måste|bör)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:\batt|\bav|\bhos|\bfrån|\buppmana[rs]?|\bber|\btill|\bmed|\bbör|\bbehöver|\bmåste|\bborde)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:notifiera|via|genom|tillsammans\smed|tillsamman\smed|till\sexempel|liknande|enligt|jämfört\smed)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_ASKING = (_WISH, _NEED)
_ASKING_WORDS = Needles(_ASKING)
_SHORTEST = 20


def find_requests(text: str, actors: Sequence[ActorMention], *, closing: bool) -> tuple[RequestMention, ...]:
    """Return the requests in an answer in its order; `actors` are those named in it, `closing` says that it is the section for them."""
    return tuple(_requests(text, actors, closing=closing))


def _requests(text: str, actors: Sequence[ActorMention], *, closing: bool) -> Iterator[RequestMention]:
    """Yield the requests in an answer."""
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip(" \t-–•*\uf0b7"))
        sentence = text[start : match.end()].rstrip()
        if len(sentence) < _SHORTEST or not _ASKING_WORDS.fitting(_ASKING, sentence):
            continue
        named = [
            one for one in actors if start <= one.start < match.end() and one.kind in _ASKED and one.confidence >= _SURE
        ]
        wish = _WISH.search(sentence)
        hoped = start + wish.end() if wish else start
        asked = next(
            (
                one
                for one in sorted(named, key=lambda one: (one.start < hoped, one.start))
                if _is_asked(text, start, one, match.end())
            ),
            None,
        )
        need = next((m for m in _NEED.finditer(sentence) if not _BECAUSE.search(sentence[: m.start()])), None)
        if need and not wish and asked is None and sentence[0].islower():
            continue  # an item of a list that says why, not what
        if not (wish or need) or (not closing and not (asked and (wish or not _OWN.search(sentence)))):
            continue
        if not closing and not wish and asked is not None and not _obliged(text, asked, match.end()):
            continue
        yield RequestMention(
            start=start, end=start + len(sentence), surface=sentence, method="wish" if wish else "need",
            confidence=0.85 if closing else 0.7, actor=asked.actor if asked else None, to=asked.name if asked else None,
            kind=asked.kind if asked else "",
        )  # fmt: skip


_SURE = 0.5


def _is_asked(text: str, start: int, actor: ActorMention, end: int) -> bool:
    """Return whether an actor is the one of whom something is asked, by what stands before it or that it "bör" do it."""
    before = text[max(start, actor.start - 60) : actor.start]
    if _ASIDE.search(before):
        return False
    return bool(_TO.search(before)) or not before.strip() or _obliged(text, actor, end) or "genitive" in actor.method


def _obliged(text: str, actor: ActorMention, end: int) -> bool:
    """Return whether an actor, or something of it, "bör" or "behöver" do what the sentence says."""
    return bool(
        re.match(r"s?(?:\s\w+){0,3}?\s(?:bör|borde|behöver|måste)\b", text[actor.end : end])
        or re.search(r"\b(?:bör|borde|behöver|måste)\s(?:\w+\s){0,2}?$", text[max(0, actor.start - 40) : actor.start])
    )
