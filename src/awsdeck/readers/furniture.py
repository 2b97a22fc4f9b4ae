"""Pieces of a page that belong to the page and not to its questions.

In: lines that stand outside every answer or at the end of one. Out: the reason why a line is furniture.
It must not remove anything: readers put what it names into the document's list of skipped lines.
"""

import re

from awsdeck.late import late

_SECTIONS = late(
    r"(?:next steps?|related (?:articles?|posts?|questions?|links?|topics?|reading)|further reading|"
    r"(?:popular|recent|latest|trending|featured) (?:posts?|articles?|stories|blogs?|reads?)|"
    r"read more|see also|you (?:may|might)(?: also)? like|recommended(?: for you| reading| posts?)?|"
    r"share this.*|"
    r"was this (?:page|article|post|guide) helpful|share (?:on|via|with) .*|(?:previous|next): .*|"
    r"leave a (?:reply|comment)|(?:\d+ )?comments?|top comments? \(\d+\)|post a comment|about the authors?|"
    r"subscribe\b.*|"
    r"newsletter|written by .{1,60}|more from .{1,60}|recommended from .{1,60}|no responses yet|"
    r"upvotes?.*|\d+ (?:claps?|likes?|upvotes?|followers)|\d{1,2}:\d\d ?[ap]m · [a-z]{3,9} \d{1,2}, \d{4}|"
    r"sign up.*|follow us.*|table of contents|contents|tags|previous(?: post)?|next(?: post)?|references|"
    r"(?:people|students|readers|others) also (?:ask|studied|searched for|viewed|read|liked)|"
    r"be the first to (?:like|comment|react)\b.{0,20}|write a comment|no labels|powered by .{1,60}|"
    r"conclusion|wrap(?:ping)?[ -]up|(?:final|closing) (?:thoughts|words|remarks)|footer|"
    r"copyright.*|©.*)\W*",
    re.IGNORECASE,
)


# Single words that an answer may well hold on a line of their own.
_MAY_BE_TEXT = late(
    r"(?:tags|contents|references|conclusion|wrap(?:ping)?[ -]up|comments?|next|previous|"
    r"footer|newsletter)\W*|(?:previous|next): .*",
    re.IGNORECASE,
)


def may_be_text(text: str) -> bool:
    """The text may also be part of an answer, so that it has to stand apart to count."""
    return bool(_MAY_BE_TEXT.fullmatch(text.strip()))


def begins_section(text: str) -> bool:
    """The text is the heading of a part that follows the questions of a page, such as ``Related posts``."""
    return bool(_SECTIONS.fullmatch(text.strip()))


_FRAMES = frozenset(
    (
        *("introduction", "intro", "preface", "foreword", "prerequisites", "conclusion", "conclusions"),
        *(
            "in conclusion",
            "to conclude",
            "summary",
            "in summary",
            "recap",
            "wrap up",
            "wrapping up",
            "references",
        ),
        *(
            f"{how} {what}"
            for how in ("final", "closing")
            for what in ("thoughts", "words", "remarks", "notes")
        ),
        *("takeaways", "key takeaways", "next steps", "further reading", "further resources", "see also"),
        *("resources", "additional resources", "more resources", "useful resources", "links", "useful links"),
        *(
            "acknowledgements",
            "acknowledgments",
            "credits",
            "about me",
            "about the author",
            "about the authors",
        ),
        *(f"about this {what}" for what in ("page", "post", "guide", "list", "article", "document")),
        *("einleitung", "einführung", "vorwort", "fazit", "zusammenfassung", "schlusswort", "quellen"),
        *("introducción", "conclusión", "conclusiones", "resumen", "introdução", "conclusão", "introduzione"),
        *("conclusione", "conclusioni", "résumé"),
    )
)


def frames_questions(text: str) -> bool:
    """The text names what stands before or behind the questions of a document, such as ``Conclusion``."""
    return text.strip(" *_:.!…").replace("-", " ").casefold() in _FRAMES


_LINK_BACK = late(
    r"\W*(?:(?:go |jump |return )?back to (?:the )?(?:top|contents|table of contents|toc|index|questions)|"
    r"(?:go|return) to (?:top|(?:the )?(?:exam|test|quiz|course|home))|\u2b06|"
    r"(?:\w+ ){0,3}download (?:\w+ ){0,2}pdf\b.*|(?:free )?pdf download\b.*|"
    r"advertisements?|sponsored(?: content)?|"
    r"page \d+ of \d+|(?:viewing|showing) (?:questions?|page) \d.{0,40}|(?:enter|exit) fullscreen mode|"
    r"end of (?:the )?(?:document|file|transcript|page)|"
    r"(?:enroll?|register|apply|join|buy|book|download|subscribe|start learning|read more|learn more)"
    r" (?:now|today|here|for free)|"
    r"view raw.{0,80}\bhosted with.{0,4}\bby github|"
    r"(?:open|expand|collapse|close|show|hide) all|(?:learn|see|view|show|find out) more|"
    r"copy(?: code)?|copied!?|loading\.{3}|skip to (?:main )?content)\W*",
    re.IGNORECASE,
)
_ANNOUNCED = frozenset(("advertisement", "advertisements", "sponsored", "sponsored content"))
_SELLS = late(
    r"\d ?% (?:off|discount)|\b(?:discounts?|coupons?|promo codes?|free trial|limited[- ]time|for sale|"
    r"(?:sign up|enroll?|register|subscribe|buy|order|book|join|start|shop) (?:now|today|free|for free)|"
    r"(?:save|only|just|from) [$€£]\d|money[- ]back)",
    re.IGNORECASE,
)
_LONGEST_OFFER = 120
_ASKS_BACK = late(r"\W*(?:was|is) this(?: \w+)? helpful\W*", re.IGNORECASE)
_CAPTION = late(
    r"\W*(?:press enter or click to view image in full size|"
    r"(?:photo|image|picture|cover|illustration)s? (?:by|from|credits?|source)\b.{0,80}|"
    r"(?:credits?|source)\s*:\s*(?:author|unsplash|pexels|pixabay|freepik|canva)\b.{0,60})\W*",
    re.IGNORECASE,
)
_ADVERT = late(
    r"\W*(?:also read|read also|must read|read next|read more|you may also (?:like|be interested in)|"
    r"recommended(?: reading)?|related(?: article| post| reading)?|(?:also check|check also)(?: out)?)"
    r"\s*[:\-–—>»]+\s*\S.*",
    re.IGNORECASE,
)
_CHROME = late(
    r"\W*(?:sitemap|open in app|sign (?:up|in)|log ?(?:in|out)|write|search\b.{0,20}|home|menu|get started|"
    r"subscribe|skip to (?:main )?content|toggle (?:navigation|menu)|listen|share|follow|member-only story|"
    r"about|contact|blog|\d+ min(?:ute)?s? read|featured|feed post(?: number \d+)?|post|see new posts|"
    r"conversation|go to \w+)\W*",
    re.IGNORECASE,
)
_CALLS = late(
    r"\b(?:(?:thanks?|thank you)(?: so much| a lot)? for reading|clap button|claps?\b.*\bfollow|follow me\b|"
    r"repost (?:if|this|to)|save this post|"
    r"leave a (?:comment|clap|like|\u2764)|in the comments|subscribe to (?:my|our|the)|"
    r"share (?:(?:this|it)(?: \w+)? with (?:your|others|a)\b|with your \w)|buy me a coffee|comments? below\b|"
    r"if (?:you|this)(?: \w+){0,3} (?:liked?|enjoyed|found|find|helped)\b|"
    r"hope (?:this|these|you|it|they)\b.*(?:help|useful|enjoy)|"
    r"that.s (?:it|all) for (?:today|now|this)|that.s a wrap|what would you add\b|"
    r"happy (?:learning|coding|interviewing|clouding)|good luck(?: (?:with|for|in|on) (?:your|the)|\W*$)|"
    r"would you like (?:me to|an? example|some|more|to see)\b|let me know if you)",
    re.IGNORECASE,
)
_POST_BUTTONS = late(
    r"\W*(?:like|comment|repost|send|share|reply|react|save|follow|copy link)\W*", re.IGNORECASE
)
_LONGEST_BUTTON = 20
_VISITOR = late(
    r"(?:still )?(?:have|got)(?: any| more| other)? questions|still (?:unsure|stuck|not sure)|"
    r"did you find (?:what you|this)[^?]*|(?:didn.t|did not|couldn.t|can.t|cannot|can not) find "
    r"(?:what you|the answer|an answer|your (?:question|answer))[^?]*|"
    r"ready to (?:get started|start|begin|try|ace|crack|build|learn|prepare|dive)\b[^?]*|"
    r"need (?:more |further |some )?(?:help|support|information|practice)|"
    r"want (?:to (?:learn|know|read) )?more|looking for (?:more|something else|help)\b[^?]*|"
    r"any (?:other |more |further )?questions",
    re.IGNORECASE,
)
_LONGEST_CALL = 70
_HEADING_WORDS = 5
_QUIZ_WORDS = frozenset(("mcq", "mcqs", "quiz", "quizzes"))
_CALL_WORDS = frozenset(
    (
        *("still", "have", "got", "didn", "did", "couldn", "can", "cannot"),
        *("ready", "need", "want", "looking", "any"),
    )
)
_MENTION = late(r"@[^\W\d_][\w.-]*+\s++\w")
_FORM = late(r"[^\W_][^:_\n]{0,40}:\s*+_{2,}")
_READER = late(r"\byour?\b", re.IGNORECASE)
_LANGUAGES = frozenset(
    (
        *("bash", "shell", "sh", "console", "powershell", "python", "java", "javascript", "typescript"),
        *(
            "json",
            "yaml",
            "yml",
            "xml",
            "html",
            "css",
            "ini",
            "toml",
            "sql",
            "hcl",
            "terraform",
            "dockerfile",
        ),
        *("go", "ruby", "php", "csharp", "groovy", "kotlin", "scala", "rust", "text", "plaintext"),
    )
)


# What is of the page or an advert begins with one of these words, or speaks of a download in its first ones.
_WORD = late(r"\w+")
_FIRST_WORDS = frozenset(
    (
        *(
            "go",
            "jump",
            "return",
            "back",
            "advertisement",
            "advertisements",
            "sponsored",
            "page",
            "end",
            "open",
            "expand",
            "collapse",
            "close",
            "show",
            "hide",
            "see",
            "find",
            "enter",
            "exit",
            "enrol",
            "enroll",
        ),
        *("register", "apply", "join", "buy", "book", "download", "subscribe", "start", "read", "learn"),
        *("copy", "copied", "loading", "skip", "was", "is", "press", "photo", "photos", "image", "images"),
        *("picture", "pictures", "cover", "covers", "illustration", "illustrations", "credit", "credits"),
        *("source", "view", "viewing", "showing", "also", "must", "you", "recommended", "related", "check"),
    )
)


def may_be_of_page(text: str) -> bool:
    """A glance: False only for what is certainly neither `is_of_page` nor `is_advert`."""
    first = _WORD.search(text)
    if first is None:
        return "\u2b06" in text
    word = first[0].lower()
    return word in _FIRST_WORDS or not word.isascii() or "download" in text.lower()


def is_of_page(text: str) -> bool:
    """The line only leads elsewhere, serves a button or names a picture's maker."""
    bare = text.strip()
    return is_link_back(bare) or bool(_CAPTION.fullmatch(bare) or _ASKS_BACK.fullmatch(bare))


def is_link_back(text: str) -> bool:
    """The text only leads elsewhere or sells something: "Back to top", "Download PDF"."""
    return bool(text.strip()) and bool(_LINK_BACK.fullmatch(text.strip()))


def is_button(text: str) -> bool:
    """What stands on the buttons of a box of code."""
    return bool(re.fullmatch(r"\W*(?:copy(?: code)?|copied!?)\W*", text.strip(), re.IGNORECASE))


def is_chrome(text: str) -> bool:
    """What stands above the title of a copied page: its menu, and what to do with the page."""
    return bool(_CHROME.fullmatch(text.strip()))


def is_advert(text: str) -> bool:
    """The line recommends another page: "Also read: …"."""
    return bool(_ADVERT.fullmatch(text.strip()))


def announces_advert(text: str) -> bool:
    """The line says that an advert follows."""
    return text.strip(" \t:–—-").casefold() in _ANNOUNCED


def sells(text: str) -> bool:
    """The line offers something for sale: "Get 40% off our course"."""
    return len(text) <= _LONGEST_OFFER and bool(_SELLS.search(text))


def says_goodbye(text: str) -> bool:
    """The author turns to the reader and ends: what follows is no answer."""
    return bool(_CALLS.search(text))


def is_button_of_posts(text: str) -> bool:
    """What stands on the buttons below a post or a comment."""
    return bool(_POST_BUTTONS.fullmatch(text.strip()[:_LONGEST_BUTTON]))


def is_mention(text: str) -> bool:
    """The line addresses somebody by name: "@Ana Lima please …"."""
    return bool(_MENTION.match(text.strip()))


def is_form(text: str) -> bool:
    """The line is to be filled in: "Name: ____"."""
    return "__" in text and bool(_FORM.match(text.strip()))


def asks_reader(text: str) -> bool:
    """The line asks what the reader thinks or would do."""
    return "?" in text and bool(_READER.search(text))


def heads_quiz(text: str) -> bool:
    """A few words of which the last speak of a quiz: "AWS MCQ"."""
    words = text.casefold().split()
    return 0 < len(words) <= _HEADING_WORDS and (
        words[-1] in _QUIZ_WORDS or words[-2:] in (["choice", "questions"], ["quiz", "questions"])
    )


def asks_visitor(text: str) -> bool:
    """The line asks whoever visits the page whether there is more to do: "Still have questions?"."""
    first = _WORD.match(text) if len(text) <= _LONGEST_CALL and text[-1:] == "?" else None
    return (
        first is not None and first[0].lower() in _CALL_WORDS and bool(_VISITOR.fullmatch(text.rstrip("?")))
    )


def language(text: str) -> str | None:
    """The name of a language that stands alone, as above a box of code."""
    name = text.strip().lower()
    return name if name in _LANGUAGES else None
