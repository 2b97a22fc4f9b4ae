"""What the bundled deck says holds where a machine can tell, and every rule is one that can be broken."""

from pathlib import Path

import pytest

from awsdeck import starter

from .content import page as pages
from .content import rules, shell

ROOT = Path(__file__).parents[1]
DECK = pages.opened(ROOT, "source/aws-interview-questions.md")


def name(rule: rules.Check) -> str:
    """A rule by the name of its function."""
    return rule.__name__


@pytest.mark.parametrize("rule", rules.CHECKS, ids=name)
def test_the_bundled_deck_holds(rule: rules.Check) -> None:
    """The rule holds for every card; what breaks it is named with file and line."""
    complaints = rules.told(rule(DECK))
    if complaints:
        pytest.fail(f"{rule.__doc__}\n{complaints}", pytrace=False)


@pytest.mark.parametrize("rule", rules.OF_TEXT, ids=name)
def test_the_starter_holds(rule: rules.Check) -> None:
    """What a newcomer begins with is a good example."""
    page = pages.Page("starter.md", starter.document(Path("starter.md")))
    assert rules.told(rule(page)) == ""


def test_the_deck_has_what_it_promises() -> None:
    """Six categories, at least eighty questions, and code in six languages are in the deck."""
    assert len(DECK.cards) >= 80
    assert len({card.category for card in DECK.cards}) == 6
    assert {snippet.language for snippet in DECK.snippets} == {
        "bash",
        "json",
        "python",
        "sql",
        "text",
        "yaml",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("aws s3 ls # why", ("aws", "s3", "ls")),
        ("aws a b \\\n  --c 'it is' \\\n  --d 5", ("aws", "a", "b", "--c", "it is", "--d", "5")),
        (r'''aws a b --json "{\"x\": 1}"''', ("aws", "a", "b", "--json", '{"x": 1}')),
        ('aws a b --json \'{"x": "$Y"}\'', ("aws", "a", "b", "--json", '{"x": "$Y"}')),
        ('aws a b "$NLB_ARN" x=$TAG"y"', ("aws", "a", "b", shell.stand_in("$NLB_ARN"), "x=tagy")),
        ("AWS_PROFILE=x aws a b > out.txt", ("aws", "a", "b")),
        ("X=$(aws a b --c d)", ("aws", "a", "b", "--c", "d")),
        ("echo x | aws a b -", ("aws", "a", "b", "-")),
        ("for i in 1 2; do aws a b; done", ("aws", "a", "b")),
        (r"aws a b two\ words", ("aws", "a", "b", "two words")),
    ],
)
def test_commands_are_found_in_any_shell_text(text: str, words: tuple[str, ...]) -> None:
    """Quotes, continued lines, expansions, pipes and substitutions are read as a shell reads them."""
    (command,) = shell.read(text).named("aws")
    assert command.words == words


def test_files_written_by_a_card_are_there_for_its_commands() -> None:
    """A here-document is the file that the next command reads."""
    script = shell.read("cat > a.json <<'END'\n{\"b\": 1}\nEND\naws x y --z file://a.json\n")
    assert dict(script.files) == {"a.json": '{"b": 1}\n'}
    assert [command.line for command in script.named("aws")] == [4]


# --- every rule can be broken ------------------------------------------------------------------------

HEAD = """\
# Small Deck

## Storage

### 1. What is Amazon S3?
<!-- id: s3 -->
**Difficulty:** Easy · **Services:** S3

S3 keeps objects in buckets.
"""
BODY = 11  # the line at which the rest of an answer begins


def fenced(language: str, text: str) -> str:
    """A block of code; its first line is line 12 of the document."""
    return f"{HEAD}\n```{language}\n{text}\n```\n"


def policy(statement: str) -> str:
    """A policy of one statement, which stands in line 15 of the document."""
    return fenced("json", '{\n  "Version": "2012-10-17",\n  "Statement": [\n    ' + statement + "\n  ]\n}")


FIRST, SECOND = "S3 keeps objects in buckets.", "### 2. How do EBS and EFS differ?\n<!-- id: ebs-efs -->\n"
MACHINE = '{"StartAt": "Pay",\n "States": {\n  "Pay": {"Type": "%s", "Next": "%s"},\n  "Done": {"Type": "Succeed"}\n }}'
TEMPLATE = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      %s"

# rule, document, the line it complains about, and words of the complaint
BROKEN = [
    ("every_card_has_a_difficulty", HEAD.replace("**Difficulty:** Easy · ", ""), 5, "no difficulty"),
    ("every_card_names_its_services", HEAD.replace(" · **Services:** S3", ""), 5, "no service"),
    ("every_card_names_its_services", HEAD.replace("Services:** S3", "Services:** S33"), 7, "'S33'"),
    ("every_card_has_an_id_of_its_own", HEAD.replace("<!-- id: s3 -->\n", ""), 5, "no id"),
    ("every_card_has_an_id_of_its_own", HEAD.replace("id: s3", "id: S3_x"), 6, "'S3_x'"),
    ("every_card_has_an_id_of_its_own", f"{HEAD}\n{SECOND}".replace("ebs-efs", "s3"), 12, "line 6 again"),
    ("numbers_count_up", f"{HEAD}\n{SECOND}".replace("2. How", "3. How"), 11, "question 2, not 3"),
    (
        "no_two_questions_are_alike",
        f"{HEAD}\n{SECOND}\nx\n\n### 3. Explain what Amazon S3 is.\n\n### 4. What is a subnet?\n\nx\n",
        16,
        "what line 5 asks",
    ),
    ("links_are_safe_and_unique", f"{HEAD}\nMore [here](http://aws.amazon.com).\n", 11, "not an https link"),
    (
        "links_are_safe_and_unique",
        f"{HEAD}\n[a](https://x.org) and\n\n| a |\n|---|\n| [b](https://x.org) |\n",
        11,
        "twice: https://x.org",
    ),
    ("bullets_begin_with_their_term", f"{HEAD}\n- **Key** — a name\n- plain words\n", 12, "'plain words'"),
    ("bullets_end_with_a_stop", f"{HEAD}\n- **Key** — a name.\n- **Value** — bytes\n", 12, "'Value — bytes'"),
    ("the_first_line_answers", HEAD.replace(FIRST, "- **S3** — objects"), 9, "begin with the answer"),
    ("the_first_line_answers", HEAD.replace(FIRST, "It is big. It is slow. It is old."), 9, "not 3"),
    ("the_first_line_answers", HEAD.replace(FIRST, "word " * 60 + "end."), 9, "61 words"),
    ("no_answer_is_too_long", f"{HEAD}\n{'word ' * 100}\n\n- **A** — {'word ' * 100}\n", 5, "202 words"),
    ("nothing_just_depends", f"{HEAD}\nWhich one? It depends.\n", 11, "on what it depends"),
    ("spelling_is_american", f"{HEAD}\nIt is optimised.\n", 11, "'optimized'"),
    ("spelling_is_american", f"{HEAD}\nIts behaviour.\n", 11, "'behavior'"),
    ("spelling_is_american", f"{HEAD}\nData is modelled.\n", 11, "'modeled'"),
    ("spelling_is_american", fenced("bash", "aws s3 ls # analyse"), 12, "'analyze'"),
    ("services_are_spelled_as_aws_spells_them", f"{HEAD}\nPut Cloudfront before it.\n", 11, "'CloudFront'"),
    ("services_are_spelled_as_aws_spells_them", f"{HEAD}\nKeep it in Dynamo DB.\n", 11, "'DynamoDB'"),
    ("services_are_spelled_as_aws_spells_them", f"{HEAD}\nWatch it with GaurdDuty.\n", 11, "'GuardDuty'"),
    ("services_are_spelled_as_aws_spells_them", f"{HEAD}\nThis is AWS S3.\n", 11, "'Amazon S3'"),
    ("services_are_spelled_as_aws_spells_them", f"{HEAD}\nSign in with AWS SSO.\n", 11, "'IAM Identity Center'"),
    ("nothing_dated_is_said", f"{HEAD}\nBid on spare capacity.\n", 11, "no bidding"),
    ("nothing_dated_is_said", f"{HEAD}\nThere are five pillars.\n", 11, "six pillars"),
    ("nothing_dated_is_said", f"{HEAD}\nUse S3 Select.\n", 11, "closed to new customers"),
    ("nothing_dated_is_said", f"{HEAD}\nCodeCommit starts it.\n", 11, "as of when"),
    ("nothing_dated_is_said", f"{HEAD}\nKinesis Data Firehose writes it.\n", 11, "Amazon Data Firehose"),
    ("nothing_dated_is_said", f"{HEAD}\nKinesis Data Analytics reads it.\n", 11, "Apache Flink"),
    ("nothing_dated_is_said", f"{HEAD}\nYour CMK encrypts it.\n", 11, "KMS key"),
    (
        "nothing_dated_is_said",
        HEAD.replace("Amazon S3", "RDS Proxy") + "\nA failover takes 30 s.\n",
        11,
        "66% shorter",
    ),
    ("nothing_dated_is_said", f"{HEAD}\nSnapStart is for Java.\n", 11, "Python and .NET"),
    (
        "nothing_dated_is_said",
        HEAD.replace("Amazon S3", "a placement group") + "\nCluster: on the same hardware.\n",
        11,
        "one host or rack",
    ),
    (
        "nothing_dated_is_said",
        HEAD.replace("Amazon S3", "a placement group") + "\nIt has 10 Gbps.\n",
        11,
        "limit of one flow",
    ),
    ("nothing_dated_is_said", f"{HEAD}\nFIFO does 3,000 messages a second.\n", 11, "high throughput"),
    ("nothing_dated_is_said", f"{HEAD}\nHTTP APIs have no JWT authorizers.\n", 11, "JWT authorizers"),
    (
        "nothing_dated_is_said",
        HEAD.replace("Amazon S3", "AWS Fargate") + "\nIt costs 20-30% more.\n",
        11,
        "as of when",
    ),
    ("nothing_dated_is_said", f"{HEAD}\nAurora grows to 128 TB.\n", 11, "256 TiB"),
    ("nothing_dated_is_said", f"{HEAD}\nMove it to S3 Glacier.\n", 11, "Flexible Retrieval"),
    ("every_block_names_its_language", fenced("", "x"), 11, "language 'none'"),
    ("no_code_is_too_wide", fenced("text", "a\n" + "x" * 101), 13, "101 characters"),
    ("json_parses", fenced("json", '{\n  "a": 1 // why\n}'), 13, "no JSON"),
    ("json_parses", fenced("json", '{\n  "a": 1,\n  "b": 1, "a": 2\n}'), 13, "'a' comes twice"),
    ("yaml_parses", fenced("yaml", "a:\n  - b\n c: d"), 14, "no YAML"),
    ("sql_parses", fenced("sql", "SELECT a\nFROM t\nWHERE ("), 14, "no SQL"),
    ("sql_parses", fenced("sql", "SELEKT a FROM t"), 12, "no SQL"),
    ("shell_parses", fenced("bash", "aws s3 ls\necho 'open"), 13, "a shell can't read this"),
    ("python_parses", fenced("python", "a = 1\nb = = 2"), 13, "no Python"),
    ("boto3_calls_exist", fenced("python", 'import boto3\ns3 = boto3.client("s33")'), 13, "no client 's33'"),
    (
        "boto3_calls_exist",
        fenced("python", 'import boto3\ns3 = boto3.client("s3")\ns3.get_objekt(Bucket="b")'),
        14,
        "no get_objekt()",
    ),
    (
        "boto3_calls_exist",
        fenced("python", 'import boto3\ns3 = boto3.client("s3")\ns3.get_object(Bucket="b")'),
        14,
        "requires Key",
    ),
    ("aws_commands_exist", fenced("bash", "aws s3 ls\naws s4 ls"), 13, "Invalid choice"),
    ("aws_commands_exist", fenced("bash", "# one\naws ec2 stop-instancez \\\n  --instance-ids i-1"), 13, "stop-instances"),
    ("aws_commands_exist", fenced("bash", "aws ec2 stop-instances"), 12, "required: --instance-ids"),
    ("aws_commands_exist", fenced("bash", "aws ec2 stop-instances --instance-id i-1"), 12, "no option --instance-id"),
    (
        "aws_commands_exist",
        fenced("bash", "aws s3 cp a.txt s3://b/a.txt --storage-class GLACIER_DEEP"),
        12,
        "argument --storage-class",
    ),
    (
        "aws_commands_exist",
        fenced("bash", "X=$(aws dynamodb update-table --table-name t \\\n  --billing-mode ON_DEMAND)"),
        12,
        "BillingMode is 'ON_DEMAND'",
    ),
    (
        "aws_commands_exist",
        fenced("bash", "aws sqs send-message --queue-url https://q \\\n  --message-body x | cat\naws events put-events --entries '[{\"Sauce\": \"x\"}]'"),
        14,
        "Sauce",
    ),
    (
        "aws_commands_exist",
        fenced("bash", "aws ec2 describe-instances --query 'Reservations[].Instances[].Id'"),
        12,
        "--query names Id",
    ),
    ("aws_commands_exist", fenced("bash", "aws sso login --forever"), 12, "no option --forever"),
    ("aws_commands_exist", fenced("yaml", "phases:\n  build:\n    commands:\n      - aws ecr get-login"), 15, "ecr get-login"),
    ("aws_commands_exist", f"{HEAD}\nSay `aws s3api list-bukkets`.\n", 11, "list-buckets"),
    ("policies_are_valid", policy('{"Effect": "Permit", "Action": "s3:GetObject", "Resource": "*"}'), 15, "Permit"),
    ("policies_are_valid", policy('{"Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*"}'), 15, "getobjekt"),
    (
        "policies_are_valid",
        policy('{"Effect": "Allow", "Action": "s3:GetObject",\n     "Resource": "arn:aws:sqs:::x"}'),
        16,
        "requires a resource of",
    ),
    (
        "policies_are_valid",
        policy('{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",\n     "Condition": {"StringIs": {"aws:SourceVpc": "v"}}}'),
        16,
        "'StringIs'",
    ),
    (
        "policies_are_valid",
        policy('{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",\n     "Condition": {"StringEquals": {"s3:prefix": "v"}}}'),
        16,
        "s3:prefix is unknown for s3:GetObject",
    ),
    (
        "policies_are_valid",
        policy('{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Amazon": "*"}}'),
        15,
        "'Amazon'",
    ),
    (
        "policies_are_valid",
        policy('{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}').replace("2012-10-17", "2012-10-18"),
        12,
        '"2012-10-17"',
    ),
    ("json_is_what_a_service_takes", fenced("json", '{"colour": "blue"}'), 12, "no rule knows"),
    (
        "json_is_what_a_service_takes",
        fenced("json", '{"Rules": [{"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""},\n "Transitions": [{"Days": 90, "StorageClass": "GLACIER_DEEP_ARCHIVE"}]}]}'),
        13,
        "GLACIER_DEEP_ARCHIVE",
    ),
    (
        "json_is_what_a_service_takes",
        fenced("json", '{"Rules": [{"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""},\n "Transitions": [{"Days": 7, "StorageClass": "STANDARD_IA"}]}]}'),
        13,
        "before day 30",
    ),
    ("json_is_what_a_service_takes", fenced("json", MACHINE % ("Tusk", "Done")), 14, "'Tusk'"),
    ("json_is_what_a_service_takes", fenced("json", MACHINE % ("Pass", "Don")), 14, "no state is named 'Don'"),
    ("json_is_what_a_service_takes", fenced("json", MACHINE % ("Pass", "Pay")), 15, "nothing leads to the state 'Done'"),
    (
        "json_is_what_a_service_takes",
        fenced("json", '{"source": ["shop"],\n "detail": {"total": [{"numeric": [">", "x"]}]}}'),
        13,
        "numeric takes",
    ),
    (
        "json_is_what_a_service_takes",
        fenced("json", '{"source": ["shop"],\n "detail": {"total": [{"starts": "x"}]}}'),
        13,
        "no matching by 'starts'",
    ),
    (
        "json_is_what_a_service_takes",
        fenced("json", '{"Name": "a", "Priority": 1, "Statement": {"RateBasedStatement": {"Limit": 10,\n "AggregateKeyType": "ADDRESS"}},\n "VisibilityConfig": {}}'),
        13,
        "'ADDRESS'",
    ),
    (
        "json_is_what_a_service_takes",
        fenced("json", '{"rules": [\n {"rule-type": "selection", "rule-id": "1", "rule-name": "1",\n  "object-locator": {"schema-name": "a", "table-name": "%"},\n  "rule-action": "take"}]}'),
        15,
        "'take'",
    ),
    ("templates_are_valid", fenced("yaml", TEMPLATE % "BucketNam: x"), 16, "BucketNam"),
    ("templates_are_valid", fenced("yaml", TEMPLATE % "BucketName: !Ref Other"), 16, "Other"),
    (
        "templates_are_valid",
        fenced("yaml", "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Runtime: python2.7\n      CodeUri: s3://b/k"),
        18,
        "python2.7",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "line", "words"), BROKEN)
def test_a_broken_rule_is_told_with_its_line(rule: str, text: str, line: int, words: str) -> None:
    """A small wrong document breaks the rule that it is meant to break, at the line where it does."""
    check = next(check for check in rules.CHECKS if name(check) == rule)
    found = [str(complaint) for complaint in check(pages.Page("small.md", text))]
    assert [told for told in found if told.startswith(f"small.md:{line}: ") and words in told], found


SOURCES = "| id | pages | checked |\n| --- | --- | --- |\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("", "small.md:5: SOURCES.md has no row for s3"),
        ("| s3 | |2026-11-23 |", "SOURCES.md:3: s3 names no page"),
        ("| s3 | What is Amazon S3? | soon |", "SOURCES.md:3: no day such as 2026-11-23: 'soon'"),
        ("| s3 | What is Amazon S3? | 2999-01-01 |", "SOURCES.md:3: checked in the future, or too long ago: 2999-01-01"),
        ("| s3 | What is Amazon S3? | 2026-11-23 |\n| s3 | What is Amazon S3? | 2026-11-23 |", "SOURCES.md:4: s3 has a row already, at line 3"),
        ("| s3 | What is Amazon S3? | 2026-11-23 |\n| s4 | What is Amazon S3? | 2026-11-23 |", "SOURCES.md:4: no question has the id s4"),
    ],
)  # fmt: skip
def test_a_gap_in_the_sources_is_told(rows: str, told: str) -> None:
    """A question without its page, or a row without its question, is told with its line."""
    page = pages.Page("small.md", HEAD, "SOURCES.md", SOURCES + rows + "\n")
    (rule,) = (check for check in rules.CHECKS if name(check) == "every_card_has_its_sources")
    assert rules.told(rule(page)) == told


def test_every_rule_has_been_seen_to_fail() -> None:
    """A rule that nothing breaks would be no rule."""
    assert {rule for rule, *_ in BROKEN} | {"every_card_has_its_sources"} == {
        name(rule) for rule in rules.CHECKS
    }


@pytest.mark.parametrize("rule", rules.CHECKS, ids=name)
def test_a_right_document_breaks_no_rule(rule: rules.Check) -> None:
    """The documents above are wrong by what was put into them, not by what they all share."""
    assert rules.told(rule(pages.Page("small.md", HEAD))) == ""
