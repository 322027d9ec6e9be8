//! The bucket takes parts of a video from the console's own pages, and from no other site's.

use crate::stage::{Outcome, Scene, facts, told};
use libtest_mimic::Trial;
use std::io::{Read, Write};
use std::net::TcpStream;
use url::Url;

pub(super) fn facts() -> Vec<Trial> {
    facts![a_browser_may_send_parts_from_the_consoles_pages_alone]
}

async fn a_browser_may_send_parts_from_the_consoles_pages_alone(scene: Scene) -> Outcome {
    let deployment = &scene.stage.deployment;
    let (endpoint, bucket) = (deployment.endpoint(), deployment.output("UploadsBucket").map_err(told)?);
    let console: Url = deployment.output("ApiUrl").map_err(told)?.parse()?;
    let own = console.origin().ascii_serialization();
    let allowed = preflight(endpoint, bucket, &own)?;
    assert!(allowed.starts_with("http/1.1 200"), "{allowed}");
    assert!(allowed.contains(&format!("access-control-allow-origin: {own}\r\n")), "{allowed}");
    for other in ["https://evil.example", "null"] {
        let refused = preflight(endpoint, bucket, other)?;
        assert!(refused.starts_with("http/1.1 403"), "{other}: {refused}");
        assert!(!refused.contains("access-control-allow-origin"), "{other}: {refused}");
    }
    Ok(())
}

/// What the bucket answers a browser that asks whether a page of `origin` may send a part, in lower case.
fn preflight(endpoint: &str, bucket: &str, origin: &str) -> Outcome<String> {
    let host = endpoint.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host)?;
    write!(
        stream,
        "OPTIONS /{bucket}/open-id/console/7f3a/clip.mp4?partNumber=1&uploadId=none HTTP/1.1\r\nHost: {host}\r\n\
         Origin: {origin}\r\nAccess-Control-Request-Method: PUT\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.to_lowercase())
}
