"""What stands before every page: who may ask, how much they may send, and the headers that go with every answer, errors too."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, MutableMapping

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

HERE = ("localhost", "127.0.0.1", "::1")
MOST_BYTES = 2_000_000
FRAMED = "/reconcile/preview"
"""The one path that OpenRefine shows in a frame of its own page."""

_LOCAL = "http://127.0.0.1:* http://localhost:*"
_CSP = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {framers}"


class Guard:
    """Lets through what asks for this machine by its own name, and reads only.

    Another name in Host is a page of somebody else's that has learnt our address (DNS rebinding). `origins` are the pages that may
    read answers of `/reconcile` from a browser, besides those that this machine itself serves; no credentials ever go with it.
    """

    def __init__(self, app: App, origins: Iterable[str] = ()) -> None:
        """Stand before an application."""
        self.app = app
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application answer it, with our headers."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get("origin", "")
        extra = self._headers(scope["path"], origin)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = [pair for pair in message.get("headers", ()) if pair[0].decode("latin-1").lower() not in extra]
                message["headers"] = [
                    *known,
                    *((name.encode(), value.encode("latin-1")) for name, value in extra.items()),
                ]
            await send(message)

        refused = self._refused(scope, headers, origin)
        if refused:
            await _told(answer, *refused)
        elif scope["method"] == "OPTIONS" and scope["path"].startswith("/reconcile"):
            await _told(answer, 204, "", "")
        else:
            await self._let_through(scope, receive, answer)

    async def _let_through(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer; a fault of ours is told on one line, and to who asked as well as still can be."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, _bounded(receive), noted)
        except Exception as error:  # noqa: BLE001  (one request must not end the service)
            print(f"{scope['method']} {scope['path']}: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
            if not begun:
                await _told(
                    send, 500, "Internt fel i samgraf. Felet är vårt.", "Internal error in samgraf. The fault is ours."
                )

    def _refused(self, scope: Scope, headers: dict[str, str], origin: str) -> tuple[int, str, str] | None:
        """Return the status and the words of a refusal, None where there is nothing to refuse."""
        if not is_here(headers.get("host", "")):
            return 403, "Bara 127.0.0.1 och localhost svarar här.", "Only 127.0.0.1 and localhost answer here."
        allowed = (
            {"GET", "HEAD", "OPTIONS", "POST"}
            if scope["path"].rstrip("/") == "/reconcile"
            else {"GET", "HEAD", "OPTIONS"}
        )
        if scope["method"] not in allowed:
            return 405, "Här går det bara att läsa.", "Here one can only read."
        if origin and not self._may_read(origin) and scope["method"] == "POST":
            return 403, "Sidan som frågar är inte denna dators.", "The page that asks is not this machine's."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return 413, f"Högst {MOST_BYTES} byte tas emot.", f"At most {MOST_BYTES} bytes are taken."
        return None

    def _may_read(self, origin: str) -> bool:
        """Return whether a page may read our answers from a browser: one of this machine, or one that was named at the start."""
        return origin in self.origins or (origin.startswith("http://") and is_here(origin.removeprefix("http://")))

    def _headers(self, path: str, origin: str) -> dict[str, str]:
        """Return the headers that go with every answer to a path."""
        framed = path == FRAMED
        framers = " ".join([_LOCAL, *sorted(self.origins)]) if framed else "'none'"
        found = {
            "content-security-policy": _CSP.format(framers=framers),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cache-control": "no-store",
        }
        if not framed:
            found["x-frame-options"] = "DENY"
        if path.startswith("/reconcile"):
            found["vary"] = "Origin"
            if origin and self._may_read(origin):
                found["access-control-allow-origin"] = origin
                found["access-control-allow-methods"] = "GET, POST, OPTIONS"
                found["access-control-allow-headers"] = "Content-Type"
        return found


def is_here(host: str) -> bool:
    """Return whether a Host header names this machine by itself, whatever the port."""
    if not host or any(character in host for character in "/?#@\\ \t,"):
        return False
    try:
        name, port = urlsplit(f"//{host}").hostname, urlsplit(f"//{host}").port
    except ValueError:
        return False
    return name in HERE and (port is None or port > 0)


def _bounded(receive: Receive) -> Receive:
    """Return what gives an application the body, until that is larger than it may be: then the sender is as gone."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > MOST_BYTES else message

    return bounded


async def _told(send: Send, status: int, sv: str, en: str) -> None:
    """Answer with a few words of JSON, or with nothing where there is nothing to say."""
    body = json.dumps({"error": sv, "error_en": en}, ensure_ascii=False).encode() if sv else b""
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
