"""What the commands of a card do, played against a stand-in for AWS.

In: a world that runs commands. Each scenario is named after the id of its card: it prepares what the card
takes for granted, yields what stands for the card's sample ids, is sent the outcomes of the commands, and
asserts what the card says of them.
"""

import base64
import json
from collections.abc import Callable, Generator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from .aws_cli import Outcome
from .world import World

ACCOUNT = "123456789012"  # moto's own
StandIns = Mapping[str, str | Callable[[], str]]
Scenario = Generator[StandIns, list[Outcome], None]


# --- core services ------------------------------------------------------------------------------------


def vertical_vs_horizontal_scaling(world: World) -> Scenario:
    """The instance has the larger type and runs again; the group may grow to twelve."""
    ec2 = world.client("ec2")
    image = ec2.register_image(Name="shop")["ImageId"]
    made = ec2.run_instances(ImageId=image, InstanceType="m7i.large", MinCount=1, MaxCount=1)["Instances"][0]
    world.group("shop-web")
    yield {"i-0abc1234def567890": made["InstanceId"]}
    found = ec2.describe_instances(InstanceIds=[made["InstanceId"]])["Reservations"][0]["Instances"][0]
    assert (found["InstanceType"], found["State"]["Name"]) == ("m7i.2xlarge", "running")
    (group,) = world.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    assert (group["MinSize"], group["MaxSize"]) == (3, 12)


def s3_versioning(world: World) -> Scenario:
    """The first command finds the key behind its delete marker; the second brings version 2 back."""
    s3 = world.client("s3")
    s3.create_bucket(Bucket="acme-plans", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_versioning(Bucket="acme-plans", VersioningConfiguration={"Status": "Enabled"})
    for body in (b"v1", b"v2"):
        s3.put_object(Bucket="acme-plans", Key="plan.pdf", Body=body)
    marker = s3.delete_object(Bucket="acme-plans", Key="plan.pdf")["VersionId"]
    with pytest.raises(ClientError, match=r"NoSuchKey|404"):
        s3.get_object(Bucket="acme-plans", Key="plan.pdf")
    listed, _ = yield {"EXAMPLE-MARKER-ID": marker}
    assert listed.out.split() == ["plan.pdf", marker]
    assert s3.get_object(Bucket="acme-plans", Key="plan.pdf")["Body"].read() == b"v2"


def vpc_peering(world: World) -> Scenario:
    """A connection is asked for, and a route leads into it."""
    ec2 = world.client("ec2")
    ours, theirs = world.network("10.50.0.0/16"), world.network("10.60.0.0/16")
    table = world.route_table(ours)

    def connection() -> str:
        (found,) = ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]
        return str(found["VpcPeeringConnectionId"])

    yield {
        "vpc-0aaa1111bbb2222cc": ours,
        "vpc-0ddd3333eee4444ff": theirs,
        "222222222222": ACCOUNT,
        "rtb-0123456789abcdef0": table,
        "pcx-0123456789abcdef0": connection,
    }
    (asked,) = ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]
    assert asked["Status"]["Code"] == "pending-acceptance"
    targets = {
        route["DestinationCidrBlock"]: route.get("VpcPeeringConnectionId") for route in world.routes(table)
    }
    assert targets["10.60.0.0/16"] == connection()


def auto_scaling_policies(world: World) -> Scenario:
    """The group has a predictive policy that only forecasts."""
    world.group("shop-web")
    yield {}
    (policy,) = world.client("autoscaling").describe_policies()["ScalingPolicies"]
    assert (policy["PolicyName"], policy["PolicyType"]) == ("cpu-forecast", "PredictiveScaling")
    assert policy["PredictiveScalingConfiguration"]["Mode"] == "ForecastOnly"


def s3_consistency(world: World) -> Scenario:
    """Each write goes through once; repeated, its condition fails."""
    s3 = world.client("s3")
    for bucket in ("app-locks", "app-state"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    read = s3.put_object(Bucket="app-state", Key="cart/42.json", Body=b"before")["ETag"]
    yield {"etag": read}
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="app-locks", Key="jobs/nightly", Body=b"second", IfNoneMatch="*")
    assert s3.get_object(Bucket="app-state", Key="cart/42.json")["Body"].read() != b"before"
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="app-state", Key="cart/42.json", Body=b"third", IfMatch=read)


# --- IAM and security ---------------------------------------------------------------------------------


def cross_account_assume_role(_: World) -> Scenario:
    """Temporary credentials of the other account's role, for half an hour."""
    (ran,) = yield {}
    session = json.loads(ran.out)
    assert session["AssumedRoleUser"]["Arn"] == "arn:aws:sts::222222222222:assumed-role/deploy/release-481"
    left = datetime.fromisoformat(session["Credentials"]["Expiration"]) - datetime.now(UTC)
    assert timedelta(minutes=28) < left <= timedelta(minutes=31)


def kms_envelope_encryption(world: World) -> Scenario:
    """A data key of 32 bytes, which comes out of its encrypted form with the same context only."""
    kms = world.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/orders", TargetKeyId=key)
    (ran,) = yield {}
    made = json.loads(ran.out)
    plain, encrypted = (base64.b64decode(made[name]) for name in ("Plaintext", "CiphertextBlob"))
    assert len(plain) == 32
    context = {"table": "orders"}
    assert kms.decrypt(CiphertextBlob=encrypted, EncryptionContext=context)["Plaintext"] == plain
    with pytest.raises(ClientError, match="InvalidCiphertext"):
        kms.decrypt(CiphertextBlob=encrypted)


def secrets_manager_vs_parameter_store(world: World) -> Scenario:
    """The secret's text, the decrypted parameters under a path, and the secret through Parameter Store."""
    world.client("secretsmanager").create_secret(Name="prod/orders/db", SecretString="s3cret")
    ssm = world.client("ssm")
    ssm.put_parameter(Name="/prod/orders/a/key", Value="deep", Type="SecureString")
    ssm.put_parameter(Name="/prod/other", Value="no", Type="String")
    secret, parameters, through = yield {}
    assert secret.out == "s3cret\n"
    found = json.loads(parameters.out)["Parameters"]
    assert [(one["Name"], one["Value"]) for one in found] == [("/prod/orders/a/key", "deep")]
    assert json.loads(through.out)["Parameter"]["Value"] == "s3cret"


def cloudtrail_vs_cloudwatch(world: World) -> Scenario:
    """A trail over all Regions with validation, and it is logging."""
    world.client("s3", "us-east-1").create_bucket(Bucket="acme-audit-logs")
    yield {}
    trails = world.client("cloudtrail")
    trail = trails.get_trail(Name="org-audit")["Trail"]
    assert trail["IsMultiRegionTrail"]
    assert trail["IsOrganizationTrail"]
    assert trail["LogFileValidationEnabled"]
    assert trails.get_trail_status(Name="org-audit")["IsLogging"]


def s3_block_public_access(world: World) -> Scenario:
    """All four settings are on for the account."""
    yield {"111122223333": ACCOUNT}
    found = world.client("s3control").get_public_access_block(AccountId=ACCOUNT)
    settings = found["PublicAccessBlockConfiguration"]
    assert len(settings) == 4
    assert all(settings.values())


def iam_identity_center(_: World) -> Scenario:
    """The last command tells who one is."""
    ran = (yield {})[-1]
    assert json.loads(ran.out)["Account"] == ACCOUNT


# --- compute ------------------------------------------------------------------------------------------


def lambda_reserved_vs_provisioned_concurrency(world: World) -> Scenario:
    """The batch job is capped at twenty copies."""
    world.function("nightly-import")
    yield {}
    found = world.client("lambda").get_function_concurrency(FunctionName="nightly-import")
    assert found["ReservedConcurrentExecutions"] == 20


def dead_letter_queue(world: World) -> Scenario:
    """A message that was received five times in vain is in the dead-letter queue the next time."""
    sqs = world.client("sqs")
    dead = sqs.create_queue(QueueName="orders-dlq")["QueueUrl"]
    orders = sqs.create_queue(QueueName="orders", Attributes={"VisibilityTimeout": "0"})["QueueUrl"]
    sqs.send_message(QueueUrl=orders, MessageBody="poison")
    yield {"111122223333": ACCOUNT, f"https://sqs.eu-west-1.amazonaws.com/{ACCOUNT}/orders": orders}
    for _ in range(5):
        assert sqs.receive_message(QueueUrl=orders)["Messages"]
    assert not sqs.receive_message(QueueUrl=orders).get("Messages")
    assert [message["Body"] for message in sqs.receive_message(QueueUrl=dead)["Messages"]] == ["poison"]


def eventbridge_pipes_scheduler(world: World) -> Scenario:
    """A schedule for one point in time in Berlin, gone once it has run."""
    yield {}
    found = world.client("scheduler").get_schedule(Name="remind-4711")
    assert found["ScheduleExpression"] == "at(2026-12-24T09:00:00)"
    assert found["ScheduleExpressionTimezone"] == "Europe/Berlin"
    assert found["ActionAfterCompletion"] == "DELETE"
    assert json.loads(found["Target"]["Input"]) == {"orderId": "4711"}


def lambda_response_streaming(world: World) -> Scenario:
    """The function has a URL that asks for IAM and streams."""
    world.function("chat")
    (ran,) = yield {}
    assert json.loads(ran.out)["FunctionUrl"].startswith("https://")
    found = world.client("lambda").get_function_url_config(FunctionName="chat")
    assert (found["AuthType"], found["InvokeMode"]) == ("AWS_IAM", "RESPONSE_STREAM")


def lambda_snapstart(world: World) -> Scenario:
    """The wait ends, and a version is published (moto keeps no word of SnapStart itself)."""
    world.function("orders")
    published = (yield {})[-1]
    assert json.loads(published.out)["Version"] == "1"
    versions = world.client("lambda").list_versions_by_function(FunctionName="orders")["Versions"]
    assert [version["Version"] for version in versions] == ["$LATEST", "1"]


def eks_auto_mode(world: World) -> Scenario:
    """The cluster balances load by itself (moto keeps neither compute nor storage of Auto Mode)."""
    eks = world.client("eks")
    eks.create_cluster(name="prod", roleArn=world.role("eks"), resourcesVpcConfig={})
    yield {}
    found = eks.describe_cluster(name="prod")["cluster"]
    assert found["kubernetesNetworkConfig"]["elasticLoadBalancing"]["enabled"]


# --- databases and storage ----------------------------------------------------------------------------


def dynamodb_streams(world: World) -> Scenario:
    """A change appears in the stream with the item before and after it."""
    world.table("orders")
    yield {}
    table, streams = world.client("dynamodb"), world.client("dynamodbstreams")
    for total in ("1", "2"):
        table.put_item(TableName="orders", Item={"pk": {"S": "a"}, "total": {"N": total}})
    arn = table.describe_table(TableName="orders")["Table"]["LatestStreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    start = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = streams.get_records(ShardIterator=start["ShardIterator"])["Records"]
    changed = records[-1]["dynamodb"]
    assert (changed["OldImage"]["total"]["N"], changed["NewImage"]["total"]["N"]) == ("1", "2")


def dynamodb_capacity_modes(world: World) -> Scenario:
    """The table is billed by request (moto keeps no word of the cap)."""
    world.table("orders")
    yield {}
    found = world.client("dynamodb").describe_table(TableName="orders")["Table"]
    assert found["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


# --- networking ---------------------------------------------------------------------------------------


def privatelink(world: World) -> Scenario:
    """A service behind a load balancer, which waits for acceptance, and an endpoint for one in the VPC."""
    ec2 = world.client("ec2")
    vpc = world.network("10.1.0.0/16")
    first, second = (
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.1.{at}.0/24")["Subnet"]["SubnetId"] for at in (1, 2)
    )
    group = ec2.create_security_group(GroupName="app", Description="app", VpcId=vpc)["GroupId"]
    balancer = world.client("elbv2").create_load_balancer(Name="service", Type="network", Subnets=[first])
    arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]

    def service() -> str:
        (found,) = ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
        return str(found["ServiceName"])

    yield {
        "arn:aws:service:eu-west-1:111122223333:nlb_arn": arn,
        "service_name": service,
        "vpc-0c0ffee1234567890": vpc,
        "subnet-0aaa1111bbbb2222c": first,
        "subnet-0ddd3333eeee4444f": second,
        "sg-0123456789abcdef0": group,
    }
    (offered,) = ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    assert (offered["AcceptanceRequired"], offered["NetworkLoadBalancerArns"]) == (True, [arn])
    (endpoint,) = ec2.describe_vpc_endpoints()["VpcEndpoints"]
    assert (endpoint["VpcEndpointType"], endpoint["VpcId"]) == ("Interface", vpc)
    assert set(endpoint["SubnetIds"]) == {first, second}


def ipv4_cost_ipv6(world: World) -> Scenario:
    """The VPC has an IPv6 range of Amazon's, and what is private only gets out through the new gateway."""
    ec2 = world.client("ec2")
    vpc = world.network("10.2.0.0/16")
    table = world.route_table(vpc)

    def gateway() -> str:
        (found,) = ec2.describe_egress_only_internet_gateways()["EgressOnlyInternetGateways"]
        return str(found["EgressOnlyInternetGatewayId"])

    yield {"vpc-0abc": vpc, "rtb-0abc": table, "eigw-0abc": gateway}
    (found,) = ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"]
    assert found["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"].endswith("/56")
    ways = {route.get("DestinationIpv6CidrBlock"): route for route in world.routes(table)}
    assert ways["::/0"]["EgressOnlyInternetGatewayId"] == gateway()


# --- architecture -------------------------------------------------------------------------------------


def aws_config_compliance(world: World) -> Scenario:
    """The rule is the managed one against open SSH, and looks at security groups."""
    config = world.client("config")
    config.put_configuration_recorder(
        ConfigurationRecorder={"name": "default", "roleARN": world.role("recorder")}
    )
    yield {}
    (rule,) = config.describe_config_rules(ConfigRuleNames=["no-open-ssh"])["ConfigRules"]
    assert rule["Source"] == {"Owner": "AWS", "SourceIdentifier": "INCOMING_SSH_DISABLED"}
    assert rule["Scope"]["ComplianceResourceTypes"] == ["AWS::EC2::SecurityGroup"]


def eventbridge(world: World) -> Scenario:
    """The card's pattern lets the published order through, and no small one."""
    events, sqs = world.client("events"), world.client("sqs")
    queue = sqs.create_queue(QueueName="large")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.create_event_bus(Name="shop")
    events.put_rule(Name="large", EventBusName="shop", EventPattern=world.json_block())
    events.put_targets(Rule="large", EventBusName="shop", Targets=[{"Id": "queue", "Arn": arn}])
    small = {"orderId": "A-1002", "total": 199}
    yield {}
    events.put_events(
        Entries=[
            {
                "EventBusName": "shop",
                "Source": "shop.orders",
                "DetailType": "OrderPlaced",
                "Detail": json.dumps(small),
            }
        ]
    )
    arrived = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert [json.loads(message["Body"])["detail"]["orderId"] for message in arrived] == ["A-1001"]


def cost_explorer_optimization(_: World) -> Scenario:
    """The answer is a list of periods."""
    (ran,) = yield {}
    assert "ResultsByTime" in json.loads(ran.out)


def aws_backup(world: World) -> Scenario:
    """The vault is locked, and keeps backups between 35 and 365 days."""
    backup = world.client("backup")
    backup.create_backup_vault(BackupVaultName="prod-dr")
    yield {}
    found = backup.describe_backup_vault(BackupVaultName="prod-dr")
    assert (found["Locked"], found["MinRetentionDays"], found["MaxRetentionDays"]) == (True, 35, 365)


def database_migration_minimal_downtime(world: World) -> Scenario:
    """The task loads everything, then follows changes, of the tables that the card's mappings name."""
    yield {}
    (task,) = world.client("dms").describe_replication_tasks()["ReplicationTasks"]
    assert (task["ReplicationTaskIdentifier"], task["MigrationType"]) == ("shop-cutover", "full-load-and-cdc")
    assert json.loads(task["TableMappings"]) == json.loads(world.json_block())


def codepipeline_container_cicd(_: World) -> Scenario:
    """What is piped into docker login is a password."""
    (ran,) = yield {}
    assert ran.out.strip()


# What moto answers, but not as AWS would.
BEYOND_MOTO = {
    ("s3api", "create-bucket"): "knows no directory buckets, and so no bucket without a Region",
    ("configservice", "get-resource-config-history"): "records no security groups",
}
SCENARIOS: dict[str, Callable[[World], Scenario]] = {
    play.__name__.replace("_", "-"): play
    for play in (
        vertical_vs_horizontal_scaling,
        s3_versioning,
        vpc_peering,
        auto_scaling_policies,
        s3_consistency,
        cross_account_assume_role,
        kms_envelope_encryption,
        secrets_manager_vs_parameter_store,
        cloudtrail_vs_cloudwatch,
        s3_block_public_access,
        iam_identity_center,
        lambda_reserved_vs_provisioned_concurrency,
        dead_letter_queue,
        eventbridge_pipes_scheduler,
        lambda_response_streaming,
        lambda_snapstart,
        eks_auto_mode,
        dynamodb_streams,
        dynamodb_capacity_modes,
        privatelink,
        ipv4_cost_ipv6,
        aws_config_compliance,
        eventbridge,
        cost_explorer_optimization,
        aws_backup,
        database_migration_minimal_downtime,
        codepipeline_container_cicd,
    )
}
