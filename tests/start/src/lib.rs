//! What a function's own program says of a setting that is missing or wrong: one line of its log that names it.
//!
//! Each function has a test of this beside its code, because only there cargo tells where the program lies.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "this is a test that six packages share")]

mod program;
mod settings;

use program::{REGION, Start, start};
use serde_json::Value;

/// Starts the program of the function in `functions/{folder}` with all its settings, then without each of them, and with each
/// of them wrong.
///
/// # Panics
/// When it says anything else than it should.
pub fn every_setting_is_needed_and_named(program: &str, folder: &str) {
    let right: Vec<(&str, &str)> =
        settings::of(folder).iter().map(|setting| (setting.name, setting.right)).chain([REGION]).collect();
    let ready = start(program, right.iter().copied());
    assert!(matches!(ready, Start::Ready), "{folder} does not start: {ready:?}");
    for (name, _) in &right {
        let others = right.iter().copied().filter(|(other, _)| other != name);
        let said = refusal(start(program, others), name);
        assert!(said.contains(&format!("the environment variable {name} is not set")), "{name}: {said}");
    }
    for setting in settings::of(folder) {
        for (value, allowed) in setting.wrong {
            let others = right.iter().copied().filter(|(other, _)| *other != setting.name);
            let said = refusal(start(program, others.chain([(setting.name, *value)])), setting.name);
            for word in [setting.name, value, allowed] {
                assert!(said.contains(word), "{}={value}: {said}", setting.name);
            }
        }
    }
}

/// What a program said that did not start: one line of its log, and nothing else.
fn refusal(start: Start, name: &str) -> String {
    let Start::Ended(output) = start else { panic!("it starts whatever {name} is") };
    let (log, beside) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success() && beside.is_empty(), "{name}: {}, {beside}", output.status);
    let [line] = log.lines().collect::<Vec<_>>()[..] else { panic!("{name}: not one line but {log}") };
    let line: Value = serde_json::from_str(line).expect(line);
    assert_eq!((&line["level"], &line["message"]), (&"ERROR".into(), &"the function cannot run".into()));
    line["error"].as_str().unwrap().to_owned()
}
