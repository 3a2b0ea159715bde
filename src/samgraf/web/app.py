"""The application that `samgraf serve` runs: the parts put together behind the guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from samgraf.web import reconcile
from samgraf.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from samgraf.reconciliation.matching import Matcher

STYLE = "/style.css"


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: the matcher of the reconciliation service, the program's version, and which reports are loaded, by name."""

    matcher: Matcher
    version: str
    reports: tuple[str, ...] = ()


def make_app(served: Served, origins: Iterable[str] = (), lang: str = "sv") -> Guard:
    """Return the application, its guard before it; its pages are in Swedish ("sv") or English ("en")."""
    pages = Environment(loader=PackageLoader("samgraf", "templates/web"), autoescape=True, undefined=StrictUndefined)
    pages.globals |= {"lang": lang, "say": lambda sv, en: en if lang == "en" else sv}

    async def first(request: Request) -> Response:
        entities = served.matcher.entities.all
        counts = {top: sum(top in entity.types for entity in entities) for top in ("Actor", "Goal", "Insats")}
        base = f"http://{request.headers.get('host', 'localhost')}"
        page = pages.get_template("index.html")
        return HTMLResponse(page.render(base=base, counts=counts, reports=served.reports, version=served.version))

    async def style(_: Request) -> Response:
        return Response(pages.get_template("style.css").render(), media_type="text/css")

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        known: dict[int, tuple[str, str]] = {
            404: (f"{request.url.path}: det finns ingen sådan sida.", f"{request.url.path}: there is no such page."),
            405: ("Här går det bara att läsa.", "Here one can only read."),
        }
        sv, en = known.get(
            status, ("Internt fel i samgraf. Felet är vårt.", "Internal error in samgraf. The fault is ours.")
        )
        return JSONResponse({"error": sv, "error_en": en}, status)

    handlers: dict[Any, Any] = {HTTPException: refused, 500: refused}
    routes = [Route("/", first), Route(STYLE, style), *reconcile.routes(served.matcher, pages, served.version)]
    return Guard(Starlette(routes=routes, exception_handlers=handlers), origins)


def run(app: Guard, port: int) -> None:
    """Serve an application on 127.0.0.1 until it is interrupted."""
    import uvicorn  # noqa: PLC0415  (only where something is served)

    uvicorn.run(
        app, host="127.0.0.1", port=port, log_level="warning", access_log=False, server_header=False, lifespan="off",
        timeout_keep_alive=5, limit_concurrency=64,
    )  # fmt: skip
