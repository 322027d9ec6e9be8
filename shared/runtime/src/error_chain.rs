//! An error with all its causes, in one line.

use std::error::Error;

/// The error's text and those of its sources, joined by colons. Our errors never repeat their source in their own
/// text, so that nothing is said twice; what libraries repeat is left out.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use thiserror::Error;

    #[derive(Debug, Error)]
    #[error("cannot load the post")]
    struct Outer(#[source] io::Error);

    #[test]
    fn every_cause_is_told_once() {
        let error = Outer(io::Error::other("connection refused"));
        assert_eq!(chain(&error), "cannot load the post: connection refused");
    }
}
