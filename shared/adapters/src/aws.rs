//! The AWS clients, configured once per process.

mod connector;
mod environment;

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use connector::OneConnector;
use std::time::Duration;
use thiserror::Error;

/// To open a connection within a region; a longer wait means that it is not coming.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// For one try of one request until its headers are read. DynamoDB and Secrets Manager answer within milliseconds.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// Makes clients; none is built before it is asked for, because start-up time is paid by every cold start.
#[derive(Debug, Clone)]
pub struct AwsClients {
    config: SdkConfig,
}

/// Reads region and credentials from the environment, as AWS Lambda gives them, and from nowhere else. `AWS_ENDPOINT_URL`
/// points everything at another endpoint, which is how the local deployment works.
///
/// # Errors
/// When there is no region: nothing could be called, and nothing else is asked for one.
pub fn connect() -> Result<AwsClients, NoRegion> {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .build();
    // Three tries, with pauses that grow.
    let retries = RetryConfig::standard();
    let config = environment::config()?
        .retry_config(retries)
        .timeout_config(timeouts)
        .http_client(OneConnector::new(CONNECT_TIMEOUT));
    Ok(AwsClients { config: config.build() })
}

/// Nobody has said in which region the tables, secrets and queues are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the environment variable AWS_REGION is not set; Lambda sets it to the region of the function")]
pub struct NoRegion;

impl AwsClients {
    /// Uses a configuration made elsewhere: the tests', or the local deployment's.
    pub fn new(config: SdkConfig) -> Self {
        Self { config }
    }

    /// DynamoDB.
    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::new(&self.config)
    }

    /// Secrets Manager.
    pub fn secrets_manager(&self) -> aws_sdk_secretsmanager::Client {
        aws_sdk_secretsmanager::Client::new(&self.config)
    }

    /// S3, without checksums over what is read: a range of an object has none.
    pub fn s3(&self) -> aws_sdk_s3::Client {
        let config = aws_sdk_s3::config::Builder::from(&self.config)
            .response_checksum_validation(aws_sdk_s3::config::ResponseChecksumValidation::WhenRequired)
            .request_checksum_calculation(aws_sdk_s3::config::RequestChecksumCalculation::WhenRequired)
            .build();
        aws_sdk_s3::Client::from_conf(config)
    }

    /// SQS.
    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::new(&self.config)
    }

    /// SNS.
    pub fn sns(&self) -> aws_sdk_sns::Client {
        aws_sdk_sns::Client::new(&self.config)
    }
}
