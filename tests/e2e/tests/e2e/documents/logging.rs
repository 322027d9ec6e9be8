//! `docs/logging.md` and what the functions write are one and the same.

use super::{ROOT, sources};
use crate::documents::lines::{LogLine, log_lines, properties};
use runtime::{Metric, NAMESPACE, STACK_DIMENSION};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tracing::Level;
use tracing_subscriber::filter::LevelFilter;

/// What every log line has, and CloudWatch adds, without anybody naming it in a call.
const GIVEN: [&str; 6] = ["timestamp", "level", "message", "target", "@timestamp", "@log"];

/// The folders whose code is deployed.
const DEPLOYED: [&str; 2] = ["functions", "shared"];

struct Written {
    lines: Vec<LogLine>,
    properties: BTreeSet<String>,
}

fn written() -> Written {
    let texts = sources(&DEPLOYED).into_iter().map(|path| fs::read_to_string(path).unwrap());
    let mut written = Written { lines: Vec::new(), properties: BTreeSet::new() };
    for text in texts {
        written.lines.extend(log_lines(&text));
        written.properties.extend(properties(&text));
    }
    written
}

/// The part of the document under this heading.
fn section(heading: &str) -> String {
    let document = fs::read_to_string(Path::new(ROOT).join("docs/logging.md")).unwrap();
    let (_, rest) = document.split_once(&format!("\n## {heading}\n")).unwrap();
    rest.split("\n## ").next().unwrap().to_owned()
}

/// The cells of a section's tables, without their heads.
fn rows(section: &str) -> Vec<Vec<&str>> {
    let mut rows = Vec::new();
    let mut in_table = false;
    for line in section.lines() {
        if line.starts_with("|---") {
            in_table = true;
        } else if !line.starts_with('|') {
            in_table = false;
        } else if in_table {
            rows.push(line.trim_matches('|').split(" | ").map(str::trim).collect());
        }
    }
    rows
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_metric_is_explained_with_its_unit_and_no_other() {
    let section = section("Metrics");
    let explained: BTreeMap<&str, &str> =
        rows(&section).iter().map(|row| (row[0].trim_matches('`'), row[1])).collect();
    let measured: BTreeMap<&str, &str> =
        Metric::ALL.iter().map(|metric| (metric.name(), metric.unit())).collect();
    assert_eq!(explained, measured);
}

#[test]
fn every_metric_is_written_somewhere() {
    let code: String = sources(&DEPLOYED)
        .into_iter()
        .filter(|path| !path.ends_with("metrics/metric.rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for metric in Metric::ALL {
        assert!(code.contains(&format!("Metric::{metric:?}")), "nobody writes {metric:?}");
    }
}

#[test]
fn every_alarm_on_our_metrics_watches_one_that_is_written() {
    let template = fs::read_to_string(Path::new(ROOT).join("infra/template.yaml")).unwrap();
    let alarms: Vec<&str> = template.split(&format!("Namespace: {NAMESPACE}\n")).skip(1).collect();
    assert!(!alarms.is_empty());
    for alarm in alarms {
        let name = alarm.lines().next().unwrap().trim().trim_start_matches("MetricName: ");
        assert!(Metric::ALL.iter().any(|metric| metric.name() == name), "nobody writes {name}");
        assert!(alarm.lines().nth(1).unwrap().contains(&format!("Name: {STACK_DIMENSION},")), "{name}");
    }
}

#[test]
fn every_message_is_explained_with_its_level_and_no_other() {
    let section = section("Messages");
    let explained: BTreeMap<&str, &str> =
        rows(&section).iter().map(|row| (row[0].trim_matches('`'), row[1])).collect();
    let written = written();
    let messages: BTreeSet<&str> = written.lines.iter().map(|line| line.message.as_str()).collect();
    assert_eq!(explained.keys().copied().collect::<BTreeSet<_>>(), messages);
    for line in &written.lines {
        let row = rows(&section).into_iter().find(|row| row[0].trim_matches('`') == line.message).unwrap();
        let fits = row[1] == line.level || row[2].contains(&format!("({})", line.level));
        assert!(fits, "{} is written as {}", line.message, line.level);
    }
}

#[test]
fn every_field_is_explained_and_no_other() {
    let section = section("Fields");
    let explained: BTreeSet<&str> = rows(&section).iter().flat_map(|row| quoted(row[0])).collect();
    let written = written();
    let fields: BTreeSet<&str> =
        written.lines.iter().flat_map(|line| &line.fields).map(String::as_str).collect();
    assert_eq!(explained, fields);
}

#[test]
fn every_question_asks_for_what_is_written() {
    let written = written();
    let mut known: BTreeSet<&str> =
        written.lines.iter().flat_map(|line| &line.fields).map(String::as_str).collect();
    known.extend(written.properties.iter().map(String::as_str));
    known.extend(Metric::ALL.iter().map(|metric| metric.name()));
    known.extend(GIVEN);
    let section = section("Questions");
    let questions: Vec<&str> = section.split("```").skip(1).step_by(2).collect();
    assert!(questions.len() > 6, "{} questions were found", questions.len());
    let mut asked = 0;
    for question in questions {
        for name in names(question) {
            assert!(known.contains(name), "nobody writes {name}:\n{question}");
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked} fields were found");
}

/// The names of fields in a question: dotted, marked, capitalised as metrics are, or given to every line.
fn names(question: &str) -> Vec<&str> {
    let unquoted = question.split('"').step_by(2);
    let words = unquoted
        .flat_map(|part| part.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '@'))));
    let is_name = |word: &&str| {
        word.contains(['.', '@'])
            || word.starts_with(|c: char| c.is_ascii_uppercase())
            || GIVEN.contains(word)
            || ["reason", "error", "duration_ms"].contains(word)
    };
    words.filter(is_name).collect()
}

#[test]
fn every_function_is_heard_at_the_level_that_was_set() {
    let filter = runtime::log_filter(LevelFilter::INFO);
    for function in fs::read_dir(Path::new(ROOT).join("functions")).unwrap() {
        let target = function.unwrap().file_name().into_string().unwrap().replace('-', "_");
        assert!(filter.would_enable(&target, &Level::INFO), "{target} is heard from warnings on only");
    }
}
