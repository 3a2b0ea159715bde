"""The turns of phrase that say what part somebody plays: verbs, prepositions and labels of taking part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from samgraf.reports.model import Role

Side = Literal["right", "left", "either"]

_W = r"[\wåäö-]+"
_OWN_PASSIVE = (
    r"driv(?:s|its|en|et|na)|drevs|led(?:s|des|d|da)|lett?s?|ägs|ägdes|samordna(?:s|ts|des|d|t|de)|"
    r"koordinera(?:s|ts|des|d|t)|projektleds|bedriv(?:s|its)|"
    r"bedrevs|administrera(?:s|ts|des|d|t)|sköts|sköttes|skötts|förvalta(?:s|ts|des)|initiera(?:s|ts|des|d|t|de)|"
    r"arrangera(?:s|ts|des|d|t)|anordna(?:s|ts|des|d|t)|"
    r"beställ(?:s|d|t|ts|des)|projektägs|startats?|startades"
)
_FUND_PASSIVE = (
    r"(?:med|sam|del|hel)?finansiera(?:s|ts|des|d|t|de)|bekosta(?:s|ts|des|d|t)|bevilja(?:s|ts|des|d|t)|sponsra(?:s|"
    r"ts|des|d|t)|betala(?:s|ts|des)|stöd(?:s|des)|stötts"
)
_PART_PASSIVE = (
    r"genomför(?:s|des|ts|d|t|da)|tagits|togs|tas|tagen|taget|tagna|framtag(?:en|et|na|its)|utarbeta(?:s|ts|des|"
    r"d|t)|utveckla(?:s|ts|des|d|t)|"
    r"gjord|gjort|gjorts|görs|gjordes|utför(?:s|des|ts|d|t)|besluta(?:s|ts|des|d|t)|underteckna(?:s|ts|des|d|t)|"
    r"skriv(?:s|its|en|et)|skrevs|"
    r"utvärdera(?:s|ts|des|d|t)|granska(?:s|ts|des|d|t)|följeforska(?:s|ts|des)|ges|gavs|getts|givits|hålls|"
    r"hölls|hållits|hållen|tillhandahåll(?:s|its)|"
    r"erbjud(?:s|its)|producera(?:s|ts|des|d|t)|representera(?:s|ts|des|d)|bemanna(?:s|ts|d)|förmedla(?:s|ts|des|"
    r"d|t)|utgör(?:s|des)|organisera(?:s|ts|des|d|t)|"
    r"anvisa(?:s|ts|des|d|t)|bildas|bildats|bildades|stöttas|stöttats|antagits|antogs|publicera(?:s|ts|des|d|t)|"
    r"upphandla(?:s|ts|des|d|t)|sammanställ(?:s|ts|des|d|t)|"
    r"utbilda(?:s|ts|des|d|t)|värd(?:ad)?|ägt|planera(?:s|ts|des)|presentera(?:s|ts|des|d)|"
    r"samlas|samlats|inbjud(?:en|na)|föreslagits|föreslås|tecknats|undertecknad"
)
_MEET = (
    r"samarbet(?:e|en|et|ets)|samverkan|partnerskap(?:et)?|dialog(?:en|er|erna)?|samråd(?:et)?|samspel(?:et)?|"
    r"kontakt(?:en|er|erna)?|avtal(?:et)?|avsiktsförklaring(?:en)?|"
    r"överenskommelse(?:n|r)?|möten?(?:a|t)?|dialogmöten?|tillsammans|gemensamt|samarbeta(?:r|de|t|s)?|"
    r"samverka(?:r|de|t)?|samordning(?:en)?|samordna(?:s|ts)|"
    r"utbyte|erfarenhetsutbyten?|relation(?:en|er)?|genomför(?:s|des|ts|t)|konsortium|workshops?|mötts|möts|"
    r"diskuterats|diskuteras|enats|parter|utvecklats?|utvecklas|"
    r"tagits fram|tas fram|togs fram|bedrivs|drivs|stämts av|stäms av|förankrats|förts|förs|avstämning(?:ar)?|"
    r"partner|nätverk|arbetat|arbetar|skett|sker"
)
_AGENT_VERBS_PERFECT = (
    r"deltagit|medverkat|bidragit|ingått|samverkat|samarbetat|tagit fram|utvecklat|startat|inrättat|genomfört|"
    r"utbildat|anordnat|ordnat|arrangerat|tecknat|anställt|"
    r"erbjudit|gett|givit|åtagit|coachat|handlett|lanserat|invigt|öppnat|anvisat|granskat|utvärderat|"
    r"följeforskat|publicerat|stöttat|stöd[jt]?t|arbetat|enats|beställt|"
    r"ställt sig bakom|ställt|skapat|byggt|bildat|engagerat|presenterat|bistått|antagit|beslutat|godkänt|"
    r"undertecknat|föreslagit|fört|haft|möjliggjort|"
    r"rekryterat|investerat|kartlagt|analyserat|tagit emot|tagit|bjudits in|inbjudits|yttrat sig|testat|provat|valt|anslutit|"
    r"marknadsfört|producerat|samlat|hållit|agerat|"
    r"ansökt|sökt|etablerat|formulerat|identifierat|prioriterat|förstärkt|initierat|avsatt|presenterat|bedrivit|verkat|"
    r"avstått|prövat|upprättat|köpt|byggt|tillhandahållit|bekostat|lett|drivit|"
    r"varit (?:\w+ )?(?:med|delaktig\w*|part\w*|partner|engagerad\w*|projektpart\w*|drivande|involverad\w*|"
    r"representerad\w*)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A turn of phrase: the role it gives, and on which side of it the actors stand (or of its group `at`, if it has one).

    `pattern` is looked for in lower-cased text. A `strong` cue also makes an unknown name an actor.
    """

    role: Role
    side: Side
    pattern: str
    strong: bool = True
    form: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the pattern."""
        object.__setattr__(self, "form", re.compile(self.pattern))


CUES: tuple[Cue, ...] = (
    # Labels with a colon.
    Cue(
        "owner",
        "right",
        r"\b(?:projektägare|huvudman|ägare|projektledare|samordnare|sökande|ansvarig(?:a)?(?: aktör(?:er)?)?|"
        r"genomförare|"
        r"drivs av|leds av)\s*:",
    ),
    Cue("funder", "right", r"\b(?:med)?finansi(?:ering|är|ärer|erat av|eras av)\s*(?::|–|är\b)"),
    Cue(
        "partner",
        "right",
        r"\b(?:samverkans?\w*|samarbets\w*|part(?:er|ners?)|deltagare|medverkande|deltagande(?: \w+)?|aktörer)\s*:",
    ),
    Cue(
        "target-group",
        "right",
        (
            r"\bmålgrupp(?:er)?(?:en|erna)?\s*(?::|är\b)(?: (?:anställda|personal|medarbetare|elever|chefer|"
            r"företag) (?:i|inom|på|vid|hos))?"
        ),
        strong=False,
    ),
    # What stands to the right: agents and company.
    Cue("owner", "right", rf"\b(?:{_OWN_PASSIVE})(?: (?!av\b|med\b|och\b){_W}){{0,4}}? av\b"),
    Cue("funder", "right", rf"\b(?:{_FUND_PASSIVE})(?: (?!av\b|med\b|och\b){_W}){{0,4}}? (?:av|från|genom)\b"),
    Cue(
        "funder",
        "right",
        r"\b(?:med (?:ekonomiskt |finansiellt )?(?:stöd|bidrag|medel|finansiering|medfinansiering|"
        r"driftstöd) från|med (?:med)?finansiering av|"
        r"(?:bidrag|medel|finansiering|medfinansiering|beviljats medel|projektmedel) (?:från|av))\b",
    ),
    Cue(
        "funder",
        "right",
        r"\b(?:fått|får|fick|erhållit|erhåller|beviljats|tilldelats|mottagit|har|lämnats|getts|utbetalats)"
        r"(?: (?!av\b|från\b|för\b)[\wåäö-]+){0,3}? \w*(?:stöd|medel|bidrag|anslag|finansiering) (?:av|från)\b"
        r"|\b(?:stöd|medel|bidrag|anslag) (?:har )?(?:lämnats|getts|getts|utbetalats|beviljats) av\b",
    ),
    Cue(
        "convenor", "right", r"\bsammankallande(?: (?:för|i|är|var)\b)?(?: (?!är\b)[\wåäö-]+){0,3}?(?::| (?:är|var)\b)"
    ),
    Cue("partner", "right", rf"\b(?:{_PART_PASSIVE})(?: (?!av\b|med\b){_W}){{0,4}}? av\b"),
    Cue(
        "owner",
        "right",
        (
            r"\b(?:i regi av|under ledning av|på uppdrag av|på initiativ av|(?:projektet|insatsen|drivs|"
            r"verksamheten) hos)\b"
        ),
    ),
    Cue("owner", "right", r"\b(?:projektägare|huvudman|projektledare) (?:är|var)\b"),
    Cue(
        "partner",
        "right",
        r"\b(?:med (?:stöd|hjälp|bistånd|deltagande|medverkan) (?:av|från)|på förslag av|genom medverkan av)\b",
    ),
    Cue("partner", "right", rf"(?:\b(?:{_MEET})(?: (?!med\b|mellan\b){_W}){{0,4}}? med)\b"),
    Cue("partner", "right", r"\btillsammans\b(?! med)", strong=False),
    Cue(
        "partner",
        "right",
        r"(?:\b(?:samarbete|samverkan|partnerskap|dialog|avtal|överenskommelse|möten?|utbyte|diskussion|"
        r"samordning|samarbetet|dialogen|avtalet)"
        r"(?: (?!med\b|mellan\b)[\wåäö-]+){0,5}? mellan)\b",
    ),
    Cue(
        "partner",
        "right",
        (
            r"(?:\b(?:deltagare|representanter|företrädare|medverkan|deltagande|ledamöter|utställare|talare|forskare|"
            r"experter|medarbetare|underlag) (?:från|för))\b"
        ),
    ),
    Cue(
        "partner",
        "right",
        r"\b(?:består av|bestod av|bestående av|samlar|samlade|engagerar|involverar|omfattar aktörerna)\b",
    ),
    Cue(
        "partner",
        "right",
        r"(?:\b(?:aktörer|organisationer|företag|parter|myndigheter|partner|bolag|föreningar|lärosäten|"
        r"samverkansparter|aktörerna|företagen)(?: \w+){0,2}?,? "
        r"(?:såsom|så som|som|till exempel|t ex|exempelvis|bland annat|bl a|bland andra|däribland|"
        r"inklusive)(?: till exempel| exempelvis| bland annat)?)\b",
    ),
    Cue(
        "partner",
        "right",
        r"\bkommuner(?:na)?\b[^.;:\n]{0,60}?\b(?:däribland|bland annat|bland andra|till exempel|exempelvis|såsom|nämligen)\b",
    ),
    Cue(
        "partner",
        "right",
        (
            r"(?:\b(?:delaktiga|parter|partner|partners|medverkande|deltagare|samverkansparter|"
            r"samarbetspartners?)(?: \w+){0,3}? är)\b"
        ),
    ),
    Cue(
        "target-group",
        "right",
        (
            r"(?:\b(?:riktar sig|riktat|riktad|riktade|vänder sig|rådgivning|stöd|stödet|bidrag|gått|går|gick|"
            r"finansiering|finansieringen) (?:\w+ )?till)\b"
        ),
        strong=False,
    ),
    # What stands to the left: subjects. "either" also takes them right after the verb.
    Cue(
        "owner",
        "either",
        r"\b(?:driver|drev|leder|ledde|äger|ägde|samordnar|samordnade|koordinerar|koordinerade|projektleder|svarar för|svarade för|ansvarar för|"
        r"ansvarade för|ansvarar|erbjuder|erbjöd|arrangerar|"
        r"arrangerade|anordnar|anordnade|genomför|genomförde|står bakom|(?:står|stod) för(?! (?:\w+ ){0,2}?(?:\w*finansiering\w*|kostnad\w*)))\b",
    ),
    Cue(
        "owner",
        "left",
        r"\b(?:är|var|blev)(?: också| även)? (?:projektägare|projektledare|huvudman|ägare|värd|värdar|samordnare|"
        r"ansvarig|ansvariga|koordinator|initiativtagare|(?:huvud)?sökande|stödmottagare|"
        r"medägare|huvudmän|huvudprojektägare)\b",
    ),
    Cue(
        "owner",
        "left",
        r"\bsom (?:projektägare|huvudman|projektledare|(?:huvud)?sökande|samordnare|koordinator|ägare|avsändare|värd)\b",
    ),
    Cue(
        "owner",
        "either",
        r"\b(?:har|hade)\b(?=[^.;:\n]{0,160}?\b(?:drivit|lett(?! till)|ägt|samordnat|koordinerat|projektlett|ansvarat för|varit projektägare|stått bakom)\b)",
    ),
    Cue(
        "convenor",
        "left",
        (
            r"\b(?:är sammankallande|var sammankallande|sammankallar|sammankallade|har sammankallat|samlar|bjuder in|"
            r"bjöd in)\b"
        ),
    ),
    Cue(
        "funder",
        "either",
        (
            r"\b(?:(?:med|sam|del)?finansierar|(?:med|sam|del)?finansierade|beviljar|beviljade|bekostar|bidrar ekonomiskt|bidrog ekonomiskt|bidrar med (?:medel|finansiering|medfinansiering)|(?:är|"
            r"var) (?:också |även )?\w*(?:finansiär|sponsor)(?:er)?|sponsrar|sponsrade|betalar|betalade|delar på kostnaden|(?:står|stod) för (?:\w+ ){0,2}?(?:\w*finansiering\w*|kostnad\w*))\b"
        ),
    ),
    Cue(
        "target-group",
        "left",
        r"\b(?:har|hade) (?:\w+ )?(?:beviljats|tilldelats|fått|erhållit|mottagit) (?:[\w,]+ ){0,3}?\w*(?:medel|stöd|bidrag|finansiering)\b|\b(?:beviljades|tilldelades|fick|får|erhöll) (?:[\w,]+ ){0,3}?(?:\w*(?:medel|stöd|bidrag|finansiering)\b|(?:m?n?kr|tkr|msek|kronor)\b)",
        strong=False,
    ),
    Cue(
        "funder",
        "right",
        r"\b(?:fått|fick|får|beviljats|beviljades|erhållit)(?: [\d,.]+| (?:ca|cirka|drygt|totalt|miljon|miljoner|mnkr|mkr|msek|tkr|kr|kronor|sek|till)){1,6} (?:av|från)\b",
    ),
    Cue(
        "funder",
        "either",
        r"\b(?:har|hade)\b(?=[^.;:\n]{0,120}?\b(?:(?:med|sam|del)?finansierat|beviljat|bekostat|skjutit till)\b)",
    ),
    Cue(
        "partner",
        "either",
        r"\b(?:deltar|deltog|medverkar|medverkade|ingår|ingick|samverkar|samverkade|samarbetar|samarbetade|"
        r"bidrar|bidrog|stödjer|stöder|stöttar|utvecklar|"
        r"utvecklade|möts|möttes|samlas|ställer sig bakom|utbildar|utbildade|bistår|bistod|arbetar|arbetade|"
        r"anslöt|ansluter|granskar|företräds|företräddes|"
        r"finns representerade|är representerade|var representerade|ansökte|startade|lanserade|investerar|enas|"
        r"enades|beställde|tog fram|tar fram)\b",
    ),
    Cue("partner", "either", rf"\b(?:har|hade)\b(?=[^.;:\n]{{0,160}}?\b(?:{_AGENT_VERBS_PERFECT})\b)"),
    Cue("partner", "left", rf"\b(?:{_AGENT_VERBS_PERFECT})\b"),
    Cue(
        "partner",
        "left",
        r"\b(?:är|var)(?: \w+)? (?:\w*parter|\w*part|\w*partners?|medlemmar|medlem|delägare|"
        r"anslutna|ansluten|medverkande|deltagare|"
        r"medsökande|delaktiga|delaktig|involverade|exempel på (?:aktörer|parter|företag)|"
        r"en av (?:\w+ ){0,2}?(?:parterna|medlemmarna|deltagarna|samverkansparterna|aktörerna))\b",
    ),
    Cue(
        "partner",
        "left",
        r"\b(?:är|var|som)\b[^.;\n]{3,160}?(?P<at>\b(?:\w*partner|\w*parter|part|medsökande)\b)(?=\s*(?:[.,;]|$|i\b))",
    ),
    Cue("partner", "left", r"\bsom (?:\w*part(?:er|ners?)?|medverkande|deltagare|medsökande)\b"),
    Cue(
        "partner",
        "left",
        r"\b(?:medverkar som )?(?:\w*partner|part|parter|projektpart\w*) i (?:projektet|insatsen|satsningen)\b",
    ),
    Cue("funder", "left", r"\bsom (?:med)?finansiär(?:er)?\b"),
    Cue(
        "partner",
        "left",
        r"\b(?:har|hade) (?:\w+ )?(?:ett (?:\w+ )?(?:samarbete|uppdrag|avtal|nätverk)|tillsammans|gemensamt)\b",
        strong=False,
    ),
    Cue(
        "partner",
        "left",
        r"\b(?:samverkanspart(?:er|ner)?|projektpart(?:er|ner)?|partner|medsökande)\b(?=\s*(?:[.;,\n]|$))",
    ),
    Cue("owner", "left", r"\b(?:projektägare|huvudman|projektledare)\b(?=\s*(?:[.;,\n]|$))"),
    Cue("funder", "left", r"\bmedfinansiär(?:er)?\b(?=\s*(?:[.;,\n]|$))"),
    Cue(
        "funder",
        "either",
        r"\b(?:bidrar|bidrog|går in|gick in|(?:har|hade) (?:\w+ )?(?:bidragit|gått in|skjutit till)) (?:ekonomiskt )?med (?:ca |cirka |drygt |knappt |totalt |sammanlagt |nästan )?\d[\d ,.]*\s?(?:m?n?kr|m?kronor|tkr|msek|miljon)",
    ),
    Cue("partner", "right", r"\bsamverkan (?:sker|bedrivs)(?: \w+){0,2}? (?:i|inom|genom)\b"),
    Cue("owner", "left", r"\bi (?:nära )?(?:samarbete|samverkan) med\b", strong=False),
    # Weak: no unknown name becomes an actor by these.
    Cue("partner", "right", r"(?:\b(?:genom|via|med))\b", strong=False),
)
"""All cues; where two say the same of a unit the stronger and then the higher role counts."""

_NOT_DONE = (
    r"är|var|vore|har|hade|växer|växte|vuxit|ök\w+|minska\w*|pågå\w*|fortsätt\w*|fortsatt|avsluta\w*|ligg\w+|legat|het\w+|sakna\w*|inneb\w+|komm\w+|kom|bör|kan|måste|når|nått|nådde|ger|gav|gett|skapa\w*|bli\w*|får|fick|fått|lede[rt]|lett"
    r"|bidra\w*|syfta\w*|handla\w*|omfatta\w*|består|visa\w*|stärk\w*|förbättra\w*|möjliggör\w*|medför\w*|påverka\w*|fungera\w*|resultera\w*|uppgå\w*|utgör\w*|ersätt\w*|ersatt|startar|startade"
    r"|under|efter|över|eller|för|när|där|åter|per|framför|utanför|inför|innanför|varför|därför|år|här|dessa|dessutom|sedan|andra|både|bara|genast|mer|fler|flera|större|mindre|hela|stora|små|övriga|\w+(?:het|ning|tion|skap|stad|de|kommuner|regioner|städer|orter|aktörer|föreningar|organisationer|myndigheter|företagare|delar|län|projekt|insatser|satsningar|program|strategier|utbildningar)"
)
SOME_VERB = re.compile(
    rf"\b(?:(?:har|hade) (?:(?:också|även|nu|tillsammans|gemensamt|under \w+) )?(?!(?:{_NOT_DONE})\b)[a-zåäö]{{2,}}(?:at|it|tt|rt|lt|nt|kt|mt)\b(?!s)|(?!(?:{_NOT_DONE})\b)[a-zåäö]{{1,}}(?:ar|er|ör|år)\b)"
)
"""A verb of doing: two names side by side that are its subject are somebody, whoever they are."""

APPOSITION = re.compile(
    r"(?<![\w-])(?:\w*företaget|\w*bolaget|\w*konsulten|\w*byrån|\w*föreningen|\w*organisationen|\w*stiftelsen|"
    r"\w*klustret|\w*förbundet|\w*myndigheten|\w*inkubatorn|koncernen|"
    r"\w*företagen|\w*bolagen|\w*föreningarna|\w*organisationerna|utvärderaren|folkhögskolan|\w*kooperativet|"
    r"skolan|företag som|bolag som)\s+[\"”«]?$",
    re.IGNORECASE,
)
"""Nouns before a proper name that say that it names an organisation."""

APPOSITION_KIND = (
    (re.compile(r"företag|bolag|konsult|byrå|koncern|utvärderare", re.IGNORECASE), "Company"),
    (re.compile(r"förening|stiftelse|kooperativ|studieförbund|fackförbund", re.IGNORECASE), "CivilSociety"),
    (re.compile(r"branschorganisation|intresseorganisation", re.IGNORECASE), "InterestOrganisation"),
    (re.compile(r"kluster", re.IGNORECASE), "Cluster"),
    (re.compile(r"myndighet", re.IGNORECASE), "Agency"),
    (re.compile(r"folkhögskola|skola", re.IGNORECASE), "EducationProvider"),
    (re.compile(r"inkubator", re.IGNORECASE), "BusinessPromoter"),
)
"""What kind of organisation the noun says."""
