"""Every function writes to a log group of the template, which forgets."""

from cfnlint.rules import CloudFormationLintRule, RuleMatch


class FunctionLogsAreForgotten(CloudFormationLintRule):
    """Without a group of its own a function logs into one that Lambda makes, and that keeps everything for ever."""

    id = "E9101"
    shortdesc = "A function has a log group with a retention"
    description = "Each function names a log group of this template in LoggingConfig, and the group sets RetentionInDays."
    tags = ["reeldrop", "lambda", "logs"]

    def match(self, cfn):
        groups = cfn.get_resources("AWS::Logs::LogGroup")
        matches = [
            RuleMatch(["Resources", name], f"{name} has no RetentionInDays")
            for name, group in groups.items()
            if "RetentionInDays" not in group["Properties"]
        ]
        for name, function in cfn.get_resources("AWS::Serverless::Function").items():
            group = function["Properties"].get("LoggingConfig", {}).get("LogGroup", {})
            if not isinstance(group, dict) or group.get("Ref") not in groups:
                matches.append(RuleMatch(["Resources", name], f"{name} names no log group of this template"))
        return matches
