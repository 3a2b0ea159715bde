"""The words of the site in Swedish and English, and what things are called on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from samgraf.facts import SG, TYPE, Facts
from samgraf.findings import Words
from samgraf.graph.namespaces import BASE, DEFINITIONS, GRAPHS, THINGS, compact

if TYPE_CHECKING:
    from collections.abc import Mapping

Lang = Literal["sv", "en"]
LANGS: tuple[Lang, ...] = ("sv", "en")

KINDS = {
    "report": Words("rapport", "report"),
    "insats": Words("insats", "measure (insats)"),
    "entry": Words("redovisning av insats", "entry of a measure"),
    "answer": Words("svar", "answer"),
    "actor": Words("aktör", "actor"),
    "goal": Words("mål", "goal"),
    "framework": Words("målramverk", "goal framework"),
    "question": Words("fråga i mallen", "question of the form"),
    "section": Words("avsnitt i mallen", "section of the form"),
    "template": Words("mall", "form"),
    "source": Words("källa", "source"),
    "query": Words("fråga ur biblioteket", "question of the library"),
    "collaboration": Words("samverkan", "collaboration"),
    "county": Words("län", "county"),
    "fund": Words("fond", "fund"),
    "def": Words("begrepp", "term"),
    "graph": Words("graf", "graph"),
}
"""What things are called by the first step of their address."""
OTHER = Words("sak", "thing")
CODES: Mapping[str, Mapping[str, Words]] = {
    SG + "level": {
        "area": Words("område", "area"),
        "target": Words("delmål", "target"),
        "objective": Words("programmål", "programme objective"),
        "priority": Words("prioritering", "priority"),
    },
    SG + "identifierStatus": {
        "confirmed": Words("bekräftat", "confirmed"),
        "unconfirmed": Words("ej bekräftat", "not confirmed"),
    },
    SG + "questionNumber": {"other": Words("övrigt", "other")},
    SG + "unit": {
        "count": Words("antal", "count"),
        "percent": Words("procent", "per cent"),
        "percentage-point": Words("procentenheter", "percentage points"),
        "SEK": Words("kr", "SEK"),
    },
}
"""What the words that a property has for its values are called on the site."""
PLURALS = {
    "output": Words("Prestationer", "Outputs"),
    "effect": Words("Effekter", "Effects"),
    "attribution": Words("Mål så som de är skrivna", "Goals as written"),
    "participation": Words("Medverkande", "Taking part"),
    "funding": Words("Finansiering", "Funding"),
    "quantity": Words("Siffror", "Figures"),
    "mention": Words("Nämnda aktörer", "Actors named"),
    "reference": Words("Hänvisningar", "References"),
    "theme-treatment": Words("Teman", "Themes"),
}
"""What the parts of a page are called together."""
FOREIGN = {
    "http://purl.org/dc/terms/created": Words("skapad", "created"),
    "http://purl.org/dc/terms/description": Words("beskrivning", "description"),
    "http://purl.org/dc/terms/identifier": Words("nummer", "identifier"),
    "http://purl.org/dc/terms/license": Words("licens", "licence"),
    "http://purl.org/dc/terms/source": Words("källa", "source"),
    "http://purl.org/dc/terms/title": Words("titel", "title"),
    "http://www.w3.org/2000/01/rdf-schema#comment": Words("definition", "definition"),
    "http://www.w3.org/2000/01/rdf-schema#domain": Words("sägs om", "said of"),
    "http://www.w3.org/2000/01/rdf-schema#label": Words("benämning", "label"),
    "http://www.w3.org/2000/01/rdf-schema#range": Words("har som värde", "has as its value"),
    "http://www.w3.org/2000/01/rdf-schema#seeAlso": Words("se även", "see also"),
    "http://www.w3.org/2000/01/rdf-schema#subClassOf": Words("är ett slags", "is a kind of"),
    "http://www.w3.org/2000/01/rdf-schema#subPropertyOf": Words("är ett sätt att", "is a way to"),
    "http://www.w3.org/2002/07/owl#disjointWith": Words("är aldrig också", "is never also"),
    "http://www.w3.org/2002/07/owl#equivalentClass": Words("är detsamma som", "is the same as"),
    "http://www.w3.org/2002/07/owl#inverseOf": Words("åt andra hållet", "the other way round"),
    "http://www.w3.org/2002/07/owl#sameAs": Words("är detsamma som", "is the same as"),
    "http://www.w3.org/2004/02/skos/core#altLabel": Words("kallas också", "also called"),
    "http://www.w3.org/2004/02/skos/core#broader": Words("hör till", "belongs to"),
    "http://www.w3.org/2004/02/skos/core#closeMatch": Words("ligger nära", "is close to"),
    "http://www.w3.org/2004/02/skos/core#definition": Words("definition", "definition"),
    "http://www.w3.org/2004/02/skos/core#exactMatch": Words("är detsamma som", "is the same as"),
    "http://www.w3.org/2004/02/skos/core#inScheme": Words("i listan", "in the list"),
    "http://www.w3.org/2004/02/skos/core#narrower": Words("omfattar", "holds"),
    "http://www.w3.org/2004/02/skos/core#notation": Words("kod", "code"),
    "http://www.w3.org/2004/02/skos/core#topConceptOf": Words("överst i", "at the top of"),
    "http://www.w3.org/ns/prov#wasDerivedFrom": Words("läst ur", "read from"),
}
"""What properties of other vocabularies are called on the site."""


@dataclass(frozen=True)
class Labels:
    """What each thing is called, worked out once."""

    facts: Facts
    _known: dict[str, Words] = field(default_factory=dict)

    def of(self, iri: str) -> Words:
        """Return what a thing is called in both languages."""
        found = self._known.get(iri)
        if found is None:
            found = self._known[iri] = self._found(iri)
        return found

    def _found(self, iri: str) -> Words:
        if iri in FOREIGN:
            return FOREIGN[iri]
        kind = kind_of(iri)
        special = {
            "report": self._report,
            "answer": self._answer,
            "source": self._source,
            "collaboration": self._collaboration,
            "request": self._request,
        }
        if kind in special and (named := special[kind](iri)):
            return named
        if kind == "graph":
            return Words(iri.removeprefix(GRAPHS), iri.removeprefix(GRAPHS))
        label = self.facts.label(iri)
        if kind == "entry" and label and (report := self.facts.one(iri, SG + "inReport")):
            year = self.facts.one(report, SG + "reportYear") or report.rpartition("-")[2]
            return Words(f"{label.sv} ({year})", f"{label.en} ({year})")
        if label and kind in {"goal", "national-strategy"} and (number := self.facts.one(iri, SG + "number")):
            return Words(_numbered(number, label.sv), _numbered(number, label.en))
        return label or self._untitled(iri) or Words(compact(iri), compact(iri))

    def _report(self, iri: str) -> Words | None:
        region, year = self.facts.one(iri, SG + "region"), self.facts.one(iri, SG + "reportYear")
        if not region or not year:
            return None
        named = self.of(region)
        return Words(f"{named.sv} {year}", f"{named.en} {year}")

    def _answer(self, iri: str) -> Words | None:
        number, report = self.facts.one(iri, SG + "questionNumber"), self.facts.one(iri, SG + "inReport")
        if not number or not report:
            return None
        told = self.of(report)
        return Words(f"Svar på {number}, {told.sv}", f"Answer to {number}, {told.en}")

    def _request(self, iri: str) -> Words | None:
        """Return what a request to others is called: how it begins."""
        told = shortened(self.facts.one(iri, SG + "text") or "", 60)
        return Words(f"”{told}”", f"“{told}”") if told else None

    def _untitled(self, iri: str) -> Words | None:
        """Return what a goal is called whose title no report gives: its level, its number and its strategy."""
        number, framework = self.facts.one(iri, SG + "number"), self.facts.one(iri, SG + "inFramework")
        level = CODES[SG + "level"].get(self.facts.one(iri, SG + "level") or "")
        if not number or level is None:
            return None
        within = self.of(framework) if framework else None
        sv, en = f"{level.sv.capitalize()} {number}", f"{level.en.capitalize()} {number}"
        return Words(f"{sv} ({within.sv})", f"{en} ({within.en})") if within else Words(sv, en)

    def _source(self, iri: str) -> Words | None:
        name = self.facts.one(iri, SG + "fileName")
        return Words(name, name) if name else None

    def _collaboration(self, iri: str) -> Words | None:
        pair = [self.facts.one(iri, SG + name) for name in ("firstActor", "secondActor")]
        names = [self.of(actor) for actor in pair if actor]
        if not names:
            return None
        insats = self.facts.one(iri, SG + "insats")
        within = self.of(insats) if insats else None
        sv, en = " och ".join(name.sv for name in names), " and ".join(name.en for name in names)
        return Words(f"{sv} i {within.sv}", f"{en} in {within.en}") if within else Words(sv, en)


def _numbered(number: str, label: str) -> str:
    return label if number in label.split() else f"{number} {label}"


def shortened(text: str, longest: int) -> str:
    """Return a text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"


def kind_of(iri: str) -> str:
    """Return the first step of an address of ours: "insats", "def", "graph"."""
    if iri.startswith(THINGS):
        return iri.removeprefix(THINGS).split("/", maxsplit=1)[0]
    return iri.removeprefix(BASE).split("/", maxsplit=1)[0] if iri.startswith(BASE) else ""


def kind_words(facts: Facts, labels: Labels, iri: str) -> Words:
    """Return what kind of thing an address names: by its class, else by its address."""
    classes = [kind for kind in facts.all(iri, TYPE) if kind.startswith(DEFINITIONS)]
    named = KINDS.get(kind_of(iri), OTHER)
    if classes and kind_of(iri) not in {"report", "insats", "entry", "answer"}:
        return labels.of(classes[-1])
    return named


WORDS: Mapping[str, Words] = {
    "skip": Words("Hoppa till innehållet", "Skip to the content"),
    "home": Words("Start", "Start"),
    "menu": Words("Huvudmeny", "Main menu"),
    "reports": Words("Rapporter", "Reports"),
    "measures": Words("Insatser", "Measures"),
    "actors": Words("Aktörer", "Actors"),
    "goals": Words("Mål", "Goals"),
    "ontology": Words("Begrepp", "Terms"),
    "questions": Words("Frågor", "Questions"),
    "data": Words("Data", "Data"),
    "other_language": Words("In English", "På svenska"),
    "address": Words("Adress (IRI)", "Address (IRI)"),
    "as_data": Words("Som data", "As data"),
    "property": Words("Uppgift", "Property"),
    "value": Words("Värde", "Value"),
    "evidence": Words("Belägg", "Evidence"),
    "said_of": Words("Här nämns det", "Where it is named"),
    "derived": Words("härlett", "inferred"),
    "page": Words("s.", "p."),
    "line": Words("rad", "line"),
    "publisher": Words("Utgivare", "Publisher"),
    "licence": Words("Licens", "Licence"),
    "date": Words("Data från", "Data of"),
    "answers": Words("Svar", "Answers"),
    "status": Words("Status", "Status"),
    "question": Words("Fråga", "Question"),
    "number": Words("Nr", "No."),
    "begins": Words("Svaret börjar", "The answer begins"),
    "period": Words("Tid", "Time"),
    "year": Words("År", "Year"),
    "region": Words("Region", "Region"),
    "name": Words("Namn", "Name"),
    "kind": Words("Slag", "Kind"),
    "role": Words("Roll", "Role"),
    "who": Words("Vem", "Who"),
    "what": Words("Vad", "What"),
    "taking_part": Words("Medverkande", "Taking part"),
    "results": Words("Resultat", "Results"),
    "basis": Words("Grund", "Basis"),
    "none": Words("Inga.", "None."),
    "sparql": Words("Frågan i SPARQL", "The question in SPARQL"),
    "unknown": Words(
        "Ingenting sägs om den här adressen i det som är publicerat.",
        "Nothing is said of this address in what is published.",
    ),
    "statements": Words("påståenden står i den här grafen.", "statements stand in this graph."),
    "moved": Words("Den här uppgiften står på sidan för", "This fact stands on the page of"),
}
