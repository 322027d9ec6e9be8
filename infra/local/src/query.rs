//! Services that speak AWS's query protocol and have no client here: form in, XML out.

use reqwest::{Client, Response};

use crate::account;
use crate::error::Error;
use crate::stack::Stack;

impl Stack {
    /// Asks such a service, named as it signs (`iam`, `sns`, `cloudformation`), as the account's root. Returns its XML.
    ///
    /// # Errors
    /// What MiniStack answered.
    pub async fn query(&self, service: &str, fields: &[(&str, &str)]) -> Result<String, Error> {
        let failed = |source| Error::Http { what: "asking about the stack", source };
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Client::new()
            .post(self.endpoint())
            .header("Authorization", account::authorization(service))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(form);
        let answer = request.send().await.and_then(Response::error_for_status).map_err(failed)?;
        answer.text().await.map_err(failed)
    }
}
