"""Sources of money that a text names: funds and the actors that fund.

A cell has slots for them: a bracket that holds nothing else, "Finansiering: …", "finansieras av …",
"medel från …". In a slot an actor's name is a funder too; elsewhere only a fund's name counts, and less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.reports.model import FundMention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reference import Reference
    from samgraf.reports.context import Context

_GENERIC: tuple[tuple[str, str], ...] = (
    ("Regionens egna medel", r"(?:[Rr]egionens\s|[Rr]egion\s[A-ZÅÄÖ]\w+s\s)?(?:egna|interna|ordinarie)\s(?:\w*medel|budget(?:medel)?|resurser)|[Ee]genfinansiering|[Ee]gen\sfinansiering|[Ee]gen\sinsats|[Rr]egionens\s(?:ordinarie\s|egen\s)?(?:budget|driftsbudget)|[Rr]egionala\sutvecklingsmedel|[Rr]egionen(?=\s*(?:[.,;)\n]|$|och\b|samt\b|\d))"),
    ("Kommunerna", r"(?:(?:deltagande|medverkande|berörda|samverkande|ingående|länets|samtliga|alla|de\s\w+)\s)*[Kk]ommun(?:er(?:na|nas)?(?:\si\slänet)?|en(?=\s*(?:[.,;)\n]|$|och\b|samt\b|\d)))(?:\segna\smedel)?"),
    ("Näringslivet", r"(?:det\s)?(?:privata\s|regionala\s)?[Nn]äringsliv(?:et)?|(?:deltagande|medverkande)\s[Ff]öretag(?:en)?|[Pp]rivata?\s(?:medel|finansiering|aktörer)"),
    ("Regionala projektmedel", r"[Rr]egionala\sprojektmedel"),
    ("Övriga medel", r"[Öö]vriga?\s(?:medel|finansiering|finansiärer)|[Aa]ndra\smedel|[Aa]nnan\sfinansiering"),
    ("Statsbidrag", r"[Ss]tatsbidrag(?:en|et)?|[Ss]tatliga\smedel(?!\s\(?1[:.,]1)|[Ss]taten(?=\s*(?:[.,;)\n]|$|och\b|samt\b))"),
    ("Nationella regionalfonden", r"(?:[Dd]et\s)?[Nn]ationella\s[Rr]egionalfonds?(?:en|program(?:met)?)"),
    ("EU", r"EU(?:-medel|-finansiering|-stöd|:s?\s\w+fonder)?(?![\w:-])"),
)  # fmt: skip
_SPELLINGS: tuple[tuple[str, str], ...] = (
    ("anslag 1:1", r"(?:(?:[Ss]tatlig[at]?|[Rr]egionala)\s)?(?:(?:[Aa]nslag(?:et|en|s)?(?:smedel)?|[Mm]edel|[Uu]tgiftsområde\s19,?\sanslag)\s)?1[:.,]\s?1(?:[-–]?\s?(?:anslag(?:et)?|medel|an))?(?:[,\s]+[Rr]egionala\s(?:utvecklingsåtgärder|tillväxtåtgärder))?|[Rr]egionala\stillväxtmedel"),
    ("REACT-EU", r"R[Ee][Aa][Cc][Tt][-\s]?EU"),
    ("eruf", r"(?:Europeiska\s|Eu(?:ropeiska)?:?s?\s)?(?:[Rr]egionala\s[Uu]tvecklingsfond(?:en|s)?)|ERUF(?:-medel|:s)?(?![\w])|Eruf|eruf|(?<![Nn]ationella\s)[Rr]egionalfond(?:en)?(?:s(?:program\w*|medel))?"),
    ("esf", r"(?:Europeiska\s)?[Ss]ocialfond(?:en)?(?:\s?\+|\splus)?|ESF(?:\s?\+|\splus|-medel|-rådet)?(?![\w])|Svenska\sESF-rådet"),
    ("fro", r"FRO\b|JTF\b|[Ff]onden\sför\s(?:en\s)?rättvis\somställning|Just\sTransition\sFund"),
    ("interreg", r"(?:INTERREG|Interreg)(?:\s(?:[IVX]+[AB]?|[A-ZÅÄÖ][a-zåäö]+)(?:[-–\s][A-ZÅÄÖ][a-zåäö]+){0,3})?(?:[-\s]program(?:met)?)?"),
    ("ejflu", r"(?:Europeiska\s)?[Jj]ordbruksfonden(?:\sför\slandsbygdsutveckling)?|EJFLU\b|[Ll]andsbygdsprogrammet|Leader(?:stöd\w*)?(?:\s[A-ZÅÄÖ]\w+)?"),
)  # fmt: skip
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
_FUNDER_KINDS = frozenset(
    {"InternationalOrganisation", "Agency", "Region", "CountyBoard", "Municipality", "EUFund", "Government", "Actor"}
)
_ALSO_A_PLAN = "/lansplan-transport"
"""A fund that is a document first: in prose it pays for nothing."""
_AUTHORITIES = frozenset({"Agency", "EUFund", "Government"})
_PROPER = r"(?!(?:Projektet|Insatsen|Syftet|Målet|Detta|Den|Det|De|Regionen|Totalt|Under|Stöd|PO\d|Programområde)\b)[A-ZÅÄÖ][\w&-]+(?:\s(?:[A-ZÅÄÖ][\w&-]+|för|län|kommun|stad|universitet|högskola|i|och\s(?=[a-zåäö]+verket|[a-zåäö]+styrelsen)|stiftelse\w*))*"
_PROPER_NAME = re.compile(_PROPER)
_SLOTS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("label", 0.97, re.compile(r"(?:^|(?<=[\n.;,(\s]))(?:[Mm]ed|[Ss]am|[Hh]uvud|[Dd]el)?(?:[Ff]inansiering|[Ff]inansiär(?:er|erna)?|[Ff]inansieringskäll(?:a|or)|[Ff]inansierat\sav|[Ff]inansieras\sav|[Ff]ond(?:er)?|[Mm]edel)(?:\s(?:är|sker|genom|från|via|av)){0,2}\s?:\s?|(?<![\w-])(?:[Mm]ed)?[Ff]inansiär(?:er|erna)?\s(?:i\s\w+\s)?(?:är|var)\s")),
    ("financed-by", 0.95, re.compile(r"(?i:\b(?:med|sam|del|huvud)?(?:finansier(?:as|ades|at|ad|ats|ade)|bekosta(?:s|des|ts|d))(?:\s(?:helt|delvis|till\s\w+(?:\sdel)?(?:en)?|gemensamt|också|även|dels|bl\.?a\.?|bland\sannat|huvudsakligen|främst|till\s\d+\s?(?:%|procent))){0,3}\s(?:av|med|genom|via|från|inom(?:\sramen\sför)?)\s)")),
    ("financed-by", 0.9, re.compile(r"\b(?:(?i:finansiering)(?:en)?\s(?:kommer\s)?(?:från|av|via|genom|sker\s(?:med|genom|via|av)|ur|med)|(?i:medfinansiering)\s(?:från|av|med)|(?i:med\sfinansiering\s(?:från|av)))\s")),
    ("means-from", 0.9, re.compile(r"(?i:\b(?:\w*medel|bidrag(?:en|et)?|projektstöd|finansiellt\sstöd|ekonomiskt\sstöd|kronor|\bkr|mnkr|mkr|stöd)\s(?:\w+\s)?(?:från|ur|via|inom)\s(?:den\s|det\s|EU:s\s)?)")),
    ("granted-by", 0.9, re.compile(r"(?i:\b(?:bevilja(?:ts|des|t|d|de)|tilldela(?:ts|des)|erhållit|fått|får|fick|söktes|sökts)\s(?:[^.\n;(]{0,60}?\s)?(?:från|av|ur|via)\s(?:den\s)?)")),
    ("financed-by", 0.9, re.compile(r"\b[Kk]ostnad(?:en|erna)\s(?:delas|fördelas|har\sdelats|täcks)\s(?:\w+\s)?(?:mellan|av)\s")),
    ("within", 0.8, re.compile(r"\b(?:[Ss]amarbete|\w*[Pp]rojekt|[Ss]atsning|[Ii]nsats)\w*\b[^.;\n]{0,160}?\s(?:inom|i)\s(?=Interreg|INTERREG)")),
    ("support-of", 0.7, re.compile(r"(?i:\bmed\s(?:stöd|hjälp|medfinansiering|medel)\s(?:av|från|genom)\s(?:\w*medel\s(?:från|ur)\s)?)")),
)  # fmt: skip
_ACTIVE = re.compile(
    r"\s(?:med|sam|del|huvud)?(?:finansierar|finansierade|finansierat)\b|\s(?:betalar|betalade|bekostar|bekostade)\b|\s(?:bidrar|bidrog|går\sin|gick\sin|har\s(?:bidragit|gått\sin|skjutit\still))\s(?:ekonomiskt\s)?(?:med\s)?(?:ca\s|cirka\s|drygt\s)?\d[\d ,.]*\s?(?:mn?kr|msek|tkr|kr|miljon)|\s(?:är|som)\s(?:\w*finansiär(?:er)?)\b|-?\s?(?:med|sam|del)?-?finansiera(?:t|d|de|s)\b|-projekt(?:et)?\b(?=\s*[.,)\n]|\s)"
)
_FINANCES = re.compile(
    r"[Ff]inansi|-projekt|bidra|skjutit|gått\sin|g(?:år|ick)\sin|\b(?:betala|bekosta|bevilja|gett|gav|stöd|\w+stöd|bidrag)"
)
_GRANTS = re.compile(
    r"\s(?:har\s)?(?:beviljat|beviljade|beviljar|gett|gav|ger)\s(?:\w+\s)?(?:\d[\d ,.]*\s?(?:mn?kr|miljon|tkr|kr|msek)|\w*medel\b|\w*stöd\b|\w*bidrag\b|finansiering)"
    r"|(?::?s)?\s\w+(?:stöd|bidrag)\s*(?:[.,;)\n]|$)",
    re.IGNORECASE,
)
"""What an authority does that gives money; a region does so to others too, with which the insats has nothing to do."""
_REFUSED = re.compile(
    r"[^.;\n]{0,80}\b(?:avslag|avslogs|(?:men|dock)\s(?:\w+\s){0,3}?(?:inte|ej)\b|bevilja\w*\s(?:inte|ej)\b)"
)
_SHARE = re.compile(r"\s\d{1,3}(?:[.,]\d+)?\s?(?:%|procent\b)|\s\d[\d ,.]*\s?(?i:mn?kr|msek|tkr|miljoner\skronor)\b")
"""What a giver's part is, right after its name in a list of givers."""
_NOT_GRANTED = re.compile(
    r"[^.;,\n]{0,60}\b(?:sökts|söktes|ansökts)\s(?:men|utan)\s[^.;,\n]{0,20}\b(?:inte|ej|avslag|bevilja)"
)
"""What follows a source of money that was asked and gave none."""
_MONEY = re.compile(r"medel|finansier|insats|budget|bidrag|anslag|\bEU\b|resurs|privat")
_CAPITAL = re.compile(r"(?<![\w])[A-ZÅÄÖ]")
_INFLECTED = re.compile(r"(?:s|n|en|et)?(?![\w])")
_FIRST = 3
_SPELLINGS_BEGIN = r"Eu|ERUF|[Ee]ruf|ESF|FRO|JTF|EJFLU|R[Ee][Aa]|Just|I[Nn][Tt]|[Rr]egional|[Ss]ocialf|[Ff]ond|[Jj]ordb|[Ll]andsb|Lead|[Ss]tatlig|[Aa]nslag|[Mm]edel|[Uu]tgift|1[:.,]|Svenska\sE"
_BRACKET = re.compile(r"\(([^()\n]{2,160})\)")
_BRACKET_LEAD = re.compile(
    r"\s*(?:(?:med|sam)?finansier\w*(?:\s(?:av|med|från|via))?\s?:?|medel\s(?:från|ur|:)|med\smedel\s(?:från|ur|av)|stöd\sfrån|finansiär\w*\s?:?)\s+",
    re.IGNORECASE,
)
_CONNECT = re.compile(
    r"\s*(?:,|;|/|\+|&|\bsamt\b|\boch\b|\brespektive\b|\bdels\b|\bplus\b|\binklusive\b|\btillsammans\smed\b|\bmed\b)?\s*(?:\b(?:samt|och|dels|även|med)\s+)?(?:(?:\w*medel|medfinansiering|finansiering|bidrag|stöd|finansieras|bl\.?a\.?)\s(?:från|ur|av|via|med)\s)?(?:(?:den|det|de|vårt?)\s)?(?:EU-)?(?:(?:program|fond)(?:met|en)?\s(?=[A-ZÅÄÖ]))?\s*"
)
_AFTER_ITEM = re.compile(
    r"(?:\s(?:Övre\sNorrland|Mellersta\sNorrland|Norra\sMellansverige|Östra\sMellansverige|Småland\soch\s[Öö]arna|Västsverige|Skåne-Blekinge|Stockholm))?"
    r"(?:\s(?:med\s|om\s)?\d[\d ,.]*\s?(?i:mkr|mnkr|msek|tkr|sek|kr|kronor|miljon(?:er)?\skronor|miljon(?:er)?\seuro|euro)\b)?\s?(?:\([^()]{1,30}\)|,?\s?(?:PO\s?\d|[Pp]rogramområde\s\d(?:\.\d)?|[Ss]pecifikt\smål\s[\d.]+|[Ss]ärskilt\smål\s[\d.]+|insatsområde\s\d))?(?:\s?\d{1,3}\s?(?:%|procent))?"
)
_cache: dict[int, tuple[Reference, _Names]] = {}


@dataclass(frozen=True, slots=True)
class _Item:
    """One source of money found at a place: its canonical name, the IRI of fund or actor, and how it was recognised."""

    start: int
    end: int
    name: str
    fund: str | None
    actor: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class _Names:
    """The patterns of all known names: `funds` first, then `actors` by name and by acronym."""

    funds: tuple[tuple[re.Pattern[str], str, str | None], ...]
    begins: re.Pattern[str]
    actors: dict[str, tuple[tuple[str, str, str, str], ...]]
    generic: tuple[tuple[re.Pattern[str], str, str | None], ...]


def find_funds(text: str, context: Context) -> tuple[FundMention, ...]:
    """Return the sources of money that a text names, each once, in its order."""
    names = _names(context.reference)
    found: list[FundMention] = []
    spans: list[tuple[int, int]] = []
    for method, confidence, items in (
        *_bracketed(text, names),
        *_slots(text, names),
        *_active(text, names),
        *_alone(text, names),
    ):
        for item in items:
            if not any(start < item.end and item.start < end for start, end in spans):
                spans.append((item.start, item.end))
                found.append(_mention(text, item, method, confidence if item.kind != "proper" else 0.6))
    prose = (
        item
        for item in _funds_in(text, names)
        if not any(start < item.end and item.start < end for start, end in spans)
        and not (item.fund or "").endswith(_ALSO_A_PLAN)
    )
    found += [_mention(text, item, "prose", 0.6) for item in prose]
    return _distinct(
        [
            mention
            for mention in found
            if not _told_in_brackets(text, mention) and not _NOT_GRANTED.match(text, mention.end)
        ]
    )


def _told_in_brackets(text: str, mention: FundMention) -> bool:
    """Return whether money of the state is said more exactly beside it ("statliga medel (1:1)", "Skolverket har gett statsbidrag")."""
    return mention.name.lower().startswith("statliga") and bool(
        re.match(r"\s?(?:\(|via\s|genom\s|från\s|:\s)(?:anslag\s)?1[:.]1", text[mention.end :])
        or re.search(r"verket\s(?:har\s)?(?:gett|gav|ger|beviljat|beviljade)\s$", text[: mention.start])
    )


def _bracketed(text: str, names: _Names) -> Iterator[tuple[str, float, list[_Item]]]:
    """Yield the sources in each bracket that holds nothing else."""
    for match in _BRACKET.finditer(text):
        lead = _BRACKET_LEAD.match(text, match.start(1), match.end(1))
        start = lead.end() if lead else match.start(1)
        items, end = _list_at(text, start, match.end(1), names, proper=bool(lead))
        rest = text[end : match.end(1)].strip(" .,")
        if not items or (rest and not re.fullmatch(r"PO\s?\d|[Pp]rogramområde.*|\d.*|m\.?\s?fl\.?|mål\s.*", rest)):
            continue
        if lead or any(item.fund for item in items) or _ends_cell(text, match, items):
            if not lead and _introduces(text, match, items):
                continue
            yield "bracket", 0.95, items


def _ends_cell(text: str, match: re.Match[str], items: list[_Item]) -> bool:
    """Return whether a bracket with only actors that fund stands by itself, at the end of a line or sentence."""
    closes = not text[match.end() :].strip(" .") or text[match.end() : match.end() + 2].strip(" ")[:1] in {"\n", "."}
    opens = text[: match.start()].rstrip(" ")[-1:] in {".", "\n", ""} or match.end() >= len(text.rstrip(" ."))
    return (
        closes
        and opens
        and all(item.kind in {"Agency", "Region", "generic", "Government", "EUFund"} for item in items)
        and not _introduces(text, match, items)
    )


def _introduces(text: str, match: re.Match[str], items: list[_Item]) -> bool:
    """Return whether a bracket only gives the short form of the name right before it ("Post- och telestyrelsen (PTS)")."""
    if len(items) > 1 or not re.fullmatch(r"[A-ZÅÄÖ+-]{2,6}\+?", match[1].strip()):
        return False
    words = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 80) : match.start()])[-6:]
    letters = re.sub(r"[^A-ZÅÄÖ]", "", match[1])
    initials = "".join(word[0].upper() for word in words)
    following = iter(initials)
    in_order = all(letter in following for letter in letters)
    return (
        in_order
        and bool(words)
        and text[match.start() - 2 : match.start()].strip()[-1:].isalpha()
        and re.search(r"(?:fond|verk|styrelse|myndighet)", " ".join(words[-4:]).lower()) is not None
    )


def _slots(text: str, names: _Names) -> Iterator[tuple[str, float, list[_Item]]]:
    """Yield the sources after each word that opens a slot for them."""
    for method, confidence, pattern in _SLOTS:
        for match in pattern.finditer(text):
            items, end = _list_at(text, match.end(), len(text), names, proper=method in {"label", "financed-by"})
            if method in {"means-from", "granted-by"} and _REFUSED.match(text, end):
                continue
            if method == "support-of" or (method == "means-from" and re.search(r"stöd\s", match[0])):
                items = [item for item in items if item.fund]
            if method in {"means-from", "granted-by"}:
                items = [item for item in items if item.kind in _FUNDER_KINDS or item.fund or item.kind == "generic"]
            if items:
                yield method, confidence, items


_PART = re.compile(r"(?:^|(?<=\n)|(?<=[.;,]\s))(?=\S)")
_AFTER_YEARS = re.compile(r"(?:\d\d|\d\d\))\s?[.,;]?\s?$")


def _alone(text: str, names: _Names) -> Iterator[tuple[str, float, list[_Item]]]:
    """Yield the sources in each line or sentence that holds nothing else ("2022–2025. ERUF, anslag 1:1.").

    A list with a fund says what it is; one of actors alone does so only right after the years of the insats.
    """
    done = 0
    for match in _PART.finditer(text):
        if match.start() < done:
            continue
        items, end = _list_at(text, match.start(), len(text), names, proper=False)
        closes = text[end : end + 1] in {"", ".", "\n", ";"} or not text[end : end + 3].strip(" .)")
        if not items:
            continue
        done = end
        if not closes:
            continue
        told = any(
            item.kind == "fund" or (item.kind == "generic" and _MONEY.search(text, item.start, item.end))
            for item in items
        )
        if told or (
            all(item.kind in _FUNDER_KINDS or item.kind == "generic" for item in items)
            and _AFTER_YEARS.search(text[max(0, match.start() - 20) : match.start()].rstrip(" "))
        ):
            yield "alone", 0.85 if told else 0.75, items


def _active(text: str, names: _Names) -> Iterator[tuple[str, float, list[_Item]]]:
    """Yield each source that is the subject of "finansierar", or the first part of "EU-finansierat"."""
    if not _FINANCES.search(text):
        return
    items = sorted(
        (*_funds_in(text, names), *_actors_in(text, names), *_generic_in(text, names)), key=lambda item: item.start
    )
    for at, item in enumerate(items):
        match = _ACTIVE.match(text, item.end)
        if match and "projekt" not in match[0]:
            first = at
            while first and re.fullmatch(r"\s*(?:,|och|samt)\s*", text[items[first - 1].end : items[first].start]):
                first -= 1
            yield "finances", 0.9, items[first : at + 1]
        elif match and item.fund:
            yield "compound", 0.7, [item]
        elif item.kind in _AUTHORITIES and _GRANTS.match(text, item.end):
            yield "grants", 0.8, [item]


def _list_at(text: str, at: int, stop: int, names: _Names, *, proper: bool) -> tuple[list[_Item], int]:
    """Return the sources that stand in a row from a place on, and where the row ends."""
    items: list[_Item] = []
    end = at
    while at < stop:
        lead = _CONNECT.match(text, at, stop)
        begin = lead.end() if lead else at
        if items and begin == at:
            break
        item = _item_at(text, begin, names, proper=proper) or (
            _item_at(text, at, names, proper=proper) if not items else None
        )
        if item is None or item.end > stop:
            break
        items.append(item)
        after = _AFTER_ITEM.match(text, item.end, stop)
        at = end = after.end() if after else item.end
        if text[at : at + 1] in {".", "\n"}:
            break
    return items, end


def _item_at(text: str, at: int, names: _Names, *, proper: bool) -> _Item | None:
    """Return the source whose name begins at a place: a fund, an actor, a kind of giver, or any proper name."""
    for pattern, name, fund in names.funds:
        if match := pattern.match(text, at):
            return _Item(at, match.end(), name, fund, None, "fund")
    if actor := _actor_at(text, at, names):
        return actor
    for pattern, name, fund in names.generic:
        if match := pattern.match(text, at):
            return _Item(at, match.end(), name, fund, None, "generic")
    match = _PROPER_NAME.match(text, at)
    if match and (proper or _SHARE.match(text, match.end())):
        return _Item(at, match.end(), match[0], None, None, "proper")
    return None


def _funds_in(text: str, names: _Names) -> Iterator[_Item]:
    """Yield every fund that is named anywhere, the first name that fits a place."""
    end = 0
    for begin in names.begins.finditer(text):
        if begin.start() < end:
            continue
        for pattern, name, fund in names.funds:
            if match := pattern.match(text, begin.start()):
                end = match.end()
                yield _Item(match.start(), end, name, fund, None, "fund")
                break


def _actor_at(text: str, at: int, names: _Names) -> _Item | None:
    """Return the actor whose name begins at a place, the longest name that fits."""
    if at and text[at - 1].isalnum():
        return None
    for written, iri, name, kind in names.actors.get(text[at : at + _FIRST], ()):
        if text.startswith(written, at) and (match := _INFLECTED.match(text, at + len(written))):
            return _Item(at, match.end(), name, None, iri, kind)
    return None


def _actors_in(text: str, names: _Names) -> Iterator[_Item]:
    """Yield every actor that is named anywhere."""
    for begin in _CAPITAL.finditer(text):
        if actor := _actor_at(text, begin.start(), names):
            yield actor


def _generic_in(text: str, names: _Names) -> Iterator[_Item]:
    """Yield "EU" wherever it stands: the only kind of giver that is named so shortly."""
    fund = next((iri for _, name, iri in names.generic if name == "EU"), None)
    for match in re.finditer(r"(?<![\w-])EU(?![\w:])", text):
        yield _Item(match.start(), match.end(), "EU", fund, None, "generic")


def _mention(text: str, item: _Item, method: str, confidence: float) -> FundMention:
    """Return a source of money as found."""
    return FundMention(
        start=item.start, end=item.end, surface=text[item.start : item.end], method=method, confidence=confidence,
        name=item.name, fund=item.fund, actor=item.actor,
    )  # fmt: skip


def _distinct(found: list[FundMention]) -> tuple[FundMention, ...]:
    """Return the sources in the order of the text, each once: the surest mention of it."""
    best: dict[str, FundMention] = {}
    for mention in found:
        key = mention.fund or mention.actor or mention.name.lower()
        if key not in best or mention.confidence > best[key].confidence:
            best[key] = mention
    return tuple(sorted(best.values(), key=lambda mention: mention.start))


def _names(reference: Reference) -> _Names:
    """Return the patterns of a reference's funds and actors, made once."""
    if id(reference) not in _cache or _cache[id(reference)][0] is not reference:
        _cache[id(reference)] = (reference, _patterns(reference))
    return _cache[id(reference)][1]


def _patterns(reference: Reference) -> _Names:
    """Return the patterns of all names: those of the reference, and the ways in which funds are inflected and cut."""
    by_key = {fund.iri.rsplit("/", 1)[1]: fund for fund in reference.funds}
    funds: list[tuple[re.Pattern[str], str, str | None]] = []
    long = sorted(
        ((name, fund) for fund in reference.funds for name in fund.names if len(name) > _FIRST),
        key=lambda entry: (-len(entry[0]), entry[1].iri),
    )
    spelled = {word for _, pattern in _SPELLINGS for word, _ in long if re.fullmatch(pattern, word)}
    for key, pattern in _SPELLINGS:
        record = by_key.get(_FUND_KEYS[key])
        funds.append(
            (
                re.compile(rf"(?<![\w])(?:{pattern})"),
                record.name if record else _FALLBACK_NAMES.get(key, key),
                record.iri if record else None,
            )
        )
    for name, record in long:
        if name not in spelled:
            form = f"[{re.escape(name[0].upper() + name[0].lower())}]{re.escape(name[1:])}"
            funds.append((re.compile(rf"(?<![\w]){form}(?:s|n|en|et)?(?![\w])"), record.name, record.iri))
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
        if actor.kind in _FUNDER_KINDS or actor.kind in {
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
    return _Names(tuple(funds), re.compile(rf"(?<![\w])(?=(?:{begins}))"), longest_first, generic)
