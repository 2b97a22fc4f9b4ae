"""Identity holds through any sequence of edits."""

import random
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdeck import lock
from awsdeck.identity import Moment, Resolution, Subject, guid, resolve
from awsdeck.identity.assignment import best_pairs
from awsdeck.identity.similarity import Wording
from awsdeck.lock import Lock
from awsdeck.model import Card, Paragraph, Text
from awsdeck.text import words

TOPICS = (
    "bucket",
    "volume",
    "gateway",
    "queue",
    "table",
    "cluster",
    "role",
    "policy",
    "key",
    "region",
    "alarm",
)
VERBS = (
    "create",
    "share",
    "encrypt",
    "move",
    "restore",
    "scale",
    "limit",
    "audit",
    "price",
    "monitor",
    "tag",
)


def make_card(topic: int, wording: int = 0, number: int | None = None) -> Card:
    """A card of its own for each topic number, in one of several wordings.

    Topics share most of their words; what tells them apart is one name, as with real services.
    """
    chance = random.Random(topic)
    subject = f"{chance.choice(TOPICS)} {chance.choice(TOPICS)} of {chance.choice(TOPICS)} {topic}x"
    verb = chance.choice(VERBS)
    forms = (
        f"How do you {verb} a {subject}?",
        f"Explain how to {verb} the {subject}",
        f"{verb} {subject}: which way?",
    )
    answer = " ".join(chance.choice(TOPICS) + str(chance.randrange(200)) for _ in range(25))
    return Card((Text(forms[wording % 3]),), (Paragraph((Text(answer),)),), 1, 2, number=number)


def resolved(
    cards: list[Card], before: Lock | None, now: int, deck: str = "D", decks: list[str] | None = None
) -> Resolution:
    """The cards matched to the lock of the last step."""
    places = decks or [deck] * len(cards)
    subjects = [Subject(card, (), place, ready=True) for card, place in zip(cards, places, strict=True)]
    return resolve("T", subjects, before, Moment(now, now, 1))


EDITS = ("reword", "reorder", "insert", "delete", "restore", "answer", "recategorise", "renumber", "rename")
EDIT = st.sampled_from(EDITS)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.integers(3, 60), st.integers(60, 400)),
    st.lists(st.tuples(EDIT, st.integers(1, 50)), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_random_edits_keep_every_guid(size: int, edits: list[tuple[str, int]], chance: random.Random) -> None:
    """No guid is ever given to two cards, and no surviving card loses its own."""
    run_edits(size, edits, chance)


@pytest.mark.parametrize("seed", range(3))
def test_large_documents_keep_every_guid(seed: int) -> None:
    """The same for two thousand cards and fifty edits of every kind at a time."""
    edits = [(kind, 50) for kind in random.Random(seed).sample(EDITS, len(EDITS))]
    run_edits(2000, edits, random.Random(seed))


class Author:
    """Somebody who edits a document: its topics in order, and what was done to each."""

    def __init__(self, size: int, chance: random.Random) -> None:
        self.chance = chance
        self.topics = list(range(size))
        self.gone: list[int] = []
        self.wording: dict[int, int] = {}
        self.answers: dict[int, Card] = {}
        self.category: dict[int, str] = {}
        self.other_category = "D"
        self.following = size
        self.first = 1

    def insert(self) -> None:
        """Write a new card somewhere."""
        self.topics.insert(self.chance.randrange(len(self.topics) + 1), self.following)
        self.following += 1

    def delete(self) -> None:
        """Take a card out."""
        if len(self.topics) > 1:
            self.gone.append(self.topics.pop(self.chance.randrange(len(self.topics))))

    def restore(self) -> None:
        """Put a card back that was taken out, anywhere."""
        if self.gone:
            topic = self.gone.pop(self.chance.randrange(len(self.gone)))
            self.topics.insert(self.chance.randrange(len(self.topics) + 1), topic)

    def reword(self) -> None:
        """Ask in other words."""
        topic = self.chance.choice(self.topics)
        self.wording[topic] = self.wording.get(topic, 0) + 1

    def answer(self) -> None:
        """Write another answer."""
        self.answers[self.chance.choice(self.topics)] = make_card(self.chance.randrange(10**6, 10**7))

    def recategorise(self) -> None:
        """Move a card to another category."""
        self.category[self.chance.choice(self.topics)] = self.chance.choice("AB")

    def rename(self) -> None:
        """Rename the category of all cards that were never moved."""
        self.other_category += "d"

    def renumber(self) -> None:
        """Begin to count elsewhere."""
        self.first += 1

    def reorder(self) -> None:
        """Shuffle everything."""
        self.chance.shuffle(self.topics)

    def cards(self) -> list[Card]:
        """The document as it is now."""
        found = []
        for number, topic in enumerate(self.topics, self.first):
            card = make_card(topic, self.wording.get(topic, 0), number)
            other = self.answers.get(topic)
            found.append(Card(card.question, other.answer, 1, 2, number=number) if other else card)
        return found

    def decks(self) -> list[str]:
        """The deck of each card."""
        return [self.category.get(topic, self.other_category) for topic in self.topics]


def run_edits(size: int, edits: list[tuple[str, int]], chance: random.Random) -> None:
    """Apply edits one after the other, following every topic's guid."""
    author = Author(size, chance)
    found = resolved(author.cards(), None, 1000, decks=author.decks())
    guids = {topic: known.guid for topic, known in zip(author.topics, found.identities, strict=True)}
    for step, (kind, times) in enumerate(edits):
        for _ in range(times):
            getattr(author, kind)()
        found = resolved(author.cards(), found.lock, 2000 + step, decks=author.decks())
        assert lock.parse(lock.text_of(found.lock), Path("x.lock")).entries  # what is written can be read
        now = {topic: known.guid for topic, known in zip(author.topics, found.identities, strict=True)}
        assert len(set(now.values())) == len(now)
        old = {topic: known for topic, known in guids.items() if topic in now}
        assert {topic: now[topic] for topic in old} == old
        new = {topic: known for topic, known in now.items() if topic not in guids}
        assert not set(new.values()) & set(guids.values())
        guids.update(new)


@given(st.integers(1, 5), st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_assignment_is_the_best_there_is(left: int, right: int, chance: random.Random) -> None:
    """As good as the best of all possible ways, tried one by one."""
    scores = {i: {j: chance.random() for j in range(right) if chance.random() < 0.7} for i in range(left)}
    pairs = best_pairs(scores)
    assert len(set(pairs.values())) == len(pairs)
    slots = [*range(right), *[None] * left]
    best = max(
        sum(scores[i][j] for i, j in enumerate(way) if j is not None and j in scores[i])
        for way in set(permutations(slots, left))
    )
    assert sum(scores[i][j] for i, j in pairs.items()) == pytest.approx(best)


def test_the_overall_best_beats_the_greedy_choice() -> None:
    """The pair with the highest score is given up when the rest gains more."""
    assert best_pairs({0: {0: 0.9, 1: 0.8}, 1: {0: 0.8}}) == {0: 1, 1: 0}


def test_the_word_that_matters_tells_questions_apart() -> None:
    """Common words say little; a misspelt word still counts."""
    asked = ["What is Amazon S3?", "What is Amazon SQS?", "What is Amazon Kinesis?", "What is Amazon Aurora?"]
    wording = Wording([words(question) for question in asked])

    def like(a: str, b: str) -> float:
        return wording.likeness(words(a), words(b))

    assert like("What is Amazon S3?", "What is Amazon SQS?") < 0.5
    assert like("What is Amazon Kinesis?", "What is Amazon Kinessis?") > 0.95


def doubtful(before: str, after: str, answer: str, answer_after: str) -> Resolution:
    """One question among others that became another."""
    others = [make_card(number) for number in range(5)]
    old = Card((Text(before),), (Paragraph((Text(answer),)),), 9, 10)
    new = Card((Text(after),), (Paragraph((Text(answer_after),)),), 9, 10)
    return resolved([*others, new], resolved([*others, old], None, 1).lock, 2)


def test_a_doubtful_match_is_reported() -> None:
    """Both wordings and the card are named, whichever way it was taken."""
    found = doubtful(
        "How do you limit what a role may do?",
        "How is a role limited?",
        "With a permissions boundary, a policy that caps what others allow.",
        "By a boundary: whatever policies allow, it caps.",
    )
    (doubt,) = found.doubts
    assert doubt.entry.question == "How do you limit what a role may do?"
    assert doubt.card.title == "How is a role limited?"


def test_another_question_at_the_same_place_is_new() -> None:
    """Number and place alone make no identity."""
    found = doubtful(
        "What is S3?", "Who pays for NAT?", "Object storage for everything.", "The owner of the gateway does."
    )
    assert [doubt.paired for doubt in found.doubts] == [False]  # said all the same: it stands in its place
    assert [change.kinds for change in found.changes if change.kinds] == [("added",), ("removed",)]


def test_times_grow_only_with_content() -> None:
    """An unchanged card keeps its time; a changed one gets the time of the change."""
    cards = [make_card(1), make_card(2)]
    first = resolved(cards, None, 100)
    second = resolved([cards[1], make_card(1, wording=1)], first.lock, 200)
    assert [identity.changed for identity in second.identities] == [100, 200]
    third = resolved([cards[1], make_card(1, wording=2)], second.lock, 150)  # the clock was set back
    assert [identity.changed for identity in third.identities] == [100, 201]


def test_a_time_in_the_future_is_never_kept() -> None:
    """Anki refuses a package from more than a day ahead."""
    now = 1_000_000
    first = resolved([make_card(1)], None, now + 10 * 86400)
    second = resolved([make_card(1)], first.lock, now)
    assert second.identities[0].changed == now
    assert [entry.id for entry in second.future] == [first.lock.entries[0].id]


def test_moving_to_another_deck_is_told() -> None:
    """The deck is part of the lock."""
    first = resolved([make_card(1)], None, 1)
    second = resolved([make_card(1)], first.lock, 2, deck="E")
    assert [change.kinds for change in second.changes] == [("moved",)]


def test_a_new_render_version_draws_every_card_anew() -> None:
    """Only a deliberate version bumps the times of unchanged cards."""
    subjects = [Subject(make_card(1), (), "D", ready=True)]
    first = resolve("T", subjects, None, Moment(1, 1, 1))
    same = resolve("T", subjects, first.lock, Moment(5, 5, 1))
    newer = resolve("T", subjects, first.lock, Moment(5, 5, 2))
    assert [found.identities[0].changed for found in (same, newer)] == [1, 5]


def test_a_card_without_an_answer_leaves_no_trace() -> None:
    """It is in no deck, so it isn't in the lock; an old card whose answer is missing for now keeps its line."""
    card = make_card(1)
    found = resolve("T", [Subject(card, (), "D", ready=False)], Lock(), Moment(1, 1, 1))
    assert found.lock.entries == ()
    first = resolved([card], None, 1)
    blank = resolve(
        "T", [Subject(Card(card.question, (), 1, 1), (), "D", ready=False)], first.lock, Moment(2, 2, 1)
    )
    assert blank.lock.entries == first.lock.entries


def test_an_adopted_guid_is_used_as_it_is() -> None:
    """A deck made elsewhere keeps its guids through the seed."""
    assert guid("guid:Ab#1{x") == "Ab#1{x"


def test_each_card_is_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of matching grows with the number of edited cards, not with its square."""
    compared = []
    likeness = Wording.likeness

    def counted(wording: Wording, a: tuple[str, ...], b: tuple[str, ...]) -> float:
        compared.append((a, b))
        return likeness(wording, a, b)

    monkeypatch.setattr(Wording, "likeness", counted)
    cards = [make_card(number) for number in range(1000)]
    first = resolved(cards, None, 1).lock
    edited = [answered_anew(make_card(number, wording=1)) for number in range(1000)]
    resolved(edited, first, 2)
    assert 0 < len(compared) <= 8 * 1000


def answered_anew(card: Card) -> Card:
    """The card with another answer."""
    return Card(card.question, (Paragraph((Text(f"{card.title} again"),)),), 1, 2)
