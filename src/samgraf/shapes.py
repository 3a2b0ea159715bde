"""The rules as loaded: the SHACL shapes, what each rule is called and asks, and the severity a user has chosen.

The shapes are read with pyoxigraph, which parses Turtle some thirty times faster than rdflib; what pySHACL wants
is made from them where pySHACL is asked (`samgraf.shacl_reference`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from samgraf.errors import ProfileError
from samgraf.facts import Facts
from samgraf.files import sha256_bytes
from samgraf.findings import Words, split_message
from samgraf.resources import folder
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from samgraf.findings import Severity

SGS = "https://w3id.org/samgraf/shapes/"
SH = "http://www.w3.org/ns/shacl#"
Chosen = Literal["violation", "warning", "info", "off"]

LEVELS: dict[Severity, str] = {"violation": SH + "Violation", "warning": SH + "Warning", "info": SH + "Info"}
SEVERITY_OF: dict[str, Severity] = {iri: name for name, iri in LEVELS.items()}
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TRUE = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
_ADDRESS = re.compile(r"<([^<>\s]+)>")
_PREFIXED = re.compile(r"\b([a-z]+):([A-Za-z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape that finds something: its rule, severity and words.

    `together` says that all results of the rule at one place are one finding; `lead` is then put before what is
    missing ("Saknas: datum"), `name` is what this shape misses. `cites_rows` says that it stands where the table begins.
    """

    shape: str
    rule: str
    family: str
    severity: Severity
    title: Words
    message: Words
    advice: Words
    rests_on: Words
    together: bool = False
    cites_rows: bool = False
    lead: Words | None = None
    name: Words | None = None


@dataclass(frozen=True, eq=False)
class Shapes:
    """The shapes to check with: their triples, the rules by shape, and what the data graph must hold.

    `speaks_of` are all IRIs in the shapes and their queries: a triple with another predicate cannot change a
    verdict. `words` are the triples of `words.ttl`, which belong to the data; `derived` is the query for
    what the rules ask for and no triple says, whose answer belongs there too. `digest` is the sha256 of all of it,
    severities too: shapes with the same digest find the same.
    """

    triples: tuple[ox.Triple, ...]
    rules: Mapping[str, Rule]
    speaks_of: frozenset[str]
    words: tuple[ox.Triple, ...]
    derived: str
    digest: str


@cache
def load_shapes(profile: Path | None = None, where: Path | None = None) -> Shapes:
    """Return the shapes of a folder (the package's own by default), with the severities of a profile.

    Raises:
        ProfileError: the profile cannot be read, names an unknown rule or an unknown severity.
    """
    place = where or folder("shapes")
    triples: list[ox.Triple] = []
    words: list[ox.Triple] = []
    for path in sorted(place.glob("*.ttl")):
        read = [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
        (words if path.name == "words.ttl" else triples).extend(read)
    chosen = read_profile(profile or place / "severity.toml")
    triples = choose(triples, chosen, profile or place / "severity.toml")
    derived = (place / "derived.rq").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in sorted(place.glob("*.ttl"))]
    digest = sha256_bytes("\0".join([*sources, derived, str(sorted(chosen.items()))]).encode())
    facts = Facts(triples)
    return Shapes(tuple(triples), _rules(facts), _speaks_of(triples, facts, derived), tuple(words), derived, digest)


def read_profile(path: Path) -> dict[str, Chosen]:
    """Return the severity that a profile (TOML, table `[severity]`) gives to each rule.

    Raises:
        ProfileError: there is no such file, it is not TOML, or a severity is not one of the four.
    """
    try:
        profile = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        sv, en = reason_of(problem)
        raise ProfileError(
            f"{path}: gick inte att läsa som TOML ({sv}). Se shapes/README.md för hur profilen ser ut.",
            f"{path}: could not be read as TOML ({en}). See shapes/README.md for what a profile looks like.",
        ) from problem
    chosen = profile.get("severity", {})
    strange = sorted(profile.keys() - {"severity"}) or ([] if isinstance(chosen, dict) else ["severity"])
    if strange:
        raise ProfileError(
            f"{path}: {strange[0]} känns inte igen. En profil har en tabell, [severity], och inget annat.",
            f"{path}: {strange[0]} is not known. A profile has one table, [severity], and nothing else.",
        )
    wrong = [name for name, level in chosen.items() if level not in (*LEVELS, "off")]
    if wrong:
        raise ProfileError(
            f"{path}: {wrong[0]} har graden {chosen[wrong[0]]!r}. Skriv violation, warning, info eller off.",
            f"{path}: {wrong[0]} has severity {chosen[wrong[0]]!r}. Write violation, warning, info or off.",
        )
    return dict(chosen)


def choose(triples: Iterable[ox.Triple], chosen: Mapping[str, Chosen], source: Path) -> list[ox.Triple]:
    """Return triples in which the shapes of each rule in `chosen` have its severity, or are switched off.

    Raises:
        ProfileError: no shape has the rule.
    """
    held = list(triples)
    for rule, level in sorted(chosen.items()):
        shapes = [one.subject for one in held if one.predicate.value == SGS + "rule" and one.object == ox.Literal(rule)]
        if not shapes:
            raise ProfileError(
                f"{source}: regeln {rule} finns inte. Reglerna står i shapes/README.md.",
                f"{source}: there is no rule {rule}. The rules are listed in shapes/README.md.",
            )
        if level == "off":
            held += [ox.Triple(shape, ox.NamedNode(SH + "deactivated"), _TRUE) for shape in shapes]
        else:
            held = [one for one in held if one.subject not in shapes or one.predicate.value != SH + "severity"]
            new = ox.NamedNode(LEVELS[level])
            held += [ox.Triple(shape, ox.NamedNode(SH + "severity"), new) for shape in shapes]
    return held


def _rules(facts: Facts) -> dict[str, Rule]:
    """Return the rules by the IRI of their shape."""
    shapes = sorted(shape for shape, about in facts.by_subject.items() if SGS + "rule" in about)
    return {shape: _rule(facts, shape) for shape in shapes}


def _rule(facts: Facts, shape: str) -> Rule:
    """Return what one shape says of itself."""
    message = _words(facts, shape, SH + "message") or Words("", "")
    asks, does = zip(split_message(message.sv), split_message(message.en), strict=True)
    return Rule(
        shape=shape,
        rule=facts.one(shape, SGS + "rule") or "",
        family=facts.one(shape, SGS + "family") or "",
        severity=SEVERITY_OF.get(facts.one(shape, SH + "severity") or "", "violation"),
        title=_words(facts, shape, _LABEL) or Words("", ""),
        message=Words(*asks),
        advice=Words(*does),
        rests_on=_words(facts, shape, SGS + "restsOn") or Words("", ""),
        together=facts.one(shape, SGS + "together") is not None,
        cites_rows=facts.one(shape, SGS + "citesRows") is not None,
        lead=_words(facts, shape, SGS + "lead"),
        name=_words(facts, shape, SH + "name"),
    )


def _words(facts: Facts, subject: str, predicate: str) -> Words | None:
    """Return the Swedish and English values of a property, None where it has neither."""
    values = facts.by_subject.get(subject, {}).get(predicate, ())
    by_language = {value.language: value.value for value in values if isinstance(value, ox.Literal)}
    return Words(by_language.get("sv", ""), by_language.get("en", "")) if by_language else None


def prefixes(facts: Facts) -> dict[str, str]:
    """Return the prefixes that the shapes declare for their queries."""
    return {
        prefix: namespace
        for declared, about in sorted(facts.by_subject.items())
        if SH + "prefix" in about
        and (prefix := facts.one(declared, SH + "prefix"))
        and (namespace := facts.one(declared, SH + "namespace"))
    }


def _speaks_of(triples: Iterable[ox.Triple], facts: Facts, derived: str) -> frozenset[str]:
    """Return the IRIs that occur in the shapes or in the text of queries."""
    found = {
        term.value
        for one in triples
        for term in (one.subject, one.predicate, one.object)
        if isinstance(term, ox.NamedNode)
    }
    known = prefixes(facts) | {
        "prov": "http://www.w3.org/ns/prov#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    }  # fmt: skip
    selects = [text.value for about in facts.by_subject.values() for text in about.get(SH + "select", ())]
    for text in [derived, *selects]:
        found.update(_ADDRESS.findall(text))
        found.update(known[prefix] + name for prefix, name in _PREFIXED.findall(text) if prefix in known)
    return frozenset(found)
