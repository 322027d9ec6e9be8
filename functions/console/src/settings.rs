//! The console's own settings.

use crate::auth::People;
use openidconnect::{IssuerUrl, RedirectUrl};
use runtime::{Environment, SettingError};
use std::fmt::Display;
use url::{Host, Url};

/// The highest cap that makes sense, as `publish` reads it.
const DAILY_POST_CAP_MAX: usize = 1_000;

/// The console's own settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where browsers reach this deployment, without a slash at its end.
    pub public_url: String,
    /// The bucket that videos are uploaded to.
    pub uploads_bucket: String,
    /// Posts that may be begun for one account in 24 hours.
    pub daily_post_cap: usize,
    /// Where browsers send a video's parts: the bucket's origin.
    pub uploads_origin: String,
    /// Who says who somebody is, to the letter, since issuers are compared as texts.
    pub issuer: IssuerUrl,
    /// What the issuer calls this console.
    pub client_id: String,
    /// Where the issuer sends browsers back to.
    pub redirect_uri: RedirectUrl,
    /// Who may do everything.
    pub operators: People,
    /// Who may connect accounts of their own, and post to them.
    pub creators: People,
    origin: String,
}

impl Settings {
    /// Reads `PUBLIC_URL`, `UPLOADS_BUCKET`, `UPLOADS_HOST`, `DAILY_POST_CAP`, `OIDC_ISSUER`, `OIDC_CLIENT_ID`,
    /// `CONSOLE_OPERATORS` and `CONSOLE_CREATORS`; and `AWS_ENDPOINT_URL`, which takes S3's place where something stands for AWS.
    ///
    /// # Errors
    /// The setting that is missing or wrong.
    pub fn read(environment: &Environment) -> Result<Self, SettingError> {
        let public: Url = environment.parsed("PUBLIC_URL")?;
        let public_url = public.as_str().trim_end_matches('/').to_owned();
        let redirect_uri = RedirectUrl::new(format!("{public_url}{}", crate::auth::CALLBACK));
        let stand_in = environment.parsed::<Url>("AWS_ENDPOINT_URL").ok();
        let uploads_host = environment.text("UPLOADS_HOST")?;
        Ok(Self {
            origin: public.origin().ascii_serialization(),
            public_url,
            uploads_bucket: environment.text("UPLOADS_BUCKET")?,
            daily_post_cap: environment.number("DAILY_POST_CAP", 1..=DAILY_POST_CAP_MAX)?,
            uploads_origin: stand_in.map_or_else(
                || format!("https://{uploads_host}"),
                |endpoint| endpoint.origin().ascii_serialization(),
            ),
            issuer: issuer(environment.text("OIDC_ISSUER")?)?,
            client_id: environment.text("OIDC_CLIENT_ID")?,
            redirect_uri: redirect_uri.map_err(|error| invalid("PUBLIC_URL", &error))?,
            operators: operators(environment)?,
            creators: environment.parsed("CONSOLE_CREATORS")?,
        })
    }

    /// Whether browsers reach this deployment by https. Only the local one is reached without.
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https:")
    }

    /// The origin of the console's own pages, as browsers name it.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }
}

/// An issuer that others could speak for is none: plain http is for stand-ins on this machine only.
fn issuer(text: String) -> Result<IssuerUrl, SettingError> {
    let issuer = IssuerUrl::new(text.trim().to_owned());
    let issuer = issuer.map_err(|error| invalid("OIDC_ISSUER", &format_args!("`{text}`: {error}")))?;
    let here = match issuer.url().host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match issuer.url().scheme() {
        "https" => Ok(issuer),
        "http" if here => Ok(issuer),
        _ => Err(invalid("OIDC_ISSUER", &format_args!("`{text}` is no https URL"))),
    }
}

fn operators(environment: &Environment) -> Result<People, SettingError> {
    let operators: People = environment.parsed("CONSOLE_OPERATORS")?;
    if operators.are_everybody() {
        return Err(invalid("CONSOLE_OPERATORS", &"`*` lets everybody do everything: name the operators"));
    }
    Ok(operators)
}

fn invalid(name: &'static str, detail: &dyn Display) -> SettingError {
    SettingError::Invalid { name, detail: detail.to_string() }
}
