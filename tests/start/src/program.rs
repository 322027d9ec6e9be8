//! A function's program, started as Lambda starts it.

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The region, which Lambda sets and no template.
pub(crate) const REGION: (&str, &str) = ("AWS_REGION", "eu-central-1");

/// What else Lambda sets, so far as the program reads it.
const OF_LAMBDA: [(&str, &str); 7] = [
    ("AWS_ACCESS_KEY_ID", "test"),
    ("AWS_SECRET_ACCESS_KEY", "test"),
    ("AWS_LAMBDA_FUNCTION_NAME", "function"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ("AWS_LAMBDA_LOG_GROUP_NAME", "group"),
    ("AWS_LAMBDA_LOG_STREAM_NAME", "stream"),
];

/// What the program asks first when it is ready for an event.
const NEXT_EVENT: &[u8] = b"GET /2018-06-01/runtime/invocation/next";

/// Far longer than a start takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a start went.
#[derive(Debug)]
pub(crate) enum Start {
    /// The program has asked for its first event.
    Ready,
    /// It has ended before.
    Ended(Output),
}

/// Starts the program with these variables and no others, and ends it when it is ready.
pub(crate) fn start<'a>(program: &str, variables: impl Iterator<Item = (&'a str, &'a str)>) -> Start {
    let lambda = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    lambda.set_nonblocking(true).unwrap();
    let mut running = Command::new(program)
        .env_clear()
        .envs(OF_LAMBDA)
        .env("AWS_LAMBDA_RUNTIME_API", lambda.local_addr().unwrap().to_string())
        .envs(variables)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if running.try_wait().unwrap().is_some() {
            return Start::Ended(running.wait_with_output().unwrap());
        }
        if asks_for_an_event(&lambda) {
            end(running);
            return Start::Ready;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    end(running);
    panic!("the program has neither ended nor asked for an event within {} s", PATIENCE.as_secs());
}

fn asks_for_an_event(lambda: &TcpListener) -> bool {
    let Ok((mut asking, _)) = lambda.accept() else { return false };
    asking.set_nonblocking(false).unwrap();
    asking.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut request = [0; NEXT_EVENT.len()];
    asking.read_exact(&mut request).unwrap();
    request == NEXT_EVENT
}

fn end(mut running: Child) {
    running.kill().unwrap();
    running.wait().unwrap();
}
