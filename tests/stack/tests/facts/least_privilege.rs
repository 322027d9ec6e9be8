//! No function may do more than it does: what the policies allow, held against the calls of the whole run.

use crate::stage::{Outcome, Right, Stage, facts_of_the_run, told};
use libtest_mimic::Trial;
use local::Call;

/// The roles of all functions.
const ALL: [&str; 7] = [
    "ConsoleRole",
    "OauthCallbackRole",
    "TokenRefreshRole",
    "PublishRole",
    "StatusPollerRole",
    "WebhookRole",
    "DispatchRole",
];

/// The roles of the functions that run on a schedule.
const SCHEDULED: [&str; 3] = ["TokenRefreshRole", "StatusPollerRole", "DispatchRole"];

/// Rights that no call of a function can show.
struct Unseen {
    roles: &'static [&'static str],
    actions: &'static [&'static str],
    /// A part of the resource's ARN.
    on: &'static str,
    /// Who needs it all the same.
    why: &'static str,
}

const UNSEEN: [Unseen; 4] = [
    Unseen {
        roles: &ALL,
        actions: &["logs:CreateLogStream", "logs:PutLogEvents"],
        on: ":log-group:/aws/lambda/",
        why: "Lambda writes what a function logs, in the name of its role",
    },
    Unseen {
        roles: &SCHEDULED,
        actions: &["sqs:SendMessage"],
        on: "FailedRunsQueue",
        why: "Lambda sends what came of a failed run, in the name of the function's role",
    },
    Unseen {
        roles: &["PublishRole"],
        actions: &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        on: "PublishQueue",
        why: "Lambda takes messages from the queue, in the name of the function's role",
    },
    Unseen {
        roles: &["ConsoleRole", "PublishRole"],
        actions: &["s3:ListBucket"],
        on: "reeldrop-uploads",
        why: "S3 tells only those who may list a bucket that an object is not there; nobody lists it",
    },
];

pub(super) fn facts() -> Vec<Trial> {
    facts_of_the_run![
        no_policy_allows_what_its_function_never_does,
        every_right_that_no_call_can_show_is_there_and_was_not_shown,
        no_function_has_asked_for_what_its_policy_does_not_allow,
    ]
}

async fn no_policy_allows_what_its_function_never_does(stage: &'static Stage) -> Outcome {
    let calls = stage.deployment.calls().map_err(told)?;
    let mut unused = stage.rights().await?;
    unused.retain(|right| !is_used(right, &calls) && !UNSEEN.iter().any(|unseen| unseen.explains(right)));
    assert!(unused.is_empty(), "nobody has made use of {unused:#?}");
    Ok(())
}

async fn every_right_that_no_call_can_show_is_there_and_was_not_shown(stage: &'static Stage) -> Outcome {
    let (rights, calls) = (stage.rights().await?, stage.deployment.calls().map_err(told)?);
    for unseen in &UNSEEN {
        for (role, action) in unseen.pairs() {
            let right = rights.iter().find(|right| unseen.explains_as(right, role, action));
            let right = right.ok_or_else(|| format!("{role} does not allow {action}: {}", unseen.why))?;
            assert!(!is_used(right, &calls), "{right:?} can be seen: {}", unseen.why);
        }
    }
    Ok(())
}

/// A right that is missing need not fail a fact: what is refused may be tried again, or done without.
async fn no_function_has_asked_for_what_its_policy_does_not_allow(stage: &'static Stage) -> Outcome {
    let calls = stage.deployment.calls().map_err(told)?;
    for role in ALL {
        assert!(calls.iter().any(|call| is(role, &call.role)), "{role} has asked for nothing");
    }
    let refused: Vec<_> = calls.iter().filter(|call| !call.allowed).collect();
    assert!(refused.is_empty(), "{refused:#?}");
    Ok(())
}

impl Unseen {
    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.roles.iter().flat_map(|role| self.actions.iter().map(move |action| (*role, *action)))
    }

    fn explains(&self, right: &Right) -> bool {
        self.pairs().any(|(role, action)| self.explains_as(right, role, action))
    }

    fn explains_as(&self, right: &Right, role: &str, action: &str) -> bool {
        is(role, &right.role) && right.action == action && right.resource.contains(self.on)
    }
}

fn is_used(right: &Right, calls: &[Call]) -> bool {
    calls.iter().any(|call| right.is_used_by(call))
}

/// Whether a deployed role is this one of the template: CloudFormation puts the stack before its name and chance behind.
fn is(role: &str, deployed: &str) -> bool {
    deployed.contains(&format!("-{role}-"))
}
