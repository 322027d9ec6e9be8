//! The stack as CloudFormation knows it, and other answers in XML.

use super::{Outcome, Stage, told};
use std::collections::BTreeMap;

/// The stack's name, as the environment `local` of `samconfig.toml` has it.
pub(crate) const STACK: &str = "reeldrop";

impl Stage {
    /// The stack's id, by which it is known even when it has been deleted.
    pub(crate) async fn stack_id(&self) -> Outcome<String> {
        let answer = self.cloudformation("DescribeStacks", STACK, "").await?;
        Ok(elements(&answer, "StackId").next().ok_or("no stack is deployed")?.to_owned())
    }

    /// Every resource of the stack, by its name in the template, and what AWS calls it.
    pub(crate) async fn resources(&self) -> Outcome<BTreeMap<String, String>> {
        let answer = self.cloudformation("DescribeStackResources", STACK, "").await?;
        let names = elements(&answer, "LogicalResourceId").map(str::to_owned);
        Ok(names.zip(elements(&answer, "PhysicalResourceId").map(str::to_owned)).collect())
    }

    /// What CloudFormation has last said of each resource of a stack.
    pub(crate) async fn last_words(&self, stack_id: &str) -> Outcome<BTreeMap<String, String>> {
        let (mut last_words, mut page) = (BTreeMap::new(), String::new());
        loop {
            // The newest come first.
            let answer = self.cloudformation("DescribeStackEvents", stack_id, &page).await?;
            let statuses = elements(&answer, "ResourceStatus");
            for (name, status) in elements(&answer, "LogicalResourceId").zip(statuses) {
                last_words.entry(name.to_owned()).or_insert_with(|| status.to_owned());
            }
            match elements(&answer, "NextToken").next() {
                Some(token) => token.clone_into(&mut page),
                None => return Ok(last_words),
            }
        }
    }

    async fn cloudformation(&self, action: &str, stack: &str, page: &str) -> Outcome<String> {
        let mut fields = vec![("Action", action), ("StackName", stack)];
        fields.extend((!page.is_empty()).then_some(("NextToken", page)));
        self.deployment.query("cloudformation", &fields).await.map_err(told)
    }
}

/// The texts of every element of a name. What is looked for here holds no elements, and no letters that XML escapes.
pub(crate) fn elements<'xml>(xml: &'xml str, name: &str) -> impl Iterator<Item = &'xml str> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let rests = xml.split(start.as_str()).skip(1).collect::<Vec<_>>();
    rests.into_iter().filter_map(move |rest| Some(rest.split_once(end.as_str())?.0))
}
