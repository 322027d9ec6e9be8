//! What `cargo local` prints can be used as it stands: the program itself is run, and a browser opens its link.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use browser::{Browser, Chromium};
use local::leash::{self, Leashed};
use reqwest::Client;
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};

/// From nothing to ready: the first time on a machine, everything is installed and built.
const START_PATIENCE: Duration = Duration::from_secs(1_200);

/// The last line of what `cargo local` has to say.
const READY: &str = "Ctrl-C ends everything.";

/// A running `cargo local`, on ports of its own. It ends when this is dropped.
struct CargoLocal {
    printed: Vec<String>,
    _program: Leashed,
}

impl CargoLocal {
    async fn start() -> Self {
        let mut command = leash::command(env!("CARGO_BIN_EXE_local"));
        command.args(["--no-demo", "--port", "0", "--fake-port", "0"]).stdout(Stdio::piped());
        let mut program = Leashed::start(command, "cargo local").unwrap();
        let mut lines = BufReader::new(program.child.stdout.take().unwrap()).lines();
        let mut printed = Vec::new();
        let read = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                let ready = line == READY;
                printed.push(line);
                if ready {
                    return;
                }
            }
            panic!("it has ended: {printed:#?}");
        };
        tokio::time::timeout(START_PATIENCE, read).await.unwrap();
        Self { printed, _program: program }
    }

    /// The word behind a title.
    fn says(&self, title: &str) -> &str {
        let rest = self.printed.iter().find_map(|line| line.trim_start().strip_prefix(title));
        rest.and_then(|rest| rest.split_whitespace().next()).unwrap_or_else(|| panic!("{:#?}", self.printed))
    }
}

#[tokio::test]
async fn a_second_account_connects_in_a_browser_by_the_printed_link() {
    let cargo_local = CargoLocal::start().await;
    let (link, fake) = (cargo_local.says("connect a creator"), cargo_local.says("the fake TikTok"));
    let another = json!({ "username": "second.creator", "nickname": "Second Creator" });
    let added = Client::new().post(format!("{fake}/_control/creators")).json(&another).send().await.unwrap();
    let added: Value = added.error_for_status().unwrap().json().await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    let chromium = Chromium::start(folder.path()).await.unwrap();
    let browser = chromium.browser().await.unwrap();
    for (option, names) in [
        ("option:first-child", ["Reeldrop Demo", "@reeldrop_demo"]),
        ("option:last-child", ["Second Creator", "@second.creator"]),
    ] {
        connect(&browser, link, option, names).await;
    }
    browser.quit().await.unwrap();

    let report = Client::new().get(format!("{fake}/_control/report")).send().await.unwrap();
    let report: Value = report.json().await.unwrap();
    let introduced = |call: &&Value| {
        call["endpoint"] == "creator_info"
            && call["creator"] == added["open_id"]
            && call["error_code"].is_null()
    };
    let calls = report["requests"].as_array().unwrap();
    assert_eq!(calls.iter().filter(introduced).count(), 1, "the second account's token does not work");
    assert_eq!(report["violations"], json!([]));
}

/// Opens the link, chooses who consents on TikTok's page, and looks at where it ends.
async fn connect(browser: &Browser, link: &str, option: &'static str, names: [&str; 2]) {
    assert_eq!(browser.open(link).await.unwrap().url.path(), "/v2/auth/authorize/");
    browser.click(option).await.unwrap();
    let page = browser.submit("button[value=authorize]").await.unwrap();
    assert_eq!((page.status, page.heading.as_str()), (200, "Connected"), "{page:?}");
    for name in names {
        assert!(page.text.contains(name), "{name} is not on the page: {}", page.text);
    }
    assert!(browser.picture_width().await.unwrap() > 0, "the avatar is not shown");
    assert_eq!(browser.console().await.unwrap(), [""; 0]);
}
