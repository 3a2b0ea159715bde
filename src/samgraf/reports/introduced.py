"""Short forms that a report introduces itself: "Region Västmanland (RV)", "Almi" for the one it names in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.actor_forms import Name
from samgraf.reports.actor_words import ACRONYMS_NOT_ACTORS, DIRECTIONS, LAND
from samgraf.reports.context import Introduced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samgraf.reports.actor_forms import Gazetteer

NOT_AN_ACTOR = ""
"""The kind of what a report introduces and that is no actor ("Kompetensplan Västmanland (KPV)")."""

_SHORT = r"[A-ZÅÄÖ][\wÅÄÖåäö&-]{0,14}(?: [A-ZÅÄÖ][\wåäö]+)?"
_CALLED = (
    r"(?:(?:nedan|fortsättningsvis|hädanefter|framöver|här|även|också)?\s*(?:kallad|kallat|kallas|benämnd|benämns|"
    r"förkortat|förkortas|förkortad)?\s*(?:för\s+)?)"
)
_IN_BRACKETS = re.compile(rf"\s*\(\s*{_CALLED}[\"”']?(?P<short>{_SHORT})[\"”']?\s*\)")
_AFTER_COMMA = re.compile(r",\s+(?P<short>[A-ZÅÄÖ]{2,6})(?=[,.)])")
_ANY_BRACKETS = re.compile(
    r"(?<!\w)(?P<name>[A-ZÅÄÖ][\wåäö-]{1,60}(?: [\wåäöÅÄÖ-]{1,60}){0,5}) \((?P<short>[A-ZÅÄÖ][A-ZÅÄÖ\d&-]{1,7})\)"
)
_PUBLIC = frozenset({"Municipality", "Region", "CountyBoard", "University", "UniversityCollege"})
_LONGEST = 6
_FAMILY = re.compile(
    r"(?:Almi|ALMI|Coompanion|Nyföretagarcentrum|Handelskammaren|Energikontoret?|RF-SISU|LRF|IUC|Länstrafiken|"
    r"Hushållningssällskapet|Drivhuset|Teknikcollege|Visit|Connect|Finsam|"
    r"Kollektivtrafikmyndigheten|Räddningstjänsten|Sparbanken|Företagarna|[A-ZÅÄÖ]\w+(?:kontoret|kammaren|"
    r"centrum|college))",
)
"""First words of names that are used alone for the one at home in the region."""


def short_forms(text: str, names: Sequence[Name], gazette: Gazetteer) -> dict[str, Introduced]:
    """Return the short forms that a text introduces, by short form; what is no actor has the kind NOT_AN_ACTOR."""
    found = dict([*_families(text, names, gazette), *_nouns(text, names)])
    for match in _ANY_BRACKETS.finditer(text):
        if _initials(match["name"], match["short"]):
            found[match["short"]] = Introduced(match["short"], match["name"], None, NOT_AN_ACTOR)
    for name in names:
        if name.sort != "actor":
            continue
        for after in (_IN_BRACKETS, _AFTER_COMMA):
            own = after.match(text, name.end)
            if own and _plausible(own["short"], text[name.start : name.end], in_brackets=after is _IN_BRACKETS):
                found[own["short"]] = Introduced(
                    own["short"], name.name or text[name.start : name.end], name.actor, name.kind
                )
    return dict(sorted(found.items()))


def introduced_names(text: str, introduced: Mapping[str, Introduced]) -> list[Name]:
    """Return where a text uses the short forms."""
    if not introduced:
        return []
    forms = "|".join(re.escape(short) for short in sorted(introduced, key=lambda short: (-len(short), short)))
    found: list[Name] = []
    for match in re.finditer(rf"(?<![\w@/.-])(?P<short>{forms})(?P<s>:s|s)?(?![\w-]|:\w)", text):
        one = introduced[match["short"]]
        if one.kind == NOT_AN_ACTOR:
            found.append(Name(start=match.start(), end=match.end(), sort="other", name=one.name))
        else:
            found.append(
                Name(
                    start=match.start(),
                    end=match.end(),
                    sort="actor",
                    actor=one.actor,
                    name=one.name,
                    kind=one.kind,
                    method="introduced",
                    confidence=0.92,
                    genitive=bool(match["s"]),
                )
            )
    return found


def _plausible(short: str, name: str, *, in_brackets: bool) -> bool:
    """Return whether what stands in brackets after a name is a short form of it, not a remark."""
    if short in ACRONYMS_NOT_ACTORS or len(short) < 2:  # noqa: PLR2004
        return False
    if _initials(name, short):
        return True
    return (
        in_brackets
        and short.isupper()
        and len(short) <= _LONGEST
        and short[0].lower() in {word[0].lower() for word in re.findall(r"\w+", name)}
    )


def _initials(name: str, short: str) -> bool:
    """Return whether a short form's letters occur in a name in their order, the first at the beginning of a word."""
    words = name.lower().split()
    letters = re.sub(r"[\W\d_]", "", short).lower()
    if not letters:
        return False
    if " " not in short and not short.isupper() and any(word.startswith(letters[:4]) for word in words):
        return len(words) > 1
    for at in range(len(words)):
        rest = " ".join(words[at:])
        if rest.startswith(letters[0]):
            place = 0
            for letter in rest:
                if place < len(letters) and letter == letters[place]:
                    place += 1
            if place == len(letters):
                return True
    return False


_LAST_NOUN = re.compile(r"(?:\w*förbund|\w*universitet|\w*museum|\w*sällskap)$")


def _nouns(text: str, names: Sequence[Name]) -> Iterator[tuple[str, Introduced]]:
    """Yield the definite noun of a name that ends in a common noun, where the text names only one such."""
    by_noun: dict[str, dict[str, Name]] = {}
    for name in names:
        called = name.name or text[name.start : name.end]
        last = called.split()[-1]
        if name.sort == "actor" and " " in called and last[0].islower() and _LAST_NOUN.match(last):
            by_noun.setdefault(last, {})[name.actor or called] = name
    for noun, named in sorted(by_noun.items()):
        if len(named) == 1:
            one = next(iter(named.values()))
            definite = noun.removesuffix("um") + "et" if noun.endswith("um") else noun + "et"
            for short in (definite, definite.capitalize()):
                yield short, Introduced(short, one.name or text[one.start : one.end], one.actor, one.kind)


def _families(text: str, names: Sequence[Name], gazette: Gazetteer) -> Iterator[tuple[str, Introduced]]:
    """Yield the first word of a name as its short form, where the text names one actor with it in full."""
    full: dict[str, dict[str, Name]] = {}
    for name in names:
        if name.sort != "actor" or name.kind in _PUBLIC or name.method.startswith("introduced"):
            continue
        words = text[name.start : name.end].split()
        called = name.name or text[name.start : name.end]
        first = words[0].removesuffix("s") if len(words) == 1 else words[0]
        rest = words[1:]
        local = any(
            word in DIRECTIONS
            or word in gazette.known
            or word.removesuffix("s").lower() in LAND
            or word in {"i", "län", "läns"}
            for word in rest
        )
        if rest and local and name.kind != "Company" and _FAMILY.fullmatch(first) and called.startswith(first[:3]):
            full.setdefault(first, {})[name.actor or called] = name
    for first, named in sorted(full.items()):
        if len(named) == 1:
            one = next(iter(named.values()))
            yield first, Introduced(first, one.name, one.actor, one.kind)
