"""Everything about a function stands where a reader looks for it."""

from cfnlint.rules import CloudFormationLintRule, RuleMatch

PROPERTIES = [
    "CodeUri",
    "MemorySize",
    "Timeout",
    "Environment",
    "VpcConfig",
    "LoggingConfig",
    "EventInvokeConfig",
    "Events",
    "Role",
]

# What follows a function, by the end of its name.
FOLLOWERS = ["Role", "Logs", "Errors"]


class FunctionsReadAlike(CloudFormationLintRule):
    """One function reads like the next: what it is, its bounds, its settings, its events, its rights, its logs, its alarm."""

    id = "E9106"
    shortdesc = "Functions are written in one order"
    description = f"A function sets {', '.join(PROPERTIES)} in this order; its {', '.join(FOLLOWERS)} follow."
    tags = ["reeldrop", "order"]

    def match(self, cfn):
        names = list(cfn.get_resources())
        shared = cfn.template.get("Globals", {}).get("Function", {})
        matches = []
        for name, function in cfn.get_resources("AWS::Serverless::Function").items():
            # What all functions share is merged in front of a function's own.
            own = [key for key in function["Properties"] if key not in shared]
            if own != [key for key in PROPERTIES if key in own]:
                expected = ", ".join(PROPERTIES)
                matches.append(RuleMatch(["Resources", name], f"{name} does not set {expected} in this order"))
            at = names.index(name) + 1
            if names[at : at + len(FOLLOWERS)] != [name + follower for follower in FOLLOWERS]:
                expected = ", ".join(name + follower for follower in FOLLOWERS)
                matches.append(RuleMatch(["Resources", name], f"{name} is not followed by {expected}"))
        return matches
