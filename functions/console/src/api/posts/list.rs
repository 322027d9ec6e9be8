//! Lists of posts by time.

use super::views;
use crate::Console;
use crate::access::Access;
use crate::api::received::{Asked, Caller};
use crate::api::schema::StateName;
use crate::api::view::PostView;
use crate::problem::{FieldProblem, Problem};
use adapters::posts::{PAGE_POSTS_MAX, PostsQuery};
use axum::Json;
use axum::extract::State;
use domain::State as PostState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};

/// Posts of a page where nobody says how many.
const LIMIT: usize = 25;

/// Which posts are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Of this account alone, by its `open_id`.
    pub(crate) account: Option<String>,
    /// In these states alone, separated by commas.
    #[param(value_type = Option<Vec<StateName>>, style = Form, explode = false)]
    pub(crate) state: Option<String>,
    /// Published, or to be published, at this moment or later.
    pub(crate) from: Option<Timestamp>,
    /// Published, or to be published, before this moment.
    pub(crate) to: Option<Timestamp>,
    /// Where the page before has ended: its `next`.
    pub(crate) cursor: Option<String>,
    /// The most posts of the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub(crate) limit: Option<usize>,
}

/// Some posts, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct PostsPage {
    /// The posts. There may be fewer than were asked for, or none, and still more to come.
    pub(crate) posts: Vec<PostView>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

/// List posts, the newest first
#[utoipa::path(
    get, operation_id = "list_posts", path = "/posts", tag = "posts", params(Wanted),
    responses((status = OK, body = PostsPage), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn list(
    State(console): State<Console>,
    caller: Caller,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<PostsPage>, Problem> {
    let query = wanted.query(&caller.access)?;
    let page = console.posts.list(&query).await?;
    let posts = views(&console, &page.posts).await?;
    Ok(Json(PostsPage { posts, next: page.next.map(|cursor| cursor.to_string()) }))
}

impl Wanted {
    /// The query that the stores understand, of nothing but what may be seen.
    ///
    /// # Errors
    /// 404 for somebody else's account, 422 with the fields that cannot be used.
    pub(crate) fn query(&self, access: &Access) -> Result<PostsQuery, Problem> {
        let whose = access.whose(self.account.as_deref())?;
        let mut errors = Vec::new();
        let states = self.states(&mut errors);
        let cursor = match self.cursor.as_deref().map(str::parse).transpose() {
            Ok(cursor) => cursor,
            Err(_) => {
                errors.push(FieldProblem::new("cursor", "take it as `next` of the page before"));
                None
            }
        };
        let limit = self.limit.unwrap_or(LIMIT);
        if !(1..=PAGE_POSTS_MAX).contains(&limit) {
            errors.push(FieldProblem::new("limit", format!("it may be 1 to {PAGE_POSTS_MAX}")));
        }
        if !errors.is_empty() {
            return Err(Problem::fields(errors));
        }
        Ok(PostsQuery { whose, states, from: self.from, to: self.to, cursor, limit })
    }

    fn states(&self, errors: &mut Vec<FieldProblem>) -> BTreeSet<String> {
        let names = self.state.iter().flat_map(|states| states.split(',')).map(str::trim);
        let names: BTreeSet<String> = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        for name in names.iter().filter(|name| !PostState::NAMES.contains(&name.as_str())) {
            let known = PostState::NAMES.join(", ");
            errors.push(FieldProblem::new("state", format!("there is no state {name}; there are {known}")));
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::posts::Whose;

    fn alice() -> Access {
        Access::Only(BTreeSet::from(["alice".to_owned()]))
    }

    #[test]
    fn whoever_names_no_account_sees_what_is_theirs() {
        let wanted = Wanted::default();
        assert_eq!(wanted.query(&Access::All).unwrap().whose, Whose::Everybody);
        let theirs = Whose::Accounts(BTreeSet::from(["alice".to_owned()]));
        assert_eq!(wanted.query(&alice()).unwrap().whose, theirs);
    }

    #[test]
    fn the_posts_of_somebody_else_are_not_there() {
        let wanted = Wanted { account: Some("bob".into()), ..Wanted::default() };
        assert_eq!(wanted.query(&alice()), Err(Problem::not_found()));
        assert!(wanted.query(&Access::All).is_ok());
    }

    #[test]
    fn what_cannot_be_used_is_told_by_its_name() {
        let wanted = Wanted {
            state: Some("queued, helt".into()),
            cursor: Some("17".into()),
            limit: Some(101),
            ..Wanted::default()
        };
        let problem = wanted.query(&Access::All).unwrap_err();
        let fields: Vec<String> = problem.errors.into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["state", "cursor", "limit"]);
    }
}
