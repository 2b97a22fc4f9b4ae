"""Every IAM policy is one that AWS would take, and that does what it says.

In: a page. Out: complaints. Structure, operators, actions and resources are checked by cfn-lint; condition
keys against the service authorization reference, as policy_sentry has it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from policy_sentry.querying.actions import get_action_data

from . import lint
from .page import Complaint, Page, Snippet

# A policy about a resource is held by the resource; by the first part of its actions.
_HOLDERS = {
    "kms": ("AWS::KMS::Key", "KeyPolicy", ()),
    "s3": ("AWS::S3::BucketPolicy", "PolicyDocument", ("Bucket: example",)),
    "sns": (
        "AWS::SNS::TopicPolicy",
        "PolicyDocument",
        ("Topics: [arn:aws:sns:eu-west-1:111122223333:example]",),
    ),
    "sqs": ("AWS::SQS::QueuePolicy", "PolicyDocument", ("Queues: [https://example.com/queue]",)),
    "sts": ("AWS::IAM::Role", "AssumeRolePolicyDocument", ()),
    "vpc-lattice-svcs": (
        "AWS::VpcLattice::AuthPolicy",
        "Policy",
        ("ResourceIdentifier: svc-0123456789abcdef0",),
    ),
}
_PRINCIPALS = frozenset(("AWS", "CanonicalUser", "Federated", "Service"))
# Keys that go with every action (IAM User Guide, "AWS global condition context keys").
_GLOBAL = frozenset(
    f"aws:{name}".casefold()
    for name in (
        *("AssumedRoot", "CalledVia", "CalledViaFirst", "CalledViaLast", "ChatbotSourceArn", "CurrentTime"),
        *("Ec2InstanceSourcePrivateIPv4", "Ec2InstanceSourceVpc", "EpochTime", "FederatedProvider"),
        *("MultiFactorAuthAge", "MultiFactorAuthPresent", "PrincipalAccount", "PrincipalArn"),
        *("PrincipalIsAWSService", "PrincipalOrgID", "PrincipalOrgPaths", "PrincipalServiceName"),
        *("PrincipalServiceNamesList", "PrincipalTag", "PrincipalType", "referer", "RequestedRegion"),
        *(
            "RequestTag",
            "ResourceAccount",
            "ResourceOrgID",
            "ResourceOrgPaths",
            "ResourceTag",
            "SecureTransport",
        ),
        *(
            "SourceAccount",
            "SourceArn",
            "SourceIdentity",
            "SourceIp",
            "SourceOrgID",
            "SourceOrgPaths",
            "SourceVpc",
        ),
        *("SourceVpcArn", "SourceVpce", "TagKeys", "TokenIssueTime", "UserAgent", "userid", "username"),
        *("ViaAWSService", "VpceAccount", "VpceOrgID", "VpceOrgPaths", "VpcSourceIp"),
    )
)


def policies_are_valid(page: Page) -> Iterator[Complaint]:
    """Every IAM policy passes a linter; its condition keys are known, and go with its actions."""
    held = []
    for snippet in page.in_language("json"):
        policy = policy_in(snippet)
        if policy is None:
            continue
        holder = _holder(policy)
        if isinstance(holder, str):
            yield page.complaint(snippet.line, f"no rule for a policy on a resource of {holder!r}")
        else:
            held.append(lint.Held(snippet, *holder))
        for needle, message in _wrong_conditions(policy):
            yield page.complaint(snippet.at(row_of(snippet, needle)), message)
        for needle, message in _wrong_principals(policy):
            yield page.complaint(snippet.at(row_of(snippet, needle)), message)
        if policy.get("Version") != "2012-10-17":
            yield page.complaint(snippet.line, 'a policy needs "Version": "2012-10-17"')
    for found in lint.documents(held):
        yield page.complaint(found.snippet.at(found.row), f"policy: {found.message}")


def policy_in(snippet: Snippet) -> Mapping[str, Any] | None:
    """The policy that a block of JSON holds, if it is one."""
    try:
        value = json.loads(snippet.text)
    except json.JSONDecodeError:
        return None  # json_parses complains
    return value if isinstance(value, dict) and isinstance(value.get("Statement"), list) else None


def row_of(snippet: Snippet, needle: str) -> int:
    """The first row of a snippet that holds these words."""
    return next((row for row, line in enumerate(snippet.text.split("\n"), 1) if needle in line), 1)


def _holder(policy: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]] | str:
    statements = [one for one in policy["Statement"] if isinstance(one, dict)]
    if not any("Principal" in one or "NotPrincipal" in one for one in statements):
        return "AWS::IAM::ManagedPolicy", "PolicyDocument", ()
    actions = [action for one in statements for action in _listed(one.get("Action", []))]
    service = actions[0].split(":")[0] if actions else "s3"
    return _HOLDERS.get(service, service)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [item for item in value if isinstance(item, str)]


def _wrong_principals(policy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Kinds of principal that there aren't, which the linter lets pass in trust policies."""
    for one in policy["Statement"]:
        principal = one.get("Principal", {}) if isinstance(one, dict) else {}
        for kind in sorted(set(principal) - _PRINCIPALS) if isinstance(principal, dict) else ():
            yield kind, f"a principal is no {kind!r}, but one of {', '.join(sorted(_PRINCIPALS))}"


def _wrong_conditions(policy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in policy["Statement"]:
        conditions = one.get("Condition", {}) if isinstance(one, dict) else {}
        for tests in conditions.values():
            for key in tests:
                for action in _listed(one.get("Action", [])):
                    if not _goes_with(key, action):
                        yield key, f"the condition key {key} is unknown for {action}"


def _goes_with(key: str, action: str) -> bool:
    if key.casefold().split("/")[0] in _GLOBAL:
        return True
    service, _, name = action.partition(":")
    if key.casefold().startswith("aws:"):
        return False
    if "*" in name or not name:
        return key.split(":")[0] == service
    data = get_action_data(service, name)
    keys = [known for row in data.get(service, ()) for known in row["condition_keys"]] if data else []
    return any(re.fullmatch(_pattern(known), key, re.IGNORECASE) for known in keys)


def _pattern(known: str) -> str:
    """A key of the reference as a pattern: ``s3:ExistingObjectTag/${TagKey}`` has a part that varies."""
    return ".+".join(re.escape(part) for part in re.split(r"\$\{\w+\}|<\w+>", known))


RULES = (policies_are_valid,)
