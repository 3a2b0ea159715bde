"""What pages that need nothing but themselves have in common: templates that escape, and a policy by digests."""

from __future__ import annotations

import base64
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@cache
def templates() -> Environment:
    """Return the templates, everything in them escaped, a misspelt name an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def policy(style: str, script: str = "") -> str:
    """Return a policy that lets a browser use one style and run one script, and nothing else."""
    scripts = f"; script-src '{_digest(script)}'" if script else ""
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{_digest(style)}'{scripts}"


def _digest(text: str) -> str:
    """Return the digest of a style or script as a policy names it."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()
