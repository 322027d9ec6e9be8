"""Every function says how long it may run and how much memory it may take."""

from cfnlint.rules import CloudFormationLintRule, RuleMatch

BOUNDS = ["MemorySize", "Timeout"]


class FunctionBoundsAreChosen(CloudFormationLintRule):
    """Lambda's defaults, 3 seconds and 128 MB, are nobody's choice. A shared value in Globals would be none either."""

    id = "E9104"
    shortdesc = "A function states its timeout and memory"
    description = "Each function sets MemorySize and Timeout itself."
    tags = ["reeldrop", "lambda"]

    def match(self, cfn):
        return [
            RuleMatch(["Resources", name, "Properties"], f"{name} does not state its {bound}")
            for name, function in cfn.get_resources("AWS::Serverless::Function").items()
            for bound in BOUNDS
            if not isinstance(function["Properties"].get(bound), int)
        ]
