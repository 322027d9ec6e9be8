//! How long a function takes from its start to its first question to Lambda, and to its first answer; and how large it is.

mod package;

use crate::binaries::FUNCTIONS;
use crate::figure::Figure;
use crate::relay::CHUNK_BYTES;
use crate::report::{Section, table};
use crate::world::World;
use serde::Serialize;
use serde_json::json;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// Starts of each program for one round of the other measurements: a start takes milliseconds.
const STARTS_PER_ROUND: usize = 4;

/// What a bare runtime may be exceeded by until the first question, and the same requests until the first answer.
const ASKED_GOAL: f64 = 3.0;
const ANSWERED_GOAL: f64 = 1.5;

/// Megabytes of a zip.
const PACKAGE_GOAL_MB: f64 = 5.0;

/// A program that is measured, and what it is compared with.
struct Program {
    name: &'static str,
    event: String,
    /// The floor's event that makes the same requests.
    floor: String,
    /// What those are, in words.
    requests: &'static str,
}

#[derive(Debug, Serialize)]
struct Row {
    function: &'static str,
    package_mb: f64,
    asked_ms: Figure,
    asked_ratio: Figure,
    answered_ms: Figure,
    answered_ratio: Figure,
}

/// Until the function asks Lambda, and until it answers.
#[derive(Debug, Clone, Copy)]
struct Took {
    asked: Duration,
    answered: Duration,
}

/// Measures every function.
pub(crate) async fn section(world: &World, rounds: usize, tell: impl Fn(&str)) -> io::Result<Section> {
    let mut rows = Vec::new();
    let mut hello = Vec::new();
    for program in FUNCTIONS.map(program) {
        let mut took = Vec::new();
        for round in 0..=rounds * STARTS_PER_ROUND {
            tell(&format!("{}, start {round}", program.name));
            let binaries = &world.binaries;
            let bare = start(world, &binaries.of_floor("hello"), "{}").await?;
            let floor = start(world, &binaries.of_floor("signed"), &program.floor).await?;
            let function = start(world, &binaries.of(program.name), &program.event).await?;
            // The first reads the programs from disk.
            if round > 0 {
                took.push((bare, floor, function));
                hello.push(bare.asked);
            }
        }
        let figure = |of: fn(&(Took, Took, Took)) -> f64| Figure::of(took.iter().map(of));
        let row = || {
            Some(Row {
                function: program.name,
                package_mb: package::zipped_bytes(&world.binaries.of(program.name)).ok()? as f64 / 1e6,
                asked_ms: figure(|(_, _, function)| millis(function.asked))?,
                asked_ratio: figure(|(bare, _, function)| millis(function.asked) / millis(bare.asked))?,
                answered_ms: figure(|(_, _, function)| millis(function.answered))?,
                answered_ratio: figure(|(_, floor, function)| {
                    millis(function.answered) / millis(floor.answered)
                })?,
            })
        };
        let row = row().ok_or_else(|| io::Error::other("nothing was measured"))?;
        rows.push((program, row));
    }
    Ok(told(&rows, Figure::of(hello.into_iter().map(millis))))
}

fn told(rows: &[(Program, Row)], hello: Option<Figure>) -> Section {
    let head = [
        "function",
        "zip, MB",
        "first question, ms",
        "to a bare runtime's",
        "first answer, ms",
        "to the same requests'",
        "requests",
    ];
    let cells = rows.iter().map(|(program, row)| {
        vec![
            format!("`{}`", row.function),
            format!("{:.1}", row.package_mb),
            format!("{:.1}", row.asked_ms),
            format!("{:.2}", row.asked_ratio),
            format!("{:.1}", row.answered_ms),
            format!("{:.2}", row.answered_ratio),
            program.requests.to_owned(),
        ]
    });
    let mut tables = table(&head, cells);
    if let Some(hello) = hello {
        tables += &format!("\nA bare runtime asks its first question after {hello:.1} ms.\n");
    }
    let met = |goal: &str, met: bool| format!("- {goal}: {}\n", if met { "met" } else { "**not met**" });
    let rows = || rows.iter().map(|(_, row)| row);
    tables += "\n";
    tables += &met(
        "first question at most 3 times a bare runtime's",
        rows().all(|row| row.asked_ratio.median <= ASKED_GOAL),
    );
    tables += &met(
        "first answer at most 1.5 times the same requests'",
        rows().all(|row| row.answered_ratio.median <= ANSWERED_GOAL),
    );
    tables += &met("no zip above 5 MB", rows().all(|row| row.package_mb <= PACKAGE_GOAL_MB));
    let data = json!({ "hello_ms": hello, "functions": rows().collect::<Vec<_>>() });
    Section { name: "start", tables, plots: Vec::new(), data }
}

async fn start(world: &World, program: &Path, event: &str) -> io::Result<Took> {
    let way = world.way(Duration::ZERO).await?;
    let begun_at = Instant::now();
    let running = world.run(program, CHUNK_BYTES, &way).await?;
    let asked_at =
        running.lambda.next_asked().await.ok_or_else(|| io::Error::other("the function is gone"))?;
    let (answered_at, _) = running.lambda.invoke(event.to_owned()).await?;
    Ok(Took { asked: asked_at - begun_at, answered: answered_at - begun_at })
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn program(name: &'static str) -> Program {
    let schedule = json!({
        "version": "0", "id": "1", "detail-type": "Scheduled Event", "source": "aws.scheduler", "account": "123456789012",
        "time": "2026-01-01T00:00:00Z", "region": "us-east-1", "resources": [], "detail": "{}",
    });
    let schedule = schedule.to_string();
    let looks = json!({ "queries": 8 }).to_string();
    let (event, floor, requests) = match name {
        "publish" => {
            let hint = json!({ "post_id": "00000000000000000000000000000000" }).to_string();
            let message =
                json!({ "messageId": "1", "body": hint, "attributes": {}, "messageAttributes": {} });
            let event = json!({ "Records": [message] }).to_string();
            (event, json!({ "gets": 1 }).to_string(), "one GetItem")
        }
        "console" => {
            // A session that it did not make: somebody is sent to the sign-in page.
            let mut event = http("GET", "/posts", "", "");
            event["cookies"] = json!(["reeldrop-session=e30.00"]);
            (event.to_string(), json!({ "secrets": 1 }).to_string(), "GetSecretValue")
        }
        "oauth-callback" => {
            let event = http("GET", "/connect", "key=connect", "").to_string();
            (event, json!({ "secrets": 1, "puts": 1 }).to_string(), "GetSecretValue, PutItem")
        }
        "webhook" => {
            let event = http("POST", "/webhooks/tiktok", "", "{}").to_string();
            (event, json!({ "secrets": 1 }).to_string(), "GetSecretValue")
        }
        _ => (schedule, looks, "eight Query"),
    };
    Program { name, event, floor, requests }
}

/// A request as API Gateway hands it on.
fn http(method: &str, path: &str, query: &str, body: &str) -> serde_json::Value {
    json!({
        "version": "2.0", "routeKey": format!("{method} {path}"), "rawPath": path, "rawQueryString": query,
        "headers": { "host": "127.0.0.1", "tiktok-signature": "t=1790000000,s=00" },
        "queryStringParameters": { "key": "connect" },
        "requestContext": {
            "accountId": "123456789012", "apiId": "bench", "domainName": "127.0.0.1", "requestId": "1",
            "routeKey": format!("{method} {path}"), "stage": "$default", "time": "01/Jan/2026:00:00:00 +0000",
            "timeEpoch": 0,
            "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "bench" },
        },
        "body": body, "isBase64Encoded": false,
    })
}
