"""Runs of capitalised words that are no actors: people, programmes, places, parts of society and terms."""

from __future__ import annotations

import re

from samgraf.reports.actor_words import (
    ACRONYMS_NOT_ACTORS,
    FIRST_NAMES,
    LAND,
    OPENERS,
    STOPS,
    UNDERTAKING,
    UNDERTAKING_END,
)

PEOPLE = re.compile(r"(?:Kvinnor|Män|Unga|Ungdomar|Tjejer|Flickor|Barn|Äldre|Företagare|Mammor|Pappor|Seniorer)")
"""People, with a capital in the midst of a sentence: the beginning of a name ("Kvinnor i Kraft")."""

_BODY_ALONE = re.compile(
    r"(?:Stiftelsen|Föreningen|Bolaget|Företaget|Förbundet|Organisationen|Klustret|Kommunen|Myndigheten|Inkubatorn|Fackförbundet|Studieförbundet)s?"
)
"""A definite noun that needs a name after it, or a named one before."""
_SECTOR = re.compile(
    r"Näringsliv|Akademi|Civilsamhälle|Forskning|Skola|Vård|Kultur|Idrott|Industri|Turism|Offentlig|Politik|Region|Kommun|Länsstyrelse|Universitet|Högskola|Myndighet|Förening"
)
"""A part of society: with a capital in a list it is still nobody in particular."""
_ABSTRACT = re.compile(
    r"(?:området|\w{4}regionen|trakten|bygden|verkan|heten|ningen|ningar|skapet|tion|tionen|lända|ismen|gång|\w{4}[ae]rna)$"
)
FOREIGN = re.compile(r"qv|[wzq]", re.IGNORECASE)
"""Letters that Swedish nouns do not have: a word with them is a name, whatever its ending ("Husqvarna")."""
_NETWORK = re.compile(r"(?:Partnerskap|Nätverk|\w*[Ss]amverkan)$")
NUMERALS = frozenset({"två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"})
"""Numbers that are part of a name where a capital follows ("Tre Åar Data"); before a noun they only count."""


def refused(words: str, *, patterned: bool = False) -> bool:  # noqa: PLR0911  (one case for each thing that is no actor)
    """Return whether a run of capitalised words is a person, a programme, a place or a term."""
    tokens = words.split()
    if any(token.lower() in OPENERS or token.lower() in STOPS for token in tokens[1:] if token[0].isupper()) or tokens[
        0
    ].lower() in (STOPS | OPENERS) - (NUMERALS if len(tokens) > 1 else frozenset()):
        return True
    if not patterned and len(tokens) == 1 and _ABSTRACT.search(words) and not FOREIGN.search(words):
        return True
    if words.upper() in ACRONYMS_NOT_ACTORS or words in ACRONYMS_NOT_ACTORS or words.lower() in LAND:
        return True
    if (
        not patterned
        and len(tokens) == 1
        and (_BODY_ALONE.fullmatch(words) or PEOPLE.fullmatch(words) or _SECTOR.fullmatch(words))
    ):
        return True
    if tokens[0].lower() in {"destination", "projekt", "program"} and not patterned:
        return False
    if len(tokens) in {2, 3} and tokens[0] in FIRST_NAMES and not patterned:
        return True
    if _NETWORK.match(tokens[0]) and len(tokens) > 1:
        return False
    if UNDERTAKING_END.search(tokens[-1]) or (len(tokens) > 1 and re.fullmatch(r"(?:19|20)\d\d", tokens[-1])):
        return True
    return bool(
        not patterned
        and (UNDERTAKING.search(tokens[0].lower()) or all(token.lower().removesuffix("s") in LAND for token in tokens))
    )
