"""Signs that stand for boxes to tick, in all fonts and forms that programs draw them with, as ☒ and ☐."""

from __future__ import annotations

TICKED, UNTICKED = "☒", "☐"
BOXES = {
    **dict.fromkeys("☑🗹🗵🗷⊠⌧⮽⮾\uf0fe\uf0fd\uf078\uf052", TICKED),
    **dict.fromkeys("□▢🞎🞏🞐🗆❏❐❑❒\uf0a8\uf06f\uf071", UNTICKED),
}
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
}
_WINGDINGS2 = {0x51: "☒", 0x52: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x97: "•", 0x50: "✓", 0x4F: "✗"}


def sign(text: str, font: str) -> str:
    """Return what a character shows in its font: boxes as ☒ or ☐, all else unchanged."""
    name = font.lower()
    if "wingding" in name and len(text) == 1:
        table = _WINGDINGS2 if "2" in name.partition("wingding")[2] else _WINGDINGS
        return table.get(ord(text) & 0xFF, BOXES.get(text, text))
    return BOXES.get(text, text)
