"""Code becomes HTML with a class for each kind of token.

In: code and its language. Out: escaped HTML whose text is the code, character for character; the classes
are Pygments' short names (``k`` for a keyword). It must not know colours: those are CSS.
"""

from functools import lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound


def highlight(text: str, language: str) -> str:
    """The code with its tokens in spans; plain where the language is unknown or a lexer alters the text."""
    lexer = _lexer(language)
    if lexer is None:
        return escape(text, quote=False)
    tokens = list(lexer.get_tokens(text))
    if "".join(value for _, value in tokens) != text:
        return escape(text, quote=False)
    return "".join(_token(STANDARD_TYPES.get(kind, ""), value) for kind, value in tokens)


def _token(name: str, value: str) -> str:
    inner = escape(value, quote=False)
    return f'<span class="{name}">{inner}</span>' if name and not value.isspace() else inner


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    if language == "text":
        return None
    try:
        # Both options would change the text: a card shows code exactly as its source has it.
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
