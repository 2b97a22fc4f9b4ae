"""The bundled deck's commands do what their cards say, against a stand-in for AWS on this machine."""

import json
import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from moto.server import ThreadedMotoServer

from .content import page as pages
from .content import policies
from .content.aws_cli import Cli, Outcome
from .content.commands import ONLY_VERSION_2, Typed, typed
from .content.page import Snippet
from .content.scenarios import BEYOND_MOTO, SCENARIOS, StandIns
from .content.world import World

DECK = pages.opened(Path(__file__).parents[1], "source/aws-interview-questions.md")
COMMANDS: dict[str, list[Typed]] = {}
for _command in typed(DECK):
    (_card,) = (card for card in DECK.cards if card.first_line <= _command.line <= card.last_line)
    COMMANDS.setdefault(_card.stated_id or "", []).append(_command)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A moto server on a free port of the loopback interface."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    # its images of machines take it many seconds to read
    with mock.patch.dict(os.environ, {"MOTO_EC2_LOAD_DEFAULT_AMIS": "false"}):
        moto.start()
        host, port = moto.get_host_and_port()
        yield f"http://{host}:{port}"
        moto.stop()


@pytest.fixture
def endpoint(server: str) -> str:
    """A stand-in for AWS in which there is nothing yet."""
    with urllib.request.urlopen(urllib.request.Request(f"{server}/moto-api/reset", method="POST")):
        return server


def run(endpoint: str, command: Typed, stand_ins: StandIns) -> Outcome:
    """Run a command with its sample ids replaced by those that there are."""
    ready = {name: value if isinstance(value, str) else None for name, value in stand_ins.items()}
    for name, value in stand_ins.items():
        if not isinstance(value, str) and any(name in word for word in command.words):
            ready[name] = value()

    def filled(text: str) -> str:
        for name, value in ready.items():
            text = text if value is None else text.replace(name, value)
        return text

    words = tuple(filled(word) for word in command.words)
    return Cli(endpoint).run(words, {name: filled(text) for name, text in command.files.items()})


def is_beyond_moto(command: Typed, outcome: Outcome) -> bool:
    """Moto fails at it: it has no such action or service (its web server says so), or knows too little."""
    unknown = ("not been implemented", "NotYetImplemented", "<!doctype html>")
    listed = command.words[:2] in BEYOND_MOTO
    return outcome.code != 0 and (listed or any(words in outcome.told for words in unknown))


@pytest.mark.parametrize("card", SCENARIOS)
def test_commands_do_what_their_card_says(card: str, endpoint: str) -> None:
    """Each command of the card succeeds, and what the card says of them has come about."""
    play = SCENARIOS[card](World(endpoint, tuple(s for s in DECK.snippets if s.card.stated_id == card)))
    stand_ins = next(play)
    outcomes = []
    for command in COMMANDS[card]:
        if command.words[:2] in ONLY_VERSION_2:
            continue
        outcome = run(endpoint, command, stand_ins)
        if not is_beyond_moto(command, outcome):
            assert outcome.code == 0, f"{DECK.path}:{command.line}: {outcome.told or outcome.out}"
            outcomes.append(outcome)
    assert outcomes
    with pytest.raises(StopIteration):
        play.send(outcomes)


@pytest.mark.parametrize("card", sorted(COMMANDS.keys() - SCENARIOS.keys()))
def test_what_moto_can_run_is_run(card: str, endpoint: str) -> None:
    """A card without a scenario has only commands that are beyond moto."""
    for command in COMMANDS[card]:
        outcome = run(endpoint, command, {})
        assert is_beyond_moto(command, outcome), (
            f"{DECK.path}:{command.line}: write a scenario for it: {outcome.told}"
        )


NOT_IN_MOTO = "vpc-lattice"  # the card with a policy of the one service whose policies moto doesn't take
POLICIES = [
    snippet
    for snippet in DECK.in_language("json")
    if policies.policy_in(snippet) and snippet.card.stated_id != NOT_IN_MOTO
]


@pytest.mark.parametrize("snippet", POLICIES, ids=lambda snippet: str(snippet.card.stated_id))
def test_policies_can_be_stored(snippet: Snippet, endpoint: str) -> None:
    """IAM takes each policy: as one of its own, as the trust of a role, or as that of a bucket."""
    world = World(endpoint, (snippet,))
    (first, *_) = json.loads(snippet.text)["Statement"]
    resources = first.get("Resource")
    if "Principal" not in first:
        made = world.client("iam").create_policy(PolicyName="card", PolicyDocument=snippet.text)
        assert made["Policy"]["AttachmentCount"] == 0
    elif resources is None:
        made = world.client("iam").create_role(RoleName="card", AssumeRolePolicyDocument=snippet.text)
        assert made["Role"]["AssumeRolePolicyDocument"] == json.loads(snippet.text)
    else:
        bucket = resources[0].removeprefix("arn:aws:s3:::")
        s3 = world.client("s3", "us-east-1")
        s3.create_bucket(Bucket=bucket)
        s3.put_bucket_policy(Bucket=bucket, Policy=snippet.text)
        assert json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]) == json.loads(snippet.text)


def test_lifecycle_rules_can_be_stored(endpoint: str) -> None:
    """S3 keeps the lifecycle configuration of the card as it stands there."""
    (snippet,) = (one for one in DECK.in_language("json") if one.card.stated_id == "s3-storage-classes")
    s3 = World(endpoint, (snippet,)).client("s3", "us-east-1")
    s3.create_bucket(Bucket="card")
    s3.put_bucket_lifecycle_configuration(Bucket="card", LifecycleConfiguration=json.loads(snippet.text))
    kept = s3.get_bucket_lifecycle_configuration(Bucket="card")["Rules"]
    assert kept == json.loads(snippet.text)["Rules"]
