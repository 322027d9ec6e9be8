"""What fails again and again goes somewhere, and does not go round for ever."""

from cfnlint.rules import CloudFormationLintRule, RuleMatch


class FailuresGoSomewhere(CloudFormationLintRule):
    """A message that fails must end in a dead-letter queue with an alarm; a schedule must bound failed runs and keep them."""

    id = "E9103"
    shortdesc = "Failures have a destination and a bound"
    description = (
        "A queue that a function reads has a dead-letter queue whose first message rings an alarm. A scheduled function "
        "and its schedule say how often a failed run is repeated, and where it goes then."
    )
    tags = ["reeldrop", "lambda", "sqs", "scheduler"]

    def match(self, cfn):
        matches = []
        for name, function in cfn.get_resources("AWS::Serverless::Function").items():
            properties = function["Properties"]
            for event_name, event in properties.get("Events", {}).items():
                path = ["Resources", name, "Properties", "Events", event_name]
                if event["Type"] == "SQS":
                    problem = queue_problem(cfn, event["Properties"]["Queue"])
                elif event["Type"] == "ScheduleV2":
                    problem = schedule_problem(properties, event["Properties"])
                else:
                    problem = f"no rule says where failures of a {event['Type']} event go"
                if problem:
                    matches.append(RuleMatch(path, problem))
        return matches


def queue_problem(cfn, reference):
    """What is missing behind the queue of an event."""
    queues = cfn.get_resources("AWS::SQS::Queue")
    queue = queues.get(target(reference), {}).get("Properties", {})
    dead_letters = target(queue.get("RedrivePolicy", {}).get("deadLetterTargetArn"))
    if dead_letters not in queues:
        return "the queue has no dead-letter queue in this template"
    alarms = cfn.get_resources("AWS::CloudWatch::Alarm").values()
    if not any(rings_for(alarm["Properties"], dead_letters) for alarm in alarms):
        return f"no alarm rings for the first message in {dead_letters}"
    return None


def schedule_problem(function, schedule):
    """What does not say how often a failed run is repeated."""
    if "MaximumRetryAttempts" not in function.get("EventInvokeConfig", {}):
        return "EventInvokeConfig does not say how often a failed run is repeated"
    if "MaximumRetryAttempts" not in schedule.get("RetryPolicy", {}):
        return "RetryPolicy does not say how often a start is repeated"
    if "OnFailure" not in function["EventInvokeConfig"].get("DestinationConfig", {}):
        return "EventInvokeConfig does not say where a failed run goes"
    if "Arn" not in schedule.get("DeadLetterConfig", {}):
        return "DeadLetterConfig does not say where a start that failed goes"
    return None


def rings_for(alarm, queue):
    """Whether an alarm rings as soon as a message waits in a queue."""
    watched = [target(dimension["Value"]) for dimension in alarm.get("Dimensions", [])]
    is_first = (alarm.get("MetricName"), alarm.get("Threshold")) == ("ApproximateNumberOfMessagesVisible", 1)
    return is_first and queue in watched and bool(alarm.get("AlarmActions"))


def target(reference):
    """The resource that a Ref or GetAtt names."""
    if not isinstance(reference, dict):
        return None
    attribute = reference.get("Fn::GetAtt")
    return attribute[0] if attribute else reference.get("Ref")
