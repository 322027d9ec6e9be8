//! The AWS account that MiniStack plays. None of this is secret, and none of it is anybody's real account.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::{Credentials, SharedCredentialsProvider};

/// MiniStack takes a key id of twelve digits for the number of the account, and its holder for the account's root.
pub(crate) const ACCESS_KEY_ID: &str = "123456789012";

/// MiniStack's own, by which it checks the addresses that were signed for somebody else to use, and nothing else.
pub(crate) const SECRET_ACCESS_KEY: &str = "test";

/// The region that everything is deployed to.
pub(crate) const REGION: &str = "us-east-1";

/// Signs a call to a service as the account's root, whose signature is not looked at.
pub(crate) fn authorization(service: &str) -> String {
    let credential = format!("{ACCESS_KEY_ID}/19700101/{REGION}/{service}/aws4_request");
    format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0")
}

/// What AWS clients need to reach MiniStack. Nothing is read from the environment or from the home directory, so that
/// no mistake can reach a real account.
pub(crate) fn sdk_config(endpoint: &str) -> SdkConfig {
    sdk_config_of(ACCESS_KEY_ID, endpoint)
}

/// The same for another account than the deployment's.
pub(crate) fn sdk_config_of(access_key_id: &str, endpoint: &str) -> SdkConfig {
    let credentials = Credentials::new(access_key_id, SECRET_ACCESS_KEY, None, None, "local deployment");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(endpoint)
        .build()
}
