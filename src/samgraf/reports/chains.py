"""Which result is said to have led to which effect: "detta har lett till", "till följd av rådgivningen".

Only what the text says is a link: words of cause in the effect itself, and a word in them that points
at the results before it ("detta", "insatserna") or names one of them again ("rådgivningen" after
"24 företag har fått rådgivning"). What is expected, possible or denied is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from samgraf.reports.model import ChainLink
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.model import Statement

_LED = (
    r"(?:har\s|hade\s)?(?:(?:i\ssin\stur|bland\sannat|bl\.?\s?a\.?|också|även|dessutom|tydligt|direkt)\s)*"
    r"(?P<verb>lett\still|ledde\still|leder\still|resulterat\si|resulterade\si|medfört|medförde|inneburit|innebar|gjort\satt|gjorde\satt|gjort\sdet\smöjligt|gett|gav"
    r"|skapat|bidragit\still|bidrog\still|bidrar\still)\b"
)
_SUBJECT = re.compile(rf"(?P<cause>[^.,;:]{{3,90}}?)\s{_LED}", re.IGNORECASE)
_BECAUSE = re.compile(
    r"(?:som\s(?:en\sföljd|(?:ett\s)?resultat|(?:en\s)?effekt|konsekvens)\s(?:av|utav)|till\sföljd\sav|tack\svare|på\sgrund\sav|med\shjälp\sav|genom|efter)\s(?P<cause>[^.,;:]{3,60}?)"
    r"\s(?:har|hade|kan|är|kunde|fick|får|blev|ökade|ökar|upplever|uppger|använder|känner|vet)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:som\s(?:(?:en\s)?följd|(?:ett\s)?resultat)|(?:till\s)?följd\sav\s(?:detta|det)|därigenom|därmed|därför|på\sså\ssätt|härigenom)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\s*(?:allt\s|sammantaget\shar\s)?(?:detta|det|vilket|dessa|resultatet)\s*$", re.IGNORECASE)
_WHOLE = re.compile(r"\s*(?:insatserna|aktivitet(?:en|erna)|prestation(?:en|erna)|åtgärderna)\s*$", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:inte|ej|ännu|väntas|förväntas|kan|kunna|ska|skall|kommer|bör|borde|hoppas|syftar|avser|planeras|troligen|sannolikt|möjligen)\b",
    re.IGNORECASE,
)
_ENDINGS = (
    "arnas",
    "ernas",
    "ornas",
    "arna",
    "erna",
    "orna",
    "enas",
    "ens",
    "ets",
    "iet",
    "ien",
    "en",
    "et",
    "er",
    "ar",
    "or",
    "na",
    "n",
    "t",
    "s",
)
_STEM = 5
"""Letters that two words share, at least, before they are taken for the same noun."""
_SHARED = frozenset(
    [
        "deltagarna",
        "deltagare",
        "företagen",
        "företag",
        "kommunerna",
        "kommuner",
        "kommun",
        "länet",
        "personer",
        "personerna",
        "arbetet",
        "arbete",
        "projektet",
        "projekt",
        "under",
        "genom",
        "samverkan",
    ]
)
"""Words that so many results have that they point at none."""
_SURE = {
    "lett": 0.9,
    "ledd": 0.9,
    "lede": 0.85,
    "resu": 0.9,
    "medf": 0.85,
    "gjor": 0.85,
    "inne": 0.75,
    "gett": 0.75,
    "gav": 0.75,
    "skap": 0.75,
    "bidr": 0.7,
}
_DEFINITE = re.compile(r"(?:en|et|na|n|t)$")


def find_chains(outputs: Sequence[Statement], effects: Sequence[Statement]) -> tuple[ChainLink, ...]:
    """Return the links that the effects of an insats themselves say, in the order of the effects."""
    found: list[ChainLink] = []
    for place, effect in enumerate(effects):
        cause = _cause(effect.text)
        if cause is None:
            continue
        text, method, sure, end = cause
        for kind, index, share in _meant(text, outputs, effects[:place]):
            found.append(
                ChainLink(
                    start=effect.start,
                    end=effect.start + end,
                    surface=effect.text[:end],
                    method=method,
                    confidence=round(sure * share, 2),
                    from_column=kind,
                    from_index=index,
                    to_index=place,
                )
            )
    return tuple(found)


def _cause(text: str) -> tuple[str, str, float, int] | None:
    """Return what an effect says caused it, by which words, how surely, and where those words end; None if it says nothing."""
    for method, pattern in (("said-to-lead", _SUBJECT), ("because-of", _BECAUSE)):
        match = pattern.match(text)
        if match and not _NOT_YET.search(match.group()):
            verb = (match.groupdict().get("verb") or "").lower()
            sure = next((value for start, value in _SURE.items() if verb.startswith(start)), 0.85)
            if method == "because-of" and re.match(r"genom|efter|med", match.group(), re.IGNORECASE):
                sure = 0.7
            return match["cause"], method, sure, match.end()
    match = _BARE.match(text)
    if match and not _NOT_YET.search(text):
        return "detta", "because-of-this", 0.8, match.end()
    return None


def _meant(
    cause: str, outputs: Sequence[Statement], before: Sequence[Statement]
) -> Iterator[tuple[Literal["outputs", "effects"], int, float]]:
    """Yield the results that a cause means: which column, which of its statements, and how surely (0 to 1).

    "Detta" is the effect before, or the outputs where no effect stands before.
    """
    if _POINTS.match(cause):
        if before:
            yield "effects", len(before) - 1, 0.9
        else:
            yield from (("outputs", i, 1.0 if len(outputs) == 1 else 0.6) for i in range(len(outputs)))
        return
    if _WHOLE.match(cause):
        yield from (("outputs", i, 0.9 if len(outputs) == 1 else 0.75) for i in range(len(outputs)))
        return
    stems = {stem for word in words(cause) if _DEFINITE.search(word) and (stem := _stem(word)) is not None}
    named = [
        i for i, output in enumerate(outputs) if any(_same(stem, word) for stem in stems for word in words(output.text))
    ]
    yield from (("outputs", i, 1.0 if len(named) == 1 else 0.85) for i in named)


def _stem(word: str) -> str | None:
    """Return a noun without its ending, None where too little is left of it or it points at nothing."""
    if word in _FOLDED:
        return None
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _STEM), "")
    stem = word.removesuffix(ending)
    return stem if len(stem) >= _STEM else None


def _same(stem: str, word: str) -> bool:
    """Return whether a word is the noun of a stem, alone or as the last part of a compound."""
    other = _stem(word)
    return other is not None and (other == stem or other.endswith(stem))


_FOLDED = frozenset(folded for word in _SHARED for folded in words(word))
