"""What is known of Swedish words, to tell a whole word from pieces: a text's own words, common ones, a dictionary."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words too short or too common to look up; where two are possible ("är", "år") the first is meant more often.
_COMMON = tuple(
    """
    är för på så när då där här år våra vår vårt få får fått måste några något någon många både också även över
    under åt år gå går gått gång gånger hög höga högre själv själva större största små mål målet målen län
    länet länets läns länen lång långt långa sätt sätta sätter stöd stöda rätt lära lärande mäta möte möten
    möjligt möjlighet möjligheter mötas göra gör gjort bör bröd hör höra föra förra före företag företagen
    föreslå hälsa våld vård värd värde världen växa växer väl vägen väg vänd hålla håller håll hållbar hållbart
    hållbara lägga lägger läge läget låg låga nå når nått nära nästa näring råd rådet påverka område områden
    områdena öka ökar ökad ökade ökat öppen öppna öst östra övrig övriga år åren året årets årlig årliga
    årskurs åtgärd åtgärder ämne än ändå ännu äldre ställa står stå stått säkra säga säger träffa träd trä tåg
    tjänst tjänster språk skäl själ ägare äga äger män män människor frågor fråga framåt våren hösten både båda
    dåliga råder före två åtta låta låter låna lån fälla färre färdig följa följer följande förslag försök
    först första samhälle samhället behöva behov behöver genomföra genomförde genomfört genomförts genomfördes
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_RANK = {word: rank for rank, word in reversed(list(enumerate(_COMMON)))}
# Pieces that are words of their own, so that what stands beside them needs no mending.
_SHORT = frozenset(
    """
    i en av om de vi ni ut in ha se ta nu du jag man till som att och det den med har var kan ett från inte
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_FALSE_SHORT = frozenset(
    """
    a o e u b c d f g h j k l m n p q r s t v x y z fo pa va la ra ar da ma na sa ga lo so ro
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = 2  # the dictionary holds nearly every word of so few letters
_ENOUGH = 4  # letters that the last part of a compound has, at least; the first may have one less


class Lexicon:
    """What is known of words: those of the undamaged rows with their counts, common ones, and simplemma's."""

    def __init__(self, rows: Sequence[str], damaged: frozenset[int]) -> None:
        """Count the words of the rows that are not damaged."""
        self.counts = Counter(
            word.casefold() for number, row in enumerate(rows) if number not in damaged for word in _WORD.findall(row)
        )
        self.sounds = Counter(
            f" {word} "[at - 1 : at + 2]
            for word, count in [*self.counts.items(), *((word, 1) for word in _COMMON)]
            for at in range(1, len(word) + 1)
            if f" {word} "[at] in "åäö"
            for _ in range(min(count, 20))
        )

    def strangeness(self, word: str) -> float:
        """Return how odd the letters around å, ä and ö are (0 to 0.5): "län" is met more often than "lån"."""
        low = f" {word.casefold()} "
        around = [self.sounds[low[at - 1 : at + 2]] for at in range(1, len(low) - 1) if low[at] in "åäö"]
        return sum(0.5 / (1 + count) for count in around) / len(around) if around else 0.0

    def cost(self, word: str) -> float:  # noqa: PLR0911 - a scale, best known first
        """Return how unlikely it is that this is a whole word: 0 is certain, 5 is nonsense."""
        low = word.casefold()
        if not low:
            return 0.0
        if low in _SHORT:
            return 0.4
        if low in _FALSE_SHORT:
            return 3.0
        if low in _RANK:
            return 0.3 + min(_RANK[low], 200) / 2000
        if self.counts[low] and len(low) > 1:
            return 0.6 - min(self.counts[low], 50) / 500
        if len(low) > _LETTERS and is_word(low):
            return 1.0
        if is_compound(low):
            return 2.2
        return 3.5 if word[:1].isupper() else 5.0

    def known(self, word: str) -> bool:
        """Return whether there is evidence that this is a word."""
        low = word.casefold()
        return low in _RANK or self.counts[low] > 0 or (len(low) > _LETTERS and is_word(low)) or is_compound(low)


@lru_cache(maxsize=50_000)
def is_word(low: str) -> bool:
    """Return whether a lower-case word is in the Swedish dictionary; loading it takes half a second.

    It is read where it lies packed: made a table of, it takes twice as long and 90 MB.
    """
    import simplemma  # noqa: PLC0415 - only damaged texts need the dictionary

    return bool(simplemma.is_known(low, lang="sv", low_memory=True))


def is_compound(low: str) -> bool:
    """Return whether a word is two known words put together, with or without an "s" between them."""
    for at in range(_ENOUGH - 1, len(low) - _ENOUGH + 1):
        joint = at > _ENOUGH and low[at - 1] == "s"
        if is_word(low[at:]) and (is_word(low[:at]) or (joint and is_word(low[: at - 1]))):
            return True
    return False
