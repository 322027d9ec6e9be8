//! What is to be seen on a page now, and waiting for what comes.

use crate::browser::Browser;
use crate::error::Error;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long something may take to be seen that nothing but the page itself and one answer stand before.
const SIGHT_PATIENCE: Duration = Duration::from_secs(30);

const LOOK_PAUSE: Duration = Duration::from_millis(50);

/// How many things that a selector finds can be seen.
const SEEN: &str = "
return [...document.querySelectorAll(arguments[0])].filter((found) => found.checkVisibility()).length;
";

const FOUND: &str = "return document.querySelectorAll(arguments[0]).length;";

const TEXTS: &str =
    "return [...document.querySelectorAll(arguments[0])].map((found) => found.innerText.trim());";

const PROPERTY: &str = "return document.querySelector(arguments[0])?.[arguments[1]] ?? null;";

const ATTRIBUTE: &str = "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null;";

impl Browser {
    /// Waits until something that a selector finds can be seen. Selectors say much: `#publish:enabled`,
    /// `#outcome[data-state=published]`, `[name=disclose]:checked`.
    ///
    /// # Errors
    /// [`Error::NotSeen`] with the page's words where it does not come, and see [`Error`].
    pub async fn sees(&self, selector: &str) -> Result<(), Error> {
        self.sees_within(SIGHT_PATIENCE, selector).await
    }

    /// The same for what takes longer: an upload, an outcome.
    ///
    /// # Errors
    /// As [`Self::sees`].
    pub async fn sees_within(&self, patience: Duration, selector: &str) -> Result<(), Error> {
        self.look_for(patience, selector, async || self.shows(selector).await).await
    }

    /// Waits until something is so that no selector can say.
    ///
    /// # Errors
    /// As [`Self::sees`].
    pub async fn until(&self, what: &str, is_so: impl AsyncFn() -> Result<bool, Error>) -> Result<(), Error> {
        self.look_for(SIGHT_PATIENCE, what, is_so).await
    }

    async fn look_for(
        &self,
        patience: Duration,
        what: &str,
        is_there: impl AsyncFn() -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let begun = Instant::now();
        while !is_there().await? {
            if begun.elapsed() > patience {
                let text = self.text("body").await?.unwrap_or_default();
                return Err(Error::NotSeen { what: what.to_owned(), seconds: patience.as_secs(), text });
            }
            tokio::time::sleep(LOOK_PAUSE).await;
        }
        Ok(())
    }

    /// Whether anything that a selector finds can be seen now.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn shows(&self, selector: &str) -> Result<bool, Error> {
        Ok(self.ask(SEEN, vec![json!(selector)]).await?.as_u64() > Some(0))
    }

    /// How many a selector finds, seen or not.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn count(&self, selector: &str) -> Result<u64, Error> {
        Ok(self.ask(FOUND, vec![json!(selector)]).await?.as_u64().unwrap_or_default())
    }

    /// The words of the first that a selector finds; nothing where it finds nothing.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn text(&self, selector: &str) -> Result<Option<String>, Error> {
        Ok(self.texts(selector).await?.into_iter().next())
    }

    /// The words of all that a selector finds.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>, Error> {
        Ok(serde_json::from_value(self.ask(TEXTS, vec![json!(selector)]).await?)?)
    }

    /// An attribute as the page has it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn attribute(&self, selector: &str, name: &str) -> Result<Option<String>, Error> {
        let value = self.ask(ATTRIBUTE, vec![json!(selector), json!(name)]).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// A property as it is now, such as `value`, `checked` or `disabled`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn property(&self, selector: &str, name: &str) -> Result<Value, Error> {
        self.ask(PROPERTY, vec![json!(selector), json!(name)]).await
    }

    /// What a script answers.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Error> {
        Ok(self.session.execute(script, arguments).await?.json().clone())
    }
}
