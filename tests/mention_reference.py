"""A small reference for the tests of recognisers: one known regional strategy, the EU programmes, a few funds and actors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samgraf.reference import ActorRecord, CountyRecord, FrameworkRecord, FundRecord, GoalRecord, Reference
from samgraf.reports.context import Context

ID = "https://w3id.org/samgraf/id/"
SENTENCES = Path(__file__).parent / "mention-sentences"


def _framework(
    key: str, kind: str, name: str, *names: str, region: str | None = None, years: tuple[int, int] = (2021, 2027)
) -> FrameworkRecord:
    """Return a framework."""
    return FrameworkRecord(f"{ID}framework/{key}", key, kind, name, (name, *names), region, *years)


def _goal(
    framework: str, key: str, level: str, number: str | None, title: str | None, area: str | None = None, *titles: str
) -> GoalRecord:
    """Return a goal."""
    base = f"{ID}goal/{framework}/"
    return GoalRecord(
        f"{base}{key}", f"{ID}framework/{framework}", level, number, title, titles, f"{base}{area}" if area else None
    )


_AREAS = {
    1: "Ett välmående Västmanland",
    2: "Ett tillgängligt Västmanland",
    3: "Ett nyskapande Västmanland genom hållbar tillväxt",
}
_TARGETS = {
    5: (1, "Ökad upplevd hälsa"), 7: (2, None), 8: (2, None), 9: (2, None),
    10: (2, "Öka tillgängligheten till värdefulla natur- och kulturmiljöer"), 13: (2, "Öka produktionen av fossilfri och förnybar energi"),
    14: (3, "Öka den regionala ekonomiska förnyelseförmågan"), 15: (3, "Öka antalet exporterande företag"), 16: (3, "Förbättrat företagsklimat"),
    17: (3, "Öka andelen elever som fullföljer sina studier"),
    18: (3, "Öka andelen företag och organisationer som upplever att de har lätt att hitta rätt kompetens"),
    19: (3, "Öka andelen sysselsatta"), 20: (3, "God ekonomisk utveckling"), 2: (1, None),
}  # fmt: skip
_ERUF = {
    "1.1": "Utveckla och förbättra forsknings- och innovationskapaciteten och användningen av avancerad teknik",
    "1.2": "Dra nytta av digitaliseringens fördelar för invånare, företag, forskningsorganisationer och offentliga myndigheter",
    "1.3": "Förbättra de små och medelstora företagens hållbara tillväxt och konkurrenskraft",
    "1.4": "Utveckla färdigheter för smart specialisering, strukturomvandling och entreprenörskap",
    "2.1": "Främja energieffektivitet och minska utsläppen av växthusgaser", "2.6": "Främja övergången till en cirkulär och resurseffektiv ekonomi",
}  # fmt: skip


@cache
def small_reference() -> Reference:
    """Return the small reference."""
    frameworks = (
        _framework("rus-vastmanland-2030", "rus", "RUS Västmanland 2030", region="19", years=(2020, 2030)),
        _framework("eruf-2021-2027", "eruf", "Europeiska regionala utvecklingsfonden", "ERUF"),
        _framework("eruf-2014-2020", "eruf", "Europeiska regionala utvecklingsfonden", "ERUF", years=(2014, 2020)),
        _framework("esf-plus-2021-2027", "esf", "Europeiska socialfonden plus", "ESF+"),
        _framework("agenda-2030", "agenda", "Agenda 2030", years=(2015, 2030)),
    )
    goals = (
        *(_goal("rus-vastmanland-2030", f"area-{n}", "area", str(n), title) for n, title in _AREAS.items()),
        *(
            _goal("rus-vastmanland-2030", f"target-{n}", "target", str(n), title, f"area-{area}")
            for n, (area, title) in _TARGETS.items()
        ),
        *(_goal("eruf-2021-2027", n, "objective", n, title, f"po{n[0]}") for n, title in _ERUF.items()),
        _goal(
            "eruf-2021-2027",
            "po1",
            "area",
            "1",
            "Ett konkurrenskraftigare och smartare Europa",
            None,
            "Ett smartare Europa",
        ),
        _goal(
            "eruf-2021-2027",
            "po2",
            "area",
            "2",
            "En grönare och koldioxidsnål övergång till en ekonomi med noll nettoutsläpp",
        ),
        _goal("eruf-2014-2020", "3", "priority", "3", "Öka små och medelstora företags konkurrenskraft"),
        _goal("agenda-2030", "sdg-8", "sdg", "8", "Anständiga arbetsvillkor och ekonomisk tillväxt"),
        _goal("agenda-2030", "sdg-13", "sdg", "13", "Bekämpa klimatförändringarna"),
    )
    funds = (
        FundRecord(f"{ID}fund/anslag-1-1", "Anslag 1:1", ("Anslag 1:1", "anslag 1:1 Regionala utvecklingsåtgärder", "1:1-medel"), None, None),
        FundRecord(f"{ID}fund/eruf", "ERUF", ("ERUF", "Europeiska regionala utvecklingsfonden", "Regionalfonden"), None, None),
        FundRecord(f"{ID}fund/esf", "ESF", ("ESF", "ESF+", "Europeiska socialfonden", "Socialfonden"), None, None),
        FundRecord(f"{ID}fund/fro", "FRO", ("FRO", "Fonden för en rättvis omställning"), None, None),
        FundRecord(f"{ID}fund/interreg", "Interreg", ("Interreg",), None, None),
        FundRecord(f"{ID}fund/react-eu", "REACT-EU", ("REACT-EU",), None, None),
        FundRecord(f"{ID}fund/ejflu", "Europeiska jordbruksfonden för landsbygdsutveckling", ("Europeiska jordbruksfonden för landsbygdsutveckling",), None, None),
        FundRecord(f"{ID}fund/eu", "EU", ("EU",), None, None),
        FundRecord(f"{ID}fund/own-means", "Regionens egna medel", ("Regionens egna medel", "egna medel"), None, None),
    )  # fmt: skip
    actors = (
        ActorRecord(f"{ID}actor/tillvaxtverket", "Tillväxtverket", "Agency", (), ("TVV",)),
        ActorRecord(f"{ID}actor/vinnova", "Vinnova", "Agency"),
        ActorRecord(f"{ID}actor/post-och-telestyrelsen", "Post- och telestyrelsen", "Agency", (), ("PTS",)),
        ActorRecord(f"{ID}actor/energimyndigheten", "Energimyndigheten", "Agency", ("Statens energimyndighet",)),
        ActorRecord(f"{ID}actor/naturvardsverket", "Naturvårdsverket", "Agency"),
        ActorRecord(f"{ID}actor/skr", "Sveriges Kommuner och Regioner", "InterestOrganisation", (), ("SKR",)),
        ActorRecord(f"{ID}actor/region-17", "Region Värmland", "Region", county="17"),
        ActorRecord(f"{ID}actor/kommun-1766", "Sunne kommun", "Municipality", county="17"),
        ActorRecord(f"{ID}actor/linkopings-universitet", "Linköpings universitet", "University", (), ("LiU",)),
    )
    counties = (
        CountyRecord(
            "19", "Västmanlands län", "Västmanland", "Region Västmanland", f"{ID}actor/region-19", "SE125", 10
        ),
    )
    return Reference(actors, frameworks, goals, funds, counties)


def a_context(region: str = "19", year: int = 2023) -> Context:
    """Return a context with the small reference."""
    return Context(small_reference(), region, year)


def sentences(name: str) -> list[dict[str, Any]]:
    """Return the sentences of a file of tests, each with its text and what is to be found."""
    found = yaml.safe_load((SENTENCES / f"{name}.yaml").read_text(encoding="utf-8"))
    return list(found)
