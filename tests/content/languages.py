"""Every block of code is in a language, and reads as that language.

In: a page. Out: complaints. It must not know of AWS, except which calls boto3 has.
"""

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore
import sqlglot
import yaml
from botocore.model import OperationModel
from sqlglot import errors, exp

from . import shapes, shell
from .page import Complaint, Page

KNOWN = frozenset(("bash", "json", "python", "sql", "text", "yaml"))
_SQL_DIALECTS = ("athena", "postgres", "mysql")
_WIDEST = 100  # characters: what a code block shows on a phone held sideways without scrolling far


def every_block_names_its_language(page: Page) -> Iterator[Complaint]:
    """Every block of code says in which language it is; a diagram is ``text``."""
    lines = page.text.split("\n")
    for snippet in page.snippets:
        written = lines[snippet.line - 2].strip(" >`~")
        if not written or snippet.language not in KNOWN:
            named = written or "none"
            yield page.complaint(
                snippet.line - 1, f"language {named!r} is not one of {', '.join(sorted(KNOWN))}"
            )


def no_code_is_too_wide(page: Page) -> Iterator[Complaint]:
    """No line of code is wider than a screen."""
    for snippet in page.snippets:
        for row, line in enumerate(snippet.text.split("\n"), 1):
            if len(line) > _WIDEST and "://" not in line and "arn:" not in line:
                yield page.complaint(
                    snippet.at(row), f"{len(line)} characters in a line of code; {_WIDEST} at most"
                )


def json_parses(page: Page) -> Iterator[Complaint]:
    """Every block of JSON is JSON: no comments, no name twice."""
    for snippet in page.in_language("json"):
        try:
            json.loads(snippet.text, object_pairs_hook=_without_doubles)
        except json.JSONDecodeError as failure:
            yield page.complaint(snippet.at(failure.lineno), f"this is no JSON: {failure.msg}")
        except _DoubledName as doubled:
            row = next((n for n, s in enumerate(snippet.text.split("\n"), 1) if f'"{doubled}"' in s), 1)
            yield page.complaint(snippet.at(row), f"the name {str(doubled)!r} comes twice in one object")


class _DoubledName(Exception):  # noqa: N818 -- named for what it says
    pass


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise _DoubledName(name)
    return dict(pairs)


class _Loader(yaml.SafeLoader):
    """Reads YAML in which CloudFormation's short functions (``!Ref``) stand for themselves."""


_Loader.add_multi_constructor("!", lambda _loader, suffix, node: {suffix: node.value})


def load_yaml(text: str) -> Any:
    """The value of a YAML text.

    Raises:
        yaml.YAMLError: it is none.

    """
    return yaml.load(text, _Loader)


def yaml_parses(page: Page) -> Iterator[Complaint]:
    """Every block of YAML is YAML."""
    for snippet in page.in_language("yaml"):
        try:
            load_yaml(snippet.text)
        except yaml.YAMLError as failure:
            mark = getattr(failure, "problem_mark", None)
            row = mark.line + 1 if mark else 1
            yield page.complaint(snippet.at(row), f"this is no YAML: {getattr(failure, 'problem', failure)}")


def sql_parses(page: Page) -> Iterator[Complaint]:
    """Every block of SQL is a statement that Athena, PostgreSQL or MySQL would read."""
    for snippet in page.in_language("sql"):
        failures = [failure for failure in (_sql_failure(snippet.text, d) for d in _SQL_DIALECTS) if failure]
        if len(failures) == len(_SQL_DIALECTS):
            row, message = failures[0]
            yield page.complaint(snippet.at(row), f"this is no SQL: {message}")


def _sql_failure(text: str, dialect: str) -> tuple[int, str] | None:
    try:
        statements = sqlglot.parse(text, dialect=dialect)
    except errors.SqlglotError as failure:
        first = (getattr(failure, "errors", None) or [{}])[0]
        return first.get("line") or 1, first.get("description") or str(failure)
    for statement in statements:
        if isinstance(statement, exp.Command) and statement.name.upper() != "SET":
            return 1, f"{statement.name} is no statement"
    return None


def shell_parses(page: Page) -> Iterator[Complaint]:
    """Every shell block is one: ``bash -n`` accepts it, and so does the grammar that finds its commands."""
    bash = shutil.which("bash")
    for snippet in page.in_language("bash"):
        row = _bash_failure(bash, snippet.text) if bash else None
        row = row or shell.read(snippet.text).error_line
        if row:
            yield page.complaint(snippet.at(row), "a shell can't read this")


def _bash_failure(bash: str, text: str) -> int | None:
    checked = subprocess.run([bash, "-n"], input=text, capture_output=True, text=True, check=False)
    found = re.search(r"line (\d+):", checked.stderr)
    return int(found[1]) if found else None if checked.returncode == 0 else 1


# --- Python -------------------------------------------------------------------------------------------


def python_parses(page: Page) -> Iterator[Complaint]:
    """Every block of Python compiles."""
    for snippet in page.in_language("python"):
        try:
            compile(snippet.text, page.path, "exec")
        except SyntaxError as failure:
            yield page.complaint(snippet.at(failure.lineno or 1), f"this is no Python: {failure.msg}")


def boto3_calls_exist(page: Page) -> Iterator[Complaint]:
    """Every call of a boto3 client is an operation with these parameters, and with all it requires."""
    for snippet in page.in_language("python"):
        try:
            tree = ast.parse(snippet.text)
        except SyntaxError:
            continue  # python_parses complains
        for row, message in _boto3_complaints(tree):
            yield page.complaint(snippet.at(row), message)


def _boto3_complaints(tree: ast.Module) -> Iterator[tuple[int, str]]:
    clients: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                [ast.Name(name)], ast.Call(ast.Attribute(_, "client"), [ast.Constant(str(service))])
            ):
                if service not in shapes.session().get_available_services():
                    yield node.lineno, f"boto3 has no client {service!r}"
                else:
                    clients[name] = service
            case ast.Call(ast.Attribute(ast.Name(name), method), keywords=keywords) if name in clients:
                given = {keyword.arg for keyword in keywords if keyword.arg}
                yield from ((node.lineno, m) for m in _call_complaints(clients[name], method, given))


def _call_complaints(service: str, method: str, given: set[str]) -> Iterator[str]:
    operation = operations(service).get(method)
    if operation is None:
        yield f"the {service} client has no {method}()"
        return
    shape = operation.input_shape
    known, required = (set(shape.members), set(shape.required_members)) if shape else (set(), set())
    for name in sorted(given - known):
        yield f"{method}() has no parameter {name}"
    for name in sorted(required - given):
        yield f"{method}() requires {name}"


@cache
def operations(service: str) -> dict[str, OperationModel]:
    """The operations of a service by their name in Python."""
    model = shapes.service(service)
    return {botocore.xform_name(name): model.operation_model(name) for name in model.operation_names}


RULES = (
    every_block_names_its_language,
    no_code_is_too_wide,
    json_parses,
    yaml_parses,
    sql_parses,
    shell_parses,
    python_parses,
    boto3_calls_exist,
)
