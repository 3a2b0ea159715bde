"""The catalogue, DCAT-AP-SE 3.0.1: what is published, by whom, where, in which forms.

Source: the classes and properties of the profile with their cardinalities, as the specification's own repository has them
(https://github.com/diggsweden/DCAT-AP-SE: `3.0.1/bundle.json`), and its pages `docs/harvesting.md` and `docs/recommendations.md`;
the page that is made of them is https://docs.dataportal.se/dcat/3.0.1/sv/. DCAT-AP itself was not read.

What is easily got wrong: the catalogue's own licence is CC0 whatever that of the data; a format is a media type as text;
files of one kind that make up a data set together are one distribution with several addresses; a checksum is SHA-1. Every resource
has an absolute IRI; there are no blank nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha1
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from samgraf.graph.namespaces import DEFINITIONS, PREFIXES
from samgraf.publishing.settings import KINDS, LICENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from samgraf.publishing.graphs import Published
    from samgraf.publishing.settings import Settings

_EU = "http://publications.europa.eu/resource/authority/"
SPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": PREFIXES["xsd"],
}
MEDIA = {
    "trig": "application/trig",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "csv": "text/csv",
}
"""The media type of a file by its ending."""
SWEDEN = "http://sws.geonames.org/2661886"
"""The country as GeoNames has it, which is what the profile recommends."""


@dataclass(frozen=True)
class Dataset:
    """A data set of the catalogue: its key, title and description in Swedish and English, its files by path."""

    key: str
    title: tuple[str, str]
    about: tuple[str, str]
    keywords: tuple[tuple[str, str], ...]
    paths: tuple[str, ...]

    @property
    def distributions(self) -> dict[str, tuple[str, ...]]:
        """Return the paths by the ending of the file: the files of one format are one distribution."""
        endings = dict.fromkeys(path.rpartition(".")[2] for path in self.paths)
        return {end: tuple(path for path in self.paths if path.endswith(f".{end}")) for end in endings}


def datasets(tree: Mapping[str, bytes]) -> list[Dataset]:
    """Return the data sets that a tree of files holds."""
    whole = tuple(path for path in sorted(tree) if path.startswith("data/samgraf."))
    csv = tuple(path for path in sorted(tree) if path.startswith("csv/") and path.endswith(".csv"))
    reference = tuple(path for path in sorted(tree) if path.startswith("data/reference."))
    common = (
        ("regional utveckling", "regional development"),
        ("samverkan", "collaboration"),
        ("länkade data", "linked data"),
    )
    return [
        Dataset("rapporter", ("Regionernas rapporter om regional utveckling, som graf", "The regions' reports on regional development, as a graph"),
                ("Insatser, resultat, aktörer, mål och finansiering i regionernas återrapportering av villkorsbeslut, med sida och rad bakom varje uppgift.",
                 "Measures, results, actors, goals and funding in the regions' reports on their conditions, with page and line behind every fact."),
                (*common, ("insatser", "measures")), whole),
        Dataset("tabeller", ("Regionernas rapporter om regional utveckling, som tabeller", "The regions' reports on regional development, as tables"),
                ("Samma uppgifter som tabeller, med metadata enligt CSV on the Web.", "The same facts as tables, with CSV on the Web metadata."),
                (*common, ("tabeller", "tables")), csv),
        Dataset("referensdata", ("Ontologi, aktörer och mål för regional utveckling", "Ontology, actors and goals of regional development"),
                ("Begreppen som rapporterna beskrivs med, och de aktörer, mål, fonder och mallar som de talar om.",
                 "The terms that the reports are described with, and the actors, goals, funds and forms that they speak of."),
                (*common, ("ontologi", "ontology")), reference),
    ]  # fmt: skip


def dcat_rdf(tree: Mapping[str, bytes], published: Published, settings: Settings, day: str) -> bytes:
    """Return the catalogue as RDF/XML, as dataportal.se harvests it."""
    triples = sorted(set(_catalogue(tree, published, settings, day)), key=str)
    return serialize(triples, format=RdfFormat.RDF_XML, prefixes=used(triples)) or b""


def used(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes that statements use."""
    text = "".join(map(str, triples))
    return {prefix: space for prefix, space in SPACES.items() if f"<{space}" in text}


def say(subject: str, pairs: Iterable[tuple[str, str | Literal | None]]) -> Iterator[Triple]:
    """Yield statements; a text that is no literal is an address, and None says nothing."""
    for name, value in pairs:
        if value is not None:
            prefix, _, local = name.partition(":")
            term = NamedNode(value) if isinstance(value, str) else value
            yield Triple(NamedNode(subject), NamedNode(SPACES[prefix] + local), term)


def _both(name: str, words: tuple[str, str]) -> list[tuple[str, str | Literal | None]]:
    """Return a text in Swedish and in English."""
    return [(name, Literal(words[0], language="sv")), (name, Literal(words[1], language="en"))]


def day_of(day: str) -> Literal:
    """Return a day as a date."""
    return Literal(day, datatype=NamedNode(PREFIXES["xsd"] + "date"))


def _catalogue(tree: Mapping[str, bytes], published: Published, settings: Settings, day: str) -> Iterator[Triple]:
    """Yield the catalogue, its publisher and contact, its data sets with their distributions."""
    here = settings.address + "dcat.rdf#"
    publisher, contact = settings.publisher_iri, here + "kontakt"
    yield from say(publisher, [("rdf:type", SPACES["foaf"] + "Agent"), ("foaf:name", Literal(settings.publisher, language="sv")),
                                ("dcterms:type", KINDS[settings.publisher_kind])])  # fmt: skip
    yield from say(contact, [("rdf:type", SPACES["vcard"] + "Organization"), ("vcard:fn", Literal(settings.contact or settings.publisher, language="sv")),
                              ("vcard:hasEmail", f"mailto:{settings.email}")])  # fmt: skip
    sets = datasets(tree)
    yield from say(
        here + "katalog",
        [
            ("rdf:type", SPACES["dcat"] + "Catalog"),
            *_both("dcterms:title", (settings.title, "Regional development: reports as linked data")),
            *_both(
                "dcterms:description",
                (
                    "Rapporter om regional utveckling, lästa till en graf av samgraf.",
                    "Reports on regional development, read into a graph by samgraf.",
                ),
            ),
            ("dcterms:publisher", publisher),
            ("dcterms:license", LICENCES["CC0-1.0"]),
            ("dcterms:language", _EU + "language/SWE"),
            ("dcterms:spatial", SWEDEN),
            ("dcterms:modified", day_of(day)),
            ("dcat:themeTaxonomy", _EU + "data-theme"),
            ("foaf:homepage", settings.address),
            *(("dcat:dataset", here + each.key) for each in sets),
        ],
    )
    years = published.years
    for each in sets:
        yield from _dataset(
            each, here, (publisher, contact), years if each.key != "referensdata" else [], settings, day
        )
        for end, paths in each.distributions.items():
            yield from _distribution(here + f"{each.key}-{end}", {path: tree[path] for path in paths}, settings, day)


def _dataset(
    each: Dataset, here: str, who: tuple[str, str], years: list[str], settings: Settings, day: str
) -> Iterator[Triple]:
    """Yield what the catalogue says of a data set."""
    iri, period = here + each.key, here + "tid-" + each.key
    yield from say(
        iri,
        [
            ("rdf:type", SPACES["dcat"] + "Dataset"),
            *_both("dcterms:title", each.title),
            *_both("dcterms:description", each.about),
            ("dcterms:publisher", who[0]),
            ("dcat:contactPoint", who[1]),
            ("dcterms:identifier", Literal(iri)),
            ("dcterms:accessRights", _EU + "access-right/PUBLIC"),
            ("dcterms:accrualPeriodicity", _EU + "frequency/ANNUAL"),
            ("dcterms:language", _EU + "language/SWE"),
            ("dcterms:spatial", SWEDEN),
            ("dcterms:modified", day_of(day)),
            ("dcterms:temporal", period if years else None),
            ("dcat:theme", _EU + "data-theme/REGI"),
            ("dcat:theme", _EU + "data-theme/GOVE"),
            ("dcat:landingPage", settings.address),
            *(pair for words in each.keywords for pair in _both("dcat:keyword", words)),
            *(("dcat:distribution", here + f"{each.key}-{end}") for end in each.distributions),
        ],
    )
    if years:
        yield from say(period, [("rdf:type", SPACES["dcterms"] + "PeriodOfTime"), ("dcat:startDate", day_of(f"{years[0]}-01-01")),
                                 ("dcat:endDate", day_of(f"{years[-1]}-12-31"))])  # fmt: skip


def _distribution(iri: str, files: Mapping[str, bytes], settings: Settings, day: str) -> Iterator[Triple]:
    """Yield what the catalogue says of the files of one format; several are got at by the page that lists them."""
    media = MEDIA[next(iter(files)).rpartition(".")[2]]
    alone = next(iter(files)) if len(files) == 1 else None
    size = sum(map(len, files.values()))
    yield from say(
        iri,
        [
            ("rdf:type", SPACES["dcat"] + "Distribution"),
            ("dcterms:title", Literal(alone.rpartition("/")[2] if alone else media, language="sv")),
            ("dcat:accessURL", settings.address + (alone or "data/")),
            *(("dcat:downloadURL", settings.address + path) for path in files),
            ("dcterms:format", Literal(media)),
            ("dcterms:license", settings.licence_iri),
            ("dcterms:modified", day_of(day)),
            ("dcat:byteSize", Literal(str(size), datatype=NamedNode(PREFIXES["xsd"] + "nonNegativeInteger"))),
            ("dcatap:availability", _EU + "planned-availability/STABLE"),
            ("dcterms:conformsTo", "http://www.w3.org/ns/csvw" if media == "text/csv" else DEFINITIONS.rstrip("/")),
            ("spdx:checksum", iri + "-sha1" if alone else None),
        ],
    )
    if alone:
        digest = sha1(files[alone], usedforsecurity=False).hexdigest()
        yield from say(iri + "-sha1", [("rdf:type", SPACES["spdx"] + "Checksum"), ("spdx:algorithm", SPACES["spdx"] + "checksumAlgorithm_sha1"),
                                       ("spdx:checksumValue", Literal(digest, datatype=NamedNode(PREFIXES["xsd"] + "hexBinary")))])  # fmt: skip
