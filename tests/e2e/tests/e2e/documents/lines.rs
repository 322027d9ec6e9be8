//! The log lines and the properties of metrics that stand in a source text.

/// A call that writes a log line.
pub(super) struct LogLine {
    pub(super) level: String,
    pub(super) message: String,
    pub(super) fields: Vec<String>,
}

const CALL: &str = "tracing::";
const LEVELS: [&str; 4] = ["error", "warn", "info", "debug"];

/// The calls of `tracing`'s macros in a text.
pub(super) fn log_lines(text: &str) -> Vec<LogLine> {
    let mut lines = Vec::new();
    for (at, _) in text.match_indices(CALL) {
        let Some((level, rest)) = text[at + CALL.len()..].split_once("!(") else { continue };
        if !LEVELS.contains(&level) {
            continue;
        }
        let mut line = LogLine { level: level.to_owned(), message: String::new(), fields: Vec::new() };
        for argument in arguments(rest) {
            let argument = argument.trim();
            if let Some(message) = argument.strip_prefix('"') {
                line.message = message.trim_end_matches('"').to_owned();
            } else if !argument.is_empty() {
                let name = argument.split('=').next().unwrap_or(argument);
                line.fields.push(name.trim().to_owned());
            }
        }
        lines.push(line);
    }
    lines
}

/// The arguments of a call whose opening parenthesis stands before `text`.
fn arguments(text: &str) -> Vec<&str> {
    let (mut depth, mut in_text, mut start) = (0, false, 0);
    let mut arguments = Vec::new();
    for (index, letter) in text.char_indices() {
        match letter {
            '"' => in_text = !in_text,
            _ if in_text => {}
            ')' if depth == 0 => {
                arguments.push(&text[start..index]);
                return arguments;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    arguments
}

/// The names that are given to values in pairs, such as `("post.id", …)`.
pub(super) fn properties(text: &str) -> Vec<String> {
    let names = text.split("(\"").skip(1).filter_map(|rest| rest.split_once("\","));
    let is_name = |name: &&str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_'))
    };
    names.map(|(name, _)| name).filter(is_name).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_its_level_its_message_and_its_fields() {
        let text = r#"tracing::warn!(post.id = %post.id, reason, error = %chain(&e, "a, b"), "it (really) failed");"#;
        let lines = log_lines(text);
        assert_eq!((lines[0].level.as_str(), lines[0].message.as_str()), ("warn", "it (really) failed"));
        assert_eq!(lines[0].fields, ["post.id", "reason", "error"]);
    }

    #[test]
    fn a_property_is_the_first_of_a_pair() {
        assert_eq!(properties(r#"[("post.id", Some(id)), ("Not this", 1), other("x")]"#), ["post.id"]);
    }
}
