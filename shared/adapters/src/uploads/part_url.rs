//! The address of one part of an upload, signed.
//!
//! The client has a call for it, which can also send the part itself, and therefore knows every checksum that S3 takes: 0.7 MB
//! of the zip of a function that sends no part, mostly tables, which do not compress (docs/performance.md). So a question about
//! the object is signed as an upload of the part. A test holds both against each other.

use aws_sdk_s3::Client;
use aws_sdk_s3::config::http::HttpRequest;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::head_object::HeadObjectError;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_smithy_runtime_api::http::HttpError;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::SecretString;

/// What stays as it is in a query (RFC 3986, section 2.3); a signature is made of exactly this form.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Which part of which upload.
#[derive(Debug, Clone)]
pub(super) struct PartOf<'a> {
    pub(super) bucket: &'a str,
    pub(super) key: &'a str,
    pub(super) upload_id: &'a str,
    pub(super) number: u16,
}

/// Where the part is sent, by PUT.
pub(super) async fn signed(
    client: &Client,
    part: &PartOf<'_>,
    expires: PresigningConfig,
) -> Result<SecretString, SdkError<HeadObjectError>> {
    let upload_id = utf8_percent_encode(part.upload_id, ENCODED);
    let query = format!("?x-id=UploadPart&partNumber={}&uploadId={upload_id}", part.number);
    let question = client.head_object().bucket(part.bucket).key(part.key).customize();
    let upload = question.map_request(move |request| as_upload(request, &query));
    Ok(upload.presigned(expires).await?.uri().into())
}

/// The request before it is signed: so far it has an address without a query.
fn as_upload(mut request: HttpRequest, query: &str) -> Result<HttpRequest, HttpError> {
    request.set_method("PUT")?;
    request.set_uri(format!("{}{query}", request.uri()))?;
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region, RequestChecksumCalculation};
    use secrecy::ExposeSecret;
    use std::collections::BTreeSet;
    use std::time::{Duration, SystemTime};

    fn client(endpoint: Option<&str>, region: &'static str, token: Option<&str>) -> Client {
        let credentials =
            Credentials::new("AKIAIOSFODNN7EXAMPLE", "secret", token.map(str::to_owned), None, "test");
        let mut config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(region))
            .credentials_provider(credentials)
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired);
        config.set_endpoint_url(endpoint.map(str::to_owned));
        Client::from_conf(config.build())
    }

    /// The address, and what it asks for in whatever order.
    fn taken_apart(url: &str) -> (&str, BTreeSet<&str>) {
        let (address, query) = url.split_once('?').expect("a signature");
        (address, query.split('&').collect())
    }

    #[tokio::test]
    async fn it_is_to_the_letter_what_the_client_itself_signs() {
        let clients = [
            client(None, "eu-central-1", None),
            client(None, "us-gov-west-1", Some("a/session+token==")),
            client(Some("http://127.0.0.1:4566"), "us-east-1", None),
        ];
        let begun_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
        let hour = PresigningConfig::builder().start_time(begun_at).expires_in(Duration::from_secs(3600));
        let hour = hour.build().unwrap();
        let parts = [
            ("uploads", "alice/console/clip.mp4", "VXBsb2FkIElE.abc_def-ghi~", 1),
            ("uploads.with.dots", "alice/console/ein Käse+100%?/🎬 (1)&x=y.mp4", "a+b/c=d e&f%", 10_000),
        ];
        for client in &clients {
            for (bucket, key, upload_id, number) in parts {
                let part = PartOf { bucket, key, upload_id, number };
                let ours = signed(client, &part, hour.clone()).await.unwrap();
                let call = client.upload_part().bucket(bucket).key(key).upload_id(upload_id);
                let theirs = call.part_number(number.into()).presigned(hour.clone()).await.unwrap();
                assert_eq!(theirs.method(), "PUT");
                assert_eq!(taken_apart(ours.expose_secret()), taken_apart(theirs.uri()), "{key}");
            }
        }
    }
}
