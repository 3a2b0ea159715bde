"""What another machine answers over HTTP: whole, in time, of bounded size and of the type asked for, or an error.

One clock runs over the whole of a request (name, connection, headers, body), which no timeout of a socket does. A redirect
is followed only to the same machine, so that nothing meant for one reaches another. Only http and https are spoken.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import IO, TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from samgraf.errors import RemoteBusyError, RemoteError, RemoteRefusedError, RemoteReplyError, RemoteTimeoutError
from samgraf.system_words import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from http.client import HTTPMessage

CHUNK = 64 * 1024
REDIRECTS = 3
BUSY = frozenset({429, 503})
_REASON = 300  # characters of a machine's own words that are passed on


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one request may take, from first to last byte, and how many bytes its answer may have."""

    seconds: float = 30.0
    most_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is whole: its bytes, their media type without parameters, and the address that they came from."""

    data: bytes
    media_type: str
    url: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def user_agent() -> str:
    """Return how the program presents itself to other machines: what it is and where to read of it."""
    from samgraf.workspace import program_version  # noqa: PLC0415  (only where something is asked)

    return f"samgraf/{program_version()} (https://w3id.org/samgraf; asks at a person's request)"


def fetch(url: str, accept: Sequence[str], limits: Limits = Limits(), headers: dict[str, str] | None = None) -> Reply:
    """Return what an address answers to GET, if its media type is one of `accept`.

    Raises:
        RemoteError: it did not answer so; the subclass says how.
    """
    request = urllib.request.Request(checked(url), headers={"Accept": ", ".join(accept), **(headers or {})})  # noqa: S310  (checked)
    return send(request, accept, limits)


def send(request: urllib.request.Request, accept: Sequence[str], limits: Limits = Limits()) -> Reply:
    """Return the answer to a request that is made already; an empty `accept` takes any type.

    Raises:
        RemoteTimeoutError: the whole answer was not here in time.
        RemoteBusyError: the machine asked us to wait (429 or 503); `wait` says how long, if it said so.
        RemoteRefusedError: the machine answered with another error.
        RemoteReplyError: the answer is too large, cut short, of another type, or leads to another machine.
        RemoteError: the machine was not reached.
    """
    checked(request.full_url)
    request.add_header("User-agent", user_agent())
    until = time.monotonic() + limits.seconds
    outcome: queue.SimpleQueue[Reply | BaseException] = queue.SimpleQueue()
    held: list[Any] = []

    def work() -> None:
        try:
            outcome.put(_answer(request, limits, until, held))
        except BaseException as error:  # noqa: BLE001  (handed over to the thread that waits)
            outcome.put(error)

    # a thread, for what nothing else can stop: a look-up of a name, a drip of headers
    threading.Thread(target=work, daemon=True, name="samgraf-remote").start()
    try:
        reply = outcome.get(timeout=limits.seconds)
    except queue.Empty:
        for response in held:
            with contextlib.suppress(OSError, AttributeError):
                response.close()
        raise _late(request.full_url, limits.seconds) from None
    if isinstance(reply, BaseException):
        raise _told(reply, request.full_url, limits) from reply
    if accept and reply.media_type not in accept:
        raise _other_type(reply, accept)
    return reply


def checked(url: str) -> str:
    """Return an address, if it is one that may be asked: http or https, a machine's name, no password in it.

    Raises:
        RemoteError: it is not.
    """
    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine or any(ord(character) <= 0x20 or ord(character) == 0x7F for character in url):  # noqa: PLR2004  (controls)
        raise RemoteError(
            f"{url!r}: adressen kan inte användas. Skriv en hel adress som börjar med https:// eller http://.",
            f"{url!r}: the address cannot be used. Write a whole address that begins with https:// or http://.",
        )
    if "@" in parts.netloc:
        raise RemoteError(
            f"{parts.hostname}: adressen innehåller ett lösenord, som skulle synas i loggar. Ange det för sig.",
            f"{parts.hostname}: there is a password in the address, where logs would show it. Give it apart.",
        )
    return url


def _answer(request: urllib.request.Request, limits: Limits, until: float, held: list[Any]) -> Reply:
    """Return the answer, read in pieces until the clock or the cap stops it."""
    with _opener(request.host).open(request, timeout=max(0.01, until - time.monotonic())) as response:
        held.append(response)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise _odd(request.full_url, "svaret är packat, fast det inte begärdes", "the answer is packed, unasked")
        data = _read(response, limits, until, request.full_url)
        expected = response.headers.get("Content-Length", "")
        if expected.isdigit() and int(expected) != len(data):
            raise _odd(request.full_url, "svaret bröts på vägen", "the answer was cut short on its way")
        return Reply(
            data,
            response.headers.get_content_type() if "Content-Type" in response.headers else "",
            response.geturl(),
            response.status,
            {name.lower(): value for name, value in response.headers.items()},
        )


def _read(response: IO[bytes], limits: Limits, until: float, url: str) -> bytes:
    """Return a body of at most so many bytes, read before the time is up."""
    read: Callable[[int], bytes] = getattr(response, "read1", response.read)
    pieces, size = [], 0
    while piece := read(CHUNK):
        size += len(piece)
        pieces.append(piece)
        if size > limits.most_bytes:
            most = limits.most_bytes // 1_000_000 or limits.most_bytes
            unit = "MB" if limits.most_bytes >= 1_000_000 else "byte"  # noqa: PLR2004  (a megabyte)
            raise _odd(url, f"svaret är större än {most} {unit}", f"the answer is larger than {most} {unit}")
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(pieces)


class _SameMachine(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to the same machine, or from http to https on it, and refuses every other."""

    max_redirections = max_repeats = REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request for the new address."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        safer = (old.scheme, new.scheme, old.port, new.port) == ("http", "https", None, None)
        same = (old.scheme, old.netloc) == (new.scheme, new.netloc)
        if req.data is not None or not (same or (safer and old.hostname == new.hostname)):
            fp.close()
            raise _odd(
                req.full_url,
                f"servern hänvisar till {newurl}; byt till den adressen om du litar på den",
                f"the machine sends us on to {newurl}; change to that address if you trust it",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(host: str | None) -> urllib.request.OpenerDirector:
    """Return what opens addresses: http and https, through the proxy that the system names; no files, no ftp."""
    here = urlsplit(f"//{host}").hostname in {"localhost", "127.0.0.1", "::1"}
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler({} if here else None),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _SameMachine(),
    ):
        opener.add_handler(handler)
    return opener


def _told(error: BaseException, url: str, limits: Limits) -> BaseException:
    """Return an error for a person."""
    if isinstance(error, HTTPError):
        return _refused(error, url)
    if isinstance(error, RemoteError) or not isinstance(error, (OSError, HTTPException, ValueError)):
        return error
    reason = getattr(error, "reason", error)
    if isinstance(error, TimeoutError) or isinstance(reason, TimeoutError):
        return _late(url, limits.seconds)
    if isinstance(reason, socket.gaierror):
        return RemoteError(
            f"{_place(url)}: ingen dator med det namnet hittades. Kontrollera adressen och nätet, och försök igen.",
            f"{_place(url)}: no machine of that name was found. Check the address and the network, and try again.",
        )
    said = f"{type(reason).__name__}: {reason}" if str(reason) else type(reason).__name__
    sv, en = system_reason(reason) if isinstance(reason, ConnectionError) and reason.errno else (said, said)
    return RemoteError(
        f"{_place(url)}: gick inte att nå ({sv}). Kontrollera adressen och nätet, och försök igen.",
        f"{_place(url)}: could not be reached ({en}). Check the address and the network, and try again.",
    )


def _refused(error: HTTPError, url: str) -> RemoteError:
    """Return the error for an answer of 300 or more."""
    with error:
        try:
            words = " ".join(error.read(4 * _REASON).decode("utf-8", "replace").split())[:_REASON]
        except (OSError, HTTPException, ValueError):
            words = ""
    if "<" in words:  # a page for browsers says nothing in a terminal
        words = ""
    said = f"{error.code} {error.reason}" + (f": {words}" if words else "")
    if error.code in BUSY:
        wait = _seconds(error.headers.get("Retry-After"))
        later_sv = f"om {wait:.0f} sekunder" if wait is not None else "senare"
        later_en = f"in {wait:.0f} seconds" if wait is not None else "later"
        return RemoteBusyError(
            f"{_place(url)}: servern är upptagen ({said}). Försök igen {later_sv}.",
            f"{_place(url)}: the machine is busy ({said}). Try again {later_en}.",
            wait,
        )
    return RemoteRefusedError(
        f"{_place(url)}: servern svarade {said}. Kontrollera adressen och frågan.",
        f"{_place(url)}: the machine answered {said}. Check the address and the query.",
        error.code,
        str(error.headers.get("WWW-Authenticate") or ""),
    )


def _seconds(retry_after: str | None) -> float | None:
    """Return how many seconds to wait by a Retry-After, which is a number or a date; None if it says neither."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after.strip()[:9])
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    return None


def _late(url: str, seconds: float) -> RemoteTimeoutError:
    """Return the error for an answer that did not come in time."""
    return RemoteTimeoutError(
        f"{_place(url)}: inget helt svar inom {seconds:g} sekunder. Försök igen, eller ge mer tid.",
        f"{_place(url)}: no whole answer within {seconds:g} seconds. Try again, or give more time.",
    )


def _other_type(reply: Reply, accept: Sequence[str]) -> RemoteReplyError:
    """Return the error for an answer of another type than was asked for."""
    got = reply.media_type or "?"
    return _odd(reply.url, f"svaret är {got}, inte {accept[0]}", f"the answer is {got}, not {accept[0]}")


def _odd(url: str, sv: str, en: str) -> RemoteReplyError:
    """Return the error for an answer that is not what was asked for."""
    return RemoteReplyError(
        f"{_place(url)}: {sv}. Ingenting av det användes.", f"{_place(url)}: {en}. Nothing of it was used."
    )


def _place(url: str) -> str:
    """Return an address without its query, which may be long and may hold what should not be shown."""
    return url.partition("?")[0]
