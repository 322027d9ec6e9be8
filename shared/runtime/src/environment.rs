//! The settings that a function reads when it starts.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;
use thiserror::Error;

/// The process's environment, read once, so that a missing or wrong setting is named at start and not in the middle
/// of a post.
#[derive(Debug, Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

/// A setting that a function cannot do without, or cannot understand. Its text names the variable.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingError {
    /// It is not set, or empty.
    #[error("the environment variable {name} is not set; the template sets it for this function")]
    Missing {
        /// The variable.
        name: &'static str,
    },
    /// It is set to something that cannot be used.
    #[error("the environment variable {name} cannot be used: {detail}")]
    Invalid {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        detail: String,
    },
}

impl Environment {
    /// Reads the process's environment.
    pub fn read() -> Self {
        let unicode = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(unicode).collect())
    }

    /// An environment of these variables, for tests.
    pub fn of<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// A variable that must be there.
    pub fn text(&self, name: &'static str) -> Result<String, SettingError> {
        match self.0.get(name) {
            Some(value) if !value.trim().is_empty() => Ok(value.clone()),
            Some(_) | None => Err(SettingError::Missing { name }),
        }
    }

    /// A variable that must be there and can be read as `T`.
    pub fn parsed<T: FromStr<Err: Display>>(&self, name: &'static str) -> Result<T, SettingError> {
        let text = self.text(name)?;
        let text = text.trim();
        text.parse().map_err(|error| SettingError::Invalid { name, detail: format!("`{text}`: {error}") })
    }

    /// A variable that must be there and is a whole number within these bounds.
    pub fn number<T: FromStr + PartialOrd + Display>(
        &self,
        name: &'static str,
        bounds: RangeInclusive<T>,
    ) -> Result<T, SettingError> {
        let text = self.text(name)?;
        text.trim().parse().ok().filter(|number| bounds.contains(number)).ok_or_else(|| {
            let (min, max) = bounds.into_inner();
            SettingError::Invalid { name, detail: format!("`{text}` is no whole number from {min} to {max}") }
        })
    }

    /// A variable that names one of several choices.
    pub fn choice<T: Clone>(&self, name: &'static str, choices: &[(&str, T)]) -> Result<T, SettingError> {
        let text = self.text(name)?;
        let chosen = choices.iter().find(|(choice, _)| *choice == text.trim());
        chosen.map(|(_, value)| value.clone()).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
            SettingError::Invalid { name, detail: format!("`{text}` is none of {}", names.join(", ")) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_wrong_setting_is_named() {
        let environment = Environment::of([("EMPTY", " "), ("SIZE", "ten"), ("PKCE", "perhaps")]);
        assert!(environment.text("EMPTY").unwrap_err().to_string().contains("EMPTY"));
        assert!(environment.text("ABSENT").unwrap_err().to_string().contains("ABSENT"));
        let wrong = environment.parsed::<u64>("SIZE").unwrap_err().to_string();
        assert!(wrong.contains("SIZE") && wrong.contains("`ten`: invalid digit"), "{wrong}");
        let wrong = environment.number::<u64>("SIZE", 5..=64).unwrap_err().to_string();
        assert!(wrong.contains("SIZE") && wrong.contains("`ten` is no whole number from 5 to 64"), "{wrong}");
        let wrong = environment.choice("PKCE", &[("on", true), ("off", false)]).unwrap_err().to_string();
        assert!(wrong.contains("`perhaps` is none of on, off"), "{wrong}");
    }

    #[test]
    fn settings_are_read_as_what_they_mean() {
        let environment = Environment::of([("SIZE", " 10485760 "), ("PKCE", "off")]);
        assert_eq!(environment.parsed::<u64>("SIZE"), Ok(10_485_760));
        assert_eq!(environment.number::<u64>("SIZE", 0..=10_485_760), Ok(10_485_760));
        assert!(environment.number::<u64>("SIZE", 0..=10_485_759).is_err());
        assert_eq!(environment.choice("PKCE", &[("on", true), ("off", false)]), Ok(false));
    }
}
