//! What happens to a deployment that has data: it is deployed again, wrongly, with a change, and deleted. Shown in this
//! order and by itself, when all else is through.

use crate::stage::{Clip, Outcome, STACK, Scene, Stage, facts, told};
use aws_sdk_dynamodb::types::AttributeValue;
use libtest_mimic::Trial;
use local::Redeployed;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What stays when the stack goes.
const RETAINED: [&str; 4] = ["AccountsTable", "AppSecret", "PostsTable", "UploadsBucket"];

/// What the name of the one secret has in it that goes with the stack.
const CONSOLE_SECRET: &str = "-ConsoleSecret-";

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_second_deploy_changes_nothing,
        a_parameter_out_of_bounds_is_named_in_a_sentence_and_changes_nothing,
        a_changed_setting_replaces_nothing_and_leaves_the_app_secret,
        a_deleted_stack_leaves_its_data_and_nothing_else,
    ]
}

async fn a_second_deploy_changes_nothing(scene: Scene) -> Outcome {
    let before = Deployed::look_at(scene.stage).await?;
    assert_eq!(scene.stage.deployment.deploy_again(&[]).await.map_err(told)?, Redeployed::Unchanged);
    assert_eq!(Deployed::look_at(scene.stage).await?, before);
    Ok(())
}

async fn a_parameter_out_of_bounds_is_named_in_a_sentence_and_changes_nothing(scene: Scene) -> Outcome {
    let before = Deployed::look_at(scene.stage).await?;
    let Err(refused) = scene.stage.deployment.deploy_again(&[("ChunkSizeBytes", "1")]).await else {
        return Err("chunks of one byte were deployed".into());
    };
    let refused = refused.to_string();
    let sentences: Vec<_> = refused.lines().filter(|line| line.starts_with("Error: ")).collect();
    let [sentence] = sentences[..] else { return Err(format!("no one sentence in {refused}").into()) };
    assert!(
        sentence.ends_with("Parameter 'ChunkSizeBytes' must be a number not less than 5000000"),
        "{sentence}"
    );
    assert_eq!(Deployed::look_at(scene.stage).await?, before);
    Ok(())
}

async fn a_changed_setting_replaces_nothing_and_leaves_the_app_secret(scene: Scene) -> Outcome {
    let before = Deployed::look_at(scene.stage).await?;
    let deployed = scene.stage.deployment.deploy_again(&[("DailyPostCap", "14")]).await.map_err(told)?;
    assert_eq!(deployed, Redeployed::Changed);
    assert_eq!(Deployed::look_at(scene.stage).await?, before);
    Ok(())
}

async fn a_deleted_stack_leaves_its_data_and_nothing_else(scene: Scene) -> Outcome {
    let (creator, clip, stage) = (scene.creator().await?, Clip::small()?, scene.stage);
    let uploaded = scene.upload(clip.under(creator.key("clip.mp4")).await?).await?;
    let held = scene.reaches(&uploaded, "held").await?;
    let tokens = creator.stored_tokens().await?;
    let (stack, mut before) = (stage.stack_id().await?, Data::look_at(&scene, &held.id).await?);
    assert!(before.objects.contains(&(uploaded.key.clone(), uploaded.version_id.clone())));

    stage.deployment.delete_stack().await.map_err(told)?;

    let mut last_words = stage.last_words(&stack).await?;
    assert_eq!(last_words.remove(STACK).as_deref(), Some("DELETE_COMPLETE"));
    last_words.retain(|_, status| status != "DELETE_COMPLETE");
    let skipped = RETAINED.map(|name| (name.to_owned(), "DELETE_SKIPPED".to_owned()));
    assert_eq!(last_words, BTreeMap::from(skipped));
    // What signs the console's sessions is no data: another key ends them, and nothing else.
    before.secrets.retain(|name| !name.contains(CONSOLE_SECRET));
    assert_eq!(Data::look_at(&scene, &held.id).await?, before);
    assert_eq!(creator.stored_tokens().await?, tokens);
    is_gone(stage).await
}

/// What no deployment after the first may change unasked.
#[derive(Debug, PartialEq)]
struct Deployed {
    /// By their names in the template.
    resources: BTreeMap<String, String>,
    /// Version and SHA-256.
    app_secret: (String, String),
}

impl Deployed {
    async fn look_at(stage: &Stage) -> Outcome<Self> {
        let resources = stage.resources().await?;
        for name in RETAINED {
            assert!(resources.contains_key(name), "{name} is not deployed");
        }
        Ok(Self { resources, app_secret: app_secret(stage).await? })
    }
}

/// What must outlive the stack, as far as it does not change while nobody works on it.
#[derive(Debug, PartialEq)]
struct Data {
    /// Key and version of every object.
    objects: BTreeSet<(String, String)>,
    /// One post in full, and the keys of all.
    post: HashMap<String, AttributeValue>,
    posts: BTreeSet<String>,
    accounts: BTreeSet<String>,
    /// The names of all secrets.
    secrets: BTreeSet<String>,
    app_secret: (String, String),
}

impl Data {
    async fn look_at(scene: &Scene, post_id: &str) -> Outcome<Self> {
        let aws = scene.stage.deployment.aws();
        let bucket = scene.stage.deployment.output("UploadsBucket").map_err(told)?;
        let versions = aws_sdk_s3::Client::new(&aws).list_object_versions().bucket(bucket).send();
        let versions = versions.await.map_err(told)?.versions.unwrap_or_default();
        let objects = versions.into_iter().filter_map(|version| Some((version.key?, version.version_id?)));
        let secrets = aws_sdk_secretsmanager::Client::new(&aws).list_secrets().into_paginator().send();
        let secrets = secrets.collect::<Result<Vec<_>, _>>().await.map_err(told)?;
        let secrets = secrets.into_iter().flat_map(|page| page.secret_list.unwrap_or_default());
        Ok(Self {
            objects: objects.collect(),
            post: scene.item(post_id).await?,
            posts: keys(scene.stage, "PostsTable", "id").await?,
            accounts: keys(scene.stage, "AccountsTable", "open_id").await?,
            secrets: secrets.filter_map(|secret| secret.name).collect(),
            app_secret: app_secret(scene.stage).await?,
        })
    }
}

async fn keys(stage: &Stage, table: &'static str, key: &str) -> Outcome<BTreeSet<String>> {
    let items = stage.items(stage.deployment.output(table).map_err(told)?).await?;
    Ok(items.iter().filter_map(|item| item.get(key)?.as_s().ok().cloned()).collect())
}

async fn app_secret(stage: &Stage) -> Outcome<(String, String)> {
    let secrets = aws_sdk_secretsmanager::Client::new(&stage.deployment.aws());
    let get = secrets.get_secret_value().secret_id(stage.deployment.output("AppSecret").map_err(told)?);
    let secret = get.send().await.map_err(told)?;
    let text = secret.secret_string.unwrap_or_default();
    assert!(text.contains(&stage.tiktok()?.app().client_key), "the operator's value is gone");
    Ok((secret.version_id.unwrap_or_default(), hex::encode(Sha256::digest(text))))
}

/// CloudFormation's word is not all: nothing answers any more.
async fn is_gone(stage: &Stage) -> Outcome {
    let aws = stage.deployment.aws();
    let queues = aws_sdk_sqs::Client::new(&aws).list_queues().send().await.map_err(told)?;
    assert_eq!(queues.queue_urls(), [""; 0]);
    let topics = stage.deployment.query("sns", &[("Action", "ListTopics")]).await.map_err(told)?;
    assert!(!topics.contains("<TopicArn>"), "{topics}");
    assert!(stage.deployment.disconnect("anybody").await.is_err(), "a function can still be called");
    assert!(stage.logs().await?.is_empty(), "logs are left");
    let tables = aws_sdk_dynamodb::Client::new(&aws).list_tables().send().await.map_err(told)?;
    assert_eq!(tables.table_names().len(), 2, "{tables:?}");
    Ok(())
}
