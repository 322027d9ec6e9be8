//! What the API shows of posts and accounts. The pages are drawn from the same.

mod account;
mod name;
mod post;

pub(crate) use account::AccountView;
pub(crate) use name::{AccountName, names_of};
pub(crate) use post::PostView;
