"""Which words a document knows: evidence for where glued words come apart.

In: all lines, and words known beforehand (names of services). Out: a `Vocabulary`, which tells of a word
whether it stands alone somewhere. It must not know why anybody asks.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from awsdeck.late import late
from awsdeck.readers.lines import Line, distinct

_TOKEN = late(r"[^\W_]+(?:['’][a-z]+)?")

# Names with capitals inside that are written so everywhere, whatever the document.
_COMPOUNDS = (
    "PostgreSQL|MySQL|MariaDB|MongoDB|NoSQL|NewSQL|GraphQL|JavaScript|TypeScript|GitHub|GitLab|DevOps|DevSecOps|"
    "OpenID|OAuth|SaaS|PaaS|IaaS|FaaS|YouTube|LinkedIn|WordPress|macOS|iOS|IPv4|IPv6|VMware|OpenShift|HashiCorp|"
    "WebSocket|WebSockets|PagerDuty|PyTorch|TensorFlow|OpenTelemetry|JSONPath|gRPC|mTLS|eBPF|vCPU|vCPUs|IOPS"
)

# Short words that stand at the edge of a table's cells and that any document may use.
_COMMON = (
    "yes|no|none|all|any|both|only|not|up|to|from|per|by|with|at|most|least|more|less|than|one|two|many|few|"
    "free|high|low|fast|slow|easy|hard|small|large|true|false|always|never|manual|automatic|hours|minutes|"
    "seconds|days|weeks|months|years|daily|weekly|monthly|quarterly|yearly"
)


class Vocabulary:
    """The words of a document.

    A word in mixed case may itself be two glued ones: standing in a sentence or list it is known at once,
    elsewhere it has to occur on two lines.
    """

    def __init__(self, lines: Sequence[Line], known: Collection[str] = ()) -> None:
        self._known = {word.casefold() for word in (*known, *_COMPOUNDS.split("|"), *_COMMON.split("|"))}
        texts = distinct(lines)
        sure = {text for text, line in texts.items() if line.is_sentence or line.is_item or line.indent > 0}
        self._sure = set(_TOKEN.findall("\n".join(sure)))
        self._once: set[str] = set()
        counts = Counter([line.text for line in lines if line.text not in sure])
        for text, count in counts.items():
            found = set(_TOKEN.findall(text))
            self._sure |= found if count > 1 else found & self._once
            self._once |= found

    @cached_property
    def digest(self) -> bytes:
        """The same for vocabularies that know the same."""
        words = (sorted(self._known), sorted(self._sure), sorted(self._once - self._sure))
        return hashlib.sha256(repr(words).encode()).digest()

    def __getstate__(self) -> dict[str, object]:
        """What travels to another process; the digest is found before."""
        return {**self.__dict__, "digest": self.digest}

    def knows(self, word: str) -> bool:
        """Whether the word is known."""
        if word.casefold() in self._known:
            return True
        plain = word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())
        if plain and word.isalpha():
            forms = (word, word.lower(), word.capitalize())
            return any(form in self._sure or form in self._once for form in forms)
        return word in self._sure

    def is_rare(self, word: str) -> bool:
        """Whether the word occurs only here, and on a line that may hold glued words."""
        return word.casefold() not in self._known and word not in self._sure
