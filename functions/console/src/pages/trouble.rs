//! Problems as people read them: a page that says what is wrong, where a program gets problem details.

use crate::layout::Page;
use crate::problem::Problem;
use crate::viewer::Viewer;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// Puts a page in the place of a problem that a page has run into.
pub(crate) async fn told(request: Request, next: Next) -> Response {
    let viewer = request.extensions().get::<Viewer>().cloned();
    let answer = next.run(request).await;
    match (viewer, answer.extensions().get::<Problem>()) {
        (Some(viewer), Some(problem)) => (answer.status(), page(problem, &viewer)).into_response(),
        (_, None) | (None, Some(_)) => answer,
    }
}

fn page(problem: &Problem, viewer: &Viewer) -> Markup {
    let body = html! {
        section.card.stack {
            @match &problem.detail {
                Some(detail) => p { (detail) },
                None => p { "Nothing was changed." },
            }
            p { a href="/posts" { "See the posts" } }
        }
    };
    Page { title: &problem.title, place: "", styles: &[], modules: &[], body }.render(viewer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples;
    use axum::body::Body;
    use axum::http::{StatusCode, header};
    use axum::routing::get;
    use axum::{Extension, Router, middleware};
    use tower::ServiceExt;

    #[tokio::test]
    async fn somebody_who_opens_what_is_not_there_gets_a_page() {
        let lost = async || Err::<(), Problem>(Problem::not_found());
        let routes = Router::new()
            .route("/posts/x", get(lost))
            .layer(middleware::from_fn(told))
            .layer(Extension(samples::viewer()));
        let answer = routes.oneshot(Request::get("/posts/x").body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(answer.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"));
    }
}
