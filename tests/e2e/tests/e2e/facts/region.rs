//! A function in the wrong region, or with a table's name of another stack.

use crate::world::database::DynamoDb;
use adapters::{Accounts, OAuthStates, Posts};
use domain::PostId;
use jiff::Timestamp;

const ADVICE: &str = "compare AWS_REGION and the function's settings with the stack's outputs";

#[tokio::test]
async fn a_table_that_is_not_there_says_where_to_look() {
    let database = DynamoDb::start().await;
    let client = database.clients(&format!("http://{}", database.address)).dynamodb();
    let elsewhere = || "of-another-region".to_owned();
    let posts = Posts::new(client.clone(), elsewhere());
    let told = [
        posts.get(&PostId::new("1")).await.unwrap_err(),
        posts.due("publish#0", Timestamp::UNIX_EPOCH, 1).await.unwrap_err(),
        Accounts::new(client.clone(), elsewhere()).find("alice").await.unwrap_err(),
        OAuthStates::new(client, elsewhere()).take("state", Timestamp::UNIX_EPOCH).await.unwrap_err(),
    ];
    for error in told {
        assert!(error.to_string().contains(ADVICE), "{error}");
    }
}
