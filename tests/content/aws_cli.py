"""The AWS CLI in this process: it parses a command and builds the request from the service models.

In: a command and the files that it may read. Out: what it printed, and the requests. Without an endpoint
every request is caught before it is sent. It must not know where commands come from.
"""

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from awscli.clidriver import CLIDriver, create_clidriver
from botocore.awsrequest import AWSPreparedRequest
from botocore.loaders import Loader
from botocore.model import OperationModel

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
}


@dataclass(frozen=True, slots=True)
class Call:
    """A request that a command would send."""

    model: OperationModel
    parameters: Mapping[str, Any]

    @property
    def service(self) -> str:
        """The service as botocore names it."""
        return str(self.model.service_model.service_name)


@dataclass(slots=True)
class Outcome:
    """What the AWS CLI made of a command."""

    code: int = 0
    out: str = ""
    told: str = ""
    calls: list[Call] = field(default_factory=list)
    options: dict[str, object] = field(default_factory=dict)


class Cli:
    """The AWS CLI in this process; with an endpoint it sends there, without one it sends nothing."""

    def __init__(self, endpoint: str | None = None) -> None:
        self._endpoint = endpoint

    def run(self, words: tuple[str, ...], files: Mapping[str, str] | None = None) -> Outcome:
        """Run a command in a folder that holds these files only."""
        outcome = Outcome()

        def note(params: Mapping[str, Any], model: OperationModel, **_: object) -> None:
            outcome.calls.append(Call(model, dict(params)))

        def note_options(argument_table: dict[str, object], **_: object) -> None:
            outcome.options = argument_table

        with mock.patch.dict(os.environ, ENVIRONMENT):
            cli = _driver()
        cli.session.register("provide-client-params", note)
        cli.session.register("building-argument-table", note_options)
        if self._endpoint:
            cli.session.register("before-send", to_bare_host)
        else:
            cli.session.register("before-call", _stop)
        out, told = io.StringIO(), io.StringIO()
        there = ("--endpoint-url", self._endpoint) if self._endpoint else ()
        with (
            tempfile.TemporaryDirectory() as folder,
            contextlib.chdir(folder),
            mock.patch.dict(os.environ, ENVIRONMENT),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(told),
        ):
            for name, text in (files or {}).items():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_text(text, "utf-8")
            try:
                outcome.code = int(cli.main([*_without_profile(words), *there]) or 0)
            except SystemExit as end:
                outcome.code = end.code if isinstance(end.code, int) else 1
        outcome.out, outcome.told = out.getvalue(), told.getvalue()
        for value in (value for call in outcome.calls for value in call.parameters.values()):
            if isinstance(value, io.IOBase):  # the AWS CLI leaves the files of --body open
                value.close()
        return outcome


def _driver() -> CLIDriver:
    """A fresh AWS CLI, since a command leaves hooks behind that the next one would trip over."""
    made = create_clidriver()
    made.session.register_component("data_loader", _models())
    return made


@cache
def _models() -> Loader:
    """The loader that all share, so that each service's model is read once."""
    return create_clidriver().session.get_component("data_loader")


def to_bare_host(request: AWSPreparedRequest, **_: object) -> None:
    """Send to 127.0.0.1 what S3 Control would send to ACCOUNT.127.0.0.1, which is nowhere."""
    request.url = re.sub(r"//\d{12}\.", "//", request.url)


def _stop(**_: object) -> tuple[object, dict[str, Any]]:
    """Answer every request before it is sent, with an error that no waiter waits through."""
    return SimpleNamespace(status_code=418, headers={}), {
        "Error": {"Code": "NotSent", "Message": "caught before it was sent"},
        "ResponseMetadata": {},
    }


def _without_profile(words: tuple[str, ...]) -> tuple[str, ...]:
    """A profile is a matter of the reader's machine, and a pager one of version 2."""
    words = tuple(word for word in words if word != "--no-cli-pager")
    if "--profile" not in words:
        return words
    at = words.index("--profile")
    return words[:at] + words[at + 2 :]
