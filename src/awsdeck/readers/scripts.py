"""Raised and lowered text as plain text shows it: ``2<sup>32</sup>`` is no 232.

In: the words between the tags. Out: Unicode's raised or lowered signs if it has one for each, else ``^`` or
``_`` before them. It must not know of tags.
"""

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()nijk", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙᵢⱼₖ", strict=True))
_LONGEST = 12  # characters; what is longer is small print


def raised(text: str) -> str:
    """``²``, ``^k``, ``^(k/2)``; words such as ``st`` and marks such as ``*`` and ``[1]`` as they are."""
    return text if text.isalpha() and len(text) > 1 else _set(text, _RAISED, "^")


def lowered(text: str) -> str:
    """``₂``, ``ₙ``, ``_max``, ``_(i,j)``."""
    return _set(text, _LOWERED, "_")


SETS = {"sup": raised, "sub": lowered}
"""What becomes of the words between these tags."""


def _set(text: str, signs: dict[str, str], mark: str) -> str:
    if len(text) > _LONGEST or text.startswith("[") or not any(map(str.isalnum, text)) or " " in text:
        return text
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    return f"{mark}{text}" if text.isalnum() else f"{mark}({text.strip('()')})"
