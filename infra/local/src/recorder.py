"""MiniStack as it is but for two waits, and a record of what it has judged: which role has asked for what, and whether it may.

Each line of the record is a call unlike any before it. What MiniStack does in the name of a service, such as taking messages
from a queue for a function, passes no judge and is not in it.

Of 97 ms that the smallest answer of a function took, 44 went by because the event was sent in two pieces, of which the second
waited for an acknowledgement of the first, and 50 because a function that answers without a log line was given as long for one.
"""

import functools
import http.server
import json
import sys

from ministack.app import main
from ministack.core import iam_evaluator, lambda_runtime

LOG_WAIT_SECONDS = 0.015

http.server.BaseHTTPRequestHandler.disable_nagle_algorithm = True
lambda_runtime.Worker._drain_stderr_bounded = functools.partialmethod(
    lambda_runtime.Worker._drain_stderr_bounded, first_line_wait=LOG_WAIT_SECONDS
)

judge = iam_evaluator.enforce
record = open(sys.argv.pop(), "w", buffering=1, encoding="utf-8")
seen = set()


def judge_and_record(access_key, action, service, region, resource_arn="*", service_context=None):
    denied = judge(access_key, action, service, region, resource_arn=resource_arn, service_context=service_context)
    kind, _, session = iam_evaluator.caller_arn().partition("/")
    call = (session.partition("/")[0], action, resource_arn, denied is None)
    if kind.endswith(":assumed-role") and call not in seen:
        seen.add(call)
        record.write(json.dumps(dict(zip(("role", "action", "resource", "allowed"), call))) + "\n")
    return denied


iam_evaluator.enforce = judge_and_record
main()
