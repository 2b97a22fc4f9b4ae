"""Derived cards keep their identity through any sequence of edits, whatever is turned on and off."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdeck import lock
from awsdeck.identity import Moment, Piece, Resolution, Subject, guid, resolve, resolve_pieces
from awsdeck.lock import Lock
from awsdeck.model import Card, Paragraph, Text
from awsdeck.problems import AwsdeckError

WORDS = (
    *("bucket", "volume", "gateway", "queue", "table", "cluster", "role", "policy"),
    *("key", "region", "alarm", "stream", "cache", "proxy", "rule"),
)


@dataclass
class Bullet:
    """A term with its definition; ``token`` says which one it is, whatever it is called."""

    token: int
    term: str
    definition: str
    alive: bool = True


@dataclass
class Question:
    """A question with its bullets."""

    token: int
    title: str
    number: int | None
    category: str
    bullets: list[Bullet]
    alive: bool = True
    on: bool = True


@dataclass
class World:
    """A document, its lock, and what is known of each bullet: its guid, its content and its time."""

    chance: random.Random
    title: str = "Drill"
    questions: list[Question] = field(default_factory=list)
    known: Lock | None = None
    now: int = 1_000
    tokens: int = 0
    guids: dict[int, str] = field(default_factory=dict)
    seen: dict[int, tuple[object, int]] = field(default_factory=dict)

    def text(self, count: int) -> str:
        """Words that no other text has in this order."""
        self.tokens += 1
        return " ".join(f"{self.chance.choice(WORDS)}{self.chance.randrange(90)}" for _ in range(count))

    def bullet(self) -> Bullet:
        """A new bullet."""
        definition = self.text(self.chance.choice((3, 12, 25)))
        return Bullet(self.tokens, f"{self.chance.choice(WORDS).title()} of {self.text(2)}", definition)

    def question(self) -> Question:
        """A new question."""
        bullets = [self.bullet() for _ in range(self.chance.randrange(1, 6))]
        return Question(self.tokens, f"What is the {self.text(5)}?", self.tokens, "A", bullets)

    # --- building ----------------------------------------------------------------------------------

    def build(self) -> Resolution:
        """Resolve the document as a build does, and hold it to what must be true."""
        self.now += 100
        asked = [question for question in self.questions if question.alive]
        cards = [_card(question.title, question.title, question.number) for question in asked]
        subjects = [
            Subject(card, (question.category,), f"{self.title}::{question.category}", ready=True)
            for card, question in zip(cards, asked, strict=True)
        ]
        moment = Moment(self.now, self.now, 1)
        whole = resolve(self.title, subjects, self.known, moment)
        pieces, tokens = [], []
        for at, question in enumerate(asked):
            for bullet in question.bullets:
                if question.on and bullet.alive:
                    pieces.append(_piece(at, question, bullet, subjects[at]))
                    tokens.append(bullet.token)
        identities, found = resolve_pieces(
            pieces, whole, self.known, lambda parent, _: parent is None or asked[parent].on, moment
        )
        for token, piece, identity in zip(tokens, pieces, identities, strict=True):
            assert self.guids.setdefault(token, identity.guid) == identity.guid, piece.name
            content = (piece.card.question, piece.card.answer, piece.details)
            before, changed = self.seen.get(token, (content, identity.changed))
            assert identity.changed == changed if before == content else identity.changed > changed
            self.seen[token] = content, identity.changed
        assert len(set(self.guids.values())) == len(self.guids)
        written = lock.text_of(found.lock)
        assert lock.text_of(lock.parse(written, Path("d.lock"))) == written
        again = resolve(self.title, subjects, found.lock, moment._replace(now=self.now + 1))
        same = resolve_pieces(
            pieces, again, found.lock, lambda parent, _: parent is None or asked[parent].on, moment
        )
        assert lock.text_of(same[1].lock) == written
        self.known = found.lock
        return found


def _card(title: str, answer: str, number: int | None = None) -> Card:
    return Card((Text(title),), (Paragraph((Text(answer),)),), 1, 2, number=number)


def _piece(parent: int, question: Question, bullet: Bullet, subject: Subject) -> Piece:
    card = _card(f"{question.title} › {bullet.term}", bullet.definition)
    return Piece(
        parent, "terms", bullet.term, card, card.answer, (subject.details, question.title), subject.deck
    )


# --- edits ------------------------------------------------------------------------------------------


@dataclass
class Edit:
    """One edit of a document, as an author makes it between two builds; its methods are the kinds."""

    world: World
    seed: int

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.question = self.chance.choice(self.world.questions)
        self.bullet = self.chance.choice(self.question.bullets)

    def reword_the_question(self) -> None:
        """Its answer stays."""
        self.question.title = self.question.title.replace("What is the", "Explain the")

    def renumber(self) -> None:
        """All of them."""
        for at, other in enumerate(self.world.questions):
            other.number = at + self.seed

    def reorder_questions(self) -> None:
        """At random."""
        self.chance.shuffle(self.world.questions)

    def reorder_bullets(self) -> None:
        """At random."""
        self.chance.shuffle(self.question.bullets)

    def another_category(self) -> None:
        """The cards would go to another deck."""
        self.question.category = self.chance.choice("ABC")

    def rename_the_document(self) -> None:
        """New seeds are made of the title, old ones must not be."""
        self.world.title = f"Drill {self.seed}"

    def edit_a_definition(self) -> None:
        """The term stays."""
        self.bullet.definition += f", and since {self.seed} also {self.world.text(2)}"

    def reword_a_term(self) -> None:
        """The definition stays; a short one may be anybody's."""
        if len(self.bullet.definition.split()) >= 12:
            self.bullet.term = f"{self.world.text(1)} {self.bullet.term}"

    def add_a_bullet(self) -> None:
        """Anywhere."""
        at = self.chance.randrange(len(self.question.bullets) + 1)
        self.question.bullets.insert(at, self.world.bullet())

    def take_or_return_a_bullet(self) -> None:
        """It may come back at any time."""
        self.bullet.alive = not self.bullet.alive

    def take_or_return_a_question(self) -> None:
        """With all its bullets; one question stays."""
        alone = sum(question.alive for question in self.world.questions) < 2
        self.question.alive = not self.question.alive or alone

    def add_a_question(self) -> None:
        """Anywhere."""
        at = self.chance.randrange(len(self.world.questions) + 1)
        self.world.questions.insert(at, self.world.question())

    def turn_on_or_off(self) -> None:
        """The form, for one question."""
        self.question.on = not self.question.on


EDITS = sorted(name for name in vars(Edit) if not name.startswith("_"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 10_000),
    st.integers(2, 12),
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(1, 99)), min_size=1, max_size=12),
)
def test_every_edit_keeps_every_guid(seed: int, size: int, edits: list[tuple[str, int]]) -> None:
    """No bullet ever changes its guid, no two share one, and its time grows only when its content changes.

    Building the same again changes nothing, and the lock reads back as it was written.
    """
    world = World(random.Random(seed))
    world.questions = [world.question() for _ in range(size)]
    world.build()
    for kind, at in edits:
        getattr(Edit(world, at), kind)()
        world.build()


def first_build() -> World:
    """A document of three questions, built once."""
    world = World(random.Random(5))
    world.questions = [world.question() for _ in range(3)]
    world.build()
    return world


def test_a_form_that_is_off_leaves_its_lines_alone() -> None:
    """Even where its bullets are edited, removed or moved meanwhile."""
    world = first_build()
    assert world.known
    before = world.known.parts
    for question in world.questions:
        question.on = False
        question.bullets[0].definition = world.text(9)
        question.bullets = question.bullets[:1]
    found = world.build()
    assert set(found.lock.parts) == set(before)
    assert not [change for change in found.changes if change.kinds]


def test_without_derived_cards_a_lock_is_of_the_first_format() -> None:
    """What it was before there were such cards, byte for byte; with them, one that older versions refuse."""
    world = first_build()
    assert world.known
    assert lock.text_of(world.known).startswith("awsdeck-lock 2 ")
    plain = world.known._replace(parts=())
    assert lock.text_of(plain).startswith("awsdeck-lock 1 ")
    assert (
        lock.text_of(world.known).split("\n")[1:][: len(plain.entries) + 1]
        == (lock.text_of(plain).split("\n")[1:][: len(plain.entries) + 1])
    )


def test_a_term_reworded_with_its_short_definition_is_said_to_be_unsure() -> None:
    """Three words are anybody's definition: whether it is the same card is for the author to tell."""
    world = World(random.Random(1))
    world.questions = [world.question()]
    world.questions[0].bullets = [
        Bullet(900, "Hot tier", "read daily"),
        Bullet(901, "Cold tier", "read never"),
    ]
    world.build()
    world.questions[0].bullets[0] = Bullet(902, "Frequent access", "read daily")
    found = world.build()
    assert [(doubt.entry.origin.name, doubt.paired) for doubt in found.doubts if doubt.entry.origin] == [
        ("Hot tier", False)
    ]


def test_a_bullet_that_moves_to_another_question_is_the_same_card() -> None:
    """With its term and definition as they were; it belongs to that question from then on."""
    world = first_build()
    source, target = world.questions[0], world.questions[1]
    moved = source.bullets.pop()
    source.bullets.append(world.bullet())
    target.bullets.append(moved)
    found = world.build()
    (entry,) = [part for part in found.lock.parts if guid(part.seed) == world.guids[moved.token]]
    assert entry.origin is not None
    assert entry.origin.parent_seed in {e.seed for e in found.lock.entries if target.title in e.question}


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda line: line.rsplit("\t", 1)[0], "14 columns, not 12"),
        (lambda line: line.replace("\tterms\t", "\t\t", 1), "its origin can't be read"),
        (lambda line: "x" + line, "another card has the seed"),
    ],
)
def test_a_damaged_line_of_a_derived_card_stops_the_build(damage: object, message: str) -> None:
    """As one of a question does: its history would be lost silently otherwise."""
    assert callable(damage)
    world = first_build()
    assert world.known
    lines = lock.text_of(world.known).split("\n")
    at = next(at for at, line in enumerate(lines) if "\tterms\t" in line)
    lines.insert(at + 1, damage(lines[at]))
    with pytest.raises(AwsdeckError, match=message):
        lock.parse("\n".join(lines), Path("d.lock"))
