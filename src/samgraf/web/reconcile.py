"""`/reconcile`: the Reconciliation Service API 0.2, as OpenRefine asks it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from samgraf.errors import UsageError
from samgraf.reconciliation import service

if TYPE_CHECKING:
    from jinja2 import Environment

    from samgraf.reconciliation.matching import Matcher

FORM = "application/x-www-form-urlencoded"


def routes(matcher: Matcher, pages: Environment, version: str) -> list[Route]:
    """Return the routes of the service; all answers are those of `reconciliation.service`."""

    async def endpoint(request: Request) -> Response:
        return await _answered(request, matcher, version)

    async def suggest(request: Request) -> Response:
        prefix, skip = request.query_params.get("prefix", ""), _number(request.query_params.get("cursor"), 0) or 0
        what = request.path_params["what"]
        if what not in {"entity", "property", "type"}:
            return _error(404, "Ingen sådan tjänst.", "No such service.")
        return JSONResponse(await run_in_threadpool(service.suggest, matcher, what, prefix, skip))

    async def properties(request: Request) -> Response:
        limit = _number(request.query_params.get("limit"), None)
        return JSONResponse(service.proposed(matcher, request.query_params.get("type", ""), limit))

    async def preview(request: Request) -> Response:
        entity = matcher.entities.get(request.query_params.get("id", ""))
        page = pages.get_template("entity.html").render(
            entity=entity, names=service.PROPERTIES, whole=request.url.path.endswith("/view")
        )
        return HTMLResponse(page, 200 if entity else 404)

    return [
        Route("/reconcile", endpoint, methods=["GET", "POST"]),
        Route("/reconcile/", endpoint, methods=["GET", "POST"]),
        Route("/reconcile/suggest/{what}", suggest),
        Route("/reconcile/properties", properties),
        Route("/reconcile/preview", preview),
        Route("/reconcile/view", preview),
    ]


async def _answered(request: Request, matcher: Matcher, version: str) -> Response:
    """Return the answer to a request to the service itself: its manifest, candidates, or values of properties."""
    try:
        given = await _parameters(request)
        asked = _asked(given)
        if asked is None:
            host = request.headers.get("host", "localhost")
            return JSONResponse(service.manifest(f"http://{host}", version))
        work = service.results if "queries" in given else service.extend
        return JSONResponse(await run_in_threadpool(work, matcher, asked))
    except _Refused as refused:
        return _error(refused.status, refused.sv, refused.en)
    except UsageError as error:
        return _error(400, error.sv, error.en)


class _Refused(Exception):  # noqa: N818  (no fault of ours)
    """A request that is not answered: the status and the words that say why."""

    def __init__(self, status: int, sv: str, en: str) -> None:
        """Keep what to say."""
        super().__init__(sv)
        self.status, self.sv, self.en = status, sv, en


def _asked(given: dict[str, str]) -> Any:  # noqa: ANN401  (JSON)
    """Return the queries or the extension that a request holds, None where it asks for the manifest."""
    if "callback" in given:
        raise _Refused(400, "JSONP stöds inte; CORS gör det.", "JSONP is not supported; CORS is.")
    name = next((name for name in ("queries", "extend") if name in given), None)
    if name is None:
        return None
    try:
        asked = json.loads(given[name])
    except (ValueError, RecursionError) as error:
        raise _Refused(400, f"{name} är inte JSON.", f"{name} is no JSON.") from error
    if name == "queries" and isinstance(asked, dict) and len(asked) > service.BATCH:
        raise _Refused(413, f"Högst {service.BATCH} frågor åt gången.", f"At most {service.BATCH} queries at a time.")
    return [] if asked is None else asked


async def _parameters(request: Request) -> dict[str, str]:
    """Return the parameters of the address and of a form; the last of several counts."""
    found = dict(request.query_params)
    if request.method == "POST":
        try:
            body = await request.body()
        except ClientDisconnect as error:
            raise _Refused(413, "Det som skickades är för stort.", "What was sent is too large.") from error
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        try:
            if body and kind != FORM:
                raise ValueError(kind)  # noqa: TRY301  (told with the others)
            given = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20, errors="strict")
        except ValueError as error:
            raise _Refused(
                400, f"Det som skickades är inte {FORM} i UTF-8.", f"What was sent is not {FORM} in UTF-8."
            ) from error
        found |= {name: values[-1] for name, values in given.items()}
    return found


def _number(text: str | None, default: int | None) -> int | None:
    """Return a whole number of at most six digits, or the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= len("100000") else default


def _error(status: int, sv: str, en: str) -> JSONResponse:
    """Return an error in both languages."""
    return JSONResponse({"error": sv, "error_en": en}, status)
