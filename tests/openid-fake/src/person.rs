//! Somebody who can sign in.

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Names them for ever.
    pub subject: String,
    /// The e-mail address.
    pub email: String,
    /// Whether the address is known to be theirs.
    pub email_verified: bool,
    /// The name.
    pub name: String,
    /// The groups that they belong to.
    pub groups: Vec<String>,
}

impl Person {
    /// Somebody in no group, whose address is verified.
    pub fn new(email: &str, name: &str) -> Self {
        Self {
            subject: format!("person-{email}"),
            email: email.to_owned(),
            email_verified: true,
            name: name.to_owned(),
            groups: Vec::new(),
        }
    }

    /// The same person in these groups.
    #[must_use]
    pub fn in_groups<'a>(self, groups: impl IntoIterator<Item = &'a str>) -> Self {
        Self { groups: groups.into_iter().map(str::to_owned).collect(), ..self }
    }

    /// The same person with an address that nobody has verified.
    #[must_use]
    pub fn unverified(self) -> Self {
        Self { email_verified: false, ..self }
    }
}
