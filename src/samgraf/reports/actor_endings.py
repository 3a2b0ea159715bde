"""How names of actors begin and end, that no register holds: "X AB", "Y Science Park", "Stiftelsen Z", "W sijte"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samgraf.reports.actor_forms import Gazetteer

_SAMI = r"(?:saemiej |samiid |sámiid )?(?:tjiellde|tjielde|sijte|čearru|cearru|tjeärro|tjealddie|tjeälddie|tjeäldie|siida|searvi|siebrie|sïebrie)"
"""What the heads of Sami villages and associations are called in Sami, most in small letters after a name."""
_ENDINGS = (
    (r"(?:AB|Aktiebolag|HB|KB|AS|GmbH|Oy|Ltd|Inc)", "Company", 0.85),
    (r"(?:universitet|[Hh]ögskola|University|universitetet|högskolan)", "University", 0.85),
    (r"(?:\w*folkhögskola|Folkhögskola|[Yy]rkeshögskola|[Ll]ärcentrum)", "EducationProvider", 0.85),
    (r"(?:Science|Innovation|Technology|Business|Industrial) Park", "BusinessPromoter", 0.85),
    (
        (
            r"(?:Incubators?|Inkubator|Business (?:Center|Centre|Lab)|Innovation(?: Centre| Center)?|"
            r"Nyföretagarcentrum|Industrihubb|Företagscenter|Business Region)"
        ),
        "BusinessPromoter",
        0.8,
    ),
    (r"(?:[Hh]andelskammare|Handelskammaren)", "BusinessPromoter", 0.85),
    (r"(?:Finsam)", "CoordinationAssociation", 0.8),
    (r"(?:[Ss]amordningsförbund)", "CoordinationAssociation", 0.85),
    (r"(?:\w*[Kk]ommunalförbund|[Kk]ommunförbund|Kommuner|[Rr]egionförbund)", "RegionalAssociation", 0.8),
    (
        (
            r"(?:\w*förbund|\w*förening|\w*[Ss]tiftelse|\w*sällskap|\w*museum|\w*[Tt]eater|[Bb]ygderåd|\w*rörelse|"
            r"[Ff]örening|[Ff]örbund)"
        ),
        "CivilSociety",
        0.8,
    ),
    (r"(?:kommune|kommun|kunta|kaupunki)", "Municipality", 0.8),
    (r"(?:fylkeskommune|maakuntaliitto|liitto)", "RegionalAssociation", 0.75),
    (r"(?:yliopisto|ammattikorkeakoulu|[Hh]ø[gy]skole|[Hh]øgskule)", "University", 0.8),
    (r"Näringsliv(?: AB)?", "BusinessPromoter", 0.7),
    (r"\w*(?:närings|turist|turism|utvecklings|energi|bostads|fastighets|hamn)(?:livs)?bolag", "Company", 0.75),
    (r"\w*(?:jour|idrott)", "CivilSociety", 0.7),
    (r"\w*(?:[Oo]rkester|[Ee]nsemble|[Kk]onsthall|[Oo]pera|[Bb]alett|[Bb]ibliotek|[Ff]ilharmoniker)", "Actor", 0.7),
    (r"(?:[Kk]luster|Cluster)", "Cluster", 0.75),
    (r"(?:EGTS|EGTC)", "Network", 0.85),
    (r"(?:Energi|Kraft|Elnät|Fastigheter|Bostäder|Turism|Marknad|Invest)", "Company", 0.7),
    (r"(?:\w*forskningsråd|\w*institut|\w*kooperativ)", "Actor", 0.7),
    (r"ek(?:\.|onomisk) ?för(?:\.|ening)", "CivilSociety", 0.85),
    (r"(?:Center|Centre|\w*[Cc]entrum|Lab|Labs|Institute)", "Actor", 0.7),
    (r"(?:\w*länstrafik|\w*[Ss]parbank)", "Company", 0.8),
    (rf"(?:stift|sameby|{_SAMI}|{_SAMI.title()})", "CivilSociety", 0.8),
    (r"(?:stad)", "Municipality", 0.75),
    (r"(?:\w*sjukhus)", "Actor", 0.8),
    (r"(?:Airport|Flygplats|[Ff]lygplats)", "Company", 0.75),
    (r"(?:(?:[a-zåäö]+a )?råd|intressenter|samarbetskommitté)", "Network", 0.7),
    (r"[A-ZÅÄÖ]\w+[tk] centrum", "Actor", 0.65),
)
_BEGINNINGS = (
    (r"(?:Universitetet)", "University", 0.85),
    (r"(?:Polisregion|Polisområde|Lokalpolisområde)", "Agency", 0.8),
    (r"(?:Science City|Innovation Hub)", "BusinessPromoter", 0.75),
    (r"(?:Yrkeshögskolan|Folkhögskolan|Folkuniversitetet|Studieförbundet)", "EducationProvider", 0.75),
    (r"(?:Kommunalförbundet|Regionförbundet)", "RegionalAssociation", 0.85),
    (r"(?:Föreningen|Stiftelsen|Bygdegårdarnas|Länsmuseet|Hembygdsförbundet|RF-SISU|SISU)", "CivilSociety", 0.8),
    (r"(?:ALMI|Turistrådet|Inkubatorn)", "BusinessPromoter", 0.85),
    (r"(?!Social|Regional|Jordbruks|Struktur|Arvs|Havs)\w{5,}fonden", "Actor", 0.65),
    (r"(?:Partnerskapet|Alliansen)", "Network", 0.65),
    (r"(?:Fackförbundet|LO-distriktet)", "CivilSociety", 0.85),
    (r"(?:VO-College)", "Network", 0.8),
    (r"(?:Invest(?: in)?|Scenkonst)", "BusinessPromoter", 0.7),
    (r"(?:Kvinnojouren|Tjejjouren|\w+stadsmissionen)", "CivilSociety", 0.75),
    (r"(?:\w{4,}arkivet|\w{3,}biblioteket)", "CivilSociety", 0.7),
    (r"(?:Sparbanken|Bolaget|AB)", "Company", 0.7),
    (r"(?:Kollektivtrafikmyndigheten|Räddningstjänsten|Trafikverket|Polisen)", "Agency", 0.75),
    (r"(?:Länstrafiken)", "Company", 0.8),
    (r"(?:\w{3,}centr(?:um|et))", "Actor", 0.7),
    (r"(?:\w{4,}gymnasiet)", "EducationProvider", 0.75),
    (r"(?:\w{3,}museet|\w{3,}jouren)", "CivilSociety", 0.75),
    (r"(?:\w{3,}(?:teatern|sjukhuset))", "Actor", 0.7),
)
_ALONE = (
    (r"\w+(?:myndigheten|inspektionen|ämbetet|departementet|kansliet)", "Agency", 0.75),
    (
        (
            r"\w{3,}(?<!nät)(?<!Nät)(?<!egel)(?<!ram)(?<!Ram)(?<!hant)(?<!Hant)(?<!bild)(?<!kraft)(?<!vatten)(?<!konst)(?<!läro)(?<!sam)verket"
        ),
        "Agency",
        0.7,
    ),
    (r"(?!Läns|Region|Kommun|Projekt|Parti|Lands)\w{4,}styrelsen", "Agency", 0.6),
    (r"\w+(?:nämnden)", "Actor", 0.65),
    (r"\w+(?:klustret)", "Cluster", 0.7),
    (r"\w+(?:kammaren)", "BusinessPromoter", 0.75),
    (r"\w{4,}(?:förbundet)", "RegionalAssociation", 0.65),
    (r"(?!Intresse|Ekonomi|Huvud|Medlems)\w{5,}föreningen", "CivilSociety", 0.65),
    (r"\w+(?:sällskapet|museet|hemslöjden|arkivet)", "CivilSociety", 0.65),
    (r"\w+(?:universitetet|högskolan)", "University", 0.7),
    (r"\w+-?institutet", "Actor", 0.7),
    (r"\w{4,}gymnasiet", "EducationProvider", 0.75),
    (r"\w{4,}(?:teatern|operan|filharmonin)", "Actor", 0.65),
    (r"\w{4,}(?:idrotten)", "CivilSociety", 0.6),
    (r"\w+(?:collegei?|college)", "Network", 0.7),
    (
        r"(?:Coompanion|Nyföretagarcentrum|Teknikcollege|Energikontoret|Länstrafiken|Sparbanken|Företagarna)",
        "BusinessPromoter",
        0.65,
    ),
    (r"(?!Hela)\w{5,}akademi[n]", "BusinessPromoter", 0.6),
)
LONE = [(re.compile(f"{form}s?$"), kind, sure) for form, kind, sure in _ALONE]
INSIDE = [
    (re.compile(r"(?!(?:Regions?|Landstings|Kommunal|Oppositions|Stats)råd)\w{4,}(?:-?samarbetet|nätverket|(?<!om)rådet|kommittén|alliansen|kommunerna)s?$"), "Network", 0.6)
]  # fmt: skip
"""How a name of one word ends that is one where no sentence begins with it ("Vänersamarbetet")."""
LOWER_TAIL = re.compile(
    rf" (?:läns |kommuns )?(?:\w*folkhögskola|(?:tekniska )?högskola|(?:[a-zåäöæø]+(?:ska|ske|liga) )?universitet|yliopisto|ammattikorkeakoulu|kaupunki|kunta|maakuntaliitto|hø[gy]skole|(?:kvinno|tjej|brottsoffer)jour|\w*(?:närings|turist|turism|utvecklings|energi|bostads|fastighets|hamn)(?:livs)?bolag|\w*kommunalförbund|\w*förbund|"
    rf"\w*förening|\w*stiftelse|\w*sällskap|\w*museum|teater|"
    rf"\w*forskningsråd|handelskammare|fylkeskommune|kommune|kluster|lärcentrum|bygderåd|(?:(?:norra|södra|östra|västra) )?sameby|stad|\w*länstrafik|\w*sparbank|stift|\w*sjukhus|\w*institut|flygplats|(?<=s )(?:[a-zåäö]+a )?råd|(?<=s )intressenter|(?<=[tk] )centrum|liitto|{_SAMI})(?: AB)?s?(?![\w-])"
    r"| ek(?:\.|onomisk) ?för(?:\.|ening)(?!\w)",
)
IN_PLACE = re.compile(r" (?:i|för) (?=[A-ZÅÄÖ])")
AUTHORITY = re.compile(
    r"\bMyndigheten för (?:[a-zåäö]+-? ?(?:och )?){1,4}?(?=\s+(?:har|och|är|som|i|samt|deltar|med|kan|ska|för|om|"
    r"bidrar|medverkar|under|finansierar)\b|s?[ ]?[.,;:()\n]|$)"
)
COMPANY_IN = re.compile(
    r"\b[A-ZÅÄÖ][a-zåäö]+(?: (?:verken|verk|bostäder|energi|fastigheter|hamn|näringsliv|industrier|fabriker))? i [A-ZÅÄÖ][\wåäö]+ AB\b"
)
"""A company that says in its name where it is."""
TAKES_PLACE = re.compile(
    r"^(?:Högskolan|Universitetet|Energikontoret|Kollektivtrafikmyndigheten|LO-distriktet|Räddningstjänsten|"
    r"Hushållningssällskapet|Inkubatorn|Rådet|(?:\w+ )?Utvecklingscentrum|Företagarna|Campus|Yrkeshögskolan|Handelskammaren|Samordningsförbundet|"
    r"Kommunalförbundet|Regionförbundet|Kommunförbundet|Länstrafiken|Lärcentrum|Folkhögskolan|Coompanion|\w{4,}rådet|"
    r"Nyföretagarcentrum|Länsbygderådet|\w{4,}(?:arkivet|biblioteket|gymnasiet|museet|teatern|sjukhuset|jouren))$"
)


NameForms = list[tuple[re.Pattern[str], str, float]]


@dataclass(frozen=True, slots=True)
class Forms:
    """How names begin and end that are actors' names; what the ontology says comes before what is only grammar."""

    begin: NameForms
    end: NameForms
    places: frozenset[str]


_forms: dict[int, tuple[Gazetteer, Forms]] = {}


def forms_of(gazette: Gazetteer) -> Forms:
    """Return the forms of names for a gazetteer: the ontology's name patterns and those of the language."""
    if id(gazette) not in _forms:
        first = [(record.word, record.kind) for record in gazette.reference.patterns if record.position == "first"]
        last = [(record.word, record.kind) for record in gazette.reference.patterns if record.position == "last"]
        begin = [(re.compile(f"{re.escape(word)} "), kind, _SURE) for word, kind in first]
        end = [
            (
                re.compile(
                    f"(?:.* )?\\w*{re.escape(word)}$" if word.islower() else f"(?:.* ){re.escape(word)}$", re.IGNORECASE
                ),
                kind,
                _SURE,
            )
            for word, kind in last
        ]
        grown = [(re.compile(f"{form} "), kind, sure) for form, kind, sure in _BEGINNINGS]
        ended = [(re.compile(f"(?:.* )?{form}$"), kind, sure) for form, kind, sure in _ENDINGS]
        _forms[id(gazette)] = (
            gazette,
            Forms([*begin, *grown], [*sorted(end, key=lambda one: -len(one[0].pattern)), *ended], gazette.places),
        )
    return _forms[id(gazette)][1]


_SURE = 0.85
