"""Queries that somebody typed: guarded, answered by a child process with a deadline, handed back as bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from samgraf import sparql_guard
from samgraf.errors import QueryError, SamgrafError
from samgraf.graph.namespaces import PREFIXES
from samgraf.sparql_worker import NO_MEMORY, NOT_SPARQL, TOO_LARGE
from samgraf.store import not_sparql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.store import Store

Format = Literal["json", "csv", "tsv", "xml"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take (seconds), how much memory it may have and how long its answer may be (bytes)."""

    seconds: float = 10.0
    memory: int = 2_000_000_000
    most_bytes: int = 200_000_000


STANDARD = Limits()


def run_untrusted(text: str, store: Store, *, format: Format = "json", limits: Limits = STANDARD) -> bytes:  # noqa: A002  (the word people use)
    """Return the answer to a query: SELECT and ASK in a W3C results format, CONSTRUCT and DESCRIBE as sorted N-Triples.

    The child is a fresh process, never a fork: an open store hangs in a forked child.

    Raises:
        QueryError: the query is refused, is not SPARQL, takes too long, or needs too much.
    """
    sparql_guard.check(text, graphs=frozenset(store.graph_names()) if sparql_guard.has_dataset(text) else None)
    if store.place:
        inner = "store" if store.place.kind == "disk" else "data.nq"
        return _ask(text, store.place.kind, store.place.path / inner, format, limits, store.asked)
    with tempfile.TemporaryDirectory(prefix="samgraf-") as folder:
        path = Path(folder) / "data.nq"
        path.write_bytes(ox.serialize(store.engine, format=ox.RdfFormat.N_QUADS) or b"")
        return _ask(text, "memory", path, format, limits, store.asked)


def _ask(text: str, kind: str, path: Path, form: Format, limits: Limits, asked: Sequence[str] | None) -> bytes:
    """Return what a child answers; `asked` are the graphs that it is asked about, None for all."""
    whole = not sparql_guard.has_dataset(text)
    request = {
        "text": text,
        "kind": kind,
        "path": str(path),
        "format": form,
        "prefixes": PREFIXES,
        "union": whole and asked is None,
        "graphs": asked if whole else None,
        "seconds": limits.seconds,
        "memory": limits.memory,
        "most_bytes": limits.most_bytes,
    }
    package = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "samgraf.sparql_worker"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(
            f"Frågan avbröts efter {limits.seconds:g} sekunder. Begränsa den: fler villkor, färre OPTIONAL, eller "
            "LIMIT.",
            f"The query was stopped after {limits.seconds:g} seconds. Narrow it: more conditions, fewer OPTIONAL, "
            "or LIMIT.",
        ) from error
    if done.returncode == 0:
        return done.stdout
    raise _failed(done.returncode, done.stderr.decode(errors="replace").strip(), limits)


def _failed(code: int, said: str, limits: Limits) -> SamgrafError:
    """Return the error for a child that did not answer."""
    if code == NOT_SPARQL:
        return not_sparql(said)
    if code == TOO_LARGE:
        return QueryError(
            f"Svaret är {said} byte, högst {limits.most_bytes} går. Inget har kapats bort i tysthet: begränsa "
            "frågan med LIMIT.",
            f"The answer is {said} bytes, at most {limits.most_bytes} are allowed. Nothing was cut in silence: "
            "narrow the query with LIMIT.",
        )
    if code == NO_MEMORY or code < 0:
        return QueryError(
            f"Frågan behövde mer minne än {limits.memory // 1_000_000} MB eller är för djupt nästlad. Förenkla "
            "eller begränsa den.",
            f"The query needed more memory than {limits.memory // 1_000_000} MB or is nested too deeply. Simplify "
            "or narrow it.",
        )
    reason = said.splitlines()[-1] if said else f"kod {code}"
    return QueryError(
        f"Frågan kunde inte besvaras ({reason}). Kör samgraf doctor om det händer igen.",
        f"The query could not be answered ({reason}). Run samgraf doctor if it happens again.",
    )
