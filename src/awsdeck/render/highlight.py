"""Code becomes HTML with a class for each kind of token.

In: code and its language. Out: escaped HTML whose text is the code, character for character; the classes
are Pygments' short names (``k`` for a keyword). It must not know colours: those are CSS.
"""

import re
from functools import lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Name, Number, Text, Whitespace, _TokenType
from pygments.util import ClassNotFound


@lru_cache(maxsize=512)
def highlight(text: str, language: str) -> str:
    """The code with its tokens in spans; plain where the language is unknown or a lexer alters the text."""
    lexer = _lexer(language)
    if lexer is None:
        return escape(text, quote=False)
    if language == "json" and _REMARK.search(text):
        return "".join(
            _token("c1", part) if _REMARK.match(part) else _highlighted(part, lexer)
            for part in _REMARK_LINES.split(text)
        )
    return _highlighted(text, lexer)


def _highlighted(text: str, lexer: Lexer) -> str:
    tokens = list(lexer.get_tokens(text + _END))
    if "".join(value for _, value in tokens) != text + _END:
        return escape(text, quote=False)
    last, value = tokens.pop()
    tokens.append((last, value.removesuffix(_END)))
    following = [*tokens[1:], (Whitespace, "")]
    return "".join(
        _token("" if _is_torn(kind, *after) else STANDARD_TYPES.get(kind, ""), value)
        for (kind, value), after in zip(tokens, following, strict=True)
    )


_END = "\n"  # some lexers know a line only by its end, so the last one gets an end, too


def _is_torn(kind: _TokenType, after: _TokenType, text: str) -> bool:
    """A number that is only the beginning of a word, such as the address 10.0.0.0/16 in a shell command."""
    return _is_number(kind) and after in (Text, Name) and not text[:1].isspace()


@lru_cache(maxsize=512)
def _is_number(kind: _TokenType) -> bool:
    return Number in kind.split()


# People write remarks in JSON, which has none; its lexer would colour their letters one by one.
_REMARK = re.compile(r"^[ \t]*#.*", re.MULTILINE)
_REMARK_LINES = re.compile(r"^([ \t]*#.*)", re.MULTILINE)
_WRONG = "err"  # a token that the lexer can't place is no mistake of the card: it goes without colour


def _token(name: str, value: str) -> str:
    inner = escape(value, quote=False)
    return (
        f'<span class="{name}">{inner}</span>' if name not in ("", _WRONG) and not value.isspace() else inner
    )


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    if language == "text":
        return None
    try:
        # Both options would change the text: a card shows code exactly as its source has it.
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
