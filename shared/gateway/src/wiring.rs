//! The gateway of a deployed function, from its environment.

use crate::{Gateway, Tokens};
use adapters::{Accounts, AwsClients, SecretsManager, SnsAlerts};
use jiff::Timestamp;
use runtime::{Clock, Environment, Metrics, SettingError};
use std::sync::Arc;
use tiktok::{Endpoints, SetupError, TikTok};

impl Gateway {
    /// Reads what every function that calls TikTok needs: `ACCOUNTS_TABLE`, `APP_SECRET`, `TOKEN_SECRET_PREFIX`,
    /// `ALERTS_TOPIC`, `PUBLIC_URL` and `STACK_NAME`.
    ///
    /// # Errors
    /// The setting that is missing or wrong.
    pub fn connect(
        environment: &Environment,
        aws: &AwsClients,
        endpoints: Endpoints,
    ) -> Result<Self, SettingError> {
        let tiktok = TikTok::new(endpoints).map_err(|error| unusable(&error))?;
        let app_secret = environment.text("APP_SECRET")?;
        let token_prefix = environment.text("TOKEN_SECRET_PREFIX")?;
        let tokens = Tokens {
            tiktok: tiktok.clone(),
            accounts: Accounts::new(aws.dynamodb(), environment.text("ACCOUNTS_TABLE")?),
            secrets: Arc::new(SecretsManager::new(aws.secrets_manager(), app_secret, token_prefix)),
            alerts: Arc::new(SnsAlerts::new(aws.sns(), environment.text("ALERTS_TOPIC")?)),
            metrics: Metrics::connect(environment)?,
            clock: Clock::System,
            public_url: environment.text("PUBLIC_URL")?.trim_end_matches('/').to_owned(),
            // Nothing is refreshed before a run has said when it is stopped.
            deadline: Timestamp::MIN,
        };
        Ok(Self { tiktok, tokens })
    }
}

fn unusable(error: &SetupError) -> SettingError {
    SettingError::Invalid { name: "TIKTOK_API_URL", detail: runtime::chain(error) }
}
