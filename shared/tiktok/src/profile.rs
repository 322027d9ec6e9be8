//! Who a token belongs to.

use secrecy::SecretString;
use serde::Deserialize;

use crate::call::exchange;
use crate::{Answer, CallError, TikTok, answer, tolerant};

/// A creator's profile, as far as the scope `user.info.basic` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct UserInfo {
    /// The creator, as this app knows them.
    pub open_id: String,
    /// The creator, as all apps of the same developer know them.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub union_id: Option<String>,
    /// Lives for a short time only.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub avatar_url: Option<String>,
    /// The name on the profile page; empty where TikTok leaves it out.
    #[serde(default, deserialize_with = "tolerant::text_or_empty")]
    pub display_name: String,
}

#[derive(Deserialize)]
struct UserData {
    user: UserInfo,
}

impl TikTok {
    /// Asks whose token this is. Needs the scope `user.info.basic`.
    ///
    /// # Errors
    /// Any kind of an API call.
    pub async fn user_info(&self, token: &SecretString) -> Result<Answer<UserInfo>, CallError> {
        let fields = [("fields", "open_id,union_id,avatar_url,display_name")];
        let reply = exchange(self.api_get("v2/user/info/", token)?.query(&fields)).await?;
        let answer = answer::read::<UserData>(&reply)?;
        Ok(answer.map(|data| data.user))
    }
}
