"""Every right is named, on something named."""

from cfnlint.rules import CloudFormationLintRule, RuleMatch


class RightsAreNamed(CloudFormationLintRule):
    """Where AWS knows no narrower right, the resource says why: Metadata, Wildcard, a sentence."""

    id = "E9105"
    shortdesc = "Policies name actions and resources"
    description = (
        "No statement allows an action with a wildcard or every resource, and no role takes a policy from outside this template. A function has "
        "a role of this template, since SAM adds policies with wildcards to the roles that it makes."
    )
    tags = ["reeldrop", "iam"]

    def match(self, cfn):
        roles = cfn.get_resources("AWS::IAM::Role")
        own = {*cfn.get_resources("AWS::IAM::ManagedPolicy"), "AWS::NoValue"}
        matches = []
        for name, function in cfn.get_resources("AWS::Serverless::Function").items():
            role = function["Properties"].get("Role", {})
            attribute = role.get("Fn::GetAtt", [None]) if isinstance(role, dict) else [None]
            if attribute[0] not in roles:
                matches.append(RuleMatch(["Resources", name], f"{name} has no role of this template"))
        for name, resource in cfn.get_resources().items():
            if resource.get("Metadata", {}).get("Wildcard"):
                continue
            path = ["Resources", name]
            if not taken(resource.get("Properties", {}).get("ManagedPolicyArns")) <= own:
                matches.append(RuleMatch(path, f"{name} takes policies that this template does not state"))
            for statement in statements(resource.get("Properties")):
                if any("*" in action for action in listed(statement.get("Action"))):
                    matches.append(RuleMatch(path, f"{name} allows an action with a wildcard"))
                if "*" in listed(statement.get("Resource")) or "NotAction" in statement:
                    matches.append(RuleMatch(path, f"{name} allows something on every resource"))
        return matches


def statements(value):
    """Every statement that allows something, however deep."""
    if isinstance(value, dict):
        if value.get("Effect") == "Allow":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from statements(item)


def taken(policies):
    """The names of the policies that a role takes, under whatever condition; one that is written out is its own name."""
    match policies:
        case None:
            return set()
        case {"Ref": name}:
            return {name}
        case {"Fn::If": [_, *either]}:
            return set().union(*map(taken, either))
        case list():
            return set().union(*map(taken, policies))
    return {str(policies)}


def listed(value):
    """The texts of an Action or Resource, which may be one or a list; references name something by themselves."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
