"""Text whose columns count becomes HTML in which they stay aligned.

In: text that is no code (diagrams, trees, the output of commands). Out: escaped HTML whose text is the same,
with a cell around every sign that a fixed-width font may lack. It must not know how wide a cell is: that is
CSS.

A phone's fixed-width font often has no arrows, strokes, ideographs or emoji; another font lends them, at
another width, and everything to their right moves. In a cell they take one column, or two if they are wide,
as in a terminal (Unicode's annex 11 says which are).
"""

import re
from html import escape
from unicodedata import category, east_asian_width

# A flag; or a sign with all that changes its looks: variation, skin colour, further signs joined to it.
_SIGN = re.compile(
    r"[\U0001F1E6-\U0001F1FF]{2}"
    r"|[^\x00-\x7F](?:[\uFE00-\uFE0F\u20E3\U0001F3FB-\U0001F3FF]|\u200D[^\x00-\x7F])*"
)
_AS_EMOJI = "\ufe0f"


def diagram(text: str) -> str:
    """The text with every sign in a cell; letters that take one column stay as they are."""
    return _SIGN.sub(_cell, escape(text, quote=False))


def _cell(match: re.Match[str]) -> str:
    sign = match[0]
    if _is_wide(sign):
        return f'<span class="cell wide">{sign}</span>'
    return f'<span class="cell">{sign}</span>' if category(sign[0])[0] in "SP" else sign


def _is_wide(sign: str) -> bool:
    is_flag = "\U0001f1e6" <= sign[0] <= "\U0001f1ff" and len(sign) == 2
    return east_asian_width(sign[0]) in ("W", "F") or _AS_EMOJI in sign or is_flag
