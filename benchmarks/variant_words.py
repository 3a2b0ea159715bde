"""The words of made-up reports: goals, insatser, results, bodies. Nothing here is any region's text."""

from __future__ import annotations

GOAL_TERMS = ("delmål", "effektmål", "mål", "inriktningsmål", "utvecklingsmål")
AREA_TERMS = ("område", "målområde", "utvecklingsområde", "insatsområde", "prioriterat område")
AREAS = (
    "Livskraftiga orter", "Ett öppet och tryggt {s}", "Smart och grön industri", "Kunskap hela livet", "Nära till allt", "Klimatneutralt {s}", "Hälsa för alla",
    "Ett uppkopplat {s}", "Växande företag i hela länet", "Attraktiva livsmiljöer", "Ett {s} som håller ihop", "Hållbara resor och transporter",
)  # fmt: skip
TITLES = (
    "Fler i arbete", "Ökad andel förnybar energi", "Bättre folkhälsa", "Fler nystartade företag", "Högre utbildningsnivå", "Minskade utsläpp från transporter", "Fler besökare året runt",
    "Tryggare offentliga miljöer", "Fler exporterande småföretag", "Bredband till alla hushåll", "Kortare restider med kollektivtrafik", "Fler bostäder i mindre orter",
    "Jämställda villkor i näringslivet", "Ökat deltagande i kulturlivet", "Stärkt innovationsförmåga", "Bättre matchning på arbetsmarknaden", "Levande landsbygd med god service",
    "Fler fullföljda gymnasiestudier", "Cirkulära materialflöden", "Stärkt beredskap i hela länet",
)  # fmt: skip
FIRST = (
    "Grön",
    "Ny",
    "Smart",
    "Trygg",
    "Öppen",
    "Hållbar",
    "Digital",
    "Stark",
    "Nära",
    "Hela",
    "Växande",
    "Cirkulär",
    "Regional",
    "Ung",
    "Levande",
)
SECOND = (
    "omställning", "kompetens", "landsbygd", "industri", "mobilitet", "vård", "matproduktion", "besöksnäring", "energi", "inkubation", "bygd", "export", "skola", "handel",
    "kraftsamling", "logistik", "teknik", "framtid",
)  # fmt: skip
PLACES = (
    "i norr",
    "i inlandet",
    "vid kusten",
    "för småföretag",
    "i hela länet",
    "2.0",
    "för unga",
    "på lika villkor",
    "i samverkan",
    "nästa steg",
    "",
)
WHAT = (
    "Metodutveckling för mindre företag som vill ställa om.", "Gemensam satsning på språkstöd i arbetslivet.", "Rådgivning och nätverk för entreprenörer utanför centralorten.",
    "Utbyggd vägledning för vuxna som vill byta yrke.", "Testmiljö för ny teknik i tillverkande företag.", "Kunskapsunderlag för planering av bostäder och transporter.",
    "Stöd till lokala utvecklingsgrupper.", "Samlad information till företag som vill växa utomlands.", "Förstudie om energilagring i mindre nät.",
)  # fmt: skip
COMPANIES = (
    "Norrsken Teknik AB",
    "Bergdala Energi AB",
    "Lindholm Konsult AB",
    "Västra Skogsbolaget AB",
    "Solvik Mekaniska AB",
    "Tre Åar Data AB",
)
OUTPUTS = (
    "{n} företag har fått rådgivning", "{n} personer har deltagit i utbildning", "{n} seminarier har genomförts", "En handbok har tagits fram", "{n} kommuner har fått stöd i planeringen",
    "{n} unga har praktiserat hos lokala arbetsgivare", "Ett nätverk med {n} medlemmar har startats", "{n} energikartläggningar har gjorts", "Tre rapporter har publicerats",
)  # fmt: skip
EFFECTS = (
    ("Ökad kunskap om {t} hos deltagarna", "short"), ("Stärkt förmåga att planera för {t}", "short"), ("{p} procent av företagen har ändrat sina arbetssätt", "medium"),
    ("Kommunerna använder det nya verktyget i sin planering", "medium"), ("Ökad konkurrenskraft i länets näringsliv", "long"), ("Större medvetenhet om {t}", "short"),
    ("{p} % av deltagarna har fått arbete", "medium"), ("Minskade utsläpp från de medverkande företagen", "long"),
)  # fmt: skip
TOPICS = (
    "energifrågor",
    "kompetensbehov",
    "exportmarknader",
    "digital teknik",
    "cirkulära affärsmodeller",
    "jämställdhet",
)
BASES = {"uppföljning": "Uppföljning", "utvärdering": "Utvärdering", "egen bedömning": "Egen bedömning"}
FUNDS = {
    "ERUF": ("ERUF", "Europeiska regionala utvecklingsfonden", "Eruf"), "ESF": ("ESF+", "ESF", "Europeiska socialfonden"), "Anslag 1:1": ("anslag 1:1", "1:1-medel", "anslag 1:1 Regionala utvecklingsåtgärder"),
    "Vinnova": ("Vinnova",), "Tillväxtverket": ("Tillväxtverket",), "Energimyndigheten": ("Energimyndigheten",), "Interreg": ("Interreg",), "FRO": ("FRO", "Fonden för en rättvis omställning"),
}  # fmt: skip
ERUF = {"1.1": "Utveckla och förbättra forsknings- och innovationskapaciteten", "1.2": "Dra nytta av digitaliseringens fördelar", "1.3": "Förbättra små och medelstora företags hållbara tillväxt",
        "2.1": "Främja energieffektivitet och minska utsläppen av växthusgaser", "2.6": "Främja övergången till en cirkulär ekonomi"}  # fmt: skip
NATIONAL = (
    "Tillväxtverket",
    "Arbetsförmedlingen",
    "Trafikverket",
    "Naturvårdsverket",
    "Boverket",
    "Skogsstyrelsen",
    "Folkhälsomyndigheten",
    "Svenskt Näringsliv",
    "Sveriges Kommuner och Regioner",
    "Skolverket",
)
FILLER = (
    "Arbetet har följt den plan som beslutades föregående år.", "En framgångsfaktor är att ansvaret är tydligt fördelat.", "En utmaning är att resurserna i mindre organisationer är begränsade.",
    "Prioriteringarna har stämts av två gånger under året.", "Resultaten tas om hand i nästa års verksamhetsplan.", "Landsbygdens villkor har beaktats i alla större beslut.",
    "De sociala, ekonomiska och miljömässiga dimensionerna har vägts samman.", "Den demografiska utvecklingen ställer nya krav på samarbete över länsgränserna.",
)  # fmt: skip
AFTER = "Flera av insatserna fortsätter under nästa år."
"""What some reports say below a table."""
HEADS = {
    "name": "Insatsens namn och beskrivning", "outputs": "Uppnådda prestationer", "effects": "Uppnådda effekter på kort, medellång och lång sikt",
    "goals": "Mål som insatsen bidrar till",
}  # fmt: skip
"""Heads of columns in other words than the form's."""
