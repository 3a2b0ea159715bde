"""Names of those who give money: funds as they are inflected and cut, actors, kinds of giver, and lists of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reference import Reference

_GENERIC: tuple[tuple[str, str], ...] = (
    ("Regionens egna medel", r"(?:[Rr]egionens\s|[Rr]egion\s[A-ZÅÄÖ]\w+s\s)?(?:egna|interna|ordinarie)\s(?:\w*medel|budget(?:medel)?|resurser)|[Ee]genfinansiering|[Ee]gen\sfinansiering|[Ee]gen\sinsats|[Rr]egionens\s(?:ordinarie\s|egen\s)?\w*budget|(?:inom\s|i\s)?(?:ordinarie|befintlig[at]?|egen)\s(?:ram(?:ar)?|budget(?:ram)?|anslag|verksamhet(?:sbudget)?)(?=\s*(?:[.,;)\n]|$))|[Rr]egionala\sutvecklingsmedel|[Rr]egionen(?=\s*(?:[.,;)\n]|$|och\b|samt\b|\(?\d))"),
    ("Kommunerna", r"(?:(?:[Dd]eltagande|[Mm]edverkande|[Bb]erörda|[Ss]amverkande|[Ii]ngående|[Ll]änets|[Ss]amtliga|[Aa]lla|[Dd]e\s\w+)\s)*[Kk]ommun(?:er(?:s|na|nas)?(?:\si\slänet)?|ens?(?=\s*(?:[.,;)\n]|$|och\b|egna\b|samt\b|\(?\d)))(?:\segna\smedel)?"),
    ("Näringslivet", r"[Ff]öretagen(?=\s*(?:[.,;)\n]|$|och\b|samt\b|\(?\d))|(?:det\s)?(?:privata\s|regionala\s)?[Nn]äringsliv(?:et)?|(?:[Dd]eltagande|[Mm]edverkande|[Bb]erörda|[Ll]okala)\s[Ff]öretag(?:en)?|[Pp]rivata?\s(?:medel|finansiering|aktörer)"),
    ("Stadsmiljöavtal", r"[Ss]tadsmiljöavtal(?:et|en)?(?:smedel)?"),
    ("Regionala projektmedel", r"[Rr]egionala\sprojektmedel"),
    ("Övriga medel", r"[Öö]vriga?\s(?:medel|finansiering|finansiärer)|[Aa]ndra\smedel|[Aa]nnan\sfinansiering"),
    ("Statsbidrag", r"[Ss]tatsbidrag(?:en|et)?|[Ss]tatliga\smedel(?!\s\(?1[:.,]1)|[Ss]taten(?=\s*(?:[.,;)\n]|$|och\b|samt\b))"),
    ("Nationella regionalfonden", r"(?:[Dd]et\s)?[Nn]ationella\s[Rr]egionalfonds?(?:en|program(?:met)?)"),
    ("EU", r"EU(?:-medel|-finansiering|-stöd|:s?\s\w+fonder)?(?![\w:-])"),
)  # fmt: skip
_SPELLINGS: tuple[tuple[str, str], ...] = (
    ("anslag 1:1", r"(?:(?:[Ss]tatlig[at]?|[Rr]egionala)\s)?(?:(?:[Aa]nslag(?:et|en|s)?(?:smedel)?|[Mm]edel|[Mm]edfinansiering|[Uu]tgiftsområde\s19,?\sanslag)\s)?1[:.,]\s?1(?:[-–]?\s?(?:anslag(?:et)?|medel|an))?(?:[,\s]+[Rr]egionala\s(?:utvecklingsåtgärder|tillväxtåtgärder))?|[Rr]egionala\stillväxtmedel|[Ss]tatlig(?:t|a)\sstöd\still\s(?:det\s)?regionalt?\s(?:tillväxt|utveckling)\w*"),
    ("REACT-EU", r"R[Ee][Aa][Cc][Tt][-\s]?EU"),
    ("eruf", r"(?:Europeiska\s|Eu(?:ropeiska)?:?s?\s)?(?:[Rr]egionala\s[Uu]tvecklingsfond(?:en|s)?)|ERUF(?:-medel|:s)?(?![\w])|Eruf|eruf|(?<![Nn]ationella\s)[Rr]egionalfond(?:en)?(?:s(?:program\w*|medel))?"),
    ("esf", r"(?:Europeiska\s)?[Ss]ocialfond(?:en)?(?:\s?\+|\splus)?|ESF(?:\s?\+|\splus|-medel|-rådet)?(?![\w])|Svenska\sESF-rådet"),
    ("fro", r"FRO\b|JTF\b|[Ff]onden\sför\s(?:en\s)?rättvis\somställning|Just\sTransition\sFund"),
    ("interreg", r"(?:INTERREG|Interreg)(?:\s(?:[IVX]+[AB]?|[A-ZÅÄÖ][a-zåäö]+)(?:[-–\s][A-ZÅÄÖ][a-zåäö]+){0,3})?(?:[-\s]program(?:met)?)?"),
    ("ejflu", r"(?:Europeiska\s)?[Jj]ordbruksfonden(?:\sför\slandsbygdsutveckling)?|EJFLU\b|[Ll]andsbygdsprogrammet|(?:Leader|LEADER)(?:stöd\w*|-?medel\w*)?(?:\s(?:[A-ZÅÄÖ][\w-]+|\d\w+)){0,4}"),
)  # fmt: skip
_FORMS: tuple[tuple[str, str], ...] = (
    ("erasmus-plus", r"Erasmus\s?(?:\+|plus|Plus)"),
    (
        "life",
        r"(?:EU:s\s)?(?:LIFE|Life)(?:-(?:program(?:met)?|projekt(?:et)?)|\sIP)?(?:\s(?=[A-ZÅÄÖ]))?(?![\w-])(?!\s(?:Science|Sciences)\b)",
    ),
    ("lansplan-transport", r"[Ll]änsplanen(?:\sför\s(?:regional\s)?transportinfrastruktur(?:en)?)?"),
    ("cap", r"CAP(?:-(?:planen|programmet|stöd(?:et)?))?"),
    ("cef", r"CEF"),
    ("rrf", r"RRF"),
    ("horisont-europa", r"Horis?(?:on|ont)\s[Ee]uropa"),
)
"""Ways of writing a fund's name besides those that the reference data lists, by the fund's key."""
_FALLBACK_NAMES = {
    "anslag 1:1": "Anslag 1:1",
    "eruf": "ERUF",
    "esf": "ESF",
    "fro": "FRO",
    "interreg": "Interreg",
    "ejflu": "Europeiska jordbruksfonden för landsbygdsutveckling",
}
_FUND_KEYS = {
    "anslag 1:1": "anslag-1-1", "REACT-EU": "react-eu", "eruf": "eruf", "esf": "esf", "fro": "fro", "interreg": "interreg", "ejflu": "ejflu",
    "EU": "eu", "Regionens egna medel": "own-means", "Nationella regionalfonden": "nationella-regionalfonden",
}  # fmt: skip
FUNDER_KINDS = frozenset(
    {"InternationalOrganisation", "Agency", "Region", "CountyBoard", "Municipality", "EUFund", "Government", "Actor"}
)
_HEAD = r"(?:\w*(?:kommun|stad|universitet|högskola|stiftelsen?|institutet|rådet|verket|styrelsen|myndigheten|akademin|förbund(?:et)?|förening(?:en)?|fond(?:en)?|bank(?:en)?|bolag(?:et)?|museum))(?![\w])"
_PROPER = rf"(?!(?:Projektet|Insatsen|Syftet|Målet|Detta|Den|Det|De|Regionen|Totalt|Under|Stöd|Vi|PO\d|Programområde)\b)[A-ZÅÄÖ][\w&-]+(?:\s(?:[A-ZÅÄÖ][\w&-]+|för|län|i|och\s(?=[a-zåäö]+verket|[a-zåäö]+styrelsen)|{_HEAD}))*"
PROPER_NAME = re.compile(_PROPER)
_SHARE = re.compile(r"\s\d{1,3}(?:[.,]\d+)?\s?(?:%|procent\b)|\s\d[\d ,.]*\s?(?i:mn?kr|msek|tkr|miljoner\skronor)\b")
"""What a giver's part is, right after its name in a list of givers."""
_CAPITAL = re.compile(r"(?<![\w])[A-ZÅÄÖ]")
_INFLECTED = re.compile(r"(?:s|n|en|et)?(?![\w])")
_PLACE = r"[A-ZÅÄÖ][\w-]+"
_SHARED = re.compile(
    rf"(?P<place>{_PLACE})(?:(?=(?:,\s{_PLACE}){{0,12}},?\s(?:och|samt|&)\s{_PLACE}\skommuner\b)|\skommuner\b)"
)
_FIRST = 3
_SPELLINGS_BEGIN = r"Eu|ERUF|[Ee]ruf|ESF|FRO|JTF|EJFLU|R[Ee][Aa]|Just|I[Nn][Tt]|CAP|CEF|RRF|[Rr]egional|[Ss]ocialf|[Ff]ond|[Jj]ordb|[Ll]andsb|Lead|LEAD|[Ss]tatlig|[Aa]nslag|[Mm]edel|[Uu]tgift|1[:.,]|Svenska\sE"
_CONNECT = re.compile(
    r"\s*(?:[•·▪*→✓➢]\s|[-–]\s)?(?:(?:,|;|/|\+|&|\bsamt\b|\boch\b|\brespektive\b|\bdels\b|\bplus\b|\binklusive\b|\btillsammans\smed\b|\bmed\b)\s*(?:\b(?:samt|och|dels|även|med|numera|tidigare)\s+)?(?:(?:av|från|ur|via)\s+)?)?\s*(?:(?:\w*medel|medfinansiering|finansiering|bidrag|stöd|finansieras|bl\.?a\.?)\s(?:från|ur|av|via|med)\s|"
    r"(?:till\s)?(?:\d{1,3}(?:[,.]\d+)?\s?(?:%|procent)|\d[\d ,.]*\s?(?:mn?kr|tkr|msek|kr|miljoner\skronor)|hälften|resten|återstoden|resterande(?:\s\S+){0,2}|delvis|dels|en\s\w*del|två\s\w+delar|(?:i\s)?övrigt)\s(?:(?:betalas|finansieras|kommer|täcks|bekostas|utgörs)\s)?(?:av|från|ur|med|genom|via)\s"
    r")?(?:(?:den|det|de|vårt?)\s)?(?:EU-)?(?:(?:program|fond)(?:met|en)?\s(?=[A-ZÅÄÖ]))?\s*"
)
_AFTER_ITEM = re.compile(
    r"(?:-(?:medel|bidrag|stöd|finansiering|pengar))?(?:\s(?:Övre\sNorrland|Mellersta\sNorrland|Norra\sMellansverige|Östra\sMellansverige|Småland\soch\s[Öö]arna|Västsverige|Skåne-Blekinge|Stockholm))?"
    r"(?:,?\s(?:med\s|om\s)?\d[\d ,.]*\s?(?i:mkr|mnkr|msek|tkr|sek|kr|kronor|miljon(?:er)?\skronor|miljon(?:er)?\seuro|euro)\b)?\s?(?:\([^()]{1,30}\)|,?\s?(?:PO\s?\d|[Pp]rogramområde\s\d(?:\.\d)?|[Ss]pecifikt\smål\s[\d.]+|[Ss]ärskilt\smål\s[\d.]+|insatsområde\s\d))?(?:\s?\d{1,3}\s?(?:%|procent))?"
)
_cache: dict[int, tuple[Reference, Names]] = {}


@dataclass(frozen=True, slots=True)
class Item:
    """One source of money found at a place: its canonical name, the IRI of fund or actor, and how it was recognised."""

    start: int
    end: int
    name: str
    fund: str | None
    actor: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Names:
    """The patterns of all known names: `fund` first, then `actors` by name and by acronym.

    `fund` holds the patterns of all funds, each a group: the group that matches is the place of its name and IRI in `funds`.
    `giver` matches where one of `generic` does.
    """

    fund: re.Pattern[str]
    funds: tuple[tuple[str, str | None], ...]
    begins: re.Pattern[str]
    actors: dict[str, tuple[tuple[str, str, str, str], ...]]
    giver: re.Pattern[str]
    generic: tuple[tuple[re.Pattern[str], str, str | None], ...]


def list_at(
    text: str, at: int, stop: int, names: Names, *, proper: bool, lines: bool = False
) -> tuple[list[Item], int]:
    """Return the sources that stand in a row from a place on, and where the row ends; with `lines` each may have its own."""
    items: list[Item] = []
    end = at
    while at < stop:
        lead = _CONNECT.match(text, at, stop)
        begin = lead.end() if lead else at
        if items and begin == at:
            break
        item = item_at(text, begin, names, proper=proper) or (
            item_at(text, at, names, proper=proper) if not items else None
        )
        if item is None or item.end > stop:
            break
        items.append(item)
        after = _AFTER_ITEM.match(text, item.end, stop)
        at = end = after.end() if after else item.end
        if text[at : at + 1] == "." or (text[at : at + 1] == "\n" and not lines):
            break
    return items, end


def item_at(text: str, at: int, names: Names, *, proper: bool) -> Item | None:
    """Return the source whose name begins at a place: a fund, an actor, a kind of giver, or any proper name."""
    if match := names.fund.match(text, at):
        return _fund(match, names)
    actor = _municipality_at(text, at, names) or _actor_at(text, at, names)
    for pattern, name, fund in names.generic if names.giver.match(text, at) else ():
        if (match := pattern.match(text, at)) and (actor is None or match.end() > actor.end):
            return Item(at, match.end(), name, fund, None, "generic")
    if actor:
        return actor
    match = PROPER_NAME.match(text, at)
    if match and (proper or _SHARE.match(text, match.end())):
        return Item(at, match.end(), match[0], None, None, "proper")
    return None


def _fund(match: re.Match[str], names: Names) -> Item:
    """Return a fund where its name stands."""
    name, fund = names.funds[(match.lastindex or 1) - 1]
    return Item(match.start(), match.end(), name, fund, None, "fund")


def funds_in(text: str, names: Names) -> Iterator[Item]:
    """Yield every fund that is named anywhere, the first name that fits a place."""
    end = 0
    for begin in names.begins.finditer(text):
        if begin.start() < end:
            continue
        if match := names.fund.match(text, begin.start()):
            end = match.end()
            yield _fund(match, names)


def _actor_at(text: str, at: int, names: Names) -> Item | None:
    """Return the actor whose name begins at a place, the longest name that fits."""
    if at and text[at - 1].isalnum():
        return None
    for written, iri, name, kind in names.actors.get(text[at : at + _FIRST], ()):
        if text.startswith(written, at) and (match := _INFLECTED.match(text, at + len(written))):
            return Item(at, match.end(), name, None, iri, kind)
    return None


def _municipality_at(text: str, at: int, names: Names) -> Item | None:
    """Return the municipality whose place stands alone in a list that ends in "kommuner" ("Kils, Sunne och Eda kommuner")."""
    match = _SHARED.match(text, at)
    if match is None:
        return None
    place = match["place"]
    wanted = {
        f"{place} kommun",
        f"{place}s kommun",
        f"{place.removesuffix('s')} kommun",
        f"{place.removesuffix('s')}s kommun",
    }
    for written, iri, name, kind in names.actors.get(place[:_FIRST], ()):
        if kind == "Municipality" and written in wanted:
            return Item(at, match.end(), name, None, iri, kind)
    return None


def actors_in(text: str, names: Names) -> Iterator[Item]:
    """Yield every actor that is named anywhere."""
    for begin in _CAPITAL.finditer(text):
        if actor := _actor_at(text, begin.start(), names):
            yield actor


def generic_in(text: str, names: Names) -> Iterator[Item]:
    """Yield "EU" wherever it stands: the only kind of giver that is named so shortly."""
    name, fund = next((name, iri) for pattern, name, iri in names.generic if pattern.match("EU"))
    for match in re.finditer(r"(?<![\w-])EU(?![\w:])", text):
        yield Item(match.start(), match.end(), name, fund, None, "generic")


def names_of(reference: Reference) -> Names:
    """Return the patterns of a reference's funds and actors, made once."""
    if id(reference) not in _cache or _cache[id(reference)][0] is not reference:
        _cache[id(reference)] = (reference, _patterns(reference))
    return _cache[id(reference)][1]


def _patterns(reference: Reference) -> Names:
    """Return the patterns of all names: those of the reference, and the ways in which funds are inflected and cut."""
    by_key = {fund.iri.rsplit("/", 1)[1]: fund for fund in reference.funds}
    forms: list[str] = []
    funds: list[tuple[str, str | None]] = []
    long = sorted(
        ((name, fund) for fund in reference.funds for name in fund.names if len(name) > _FIRST),
        key=lambda entry: (-len(entry[0]), entry[1].iri),
    )
    spelled = {word for _, pattern in _SPELLINGS for word, _ in long if re.fullmatch(pattern, word)}
    for key, pattern in _SPELLINGS:
        record = by_key.get(_FUND_KEYS[key])
        forms.append(pattern)
        funds.append((record.name if record else _FALLBACK_NAMES.get(key, key), record.iri if record else None))
    for key, pattern in _FORMS:
        if record := by_key.get(key):
            forms.append(rf"(?:{pattern})(?![\w])")
            funds.append((record.name, record.iri))
    for name, record in long:
        if name not in spelled:
            form = f"[{re.escape(name[0].upper() + name[0].lower())}]{re.escape(name[1:])}"
            forms.append(rf"{form}(?:s|n|en|et)?(?![\w])")
            funds.append((record.name, record.iri))
    generic = tuple(
        (
            re.compile(pattern),
            record.name if (record := by_key.get(_FUND_KEYS.get(name, ""))) else name,
            record.iri if record else None,
        )
        for name, pattern in _GENERIC
    )
    actors: dict[str, list[tuple[str, str, str, str]]] = {}
    for actor in reference.actors:
        if actor.kind in FUNDER_KINDS or actor.kind in {
            "University",
            "BusinessPromoter",
            "CivilSociety",
            "InterestOrganisation",
            "RegionalAssociation",
        }:
            for name in (actor.name, *actor.aliases, *actor.acronyms):
                actors.setdefault(name[:_FIRST], []).append((name, actor.iri, actor.name, actor.kind))
    longest_first = {
        first: tuple(sorted(own, key=lambda entry: (-len(entry[0]), entry[1]))) for first, own in actors.items()
    }
    begins = "|".join(
        [
            _SPELLINGS_BEGIN,
            *sorted({re.escape(cased[:4]) for name, _ in long for cased in (name, name[0].swapcase() + name[1:])}),
        ]
    )
    return Names(
        fund=re.compile(rf"(?<![\w])(?:{'|'.join(f'({form})' for form in forms)})"),
        funds=tuple(funds),
        begins=re.compile(rf"(?<![\w])(?=(?:{begins}))"),
        actors=longest_first,
        giver=re.compile("|".join(f"(?:{pattern})" for _, pattern in _GENERIC)),
        generic=generic,
    )
