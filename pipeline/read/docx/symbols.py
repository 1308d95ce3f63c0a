"""Name the characters of Symbol and Wingdings in Unicode: fonts whose characters have codes of their own.

The tables are those of the fonts' makers (Adobe's Symbol encoding; Wingdings as Unicode took it over), as far as
documents of offices use them.
"""

from __future__ import annotations

UNKNOWN = "\ufffd"
# Word keeps the 8-bit codes of such fonts in U+F000..U+F0FF.
PRIVATE = 0xF000
SYMBOL = {
    **dict(zip(range(0x21, 0x7F), (
        "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    ), strict=True)),
    **dict(zip(range(0xA0, 0xF0), (
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
    ), strict=True)),
}  # fmt: skip
WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}
HEXADECIMAL = 16


def read_symbol(font: str, code: str) -> str:
    r"""Return the character of a font and a hexadecimal code (`w:sym`), U+FFFD where it isn't known.

    >>> read_symbol("Symbol", "F0B7"), read_symbol("Times New Roman", "2116"), read_symbol("Webdings", "F061")
    ('•', '№', '�')
    """
    try:
        point = int(code, HEXADECIMAL)
    except ValueError:
        return UNKNOWN
    if table := FONTS.get(font.lower()):
        return table.get(point & 0xFF, UNKNOWN) if point < 0x100 or point >> 8 == PRIVATE >> 8 else UNKNOWN
    if 0x20 <= point < 0xD800 and not 0x7F <= point < 0xA0:
        return chr(point)
    return UNKNOWN
