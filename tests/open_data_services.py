"""Services on 127.0.0.1 that answer as Wikidata, the EU Knowledge Graph, Sveriges dataportal and Kolada do, over invented data.

The two SPARQL endpoints run the query that they are asked over a few statements in the terms of those graphs; the other two
filter a list and answer in the form that their documentation shows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from local_server import Answered, Asked, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = "application/sparql-results+json;charset=utf-8"

WIKIDATA = """
    @prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    wd:Q1 wdt:P6460 "232100-0131" ; rdfs:label "Västra Götalandsregionen"@sv , "Region Västra Götaland"@en .
    wd:Q2 wdt:P525 "1981" ; rdfs:label "Sala kommun"@sv ; wdt:P17 wd:Q34 .
    wd:Q3 rdfs:label "Almi"@sv ; wdt:P17 wd:Q34 .
    wd:Q4 rdfs:label "Verkstan"@sv ; wdt:P17 wd:Q34 .
    wd:Q5 rdfs:label "Verkstan"@sv ; wdt:P17 wd:Q34 .
    wd:Q6 rdfs:label "Verkstan"@sv ; wdt:P17 wd:Q33 .
"""

PROJECTS = """
    @prefix e: <https://linkedopendata.eu/entity/> . @prefix p: <https://linkedopendata.eu/prop/direct/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    e:Q100 p:P35 e:Q9934 ; rdfs:label "Create"@sv , "Create"@en ; p:P841 "Almi" ; p:P1584 e:Q200 ;
        p:P20 "2022-01-01T00:00:00Z"^^xsd:dateTime ; p:P33 "2024-12-31T00:00:00Z"^^xsd:dateTime .
    e:Q101 p:P35 e:Q9934 ; rdfs:label "Create"@sv ; p:P841 "Città di Roma" ;
        p:P20 "2015-01-01T00:00:00Z"^^xsd:dateTime ; p:P33 "2016-12-31T00:00:00Z"^^xsd:dateTime .
    e:Q102 p:P35 e:Q9934 ; rdfs:label "Creates"@sv ; p:P889 e:Q300 ; p:P841 "Almi" .
    e:Q103 p:P35 e:Q9934 ; rdfs:label "Vägen till jobb"@sv ; p:P841 "Almi" .
    e:Q105 p:P35 e:Q9934 ; rdfs:label "Badet i Sala"@sv ; p:P841 "Sala kommun" .
    e:Q106 p:P35 e:Q9934 ; rdfs:label "Vindar i norr"@sv ; p:P841 "TILLVÄXTVERKET" .
    e:Q107 p:P35 e:Q9934 ; rdfs:label "Stormar i söder"@sv ; p:P889 e:Q301 ; p:P841 "Verket för tillväxt" .
    e:Q301 p:P1 "Q3370919" .
    e:Q104 rdfs:label "Create"@sv .
    e:Q200 rdfs:label "European Regional Development Fund"@en .
    e:Q300 p:P1 "Q3" .
"""

DCT = "http://purl.org/dc/terms/"
DATA_SETS = [
    (
        "https://data.example.se/1",
        "Kompetens och företag i länet",
        "Företag per bransch.",
        "http://dataportal.se/organisation/SE1",
    ),
    ("https://data.example.se/2", "Badplatser", "Var man kan bada.", "http://dataportal.se/organisation/SE2"),
    ("https://data.example.se/3", "Kompetenser", "Yrken.", "http://dataportal.se/organisation/SE2"),
    ("javascript:alert(1)", "Kompetens", "En adress som ingen ska följa.", "http://dataportal.se/organisation/SE2"),
]
INDICATORS = [
    ("N00001", "Företag med brist på kompetens, andel (%)", "Företag som uppger det.", "L"),
    ("N00002", "Nystartade företag, antal", "Per 1 000 invånare.", "K"),
    ("N00003", "Badplatser", "Antal.", "K"),
    ("../x", "Kompetens", "Ett id som inget nyckeltal har.", "A"),
]


def endpoint(turtle: str) -> Callable[[Asked], Answered]:
    """Return what a SPARQL endpoint over some statements answers."""
    store = ox.Store()
    store.load(turtle.encode(), ox.RdfFormat.TURTLE)

    def answer(asked: Asked) -> Answered:
        results: Any = store.query(asked.parameters["query"])
        return Answered(results.serialize(format=ox.QueryResultsFormat.JSON), headers={"Content-Type": RESULTS})

    return answer


def portal(asked: Asked) -> Answered:
    """Return the data sets that have one of the words that are searched for, as the portal's store describes entries."""
    words = [part.partition(":")[2].strip(" ()") for part in asked.parameters["query"].split(" AND ")[0].split(" OR ")]
    children = [
        {
            "contextId": "1",
            "entryId": str(number),
            "metadata": {
                iri: {
                    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": [
                        {"type": "uri", "value": "http://www.w3.org/ns/dcat#Dataset"}
                    ],
                    DCT + "title": [{"type": "literal", "value": title, "lang": "sv"}],
                    DCT + "description": [{"type": "literal", "value": text, "lang": "sv"}],
                    DCT + "publisher": [{"type": "uri", "value": publisher}],
                }
            },
        }
        for number, (iri, title, text, publisher) in enumerate(DATA_SETS)
        if any(word[:6].lower() in (title + text).lower() for word in words)
    ]
    return json_answer(json.dumps({"offset": 0, "results": len(children), "resource": {"children": children}}))


def indicators(asked: Asked) -> Answered:
    """Return the indicators that have a word in their title, as Kolada does."""
    word = asked.parameters["title"].lower()
    values = [
        {"id": key, "title": title, "description": text, "municipality_type": kind, "has_ou_data": False}
        for key, title, text, kind in INDICATORS
        if word in title.lower()
    ]
    return json_answer(json.dumps({"values": values, "count": len(values), "next_url": None}))


def services() -> dict[str, Answered | Callable[[Asked], Answered]]:
    """Return all four, by path."""
    return {
        "/wikidata": endpoint(WIKIDATA),
        "/projects": endpoint(PROJECTS),
        "/portal": portal,
        "/kolada/kpi": indicators,
    }
