//! Secrets, with the operator's ways around the port.

use crate::stage::{Place, StandIn, Subject};
use adapters::{MemorySecrets, Secrets, SecretsManager};
use aws_sdk_secretsmanager::Client;
use secrecy::ExposeSecret;
use serde_json::Value;
use std::sync::Arc;

/// Stored secrets.
pub(crate) struct Stored {
    pub(crate) secrets: Arc<dyn Secrets>,
    behind: Behind,
}

enum Behind {
    Memory(MemorySecrets),
    SecretsManager { client: Client, app_secret: String, token_prefix: String },
}

impl Subject for Stored {
    const NAME: &str = "secrets";
    const STAND_INS: [StandIn; 3] = StandIn::OF_PORTS;

    async fn at(place: Place) -> Self {
        if place.stand_in == StandIn::Memory {
            let memory = MemorySecrets::default();
            return Self { secrets: Arc::new(memory.clone()), behind: Behind::Memory(memory) };
        }
        let client = place.aws().secrets_manager();
        // As the template makes it.
        let empty = r#"{"client_key":"","client_secret":"","connect_key":""}"#;
        let app_secret = format!("{}-AppSecret", place.name);
        client.create_secret().name(&app_secret).secret_string(empty).send().await.unwrap();
        let token_prefix = format!("{}/tokens/", place.name);
        let secrets = SecretsManager::new(client.clone(), app_secret.clone(), token_prefix.clone());
        let behind = Behind::SecretsManager { client, app_secret, token_prefix };
        Self { secrets: Arc::new(secrets), behind }
    }
}

impl Stored {
    /// Fills in the app secret.
    pub(crate) async fn put_app(&self, json: &str) {
        match &self.behind {
            Behind::Memory(memory) => memory.set_app(json),
            Behind::SecretsManager { client, app_secret, .. } => {
                client.put_secret_value().secret_id(app_secret).secret_string(json).send().await.unwrap();
            }
        }
    }

    /// Puts anything in place of an account's tokens.
    pub(crate) async fn put_tokens(&self, open_id: &str, text: &str) {
        match &self.behind {
            Behind::Memory(memory) => memory.set_tokens(open_id, text),
            Behind::SecretsManager { client, token_prefix, .. } => {
                let name = format!("{token_prefix}{open_id}");
                let put = client.put_secret_value().secret_id(&name).secret_string(text);
                if put.send().await.is_err() {
                    client.create_secret().name(name).secret_string(text).send().await.unwrap();
                }
            }
        }
    }

    /// The access token of the pair that the newest one has replaced.
    pub(crate) async fn previous_access_token(&self, open_id: &str) -> String {
        match &self.behind {
            Behind::Memory(memory) => {
                let previous = memory.pairs(open_id).into_iter().rev().nth(1).unwrap();
                previous.access_token.expose_secret().to_owned()
            }
            Behind::SecretsManager { client, token_prefix, .. } => {
                let get = client.get_secret_value().secret_id(format!("{token_prefix}{open_id}"));
                let previous = get.version_stage("AWSPREVIOUS").send().await.unwrap();
                let json: Value = serde_json::from_str(previous.secret_string().unwrap()).unwrap();
                json["access_token"].as_str().unwrap().to_owned()
            }
        }
    }
}
