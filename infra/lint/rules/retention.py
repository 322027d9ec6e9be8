"""What holds data outlives the stack."""

from cfnlint.rules import CloudFormationLintRule, RuleMatch

KEEPERS = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret"]

POLICIES = ["DeletionPolicy", "UpdateReplacePolicy"]


class DataIsKept(CloudFormationLintRule):
    """CloudFormation deletes by default, with a stack that was deleted by mistake and with a property that demands a new resource."""

    id = "E9107"
    shortdesc = "Resources that hold data are retained"
    description = (
        "Each bucket, table and secret sets DeletionPolicy and UpdateReplacePolicy to Retain. One that holds nothing worth "
        "keeping says why: Metadata, Expendable, a sentence."
    )
    tags = ["reeldrop", "data"]

    def match(self, cfn):
        return [
            RuleMatch(["Resources", name], f"{name} holds data, and its {policy} is not Retain")
            for kind in KEEPERS
            for name, resource in cfn.get_resources(kind).items()
            if not resource.get("Metadata", {}).get("Expendable")
            for policy in POLICIES
            if resource.get(policy) != "Retain"
        ]
