//! Questions that a page asks before something is done that is not easily undone.
//!
//! `dialogs.js` opens what a button's `data-dialog` names and closes it again; `deeds.js` does what the form's `data-method`
//! and `data-address` say when it is submitted.

use maud::{Markup, html};

/// A question and its answer.
pub(crate) struct Dialog<'a> {
    /// Names it on its page: it is `{name}-dialog`, and its button to go on `{name}-confirm`.
    pub(crate) name: &'a str,
    /// The question.
    pub(crate) title: &'a str,
    /// What a person should know before they answer, and what they must fill in.
    pub(crate) body: Markup,
    /// The API's address that does it.
    pub(crate) address: &'a str,
    /// What the button to go on says.
    pub(crate) confirm: &'a str,
    /// The classes of that button.
    pub(crate) tone: &'a str,
    /// What the button back says.
    pub(crate) dismiss: &'a str,
}

impl Dialog<'_> {
    pub(crate) fn render(&self) -> Markup {
        html! {
            dialog id={ (self.name) "-dialog" } aria-labelledby={ (self.name) "-title" } {
                form.stack method="dialog" data-method="POST" data-address=(self.address) {
                    h2 id={ (self.name) "-title" } { (self.title) }
                    (self.body)
                    p.error role="alert" {}
                    div.row {
                        button id={ (self.name) "-confirm" } class=(self.tone) type="submit" { (self.confirm) }
                        button.quiet type="button" data-close { (self.dismiss) }
                    }
                }
            }
        }
    }
}
