"""Every function has an alarm that somebody hears."""

from cfnlint.rules import CloudFormationLintRule, RuleMatch


class FunctionErrorsAreHeard(CloudFormationLintRule):
    """A function that fails unheard is found by the creator whose video is missing."""

    id = "E9102"
    shortdesc = "A function has an error alarm"
    description = "Each function has an alarm on AWS/Lambda Errors with an action and a description."
    tags = ["reeldrop", "lambda", "cloudwatch"]

    def match(self, cfn):
        watched = {
            dimension["Value"].get("Ref")
            for alarm in cfn.get_resources("AWS::CloudWatch::Alarm").values()
            for dimension in alarm["Properties"].get("Dimensions", [])
            if is_error_alarm(alarm["Properties"]) and isinstance(dimension["Value"], dict)
        }
        return [
            RuleMatch(["Resources", name], f"{name} has no alarm on its errors that tells anybody")
            for name in cfn.get_resources("AWS::Serverless::Function")
            if name not in watched
        ]


def is_error_alarm(alarm):
    """Whether an alarm rings for a function's errors."""
    is_errors = (alarm.get("Namespace"), alarm.get("MetricName")) == ("AWS/Lambda", "Errors")
    return is_errors and bool(alarm.get("AlarmActions")) and bool(alarm.get("AlarmDescription"))
