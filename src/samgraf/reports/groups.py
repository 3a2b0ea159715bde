"""Groups of actors without names: "nio av tio kommuner", "länets kommuner", "civilsamhället"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.model import GroupMention

if TYPE_CHECKING:
    from samgraf.reports.context import Context

_COUNTING = """
    noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo
    tjugoen tjugotvå tjugotre tjugofyra tjugofem tjugosex tjugosju tjugoåtta tjugonio trettio trettioen trettiotvå
    trettiotre
"""
NUMBERS = {word: number for number, word in enumerate(_COUNTING.split())} | {
    "ett": 1,
    "bägge": 2,
    "båda": 2,
    "fyrtio": 40,
    "femtio": 50,
}
"""Numbers as words."""

_NOUNS = (
    (
        r"(?:bergslags|glesbygds|landsbygds|skärgårds|inlands|kust|fjäll|medlems|grann)?kommuner(?:na)?(?:s)?",
        "Municipality",
    ),
    (r"regioner(?:na)?s?|regionorganisationer(?:na)?s?|landsting(?:en)?s?", "Region"),
    (r"länsstyrelser(?:na)?s?", "CountyBoard"),
    (r"(?:statliga\s+|nationella\s+)?myndigheter(?:na)?s?", "Agency"),
    (
        r"lärosäten(?:a)?s?|universitet(?:en)?s?\s+och\s+högskolor(?:na)?s?|högskolor(?:na)?s?|universiteten",
        "University",
    ),
    (r"folkhögskolor(?:na)?s?|lärcentra|utbildningsanordnare|studieförbund(?:en)?s?", "EducationProvider"),
    (r"samordningsförbund(?:en)?s?", "CoordinationAssociation"),
    (r"kommunalförbund(?:en)?s?", "RegionalAssociation"),
    (
        (
            r"(?:de\s+)?(?:företags|innovations)(?:-\s+och\s+\w+)?främjande\s+(?:aktörer|organisationer)(?:na)?s?|"
            r"science\s+parks|inkubatorer(?:na)?s?"
        ),
        "BusinessPromoter",
    ),
    (
        (
            r"civilsamhället?s?(?:\s+organisationer)?|civila\s+samhället?s?(?:\s+organisationer)?|"
            r"(?:ideella\s+)?föreningar(?:na)?s?|idéburna\s+(?:aktörer|organisationer)"
            r"|ideella\s+(?:aktörer|organisationer)|byalag(?:en)?"
        ),
        "CivilSociety",
    ),
    (r"näringslivet?s?|(?:\w+)?företag(?:en)?s?|arbetsgivare(?:n|s)?|(?:nät|industri)bolag(?:en)?s?", "Company"),
    (r"kluster(?:organisationer)?(?:na)?s?", "Cluster"),
    (
        r"bransch(?:organisationer|förbund)(?:na|en)?s?|fackförbund(?:en)?s?|fackliga\s+(?:organisationer|företrädare)",
        "InterestOrganisation",
    ),
    (
        (
            r"samverkansparter(?:na)?s?|samverkansaktörer(?:na)?s?|parter(?:na)?s?|aktörer(?:na)?s?|"
            r"organisationer(?:na)?s?"
        ),
        "Actor",
    ),
)
_TENS = {"ti": 10, "tjug": 20, "tretti": 30, "fyrti": 40, "femti": 50, "hundra": 100}
"""How many "ett tiotal" is about: from four fifths of it to two fifths more."""
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0]\d{3})*|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_QUANTIFIER = (
    r"(?P<nofm>(?P<part>" + _NUMBER + r")\s+av\s+(?:(?:länets|regionens|de|våra)\s+)?(?P<total>" + _NUMBER + r")\s+)"
    r"|(?P<nof>(?P<some>" + _NUMBER + r")\s+av\s+(?=(?:länets|regionens|de)\s|$))"
    r"|(?P<all>(?:samtliga|alla|länets\s+samtliga|länets\s+alla)\s+(?:(?:av|länets|regionens|de|landets)\s+)*(?P<count>"
    + _NUMBER
    + r"\s+)?)"
    r"|(?P<own>(?:länets|regionens|de)\s+(?P<number>" + _NUMBER + r"\s+))"
    r"|(?P<rest>(?:länets\s+|de\s+)?övriga\s+(?P<others>" + _NUMBER + r"\s+)?)"
    r"|(?P<most>(?:flertalet|merparten|majoriteten|de\s+flesta)\s+(?:av\s+)?)"
    r"|(?P<about>(?:drygt\s+|knappt\s+|minst\s+)?ett\s+(?P<tens>ti|tjug|tretti|fyrti|femti|hundra|\d{2,3})-?o?tal\s+)"
    r"|(?P<few>några|ett\s+par|ett\s+antal|flera|många|olika)\s+"
    r"|(?P<plain>(?:minst|drygt|cirka|ca|över|knappt|totalt|sammanlagt)?\s*(?P<exact>" + _NUMBER + r")\s+)"
)
_NOUN = re.compile(
    r"(?<![\w-])(?P<noun>" + "|".join(f"(?P<n{at}>{noun})" for at, (noun, _) in enumerate(_NOUNS)) + r")(?![\w-])"
)
_LEAD = re.compile(
    r"(?<![\w-])(?:"
    + _QUANTIFIER
    + r")?(?P<whose>(?:länets|regionens|landets|de|våra|hela)\s+)?(?P<adj>(?:(?:små|medelstora|stora|mindre|större|"
    r"lokala|regionala|deltagande|"
    r"medverkande|berörda|norra|södra|östra|västra|privata|offentliga|andra|externa|unika|samverkande)\s+"
    r"(?:och\s+(?=små|medelstora|mindre|större|offentliga|privata|regionala|lokala|norra|södra))?){0,4})$",
)
_REACH = 60
_INDEFINITE = re.compile(
    (
        r"(?:kommuner|regioner|länsstyrelser|myndigheter|aktörer|organisationer|parter|\w*företag|arbetsgivare|"
        r"föreningar|lärosäten|kluster)$"
    ),
    re.IGNORECASE,
)


_ELSEWHERE = re.compile(r"\s+(?:i|inom)\s+(?=[A-ZÅÄÖ])(?![\wÅÄÖåäö ]+ län\b)")
"""A part of the county, or another county, that a group is taken from: how many there are is not known."""


def find_groups(text: str, context: Context) -> list[GroupMention]:
    """Return the groups in a text in its order, without roles."""
    lowered = text.lower() if len(text.lower()) == len(text) else text
    return [group for match in _NOUN.finditer(lowered) if (group := _group(text, lowered, match, context)) is not None]


def _group(text: str, lowered: str, match: re.Match[str], context: Context) -> GroupMention | None:
    """Return the group of one noun, or None if the noun alone says no more than its word ("organisationer")."""
    lead = _LEAD.search(lowered, max(0, match.start() - _REACH), match.start())
    if lead is None:
        return None
    kind = next(kind for at, (_, kind) in enumerate(_NOUNS) if match[f"n{at}"])
    quantified = any(lead[name] for name in ("nofm", "nof", "all", "own", "rest", "most", "about", "few", "plain"))
    if (
        not quantified
        and not lead["whose"]
        and _INDEFINITE.match(match["noun"])
        and kind in {"Actor", "Company", "Cluster"}
    ):
        return None
    start = lead.start() + len(lead[0]) - len(lead[0].lstrip())
    whole, whole_of = _whole(kind, lowered[start : match.end()], context)
    if _ELSEWHERE.match(text, match.end()):
        whole = whole_of = None
    definite = bool(lead["whose"]) or bool(re.search(r"(?:na|en)s?$", match["noun"]))
    least, most, whole = _bounds(lead, whole, definite=definite)
    return GroupMention(
        start=start,
        end=match.end(),
        surface=text[start : match.end()],
        method="group",
        confidence=0.9 if quantified or lead["whose"] else 0.7,
        kind=kind,
        least=least,
        most=most,
        whole=whole,
        whole_of=whole_of if whole is not None else None,
    )


def _whole(kind: str, surface: str, context: Context) -> tuple[int | None, str | None]:
    """Return how many there are of the set that a group is taken from, and the county of that set."""
    if kind == "Municipality" and "landets" not in surface:
        county = next((county for county in context.reference.counties if county.code == context.region), None)
        return (county.municipalities, county.code) if county else (None, None)
    if kind in {"Region", "CountyBoard"} and "landets" in surface:
        return len(context.reference.counties) or None, None
    return None, None


def _bounds(match: re.Match[str], whole: int | None, *, definite: bool) -> tuple[int | None, int | None, int | None]:  # noqa: C901, PLR0911  (one case for each way of counting)
    """Return the least and the most members that the words allow, and the size of the whole."""
    if match["nofm"]:
        return _number(match["part"]), _number(match["part"]), _number(match["total"])
    if match["nof"]:
        return _number(match["some"]), _number(match["some"]), whole
    if match["all"]:
        size = _number(match["count"]) if match["count"] else whole
        return size, size, size
    if match["own"]:
        size = _number(match["number"])
        return size, size, whole if whole is not None else size
    if match["rest"]:
        size = _number(match["others"]) if match["others"] else None
        return size or 1, size or (whole - 1 if whole else None), whole
    if match["most"]:
        return (whole // 2 + 1 if whole else 2), whole, whole
    if match["about"]:
        size = int(match["tens"]) if match["tens"].isdigit() else _TENS[match["tens"]]
        least, most = size * 4 // 5, size * 7 // 5
        return least, min(most, whole) if whole and whole >= least else most, whole
    if match["few"]:
        return 2, whole, whole
    if match["plain"]:
        size = _number(match["exact"])
        return size, size, whole
    if definite and whole is not None and match["adj"]:
        return 1, whole, whole
    if definite and whole is not None:
        return (whole if match["whose"] else min(2, whole)), whole, whole
    return None, None, None


def _number(text: str | None) -> int | None:
    """Return a number written in figures or as a word."""
    if not text:
        return None
    bare = re.sub(r"\s", "", text).lower()
    return int(bare) if bare.isdigit() else NUMBERS.get(bare)
