"""A child process that answers one query: no network, bounded memory, killed from outside when time is up.

It is started by `samgraf.untrusted` as `python -m samgraf.sparql_worker`, reads one request in JSON from
standard input and writes the answer's bytes to standard output. Only the engine is imported here, so that
it starts in some 30 ms.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import sys
from typing import Any

NEW_USER, NEW_NET = 0x10000000, 0x40000000  # linux/sched.h: CLONE_NEWUSER, CLONE_NEWNET
NOT_SPARQL, TOO_LARGE, NO_MEMORY = 10, 11, 12
"""Exit codes that tell the parent what went wrong."""


def main() -> int:
    """Return the exit code: 0 and the answer on standard output, else the reason on standard error."""
    request = json.loads(sys.stdin.buffer.read())
    alone = cut_network()
    bound_memory(request["memory"], request["seconds"])
    try:
        answer = answered(request)
    except (SyntaxError, ValueError) as error:
        sys.stderr.write(str(error))
        return NOT_SPARQL
    except MemoryError:
        return NO_MEMORY
    except OSError as error:
        sys.stderr.write(f"{error} (network cut: {alone})")
        return 1
    if len(answer) > request["most_bytes"]:
        sys.stderr.write(str(len(answer)))
        return TOO_LARGE
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def answered(request: dict[str, Any]) -> bytes:
    """Return the answer to a request, serialised in the format that it names."""
    import pyoxigraph as ox  # noqa: PLC0415  (after the limits are in place: the engine starts threads)

    if request["kind"] == "disk":
        store = ox.Store.read_only(request["path"])
    else:
        store = ox.Store()
        store.bulk_load(path=request["path"], format=ox.RdfFormat.N_QUADS)
    named = request["graphs"]
    graphs = None if named is None else [ox.NamedNode(name) for name in named]
    results = store.query(
        request["text"],
        prefixes=request["prefixes"],
        use_default_graph_as_union=request["union"],
        default_graph=None if graphs is None else [*graphs],
        named_graphs=None if graphs is None else [*graphs],
    )
    if isinstance(results, ox.QueryTriples):
        lines = {str(triple).encode() + b" .\n" for triple in results}
        return b"".join(sorted(lines))
    formats = {"json": "JSON", "csv": "CSV", "tsv": "TSV", "xml": "XML"}
    return results.serialize(format=getattr(ox.QueryResultsFormat, formats[request["format"]])) or b""


def cut_network() -> bool:
    """Return whether this process has no network any more: Linux only, and not everywhere there."""
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None, use_errno=True).unshare(NEW_USER | NEW_NET) == 0)
    return False


def bound_memory(memory: int, seconds: float) -> None:
    """Bound the address space in bytes and the processor time, and leave no core file; Windows has no such bounds."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (not on Windows)

    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds * (os.cpu_count() or 1)) + 2),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower bound is set already
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main())
