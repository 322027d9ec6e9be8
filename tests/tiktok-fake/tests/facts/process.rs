//! The binary: its first line, its end, and its memory.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use futures::stream;
use reqwest::Body;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::client::{INIT, init_body};

/// 64 MB in one chunk: the largest that TikTok takes whole.
const VIDEO_BYTES: usize = 64_000_000;
const PIECE_BYTES: usize = 64_000;
/// What the peak may rise by while such a chunk arrives. Kept bytes would show as ten times that.
const GROWTH_KIB_MAX: u64 = 6_000;

/// A running binary and its address.
struct Process {
    child: Child,
    base_url: String,
}

impl Process {
    async fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tiktok-fake"))
            .args(["--port", "0"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next_line().await.unwrap().unwrap();
        let base_url = line.strip_prefix("tiktok-fake listening on ").unwrap().to_owned();
        assert!(base_url.starts_with("http://127.0.0.1:"));
        Self { child, base_url }
    }

    async fn control(&self, method: reqwest::Method, path: &str, body: Value) -> Value {
        let url = format!("{}/_control{path}", self.base_url);
        let request = reqwest::Client::new().request(method, url).json(&body);
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn ends_well(mut self) -> bool {
        let ended = tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await;
        ended.expect("the process ends").unwrap().success()
    }

    /// The peak of the memory in use.
    fn peak_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id().unwrap())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

async fn signal(process: &Process, name: &str) {
    let pid = process.child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-s", name, &pid]).status().await.unwrap().success());
}

#[tokio::test]
async fn it_ends_when_it_is_told_to() {
    for name in ["TERM", "INT"] {
        let process = Process::start(&[]).await;
        signal(&process, name).await;
        assert!(process.ends_well().await, "{name}");
    }
}

#[tokio::test]
async fn it_ends_with_its_parent_if_asked_to() {
    let mut process = Process::start(&["--exit-with-parent"]).await;
    drop(process.child.stdin.take());
    assert!(process.ends_well().await);

    let mut independent = Process::start(&[]).await;
    drop(independent.child.stdin.take());
    let ended = tokio::time::timeout(Duration::from_millis(200), independent.child.wait()).await;
    assert!(ended.is_err(), "without the flag it goes on");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let first = Process::start(&[]).await;
    let (_, port) = first.base_url.rsplit_once(':').unwrap();
    let second =
        Command::new(env!("CARGO_BIN_EXE_tiktok-fake")).args(["--port", port]).output().await.unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains(port));
}

#[tokio::test]
async fn the_flags_are_settings() {
    let process = Process::start(&[
        "--auto-consent",
        "--access-seconds",
        "60",
        "--processing-seconds",
        "0",
        "--unaudited",
        "--redirect-uri",
        "http://localhost:1/a",
        "--redirect-uri",
        "https://example.com/b",
    ])
    .await;
    let settings = process.control(reqwest::Method::GET, "/settings", Value::Null).await;
    assert_eq!(
        [&settings["auto_consent"], &settings["access_seconds"], &settings["audited"]],
        [&json!(true), &json!(60), &json!(false)]
    );
    assert_eq!(settings["fate"]["processing_seconds"], json!(0));
    let app = process.control(reqwest::Method::GET, "/app", Value::Null).await;
    assert_eq!(app["redirect_uris"], json!(["http://localhost:1/a", "https://example.com/b"]));
    let creators = process.control(reqwest::Method::GET, "/creators", Value::Null).await;
    assert_eq!(creators[0]["username"], "reeldrop_demo");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_does_not_grow_with_the_chunk() {
    let process = Process::start(&["--processing-seconds", "0"]).await;
    let scopes = json!({ "scopes": ["video.publish"] });
    let pair = process.control(reqwest::Method::POST, "/creators/reeldrop_demo/tokens", scopes).await;
    let token = pair["access_token"].as_str().unwrap();
    let http = reqwest::Client::new();
    let upload = async || {
        let size = u64::try_from(VIDEO_BYTES).unwrap();
        let init = http.post(format!("{}{INIT}", process.base_url)).bearer_auth(token);
        let begun: Value = init.json(&init_body(size, size, 1)).send().await.unwrap().json().await.unwrap();
        let pieces = (0..VIDEO_BYTES / PIECE_BYTES).map(|_| Ok::<_, std::io::Error>(vec![3; PIECE_BYTES]));
        let put = http
            .put(begun["data"]["upload_url"].as_str().unwrap())
            .header("content-type", "video/mp4")
            .header("content-length", VIDEO_BYTES)
            .header("content-range", format!("bytes 0-{}/{VIDEO_BYTES}", VIDEO_BYTES - 1))
            .body(Body::wrap_stream(stream::iter(pieces)));
        assert_eq!(put.send().await.unwrap().status(), 201);
    };
    let before = process.peak_kib();
    upload().await;
    upload().await;
    let growth = process.peak_kib() - before;
    assert!(growth <= GROWTH_KIB_MAX, "the peak rose by {growth} KiB");
    let report = process.control(reqwest::Method::GET, "/report", Value::Null).await;
    assert_eq!(report["counters"]["bytes_received"], json!(2 * VIDEO_BYTES));
}
