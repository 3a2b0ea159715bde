"""The signs that items of lists begin with, for all who look for them."""

from __future__ import annotations

from typing import Final

BULLETS: Final = "•·▪▫◦●○■‣❖➢➤➔→►▶▸✓✔◆◇⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
"""Signs that begin an item and stand for nothing else there, with those of symbol fonts that a PDF keeps by their codes."""

ITEMS: Final = f"-–—*{BULLETS}"
"""All signs that may begin an item; the first four are of running text too. Fit for the inside of a class in a pattern, where it comes first."""
