"""A stand-in for AWS that a scenario prepares and looks at.

In: the address of the stand-in. Out: clients, and things that many scenarios need. It must not know any card.
"""

import io
import json
import zipfile
from typing import Any

import boto3
from botocore.config import Config

from .aws_cli import ENVIRONMENT, to_bare_host
from .page import Snippet


class World:
    """A stand-in for AWS, with the snippets of the card that is played."""

    def __init__(self, endpoint: str, snippets: tuple[Snippet, ...]) -> None:
        self._endpoint = endpoint
        self._snippets = snippets

    def client(self, service: str, region: str = "eu-west-1") -> Any:
        """A client that prepares, and looks at what came of it."""
        made = boto3.client(
            service,
            region_name=region,
            endpoint_url=self._endpoint,
            aws_access_key_id=ENVIRONMENT["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"total_max_attempts": 1}),
        )
        made.meta.events.register("before-send", to_bare_host)
        return made

    def json_block(self) -> str:
        """The one block of JSON on the card."""
        (found,) = (snippet.text for snippet in self._snippets if snippet.language == "json")
        return found

    def role(self, name: str) -> str:
        """A role that may be given to any service."""
        trust = {"Version": "2012-10-17", "Statement": []}
        made = self.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))
        return str(made["Role"]["Arn"])

    def function(self, name: str) -> None:
        """A Lambda function."""
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as file:
            file.writestr("app.py", "def handler(event, context): ...")
        self.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=self.role(f"role-of-{name}"),
            Handler="app.handler",
            Code={"ZipFile": package.getvalue()},
        )

    def network(self, block: str) -> str:
        """A VPC."""
        return str(self.client("ec2").create_vpc(CidrBlock=block)["Vpc"]["VpcId"])

    def route_table(self, vpc: str) -> str:
        """A route table in a VPC."""
        return str(self.client("ec2").create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"])

    def routes(self, table: str) -> list[dict[str, Any]]:
        """The routes of a route table."""
        found = self.client("ec2").describe_route_tables(RouteTableIds=[table])
        return list(found["RouteTables"][0]["Routes"])

    def group(self, name: str) -> None:
        """An Auto Scaling group."""
        ec2, scaling = self.client("ec2"), self.client("autoscaling")
        image = ec2.register_image(Name=name)["ImageId"]
        template = ec2.create_launch_template(
            LaunchTemplateName=name, LaunchTemplateData={"ImageId": image, "InstanceType": "m7i.large"}
        )["LaunchTemplate"]
        scaling.create_auto_scaling_group(
            AutoScalingGroupName=name,
            LaunchTemplate={"LaunchTemplateId": template["LaunchTemplateId"]},
            MinSize=1,
            MaxSize=2,
            AvailabilityZones=["eu-west-1a"],
        )

    def table(self, name: str) -> None:
        """A DynamoDB table with provisioned capacity."""
        self.client("dynamodb").create_table(
            TableName=name,
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
        )
