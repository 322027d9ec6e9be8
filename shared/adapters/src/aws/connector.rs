//! What all clients reach AWS with.

use aws_smithy_async::rt::sleep::default_async_sleep;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use std::time::Duration;

/// The connector that the SDK gives to each client by itself, made once: a client would read the system's root certificates
/// when it is built, and again with its first request.
#[derive(Debug, Clone)]
pub(super) struct OneConnector(SharedHttpConnector);

impl OneConnector {
    /// Reads the root certificates. `connect_timeout` is that of all clients.
    pub(super) fn new(connect_timeout: Duration) -> Self {
        let settings = HttpConnectorSettings::builder().connect_timeout(connect_timeout).build();
        let mut connector = Connector::builder()
            .connector_settings(settings)
            .proxy_config(ProxyConfig::from_env())
            .tls_provider(Provider::rustls(CryptoMode::AwsLc));
        connector.set_sleep_impl(default_async_sleep());
        Self(SharedHttpConnector::new(connector.build()))
    }
}

impl HttpClient for OneConnector {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        self.0.clone()
    }
}
