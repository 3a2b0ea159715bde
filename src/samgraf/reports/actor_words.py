"""Words of the Swedish language that decide what a name is: closed classes, places that are no actors, first names.

Nothing here is the name of an organisation; those come from the register or from the form of the name.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


OPENERS = _words(
    """
    allt alla allmänt alltså andra annan antalet att av bakom bara bland blir bl både därefter däremot därför
    därmed dels den denna dessa dessutom det detta de där därutöver då efter eftersom eller en enbart endast
    enligt ett exempel exempelvis fler flera flertalet fortsatt framför från förutom för före första genom
    gemensamt gällande ha har hela hur här i idag ibland inför ingen inget inom inte innan istället kan kring
    liksom likaså löpande man med medan mellan men mer merparten minst motsvarande mycket många mot målet ni
    nu nya nytt ny när någon några numera nästan och också om omkring oavsett på parallellt respektive runt
    samt samtidigt samtliga sammantaget sammanlagt se sedan senare ska slutligen som så således så-kallad
    syftet särskilt tidigare till tillsammans totalt trots tre två tack under upp ur utan utanför utifrån
    utöver vad varav varje vars var vart vi via vid vidare vilka vilken vilket vår våra vårt väl ytterligare
    även åter år ökad ökat ökade övrig övriga övrigt över ja nej max år dock samma samverkan samarbete stöd
    fyra fem sex sju åtta nio tio elva tolv egen egna kort lång medellång genomförs drivs leds ägs finansieras
    pågår pågick startade vilkas beskriv ange ge cirka ca drygt knappt totalt har hade är var kan ska bör
    finns fick får vill kommer blir blev gör görs ingår deltar företag kommuner kommunerna aktörer deltagare
    personer regioner länet länets regionens myndigheter organisationer parter arbetet verksamhet utöver
    dessutom finansiering projektägare resultatbeskrivningen rus insats insatsen projekt projektet effektmål
    delmål område hon han hans hennes därtill härtill därjämte därvid därav därigenom däribland härav härmed härutöver
    hittills avslutningsvis inledningsvis följaktligen dessförinnan dessvärre tyvärr naturligtvis självklart givetvis
    emellertid fortfarande redan ofta sällan alltid aldrig gradvis successivt årligen internt externt lokalt regionalt
    januari februari mars april maj juni juli augusti september oktober november december våren sommaren hösten vintern
    """,
)
"""Words that may open a sentence with a capital, and are never (part of) a name there."""

STOPS = _words(
    """
    är var har hade ska skall kan kommer kunde bör får fick blev blir som att där när då vilket vilka vilken
    om för inom under genom via vid på till från kring mot utan enligt men eller eftersom medan samtidigt
    varav ur efter före inför över utifrån runt gällande avseende deltar deltog medverkar driver leder ingår
    samverkar samarbetar bidrar finansierar genomför använder gör gjorde syftar innebär pågår i med av
    tillsammans mellan
    """,
)
"""Words at which a list of coordinated names ends."""

FILLERS = _words(
    """
    bland annat bl.a bl a t.ex t ex exempelvis exempel till både såväl framför allt främst såsom så som även
    också dels huvudsakligen länets regionens regionala lokala nationella externa flera olika övriga andra
    berörda privata offentliga den det de en ett vår våra länsöverskridande aktörer aktörerna organisationer
    myndigheter myndigheterna kommuner kommunerna företag företagen parter parterna representanter företrädare
    deltagare från för statliga andra regioner tre två fyra fem sex projektägaren partnern partner partners
    personal medarbetare anställda
    """,
)
"""Words that may stand between a cue and the first name of the list it opens."""

ADVERBS = _words(
    (
        "också även dessutom nu sedan gemensamt tillsammans numera särskilt aktivt även därför i sin tur under året "
        "våren hösten båda som alla ett nära"
    ),
)
"""Words that may stand between a list of subjects and their verb."""

LAND = _words(
    """
    sverige norge danmark finland island norden europa eu tyskland frankrike polen estland lettland litauen
    spanien italien nederländerna belgien österrike schweiz storbritannien england skottland irland usa kanada
    kina japan indien ukraina ryssland åland sápmi fn baltikum skandinavien bergslagen mälardalen småland
    sörmland södermanland uppland västmanland närke värmland dalarna gästrikland hälsingland medelpad
    ångermanland jämtland härjedalen västerbotten norrbotten lappland dalsland bohuslän västergötland
    östergötland öland gotland skåne blekinge halland norrland svealand götaland tornedalen skärgården
    östersjön västkusten östkusten roslagen skaraborg fyrbodal sjuhärad höga-kusten öresund öresundsregionen
    mellansverige sydsverige västsverige norra södra östra västra centrala inre
    """,
)
"""Lower-cased names of countries, provinces and parts of the country: places, not actors."""

DIRECTIONS = _words("Norr Syd Söder Öst Väst Sydost Sydväst Nord Mitt Mälardalen Norrland Bergslagen Sverige Sweden")
"""Capitalised words that make a local branch's name out of a national one ("LRF Sydost")."""

COMPASS = _words("Norr Söder Öst Öster Väst Väster Syd Nord Mitt")
"""Directions that are part of a name where they have a capital after "i" ("Film i Väst")."""

FIRST_NAMES = _words(
    """
    Anders Andreas Anna Anna-Karin Ann Ann-Marie Ann-Sofie Anne Annika Anneli Axel Barbro Bengt Birgitta Björn
    Bo Britt Camilla Carin Carina Carl Carl-Johan Carolina Caroline Cecilia Charlotta Charlotte Christer
    Christian Christina Christoffer Daniel David Eddie Elin Elisabeth Ella Emelie Emil Emilia Emma Erik Eva
    Filip Fredrik Frida Gunilla Gunnar Gustav Göran Hanna Hans Helen Helena Helene Henrik Håkan Ida Inga Inger
    Ingrid Irene Jan Jakob Jenny Jens Jessica Jimmy Joakim Johan Johanna John Jonas Jonathan Josefin Karin
    Karl Katarina Kerstin Kjell Klara Kristina Kristian Lars Lena Leif Linda Linn Linnea Lisa Lotta Louise
    Lovisa Magdalena Magnus Maja Malin Marcus Margareta Maria Marianne Marie Martin Mats Mattias Mia Mikael
    Monica Monika Moa Niklas Nils Ola Olle Olof Oscar Oskar Patrik Pernilla Per Peter Petra Pia Pär Rebecka
    Rickard Robert Robin Roger Rolf Sandra Sara Sofia Sofie Stefan Sten Susanne Sven Therese Thomas Tina
    Tobias Tomas Tommy Torbjörn Ulf Ulla Ulrika Urban Viktor Ylva Yvonne Åke Åsa Örjan
    """,
)
"""Common Swedish first names: two capitalised words that begin with one are a person."""

UNDERTAKING = re.compile(
    r"(?:projekt|insats|satsning|förstudie|program|strategi|plan|agenda|initiativ|utlysning|koncept|metod|"
    r"testmiljö|testbädd|lärmiljö|innovationsmiljö|verktyg|rapport|studie|konferens|mässa|kampanj|"
    r"utbildning|kurs|forum|process|arbete|modell|tjänst|plattform|webbplats|(?<!bo)lag|förordning|överenskommelse|"
    r"delmål|mål|område|prioritering|stråk|väg|"
    r"undersökning|enkät|analys|handling|utmärkelse|pris|tävling|arena|ramverk|film|app|tidning|nyhetsbrev|kraftsamling|"
    r"evenemang|festival|färja|färj|fartyg|båt|tåg|satellit|byggnad|kvarter|seminarium|bana|tema|"
    r"fond|nätverk|samarbete|partnerskap|mötesplats|vecka|namn|namnet|temat|rubrik|uppdrag)"
    r"(?:e?n|e?t|e?ns|e?ts|er|erna|ar|arna|or|orna|na|s)?$",
)
"""How a common noun ends that makes the proper name after it an undertaking, a document or a thing, not an actor."""

UNDERTAKING_END = re.compile(
    r"(?:program(?:met)?|strategi(?:n|er)?|plan(?:en)?|projekt(?:et)?|agenda(?:n)?|fond(?:en)?|avtal(?:et)?|"
    r"förordning(?:en)?|(?<!bo)lag(?:en)?|"
    r"stöd(?:et)?|vecka(?:n)?|dag(?:en|arna)?|mässa(?:n)?|satsning(?:en)?|insats(?:en)?|länk(?:en)?|bana(?:n)?|"
    r"mål(?:et)?|rapport(?:en)?|"
    r"analys(?:en)?|forum|kedja(?:n)?|resa(?:n)?|lyft(?:et)?|modell(?:en)?|priset?|proposition(?:en)?|"
    r"direktiv(?:et)?|barometer(?:n)?)$",
    re.IGNORECASE,
)
"""How a name ends that is an undertaking, a document or a thing, not an actor."""

ACRONYMS_NOT_ACTORS = _words(
    """
    ERUF ESF ESF+ FRO EU RUS IT AI IKT VR AR FOU FoU SFI Sfi SYV HR PR GDPR OECD NUTS SDG KPI BRP FN CO2 GWh
    MW kW GWH MWH SEK MSEK TSEK MKR TKR EUR MEUR SMF VA GIS KF KS RUF RUN PO1 PO2 REACT-EU JTF EJFLU Leader LEADER Interreg Erasmus Horisont LIFE YH
    Vux SAMS USB PDF TV NPF DNR Dnr OK VD KSO RSO CSR ÖMS NMS APV KPV SSF DIS LSS
    """,
)
"""Abbreviations of funds, terms and documents that reports write in capitals; none is an organisation."""

TITLES = re.compile(
    r"(?:direktör|ordförande|chef|ledare|minister|landshövding|professor|rektor|samordnare|strateg|handläggare|"
    r"utvecklare|sekreterare|råd|doktor|"
    r"forskare|moderator|talare|kontaktperson|författare|konstnär)(?:en|n)?$",
)
"""How a person's title ends; the capitalised words after it are the person."""
