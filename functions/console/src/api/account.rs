//! Accounts: which there are, what TikTok says of them, connecting and disconnecting.

pub(super) mod connect;
pub(super) mod creator_info;
pub(super) mod list;

pub(crate) use connect::{connect, disconnect};
pub(crate) use creator_info::creator_info;
pub(crate) use list::{list, read};

use crate::Console;
use crate::access::Access;
use crate::problem::Problem;
use domain::Account;

/// The longest `open_id` that is looked for. TikTok's have some forty characters.
const OPEN_ID_BYTES_MAX: usize = 256;

/// The account of this `open_id`, if whoever asks may see it.
///
/// # Errors
/// 404 where there is none, or it is somebody else's.
pub(crate) async fn account_of(
    console: &Console,
    access: &Access,
    open_id: &str,
) -> Result<Account, Problem> {
    // What lies beside the accounts under a name with a slash is no account.
    if open_id.is_empty() || open_id.len() > OPEN_ID_BYTES_MAX || open_id.contains('/') {
        return Err(Problem::not_found());
    }
    access.demand(open_id)?;
    console.gateway.tokens.accounts.get(open_id).await?.ok_or_else(Problem::not_found)
}
