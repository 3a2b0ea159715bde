"""SPARQL servers that the tests start on this machine: oxigraph's (from PyPI), and Virtuoso where it is installed."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
NO_OXIGRAPH = "the program oxigraph is not installed: pip install oxigraph"
NO_VIRTUOSO = "the program virtuoso-t is not installed: on Debian, apt-get install virtuoso-opensource"
STARTED = 60.0
"""Seconds that a server may take to answer for the first time."""
INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 20000
MaxDirtyBuffers = 10000
ServerThreads = 8
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = 120
"""


@dataclass(frozen=True)
class SparqlServer:
    """Where a server answers queries and takes graphs, and the environment of who may write there."""

    name: str
    query: str
    store: str
    who: Mapping[str, str]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def oxigraph(folder: Path, *, union: bool = True) -> Iterator[SparqlServer]:
    """Give an empty oxigraph server, whose default graph is the union of all unless it is told not to be."""
    assert OXIGRAPH, NO_OXIGRAPH
    at = f"127.0.0.1:{free_port()}"
    command = [
        OXIGRAPH,
        "serve",
        "--location",
        str(folder / "oxigraph"),
        "--bind",
        at,
        *(["--union-default-graph"] if union else []),
    ]
    with _running(command, folder, f"http://{at}/query?query=ASK%7B%7D"):
        yield SparqlServer("oxigraph", f"http://{at}/query", f"http://{at}/store", {})


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[SparqlServer]:
    """Give an empty Virtuoso, where dba may write after a Digest."""
    assert VIRTUOSO, NO_VIRTUOSO
    http = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(INI.format(folder=folder, port=free_port(), http=http))
    at = f"http://127.0.0.1:{http}"
    who = {"SAMGRAF_ENDPOINT_USER": "dba", "SAMGRAF_ENDPOINT_PASSWORD": "dba"}
    with _running(
        [VIRTUOSO, "+configfile", str(ini), "+foreground"], folder, f"{at}/sparql?query=ASK%7B%3Fa%20a%20%3Fb%7D"
    ):
        yield SparqlServer("virtuoso", f"{at}/sparql", f"{at}/sparql-graph-crud-auth", who)


@contextlib.contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    """Keep a server running from its first answer until the block ends."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(server, url, folder / "server.log")
            yield
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return when a server has answered."""
    until = time.monotonic() + STARTED
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310  (our own server)
            return
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
