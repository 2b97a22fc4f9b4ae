"""How words and the names of services are spelled.

In: a page. Out: complaints. It must not know what the words say.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from .page import CATALOGUE, Complaint, Page

# --- American English ---------------------------------------------------------------------------------

# Words that end in -ise and the like in American English, too.
_KEPT = frozenset(
    (
        *("advertis", "advis", "apprais", "aris", "chastis", "circumcis", "compris", "compromis", "concis"),
        *("demis", "despis", "devis", "disguis", "enterpris", "excis", "exercis", "expertis", "franchis"),
        *("guis", "improvis", "incis", "likewis", "merchandis", "nois", "otherwis", "pois", "prais"),
        *("precis", "premis", "promis", "rais", "ris", "supervis", "surmis", "surpris", "televis"),
        *("treatis", "revis", "vis", "wis"),
        *("bruis", "cruis", "paradis"),
    )
)
_ISE = re.compile(r"\b([a-z]{2,}?)(?:is)(?:e|ed|es|ing|ation|ations|er|ers)\b", re.IGNORECASE)
_YSE = re.compile(r"\b\w+lys(?:e|ed|es(?!\b)|ing)\b", re.IGNORECASE)
_DOUBLED_L = re.compile(r"\b(?:model|label|cancel|travel|signal|channel|level|tunnel|total|fuel|dial)l(?:ed|ing|er)\b", re.I)  # fmt: skip
_BRITISH = {
    "behaviour": "behavior", "colour": "color", "favour": "favor", "favourite": "favorite", "honour": "honor",
    "labour": "labor", "neighbour": "neighbor", "harbour": "harbor", "flavour": "flavor", "rumour": "rumor",
    "centre": "center", "metre": "meter", "litre": "liter", "fibre": "fiber", "theatre": "theater",
    "catalogue": "catalog", "dialogue": "dialog", "programme": "program", "licence": "license",
    "defence": "defense", "offence": "offense", "practise": "practice", "grey": "gray", "artefact": "artifact",
    "whilst": "while", "amongst": "among", "towards": "toward", "afterwards": "afterward", "onwards": "onward",
    "cheque": "check", "sceptical": "skeptical", "ageing": "aging", "judgement": "judgment", "fulfil": "fulfill",
    "enrol": "enroll", "instalment": "installment", "learnt": "learned", "spelt": "spelled", "mould": "mold",
    "tyre": "tire", "disc": "disk", "speciality": "specialty", "manoeuvre": "maneuver", "plough": "plow",
}  # fmt: skip


def spelling_is_american(page: Page) -> Iterator[Complaint]:
    """One spelling throughout, that of AWS's own pages."""
    for line, text in page.sentences:
        for british, american in _british(text):
            yield page.complaint(line, f"British spelling: {british!r}, write {american!r}")


def _british(text: str) -> Iterator[tuple[str, str]]:
    for match in _ISE.finditer(text):
        if match[1].lower() + "is" not in _KEPT:
            at = match.end(1) - match.start() + 1
            yield match[0], match[0][:at] + "z" + match[0][at + 1 :]
    for match in _YSE.finditer(text):
        yield match[0], match[0].replace("ys", "yz")
    for match in _DOUBLED_L.finditer(text):
        yield match[0], re.sub("ll(?=ed|ing|er)", "l", match[0])
    for match in re.finditer(r"[A-Za-z]+", text):
        word = match[0].lower()
        for form, plural in ((word, ""), (word.removesuffix("s"), "s")):
            if form in _BRITISH and (form != word or not plural):
                yield match[0], _BRITISH[form] + plural
                break


# --- names of services --------------------------------------------------------------------------------

# What is no longer called so, and what it is called now.
RENAMED = {
    "AWS SSO": "IAM Identity Center",
    "AWS Single Sign-On": "IAM Identity Center",
    "CloudWatch Events": "EventBridge",
    "Elasticsearch Service": "OpenSearch Service",
    "Amazon ES": "OpenSearch Service",
    "ElastiCache for Redis": "ElastiCache for Valkey or Redis OSS",
    "QuickSight": "Quick Sight",
    "CodeStar Connections": "CodeConnections",
    "Simple Systems Manager": "Systems Manager",
    "CodeWhisperer": "Amazon Q Developer",
    "AppStream 2.0": "WorkSpaces Applications",
    "Aurora Serverless v1": "Aurora serverless",
    "Timestream for LiveAnalytics": "Timestream for InfluxDB",
}
# Names that AWS writes with the other of its two prefixes.
_AMAZON = (
    *(
        "API Gateway",
        "Athena",
        "Aurora",
        "Bedrock",
        "CloudFront",
        "CloudWatch",
        "Cognito",
        "Detective",
        "DocumentDB",
    ),
    *(
        "DynamoDB",
        "EBS",
        "EC2",
        "ECR",
        "ECS",
        "EFS",
        "EKS",
        "ElastiCache",
        "EventBridge",
        "GuardDuty",
        "Inspector",
    ),
    *(
        "Kinesis",
        "MQ",
        "MSK",
        "MWAA",
        "Macie",
        "Neptune",
        "OpenSearch",
        "RDS",
        "Redshift",
        "Route 53",
        "S3",
        "SNS",
    ),
    *("SQS", "SageMaker", "VPC"),
)
_AWS = (
    *(
        "Amplify",
        "AppSync",
        "Backup",
        "Batch",
        "Budgets",
        "CDK",
        "Certificate Manager",
        "CloudFormation",
        "CloudHSM",
    ),
    *(
        "CloudTrail",
        "CodeBuild",
        "CodeDeploy",
        "CodePipeline",
        "Compute Optimizer",
        "Config",
        "Control Tower",
    ),
    *(
        "Cost Explorer",
        "DMS",
        "DataSync",
        "Direct Connect",
        "Fargate",
        "Global Accelerator",
        "Glue",
        "IAM",
        "KMS",
    ),
    *(
        "Lambda",
        "Organizations",
        "Outposts",
        "PrivateLink",
        "SAM",
        "Secrets Manager",
        "Shield",
        "Step Functions",
    ),
    *("Systems Manager", "Transit Gateway", "Trusted Advisor", "WAF", "X-Ray"),
)
_PREFIXED = tuple(
    (re.compile(rf"\b{wrong} (?:{'|'.join(map(re.escape, names))})\b"), wrong, right)
    for names, wrong, right in ((_AMAZON, "AWS", "Amazon"), (_AWS, "Amazon", "AWS"))
)
_LONG_ENOUGH = 6  # letters from which on a near miss is no other word
_NEAR = 0.88
_WORD = re.compile(r"(?<![\w/.$-])[A-Z][A-Za-z]+(?![\w/-]|\.\w)")


_WORD_ALONE = re.compile(r"(?<![\w/.$-])([A-Za-z]{4,})(?![\w/-])")
_PAIR = re.compile(
    r"(?<![\w/.$-])(?=([A-Z][a-z]*[ -][A-Z][A-Za-z]+)(?![\w/-]))"
)  # a word can be in two pairs
# Names with a capital inside by what is left of them without case: cloudfront, CloudFront.
_CAPITALS = {
    service.name.casefold(): service.name
    for service in CATALOGUE.services.values()
    if re.fullmatch(r"[A-Z][a-z]+[A-Z][A-Za-z]+", service.name) and service.name not in RENAMED
}
_KNOWN = CATALOGUE.words()


def services_are_spelled_as_aws_spells_them(page: Page) -> Iterator[Complaint]:
    """Capitals, spaces and letters of a service's name are AWS's own, and so is the word before it."""
    for line, text in page.prose:
        for wrong, right in (*_apart(text), *_near(text), *_prefixed(text), *_renamed(text)):
            yield page.complaint(line, f"AWS doesn't write {wrong!r}: perhaps {right!r}")


def _apart(text: str) -> Iterator[tuple[str, str]]:
    """Names with other capitals or a space: ``Cloudfront``, ``Dynamo DB``."""
    for pattern in (_WORD_ALONE, _PAIR):
        for match in pattern.finditer(text):
            right = _CAPITALS.get(re.sub(r"[ -]", "", match[1]).casefold())
            if right and match[1] != right:
                yield match[1], right


def _near(text: str) -> Iterator[tuple[str, str]]:
    """Names with a letter too many, too few, or wrong: ``CloudFornt``."""
    for match in _WORD.finditer(text):
        if len(match[0]) >= _LONG_ENOUGH and match[0] not in _KNOWN:
            near = get_close_matches(match[0], _CAPITALS.values(), n=1, cutoff=_NEAR)
            if near and match[0].casefold() not in _CAPITALS and match[0].removesuffix("s") != near[0]:
                yield match[0], near[0]


def _prefixed(text: str) -> Iterator[tuple[str, str]]:
    """Names behind the wrong one of AWS's two prefixes: ``AWS S3``."""
    for pattern, wrong, right in _PREFIXED:
        for match in pattern.finditer(text):
            yield match[0], right + match[0].removeprefix(wrong)


def _renamed(text: str) -> Iterator[tuple[str, str]]:
    for old, new in RENAMED.items():
        if re.search(rf"\b{re.escape(old)}\b", text):
            yield old, new


RULES = (spelling_is_american, services_are_spelled_as_aws_spells_them)
