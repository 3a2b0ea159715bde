"""Sources of money that a text names: funds and the actors that fund.

A cell has slots for them: a bracket that holds nothing else, "Finansiering: …", "finansieras av …",
"medel från …". In a slot an actor's name is a funder too; elsewhere only a fund's name counts, and less.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.fund_givers import subjects
from samgraf.reports.fund_names import FUNDER_KINDS, Item, Names, actors_in, funds_in, generic_in, list_at, names_of
from samgraf.reports.model import FundMention
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.context import Context

_ALSO_A_PLAN = "/lansplan-transport"
"""A fund that is a document first: in prose it pays for nothing."""
_AUTHORITIES = frozenset({"Agency", "EUFund", "Government"})
_SLOTS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("label", 0.97, re.compile(r"(?:^|(?<=[\n.;,(\s]))(?:[Mm]ed|[Ss]am|[Hh]uvud|[Dd]el)?(?:[Ff]inansiering|[Ff]inansiär(?:er|erna)?|[Ff]inansieringskäll(?:a|or)|[Ff]inansierat\sav|[Ff]inansieras\sav|[Ff]ond(?:er)?|[Mm]edel|[Bb]idrag|[Ss]töd(?=\s?:\s[A-ZÅÄÖ\d]))(?:\s(?:är|sker|genom|från|via|av)){0,2}\s?:\s?|(?<![\w-])(?:[Mm]ed)?[Ff]inansiär(?:er|erna)?\s(?:i\s\w+\s)?(?:är|var)\s")),
    ("financed-by", 0.95, re.compile(r"(?i:\b(?:med|sam|del|huvud)?(?:finansier(?:as|ades|at|ad|ats|ade)|(?:bekosta|betala|sponsra|täck|bestrid)(?:s|des|ts|d|tes?))(?:\s(?:helt|delvis|till\s\w+(?:\sdel)?(?:en)?|gemensamt|också|även|dels|bl\.?a\.?|bland\sannat|huvudsakligen|främst|till\s\d+\s?(?:%|procent))){0,3}\s(?:av|med|genom|via|från|inom(?:\sramen\sför)?)\s)")),
    ("financed-by", 0.9, re.compile(r"\b(?:(?i:finansiering)(?:en)?\s(?:kommer\s)?(?:från|av|via|genom|sker\s(?:till\s\w+\s|delvis\s|främst\s|huvudsakligen\s|i\shuvudsak\s)?(?:med|genom|via|av)|ur|med)|(?i:medfinansiering)\s(?:från|av|med)|(?i:med\sfinansiering\s(?:från|av)))\s")),
    ("financed-by", 0.9, re.compile(r"\b(?i:(?:medlen|\w*budgeten|finansieringen|pengarna|kostnaden)\s(?:utgörs|består|kommer|betalas|täcks)\s(?:till\s\S+\s?(?:%|procent|\w*del)?\s)?(?:av|från|ur)\s)")),
    ("means-from", 0.9, re.compile(r"(?i:\b(?:\w*medel|pengar(?:na)?|(?:bredbands|projekt|verksamhets|investerings|drift|etablerings|uppstarts|utvecklings)\w*stöd(?:et)?|\w*bidrag(?:en|et)?|projektstöd|finansiellt\sstöd|ekonomiskt\sstöd|statligt\sstöd|kronor|\bkr|mnkr|mkr|stöd)\s(?:\w+\s)?(?:från|ur|via|inom)\s(?:den\s|det\s|EU:s\s)?)")),
    ("granted-by", 0.9, re.compile(r"(?i:\b(?:bevilja(?:ts|des|t|d|de)|tilldela(?:ts|des)|erhållit|fått|får|fick|söktes|sökts)\s(?:[^.\n;(]{0,60}?\s)?(?:från|av|ur|via)\s(?:den\s)?)")),
    ("label", 0.9, re.compile(r"(?<=[.;\n]\s)[Öö]vriga\s?:\s|(?<=\n)[Öö]vriga\s?:\s")),
    ("means-from", 0.9, re.compile(r"\b(?i:(?:varav|och|samt)\s(?:hälften|merparten|resten|huvuddelen|en\s\w+del|\d+\s?(?:%|procent)|\d[\d ,.]*\s?(?:mn?kr|msek|tkr|(?:miljon(?:er)?\s)?kronor|kr))\s(?:kommer\s)?(?:från|ur|via)\s)")),
    ("share-of", 0.9, re.compile(r"(?i:\d\s?(?:mn?kr|msek|tkr|(?:miljon(?:er)?\s)?kronor|kr),?\s\(?varav\s)")),
    ("financed-by", 0.9, re.compile(r"\b(?:[Kk]ostnad(?:en|erna)|[Ff]inansiering(?:en)?|[Bb]udget(?:en)?)\s(?:delas|fördelas|har\s(?:för)?delats|täcks|bärs)\s(?:\w+\s)?(?:mellan|av)\s")),
    ("financed-by", 0.9, re.compile(r"\b(?i:hälften|resten|återstoden|resterande(?:\s\w+)?|merparten|huvuddelen|en\s\w+del|\d+\s?(?:%|procent))\s(?:av\s\w+\s)?(?:kommer|kom|betalas|täcks|finansieras|utgörs|bekostas|bärs)\s(?:från|av|ur)\s")),
    ("financed-by", 0.85, re.compile(r"(?:^|(?<=[.;\n]\s)|(?<=\n))(?i:hälften|resten|återstoden|merparten|huvuddelen|en\s\w+del|\d+\s?(?:%|procent))\s(?:från|ur)\s", re.MULTILINE)),
    ("share-of", 0.9, re.compile(r"(?i:(?:kostnad|budget|omslutning|finansiering|ram)(?:en)?\s?(?:är|på|om|:)?\s?\d[\d ,.]*\s?(?:mn?kr|msek|tkr|(?:miljon(?:er)?\s)?kronor|kr)\s?[:(]\s?)")),
    ("within", 0.8, re.compile(r"\b(?:[Ss]amarbete|\w*[Pp]rojekt|[Ss]atsning|[Ii]nsats)\w*\b[^.;\n]{0,160}?\s(?:inom|i)\s(?=Interreg|INTERREG)")),
    ("within", 0.8, re.compile(r"\b[Ii]nom\s(?:den\s|vår\s)?(?=(?:ordinarie|befintlig|egen|regionens)\w*\s)")),
    ("support-of", 0.7, re.compile(r"(?i:\bmed\s(?:stöd|hjälp|medfinansiering|medel)\s(?:av|från|genom)\s(?:\w*medel\s(?:från|ur)\s)?)")),
)  # fmt: skip
_SLOT_WORDS = Needles([pattern for _, _, pattern in _SLOTS])
_COMPOUND = re.compile(r"-?\s?(?:med|sam|del)?-?finansiera(?:t|d|de|s)\b|-projekt(?:et)?\b(?=\s*[.,)\n]|\s)")
_GRANTS = re.compile(
    r"\s(?:har\s)?(?:beviljat|beviljade|beviljar|gett|gav|ger)\s(?:\w+\s)?(?:\d[\d ,.]*\s?(?:mn?kr|miljon|tkr|kr|msek)|\w*medel\b|\w*stöd\b|\w*bidrag\b|finansiering)"
    r"|(?::?s)?\s\w+(?:stöd|bidrag)\s*(?:[.,;)\n]|$)",
    re.IGNORECASE,
)
"""What an authority does that gives money; a region does so to others too, with which the insats has nothing to do."""
_ACTIVE_WORDS = Needles([_COMPOUND, _GRANTS])
_REFUSED = re.compile(
    r"[^.;\n]{0,80}\b(?:avslag|avslogs|(?:men|dock)\s(?:\w+\s){0,3}?(?:inte|ej)\b|bevilja\w*\s(?:inte|ej)\b)"
)
_NOT_GRANTED = re.compile(
    r"[^.;,\n]{0,60}\b(?:sökts|söktes|ansökts)\s(?:men|utan)\s[^.;,\n]{0,20}\b(?:inte|ej|avslag|bevilja)"
)
"""What follows a source of money that was asked and gave none."""
_UNKNOWN = 0.7
"""How sure it is that a name that nobody knows gives money, where the grammar puts it among those who do."""
_GIVER = re.compile(r"(?:stiftelsen?|fond(?:en)?|\w*bank(?:en)?|förbundet)\b|\b(?:Sparbank|Spararnas)", re.IGNORECASE)
"""What a name is called whose bearer gives money, even if nobody knows it."""
_ASKED = re.compile(
    r"\b[Aa]nsök\w*\s(?:\w+\s){0,2}?(?:till|hos|om|inom|i)\s(?:\w*medel\s(?:från|ur)\s|stöd\s(?:från|ur)\s)?$"
)
_UNUSED = re.compile(
    r"[^.;\n]{0,90}?\b(?:(?:använd|använt|utnyttja|bevilja|sökt|sök|finansiera|aktuell)\w*\s(?:inte|ej)\b|(?:inte|ej)\s(?:använd|använt|utnyttja|bevilja|sök|finansiera|aktuell)\w*)"
)
"""What follows money that was not used; only asked of funds that nothing else says were."""
_SENTENCE = 160
_BESIDE = re.compile(r"\b(?:tillsammans|samverkan|samarbete|samråd|mellan|deltar|medverkar|partner)\b[^.;\n]*$")
_GROUP = re.compile(r"(?:Leader|LEADER)\s[A-ZÅÄÖ\d]")
"""A local action group: it takes part, and pays only where something says so."""
_MONEY = re.compile(r"medel|finansier|insats|budget|bidrag|anslag|\bEU\b|resurs|privat")
_BRACKET = re.compile(r"\(([^()\n]{2,160})\)")
_BRACKET_LEAD = re.compile(
    r"\s*(?:(?:med|sam)?finansier\w*(?:\s(?:av|med|från|via))?\s?:?|medel\s(?:från|ur|:)|med\smedel\s(?:från|ur|av)|stöd\sfrån|finansiär\w*\s?:?)\s+",
    re.IGNORECASE,
)


def find_funds(text: str, context: Context) -> tuple[FundMention, ...]:
    """Return the sources of money that a text names, each once, in its order."""
    names = names_of(context.reference)
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
                found.append(
                    _mention(text, item, method, min(confidence, _UNKNOWN) if item.kind == "proper" else confidence)
                )
    prose = (
        item
        for item in funds_in(text, names)
        if not any(start < item.end and item.start < end for start, end in spans)
        and not (item.fund or "").endswith(_ALSO_A_PLAN)
        and not _unreal(text, item)
        and not (
            _GROUP.match(text, item.start, item.end)
            and _BESIDE.search(text, max(0, item.start - _SENTENCE), item.start)
        )
    )
    found += [_mention(text, item, "prose", 0.6) for item in prose]
    return _distinct(
        [
            mention
            for mention in found
            if not _told_in_brackets(text, mention) and not _NOT_GRANTED.match(text, mention.end)
        ]
    )


def _unreal(text: str, item: Item) -> bool:
    """Return whether money is only asked for, or said not to be used."""
    sentence = re.split(r"[.;\n](?:\s|$)", text[item.end :])[0]
    asked = _ASKED.search(text, max(0, item.start - 60), item.start) and "bevilja" not in sentence
    return bool(asked) or bool(_UNUSED.match(text, item.end))


_OWN_OF = re.compile(r"\s(?:från|av|ur|hos)\s(?:\w+\s)?(?:[Kk]ommun|[Ff]öretag|näringsliv|part)")
"""Whose own money it is, where it is not the region's."""


def _told_in_brackets(text: str, mention: FundMention) -> bool:
    """Return whether money is said more exactly beside it ("statliga medel (1:1)", "Skolverket har gett statsbidrag", "egna medel från X kommun")."""
    if mention.name.lower() in {"egna medel", "regionens egna medel"}:
        return bool(_OWN_OF.match(text, mention.end))
    if mention.name == "Europeiska unionen":
        return bool(re.match(r"\s?\((?:ERUF|ESF|FRO|JTF|Interreg|EJFLU|[Rr]egional|[Ss]ocial)", text[mention.end :]))
    return mention.name.lower().startswith("statliga") and bool(
        re.match(r"\s(?:från|via|genom)\s[A-ZÅÄÖ]\w+(?:verket|rådet|styrelsen|myndigheten)", text[mention.end :])
        or re.match(r"\s?(?:\(|via\s|genom\s|från\s|:\s)(?:anslag\s)?1[:.]1", text[mention.end :])
        or re.search(r"verket\s(?:har\s)?(?:gett|gav|ger|beviljat|beviljade)\s$", text[: mention.start])
    )


def _bracketed(text: str, names: Names) -> Iterator[tuple[str, float, list[Item]]]:
    """Yield the sources in each bracket that holds nothing else."""
    for match in _BRACKET.finditer(text):
        lead = _BRACKET_LEAD.match(text, match.start(1), match.end(1))
        start = lead.end() if lead else match.start(1)
        items, end = list_at(text, start, match.end(1), names, proper=bool(lead))
        rest = text[end : match.end(1)].strip(" .,")
        if not items or (rest and not re.fullmatch(r"PO\s?\d|[Pp]rogramområde.*|\d.*|m\.?\s?fl\.?|mål\s.*", rest)):
            continue
        if lead or any(item.fund for item in items) or _ends_cell(text, match, items):
            if not lead and _introduces(text, match, items):
                continue
            yield "bracket", 0.95, items


_ONLY_POINTS = re.compile(r"[ .]*")


def _ends_cell(text: str, match: re.Match[str], items: list[Item]) -> bool:
    """Return whether a bracket with only actors that fund stands by itself, at the end of a line or sentence."""
    last = _ONLY_POINTS.fullmatch(text, match.end()) is not None
    closes = last or text[match.end() : match.end() + 2].strip(" ")[:1] in {"\n", "."}
    before = text[max(0, match.start() - _SENTENCE) : match.start()]
    opens = last or before.rstrip(" ")[-1:] in {".", "\n", ""}
    return (
        closes
        and opens
        and all(item.kind in {"Agency", "Region", "generic", "Government", "EUFund"} for item in items)
        and not _introduces(text, match, items)
    )


def _introduces(text: str, match: re.Match[str], items: list[Item]) -> bool:
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


def _slots(text: str, names: Names) -> Iterator[tuple[str, float, list[Item]]]:
    """Yield the sources after each word that opens a slot for them."""
    for method, confidence, pattern in _SLOT_WORDS.fitting(_SLOTS, text):
        for match in pattern.finditer(text):
            if match[0].lower().startswith("övriga") and text.find("inansi", 0, match.start()) < 0:
                continue
            items, end = list_at(
                text, match.end(), len(text), names, proper=method not in {"within", "support-of"}, lines=match[0].endswith("\n"),
            )  # fmt: skip
            if method == "share-of" and not (
                items and items[0].kind != "proper" and re.search(r"\d", text[items[0].end : end])
            ):
                continue
            if method in {"means-from", "granted-by"} and _REFUSED.match(text, end):
                continue
            if method == "support-of" or (method == "means-from" and _PLAIN_SUPPORT.match(match[0])):
                items = _supporting(items)
            if method in {"means-from", "granted-by"}:
                items = [
                    item
                    for item in items
                    if item.kind in FUNDER_KINDS or item.fund or item.kind == "generic" or _GIVER.search(item.name)
                ]
            if items:
                yield method, confidence, items


def _supporting(items: list[Item]) -> list[Item]:
    """Return who supports with money of those who support: funds, those who grant money, and authorities beside a fund."""
    beside = any(item.fund for item in items)
    return [
        item
        for item in items
        if item.fund or _GRANTING.search(item.name) or (beside and item.kind in _AUTHORITIES | {"generic"})
    ]


_PLAIN_SUPPORT = re.compile(r"stöd\s")
_GRANTING = re.compile(r"^(?:Vinnova|Tillväxtverket|Energimyndigheten|Forte)$|Formas$|[a-zåäö]rådet$")
"""Authorities that support with money: those that fund research, culture, energy and growth."""
_PART = re.compile(r"(?:^|(?<=\n)|(?<=[.;,]\s))(?=\S)")
_AFTER_YEARS = re.compile(r"(?:\d\d|\d\d\))\s?[–-]?\s?[.,;]?\s?$")
_CLOSES = re.compile(
    r"[ .)]{0,3}$|[.\n;]|,\s(?:varav\s|hälften\svar|(?:till\s)?lika\s(?:mycket|delar)|var\sför\ssig|vardera)"
)
_TAKES_PART = re.compile(
    r"\b(?:tillsammans|samverkan|samarbete|samråd|med|mellan|av|driver|leder|äger|deltar|medverkar|samordnar|ansvarar|genomför|partner|parter)\b[^.;\n]*,\s$"
)
"""A sentence that says who takes part, up to the comma before the next of them."""


def _row(text: str, at: int, names: Names) -> tuple[list[Item], int]:
    """Return the sources in a row from a place on, with names that nobody knows where funds stand in the row and nothing follows it."""
    items, end = list_at(text, at, len(text), names, proper=False)
    if any(item.kind == "fund" for item in items) and not _CLOSES.match(text, end):
        longer, last = list_at(text, at, len(text), names, proper=True)
        if _CLOSES.match(text, last):
            return longer, last
    return items, end


def _alone(text: str, names: Names) -> Iterator[tuple[str, float, list[Item]]]:
    """Yield the sources in each line or sentence that holds nothing else ("2022–2025. ERUF, anslag 1:1.").

    A list with a fund says what it is; one of actors alone does so only right after the years of the insats.
    """
    done = 0
    for match in _PART.finditer(text):
        if match.start() < done:
            continue
        items, end = _row(text, match.start(), names)
        if not items:
            continue
        done = end
        if not _CLOSES.match(text, end) or _TAKES_PART.search(text, max(0, match.start() - _SENTENCE), match.start()):
            continue
        told = any(
            item.kind == "fund" or (item.kind == "generic" and _MONEY.search(text, item.start, item.end))
            for item in items
        )
        if told or (
            all(item.kind in FUNDER_KINDS or item.kind == "generic" for item in items)
            and _AFTER_YEARS.search(text[max(0, match.start() - 20) : match.start()].rstrip(" "))
        ):
            yield "alone", 0.85 if told else 0.75, items


def _active(text: str, names: Names) -> Iterator[tuple[str, float, list[Item]]]:
    """Yield each source that is the subject of a verb of giving, or the first part of "EU-finansierat"."""
    for items in subjects(text, names):
        yield "finances", 0.9, items
    if not _ACTIVE_WORDS.fitting((_COMPOUND, _GRANTS), text):
        return
    for item in (*funds_in(text, names), *actors_in(text, names), *generic_in(text, names)):
        if (item.fund or item.kind == "generic") and _COMPOUND.match(text, item.end):
            yield "compound", 0.7, [item]
        elif item.kind in _AUTHORITIES and _GRANTS.match(text, item.end):
            yield "grants", 0.8, [item]


def _mention(text: str, item: Item, method: str, confidence: float) -> FundMention:
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
