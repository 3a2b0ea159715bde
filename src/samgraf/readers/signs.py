"""Signs that stand for boxes to tick or for bullets, in all fonts and forms that programs draw them with, as few plain ones."""

from __future__ import annotations

TICKED, UNTICKED = "☒", "☐"
BOXES = {
    **dict.fromkeys("☑🗹🗵🗷⊠⌧⮽⮾\uf0fe\uf0fd\uf078\uf052", TICKED),
    **dict.fromkeys("□▢🞎🞏🞐🗆❏❐❑❒\uf0a8\uf06f\uf071", UNTICKED),
}
SHAPES = {"⮚": "➢", "⮊": "➢", "◼": "■", "⚫": "●", "⬤": "●", "∙": "•", "🞌": "•", "🞄": "•", "⬩": "◆", "⬧": "◆", "◾": "▪"} | {
    "⭘": "○", "🗸": "✓", "🞂": "►", "⯈": "►", "⏵": "►", "🡪": "→", "🡺": "→", "⇨": "→", "🠆": "→"
}  # fmt: skip
"""What bullets of symbol fonts are called in Unicode, where nobody types them, as the signs that lists are known by."""
# Codes of the symbol fonts that Word draws boxes with.
_WINGDINGS = {
    0xFD: "☒",
    0xFE: "☒",
    0x78: "☒",
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0xA7: "▪",
    0xB7: "•",
    0x76: "•",
    0xD8: "➢",
    0xFC: "✓",
    0xFB: "✗",
    0x6C: "●",
    0x6E: "■",
    0x75: "◆",
    0x77: "◆",
    0xE0: "→",
    0xF0: "→",
}
_WINGDINGS2 = {0x51: "☒", 0x52: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x97: "•", 0x50: "✓", 0x4F: "✗"}
_WINGDINGS3 = {0x75: "▶", 0x77: "▷", 0x7D: "►", 0x84: "►"}


def sign(text: str, font: str) -> str:
    """Return what a character shows in its font: boxes as ☒ or ☐, bullets as bullets, all else unchanged."""
    name = font.lower()
    if "wingding" in name and len(text) == 1:
        which = name.partition("wingding")[2]
        table = _WINGDINGS2 if "2" in which else _WINGDINGS3 if "3" in which else _WINGDINGS
        return table.get(ord(text) & 0xFF, BOXES.get(text, text))
    return BOXES.get(text, text)
