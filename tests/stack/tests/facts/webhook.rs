//! TikTok's own word, over the deployed URL.

use crate::stage::{Clip, Creator, Outcome, Scene, facts, told};
use libtest_mimic::Trial;
use serde_json::json;
use std::process::{Command, Stdio};
use std::time::Duration;
use tiktok_fake::{Effect, Endpoint, Fault, FaultAction};
use url::Url;

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_notice_settles_a_post_before_anybody_asks_about_it,
        a_notice_that_another_program_has_signed_is_believed_and_a_changed_one_is_not,
        a_creator_who_removes_the_app_is_disconnected_and_the_tokens_are_given_up,
    ]
}

/// A creator about whom TikTok tells.
async fn told_of(scene: &Scene) -> Outcome<Creator> {
    scene.creator_like(tiktok_fake::Creator::default()).await
}

async fn a_notice_settles_a_post_before_anybody_asks_about_it(scene: Scene) -> Outcome {
    let (creator, clip) = (told_of(&scene).await?, Clip::small()?);
    let video = clip.consented_under(creator.key("clip.mp4")).await?;
    let post = scene.reaches(&scene.upload(video).await?, "published").await?;
    let last = post.history.last().ok_or("no history")?;
    assert_eq!((last.event.as_str(), last.source.as_str()), ("status_reported", "webhook"));
    assert_eq!(creator.calls(Endpoint::Status)?.len(), 0, "TikTok was asked about the post");
    let received = creator.only_post()?;
    assert_eq!(received.sha256, Some(clip.sha256()?));

    let arrived = scene.until("the notice's answer", async || {
        let mut deliveries = scene.stage.tiktok()?.report().deliveries;
        deliveries.retain(|notice| notice.publish_id.as_ref() == Some(&received.publish_id));
        Ok((!deliveries.is_empty()).then_some(deliveries))
    });
    assert!(arrived.await?.iter().all(|notice| notice.http_status == Some(200)));
    Ok(())
}

async fn a_notice_that_another_program_has_signed_is_believed_and_a_changed_one_is_not(
    scene: Scene,
) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::small()?);
    let tiktok = scene.stage.tiktok()?;
    // So that nothing but a notice can settle the post.
    let silent = FaultAction::Drop { effect: Effect::None };
    tiktok.add_fault(Fault { times: u32::MAX, ..Fault::next(Endpoint::Status, silent).of(&creator.open_id) });
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    scene.reaches(&uploaded, "processing").await?;
    let publish_id = creator.only_post()?.publish_id;
    let content = json!({ "publish_id": publish_id, "publish_type": "DIRECT_PUBLISH" });
    let notice = json!({
        "client_key": tiktok.app().client_key,
        "event": "post.publish.complete",
        "create_time": tiktok.now().as_second(),
        "user_openid": creator.open_id,
        "content": content.to_string(),
    })
    .to_string();
    let failure = notice.replace("complete", "failed");
    assert_eq!(python_sends(&scene, &notice, &failure)?, 401, "what was signed was changed on the way");
    assert_eq!(python_sends(&scene, &notice, &notice)?, 200);
    let post = scene.reaches(&uploaded, "published").await?;
    assert_eq!(post.history.last().ok_or("no history")?.source, "webhook");
    Ok(())
}

async fn a_creator_who_removes_the_app_is_disconnected_and_the_tokens_are_given_up(scene: Scene) -> Outcome {
    let creator = told_of(&scene).await?;
    // The connection and its end are told apart by whole seconds.
    tokio::time::sleep(Duration::from_secs(2)).await;
    scene.stage.tiktok()?.disconnect(&creator.open_id, 1).map_err(told)?;
    let table = scene.stage.deployment.output("AccountsTable").map_err(told)?.to_owned();
    let account = scene.until("the end of the connection", async || {
        let items = scene.stage.items(&table).await?;
        let mine = items.into_iter().find(|item| item["open_id"].as_s() == Ok(&creator.open_id));
        Ok(mine.filter(|item| item["status"].as_s().is_ok_and(|status| status == "disconnected")))
    });
    let reason = account.await?["status_reason"].as_s().map_err(|_| "no reason")?.clone();
    assert!(reason.contains("the creator has disconnected the app"), "{reason}");
    scene
        .until("the end of the tokens", async || Ok(creator.stored_tokens().await.is_err().then_some(())))
        .await
}

/// Sends one body with the signature of another, made and sent by Python, and gives the status of the answer.
fn python_sends(scene: &Scene, signed: &str, sent: &str) -> Outcome<u16> {
    const PROGRAM: &str = "\
import hashlib, hmac, http.client, json, sys
given = json.load(sys.stdin)
message = given['time'] + '.' + given['signed']
digest = hmac.new(given['secret'].encode(), message.encode(), hashlib.sha256).hexdigest()
connection = http.client.HTTPConnection('127.0.0.1', given['port'], timeout=30)
headers = {'Host': given['host'], 'Content-Type': 'application/json',
           'TikTok-Signature': f\"t={given['time']},s={digest}\"}
connection.request('POST', given['path'], given['sent'].encode(), headers)
print(connection.getresponse().status, end='')";
    let tiktok = scene.stage.tiktok()?;
    let url: Url = scene.stage.deployment.output("WebhookUrl").map_err(told)?.parse().map_err(told)?;
    let port = url.port().ok_or("no port")?;
    let given = json!({
        "secret": tiktok.app().client_secret,
        "time": tiktok.now().as_second().to_string(),
        "signed": signed,
        "sent": sent,
        "port": port,
        "host": format!("{}:{port}", url.host_str().unwrap_or_default()),
        "path": url.path(),
    });
    let mut python = Command::new("python3");
    let mut python = python.args(["-c", PROGRAM]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    serde_json::to_writer(python.stdin.take().ok_or("no stdin")?, &given).map_err(told)?;
    let output = python.wait_with_output()?;
    String::from_utf8_lossy(&output.stdout).parse().map_err(told)
}
