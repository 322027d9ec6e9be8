//! What AWS Lambda says of itself in the environment.
//!
//! The SDK's own loader looks in more places: profiles, containers, machines and other accounts. A function finds nothing
//! there, and the code for it is a tenth of its binary. Of the many variables that it knows, those are read that Lambda sets or
//! that lead elsewhere; tries and timeouts are ours.

use super::NoRegion;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::SharedCredentialsProvider;
use aws_types::sdk_config::Builder;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

/// Region, credentials and endpoints, by the names that all of AWS's tools use.
pub(super) fn config() -> Result<Builder, NoRegion> {
    let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION")).ok_or(NoRegion)?;
    let mut builder = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region))
        .credentials_provider(SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new()))
        .service_config(OfServices)
        .use_fips(is_on("AWS_USE_FIPS_ENDPOINT"))
        .use_dual_stack(is_on("AWS_USE_DUALSTACK_ENDPOINT"));
    builder.set_endpoint_url(variable("AWS_ENDPOINT_URL"));
    Ok(builder)
}

/// What is said of one service, `AWS_ENDPOINT_URL_DYNAMODB`, else of all.
#[derive(Debug)]
struct OfServices;

impl LoadServiceConfig for OfServices {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let service = key.service_id().to_uppercase().replace(' ', "_");
        variable(&format!("{}_{service}", key.env())).or_else(|| variable(key.env()))
    }
}

fn is_on(name: &str) -> bool {
    variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

#[expect(clippy::disallowed_methods, reason = "these settings are the SDK's, not ours")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
