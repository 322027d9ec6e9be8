//! No failure, however it is printed, gives a secret away.

use std::error::Error;
use std::time::Duration;

use tiktok::{AppCredentials, CallError, Chunk, UploadUrl};

use crate::server::{Act, Server, answer};

/// Everything a logger could get out of an error.
fn printed(error: &CallError) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(inner) = source {
        text += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    text
}

async fn every_call_against(act: Act) -> Vec<CallError> {
    let server = Server::play(vec![act; 7]).await;
    let tiktok = server.client();
    let app = AppCredentials { client_key: "key".to_owned(), client_secret: "secret-app".into() };
    let token = "secret-token".into();
    let url = UploadUrl::from(format!("http://{}/video/?upload_token=secret-url", server.address()));
    let chunk = Chunk { first: 0, last: 2, total: 3, content_type: "video/mp4" };
    vec![
        tiktok.exchange_code(&app, &"secret-code".into(), "https://app.example/cb", None).await.unwrap_err(),
        tiktok.refresh(&app, &token).await.unwrap_err(),
        tiktok.revoke(&app, &token).await.unwrap_err(),
        tiktok.user_info(&token).await.unwrap_err(),
        tiktok.creator_info(&token).await.unwrap_err(),
        tiktok.fetch_status(&token, "p").await.unwrap_err(),
        tiktok.put_chunk(&url, chunk, "abc", Duration::from_secs(5)).await.unwrap_err(),
    ]
}

#[tokio::test]
async fn no_failed_call_prints_a_secret_or_a_url() {
    let acts = [
        Act::HangUp,
        Act::AnswerAndHangUp("no http".to_owned()),
        Act::Answer(answer("500 Internal Server Error", "", r#"{"access_token":"secret-body"}"#)),
        Act::Answer(answer("302 Found", "Location: http://127.0.0.1:1/?secret-location\r\n", "")),
    ];
    for act in acts {
        for error in every_call_against(act.clone()).await {
            let text = printed(&error);
            assert!(!text.contains("secret-") && !text.contains("http://"), "{act:?}: {text}");
        }
    }
}
