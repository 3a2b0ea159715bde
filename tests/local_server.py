"""A server on 127.0.0.1 for tests of what asks other machines: each path answers as it is told to, faults included."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Asked:
    """A request as it came in: method, path, the parameters of the query and of a form, headers in lower case, body."""

    method: str
    path: str
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class Answered:
    """What to answer: bytes, or a function that writes to the connection by itself after the headers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    by_hand: Callable[[BaseHTTPRequestHandler], None] | None = None


def json_answer(text: str, kind: str = "application/json") -> Answered:
    """Return an answer in JSON."""
    return Answered(text.encode(), headers={"Content-Type": kind})


@dataclass
class LocalServer:
    """The server: its address, what it was asked, and what it answers by path."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, Answered | Callable[[Asked], Answered]] = field(default_factory=dict)


@contextlib.contextmanager
def serving(answers: dict[str, Answered | Callable[[Asked], Answered]]) -> Iterator[LocalServer]:
    """Give a server that answers so, for as long as the block runs."""
    local = LocalServer(answers=answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._any(b"")

        def do_POST(self) -> None:
            self._any(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _any(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            form = body.decode() if "form-urlencoded" in self.headers.get("Content-Type", "") else ""
            given = {name: values[-1] for text in (parts.query, form) for name, values in parse_qs(text).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, parts.path, given, headers, body)
            local.asked.append(asked)
            answer = local.answers.get(parts.path, Answered(b"no such path", 404))
            answer = answer(asked) if callable(answer) else answer
            with contextlib.suppress(OSError):
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.by_hand is None and "Content-Length" not in answer.headers:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                if answer.by_hand:
                    answer.by_hand(self)
                else:
                    self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its name in the standard library)
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    local.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield local
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Write a byte each twentieth of a second for five seconds: no timeout of a socket ever sees it."""
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Write a hundred megabytes."""
    for _ in range(1600):
        handler.wfile.write(b" " * 65536)
