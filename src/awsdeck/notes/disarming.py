"""What Anki would read in a field as something else than HTML.

In: HTML. Out: HTML that looks the same and is nothing but that. It must not know what the field is.
"""

import re

_ARMED = re.compile(r"[\[{}\\]")
_BRACKETED = re.compile(r"\[(?=/?(?:latex|\$\$?)\]|(?:sound|anki):|\[type:)", re.IGNORECASE)
_MATHJAX = re.compile(r"(?P<tag><[^<>]*>)|\\(?=[()\[\]])")


def disarmed(html: str) -> str:
    r"""HTML in which nothing is left that Anki would turn into mathematics, a sound or a field.

    Anki reads ``[latex]``, ``[$]``, ``[$$]``, ``[sound:…]`` and ``[[type:…]]`` in the raw field, where a
    character reference hides them. MathJax reads ``\(`` in the page, where only an element between the two
    characters does.
    """
    if not _ARMED.search(html):
        return html
    html = _BRACKETED.sub("&#91;", html)
    html = html.replace("{{", "&#123;&#123;").replace("}}", "&#125;&#125;")
    return _MATHJAX.sub(lambda found: found["tag"] or "<span>\\</span>", html) if "\\" in html else html
