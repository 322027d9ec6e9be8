//! What the functions may do: the policies of their roles, as they are deployed.

use super::cloudformation::elements;
use super::{Outcome, Stage, told};
use local::Call;
use serde_json::{Value, json};
use url::form_urlencoded;

/// One action that a role allows on one resource.
#[derive(Debug)]
pub(crate) struct Right {
    /// The role's name.
    pub(crate) role: String,
    /// The action, such as `dynamodb:GetItem`.
    pub(crate) action: String,
    /// An ARN, or what ARNs begin with and a `*`.
    pub(crate) resource: String,
}

impl Right {
    /// Whether a call has made use of it.
    pub(crate) fn is_used_by(&self, call: &Call) -> bool {
        let meets = match self.resource.strip_suffix('*') {
            Some(beginning) => call.resource.starts_with(beginning),
            None => call.resource == self.resource,
        };
        meets && call.role == self.role && call.action == self.action
    }
}

impl Stage {
    /// Everything that the functions' roles allow.
    pub(crate) async fn rights(&self) -> Outcome<Vec<Right>> {
        let mut rights = Vec::new();
        let answer = self.iam(&[("Action", "ListRoles")]).await?;
        let trust = elements(&answer, "AssumeRolePolicyDocument");
        // The schedules have roles too, which SAM makes.
        let of_functions = |trust: &str| trust.contains("lambda.amazonaws.com");
        for (role, _) in elements(&answer, "RoleName").zip(trust).filter(|(_, trust)| of_functions(trust)) {
            let policies = self.iam(&[("Action", "ListRolePolicies"), ("RoleName", role)]).await?;
            for policy in elements(&policies, "member") {
                let get = [("Action", "GetRolePolicy"), ("RoleName", role), ("PolicyName", policy)];
                let answer = self.iam(&get).await?;
                let document = elements(&answer, "PolicyDocument").next().unwrap_or_default();
                rights.extend(rights_of(role, document)?);
            }
        }
        Ok(rights)
    }

    async fn iam(&self, fields: &[(&str, &str)]) -> Outcome<String> {
        self.deployment.query("iam", fields).await.map_err(told)
    }
}

/// Reads a document as IAM gives it out, percent-encoded.
fn rights_of(role: &str, document: &str) -> Outcome<Vec<Right>> {
    let (document, _) = form_urlencoded::parse(document.as_bytes()).next().ok_or("an empty policy")?;
    let document: Value = serde_json::from_str(&document).map_err(told)?;
    let mut rights = Vec::new();
    for statement in document["Statement"].as_array().ok_or("a policy without statements")? {
        assert_eq!(statement["Effect"], "Allow", "{statement}");
        for action in texts(&statement["Action"])? {
            for resource in texts(&statement["Resource"])? {
                let (action, resource) = (action.clone(), resource.clone());
                rights.push(Right { role: role.to_owned(), action, resource });
            }
        }
    }
    Ok(rights)
}

/// One text or a list of them. A statement that has none, but a `NotAction` for one, cannot be read and is not passed over.
fn texts(value: &Value) -> Outcome<Vec<String>> {
    let texts = if value.is_array() { value.clone() } else { json!([value]) };
    serde_json::from_value(texts).map_err(told)
}
