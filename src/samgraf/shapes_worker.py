"""A child process that validates with a user's own shapes: no network, bounded memory, killed from outside in time.

It is started by `samgraf.own_findings` as `python -m samgraf.shapes_worker`, reads one request in JSON from
standard input (data and shapes as N-Triples) and writes the results as JSON to standard output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from samgraf.sparql_worker import bound_memory, cut_network

BROKEN, TOO_MANY, NO_MEMORY, TOO_DEEP = 20, 21, 22, 23
"""Exit codes that tell the parent what went wrong."""


def main() -> int:
    """Return the exit code: 0 and the results on standard output, else the reason on standard error."""
    request = json.loads(sys.stdin.buffer.read())
    cut_network()
    bound_memory(request["memory"], request["seconds"])
    try:
        found = results(request["data"], request["shapes"])
    except MemoryError:
        return NO_MEMORY
    except RecursionError:
        return TOO_DEEP
    except Exception as error:  # noqa: BLE001  (whatever a stranger's shape makes of the library is told, not raised)
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return BROKEN
    if len(found) > request["most"]:
        sys.stderr.write(str(len(found)))
        return TOO_MANY
    sys.stdout.buffer.write(json.dumps(found).encode())
    sys.stdout.buffer.flush()
    return 0


def results(data: str, shapes: str) -> list[dict[str, Any]]:
    """Return what pySHACL finds, sorted: shape, constraint, node, value and messages.

    Raises:
        ValueError: the shapes break SHACL's own shapes, or pySHACL cannot use them.
    """
    import pyoxigraph as ox  # noqa: PLC0415  (after the limits are in place)
    import pyshacl  # noqa: PLC0415
    import rdflib.plugins.sparql as sparql  # noqa: PLC0415, PLR0402  (its switch is set below)
    from pyshacl.entrypoints import meta_validate  # noqa: PLC0415
    from rdflib import Graph  # noqa: PLC0415
    from rdflib.namespace import SH  # noqa: PLC0415

    from samgraf.shacl_reference import ReportGraph, to_rdflib  # noqa: PLC0415

    sparql.SPARQL_LOAD_GRAPHS = False
    graphs = [
        to_rdflib(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)) for text in (data, shapes)
    ]
    facts, rules = ReportGraph(bind_namespaces="none"), graphs[1]  # with its cache of parsed queries
    facts += graphs[0]
    right, _graph, text = meta_validate(rules, inference="none")
    if not right:
        raise ValueError(_first(text))
    _conforms, report, text = pyshacl.validate(facts, shacl_graph=rules, inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise ValueError(text)  # noqa: TRY004  (pySHACL hands back its failure in place of a graph)
    found = [_result(report, result, SH) for result in report.objects(None, SH.result)]
    return sorted(found, key=lambda one: json.dumps(one, sort_keys=True))


def _result(report: Any, result: Any, sh: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return one result as the parent reads it."""
    from rdflib import Literal, URIRef  # noqa: PLC0415

    focus, value = report.value(result, sh.focusNode), report.value(result, sh.value)
    return {
        "shape": str(report.value(result, sh.sourceShape)),
        "component": str(report.value(result, sh.sourceConstraintComponent)),
        "focus": str(focus) if isinstance(focus, URIRef) else None,
        "value": str(value) if isinstance(value, URIRef) and value != focus else None,
        "literal": str(value) if isinstance(value, Literal) else None,
        "messages": sorted([one.language or "", str(one)] for one in report.objects(result, sh.resultMessage)),
    }


def _first(text: str) -> str:
    """Return the first thing that SHACL's own shapes have against shapes, on one line."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if line.startswith(("Focus Node:", "Message:", "Value Node:"))]
    return " ".join(kept[:3]) or " ".join(lines)


if __name__ == "__main__":
    sys.exit(main())
