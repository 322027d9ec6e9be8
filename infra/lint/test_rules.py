"""Each rule is silent about the template as it is, and speaks up once the template is broken in its matter."""

import unittest
from pathlib import Path

from cfnlint.decode import cfn_yaml
from cfnlint.rules import Rules
from cfnlint.template import Template

HERE = Path(__file__).parent
TEMPLATE = (HERE.parent / "template.yaml").read_text()
RULES = Rules.create_from_directory(str(HERE / "rules"))

BOUNDS = "      MemorySize: 128\n      Timeout: 55\n"
BOUNDS_SWAPPED = "      Timeout: 55\n      MemorySize: 128\n"

# The rule, what is broken, and how.
BREAKS = [
    ("E9101", "a group keeps its logs for ever", "  PublishLogs:", "      RetentionInDays: !Ref LogRetentionDays\n", ""),
    ("E9101", "a function logs elsewhere", "  Publish:", "      LoggingConfig: { LogGroup: !Ref PublishLogs }\n", ""),
    ("E9102", "an alarm watches something else", "  PublishErrors:", "MetricName: Errors", "MetricName: Duration"),
    ("E9102", "an alarm tells nobody", "  PublishErrors:", "      AlarmActions: [!Ref AlertsTopic]\n", ""),
    ("E9103", "a queue drops what fails", "  PublishQueue:", "!GetAtt PublishDeadLetterQueue.Arn", "!Sub somewhere"),
    ("E9103", "an alarm waits for more", "  PublishDeadLetterAlarm:", "Threshold: 1", "Threshold: 10"),
    ("E9103", "failed runs are repeated", "  Dispatch:", "        MaximumRetryAttempts: 0\n", ""),
    ("E9103", "a failed run is forgotten", "  Dispatch:", "OnFailure: {", "OnSuccess: {"),
    ("E9103", "a start that failed is forgotten", "  Dispatch:", "DeadLetterConfig: {", "Input: {"),
    ("E9104", "a function has no timeout", "  Dispatch:", "      Timeout: 55\n", ""),
    ("E9104", "a function has no memory", "  Dispatch:", "      MemorySize: 128\n", ""),
    ("E9105", "an action is a wildcard", "  DispatchRole:", "Action: dynamodb:Query", "Action: dynamodb:*"),
    ("E9105", "a resource is any", "  DispatchRole:", "Resource: !Sub ${PostsTable.Arn}/index/due", 'Resource: "*"'),
    ("E9105", "a role takes a policy of AWS's", "  OauthCallbackRole:", "[!Ref EgressPolicy]", "[arn:aws:iam::aws:policy/IAMFullAccess]"),
    ("E9105", "SAM makes the role", "  Dispatch:", "      Role: !GetAtt DispatchRole.Arn\n", ""),
    ("E9106", "a property stands elsewhere", "  Dispatch:", BOUNDS, BOUNDS_SWAPPED),
    ("E9106", "a role stands elsewhere", "  DispatchRole:", "  DispatchRole:", "  RoleOfDispatch:"),
    ("E9107", "a table goes with the stack", "  PostsTable:", "    DeletionPolicy: Retain\n", ""),
    ("E9107", "a bucket is emptied by a change", "  UploadsBucket:", "UpdateReplacePolicy: Retain", "UpdateReplacePolicy: Delete"),
    ("E9107", "a secret goes with the stack", "  AppSecret:", "DeletionPolicy: Retain", "DeletionPolicy: Delete"),
    ("E9107", "nobody says why a table may go", "  OauthStatesTable:", "      Expendable:", "      Comment:"),
]


def findings(template):
    """The numbers of our rules that speak up."""
    cfn = Template(None, cfn_yaml.loads(template), ["us-east-1"])
    cfn.transform()
    return {rule.id for rule in RULES.values() if rule.match(cfn)}


def broken(section, old, new):
    """The template with one change behind the first line that begins so."""
    start = TEMPLATE.index("\n" + section) + 1
    at = TEMPLATE.index(old, start)
    return TEMPLATE[:at] + new + TEMPLATE[at + len(old) :]


class EachRule(unittest.TestCase):
    """The real template, whole and broken."""

    def test_is_silent_about_the_template(self):
        self.assertEqual(findings(TEMPLATE), set())

    def test_speaks_up_when_its_convention_is_broken(self):
        for rule, what, section, old, new in BREAKS:
            with self.subTest(rule=rule, what=what):
                self.assertIn(rule, findings(broken(section, old, new)))

    def test_takes_a_reason_for_a_wildcard(self):
        reason = '  DispatchRole:\n    Metadata: { Wildcard: "the action knows no resource" }\n'
        excused = broken("  DispatchRole:", "  DispatchRole:\n", reason)
        at = excused.index("Action: dynamodb:Query", excused.index("\n  DispatchRole:"))
        excused = excused[:at] + "Action: dynamodb:*" + excused[at + len("Action: dynamodb:Query") :]
        self.assertNotIn("E9105", findings(excused))

    def test_is_tried_here(self):
        self.assertEqual({rule.id for rule in RULES.values()}, {rule for rule, *_ in BREAKS})


if __name__ == "__main__":
    unittest.main()
