//! What somebody does with a page's controls, as a hand on mouse and keyboard does it.

use crate::browser::Browser;
use crate::error::Error;
use serde_json::json;
use std::path::Path;
use thirtyfour::{By, Key, WebElement};

/// Sets what no keyboard sets in every language alike, and tells the page of it as a hand would.
const SET: &str = "
const [control, value] = arguments;
control.value = value;
for (const name of ['input', 'change']) { control.dispatchEvent(new Event(name, { bubbles: true })); }
";

impl Browser {
    /// Clicks what a selector finds, and stays on the page: a box, a switch, a button that a script listens to.
    ///
    /// # Errors
    /// See [`Error`]; where something else lies over it, or it is not shown, too.
    pub async fn push(&self, selector: &str) -> Result<(), Error> {
        Ok(self.find(selector).await?.click().await?)
    }

    /// Replaces what a text field holds by typing.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn type_into(&self, selector: &str, text: &str) -> Result<(), Error> {
        let field = self.find(selector).await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(Key::Delete + text).await?)
    }

    /// Gives the focus to what a selector finds, and presses a key there.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn press(&self, selector: &str, key: Key) -> Result<(), Error> {
        self.find(selector).await?.focus().await?;
        self.press_key(key).await
    }

    /// Presses a key wherever the focus is.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn press_key(&self, key: Key) -> Result<(), Error> {
        Ok(self.session.action_chain().send_keys(key).perform().await?)
    }

    /// Chooses the option with this value.
    ///
    /// # Errors
    /// See [`Error`]; an option that cannot be chosen is not, and no error.
    pub async fn choose(&self, select: &str, value: &str) -> Result<(), Error> {
        self.push(&format!("{select} option[value='{value}']")).await
    }

    /// Sets a control without typing: a slider, a date and time.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn set(&self, selector: &str, value: &str) -> Result<(), Error> {
        let control = self.find(selector).await?;
        self.session.execute(SET, vec![control.to_json()?, json!(value)]).await?;
        Ok(())
    }

    /// Gives files to an input, as its dialogue does.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn give_files(&self, input: &str, files: &[&Path]) -> Result<(), Error> {
        let names: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
        Ok(self.find(input).await?.send_keys(names.join("\n")).await?)
    }

    /// Holds the mouse over something.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn hover(&self, selector: &str) -> Result<(), Error> {
        let over = self.find(selector).await?;
        Ok(self.session.action_chain().move_to_element_center(&over).perform().await?)
    }

    /// Drags one thing onto another with the mouse.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn drag(&self, from: &str, onto: &str) -> Result<(), Error> {
        let (from, onto) = (self.find(from).await?, self.find(onto).await?);
        from.scroll_into_view().await?;
        Ok(self.session.action_chain().drag_and_drop_element(&from, &onto).perform().await?)
    }

    /// The first that a selector finds.
    async fn find(&self, selector: &str) -> Result<WebElement, Error> {
        Ok(self.session.find(By::Css(selector.to_owned())).await?)
    }
}
