//! From an uploaded object to a post.

use crate::Publish;
use crate::message::Upload;
use crate::record::RunError;
use adapters::SaveError;
use adapters::accounts::Found;
use adapters::videos::VideoHead;
use domain::key::decode_event_key;
use domain::{
    Alert, AlertKind, Event, Failure, FailureClass, ObjectRole, Post, PostId, Rejection, State, Video,
};

/// How often a new post may be overtaken by somebody else's view of the same upload before this run gives up; its
/// message then comes again.
const TRIES_MAX: u32 = 5;

impl Publish {
    /// Makes or updates the post that an uploaded object is about, and says which one is to be carried on.
    pub(crate) async fn receive(&self, upload: Upload) -> Result<Option<PostId>, RunError> {
        let key = decode_event_key(&upload.encoded_key);
        match ObjectRole::of(&key) {
            Ok(ObjectRole::Video { folder }) => {
                let version = upload.version_id.as_deref();
                let Some(head) = self.videos.head(&upload.bucket, &key, version).await? else {
                    tracing::info!(object.key = key, "the upload was deleted before it could be read");
                    return Ok(None);
                };
                self.receive_video(&folder, head).await
            }
            Ok(ObjectRole::Sidecar { video_key }) => {
                let Some(head) = self.videos.head(&upload.bucket, &video_key, None).await? else {
                    tracing::info!(object.key = key, "a sidecar has come before its video");
                    return Ok(None);
                };
                let folder = video_key.split('/').next().unwrap_or_default().to_owned();
                self.receive_video(&folder, head).await
            }
            Ok(ObjectRole::Defaults { folder }) => {
                self.hint_at_held(&folder).await?;
                Ok(None)
            }
            Err(error) => {
                self.reject(upload.bucket, key, upload.version_id, error.to_string()).await?;
                Ok(None)
            }
        }
    }

    async fn receive_video(&self, folder: &str, head: VideoHead) -> Result<Option<PostId>, RunError> {
        let id = PostId::of_video(&head.video);
        for _ in 0..TRIES_MAX {
            // The post first: if its options change while they are read here, the save finds out.
            let received = match self.posts.get(&id).await? {
                Some(mut post) => self.learn(&mut post, &head).await.map(|()| Some(post)),
                None => self.receive_new(folder, &head).await,
            };
            match received {
                Ok(None) => return Ok(None),
                Ok(Some(post)) => {
                    self.look_again(&post).await?;
                    return Ok((!matches!(post.state, State::Held { .. })).then_some(id));
                }
                Err(RunError::Overtaken) => {}
                Err(error @ RunError::Store(_)) => return Err(error),
            }
        }
        Err(adapters::StoreError::new(format!("receive the post {id}"), SaveError::Conflict).into())
    }

    /// The post of a video that was not seen before, unless nobody is there to post it for.
    async fn receive_new(&self, folder: &str, head: &VideoHead) -> Result<Option<Post>, RunError> {
        let video = &head.video;
        let account = match self.gateway.tokens.accounts.find(folder).await? {
            Found::One(account) => account,
            Found::Nobody => return self.turn_away(video, no_owner(folder)).await,
            Found::Several => return self.turn_away(video, several_owners(folder)).await,
        };
        let resolution = self.read_options(head, None).await?;
        let mut post = Post::received(&account.open_id, video.clone(), resolution, self.clock.now());
        if let Some(problem) = media::check_size(video.size) {
            let failure = Failure::local(FailureClass::Media, problem.to_string());
            self.apply(&mut post, Event::Refused(failure))?;
        }
        tracing::info!(post.id = %post.id, account.id = post.account, object.key = video.key, video.bytes = video.size, post.state = post.state.name(), reason = post.reason(), "an upload was received");
        self.save(&mut post, None).await?;
        Ok(Some(post))
    }

    async fn turn_away(&self, video: &Video, reason: String) -> Result<Option<Post>, RunError> {
        self.reject(video.bucket.clone(), video.key.clone(), video.version_id.clone(), reason).await?;
        Ok(None)
    }

    async fn reject(
        &self,
        bucket: String,
        key: String,
        version_id: Option<String>,
        reason: String,
    ) -> Result<(), RunError> {
        tracing::warn!(object.key = key, reason, "an upload was turned away");
        let alert = Alert {
            kind: AlertKind::UploadRejected,
            account: None,
            post_id: None,
            subject: format!("Reeldrop: the upload {key} was turned away"),
            text: format!("The upload {key} cannot be posted: {reason}."),
        };
        let id = PostId::of(&bucket, &key, version_id.as_deref().unwrap_or_default());
        let created_at = self.clock.now();
        let rejection = Rejection { id, bucket, key, version_id, reason, created_at };
        self.posts.reject(&rejection).await?;
        self.alert(&alert).await;
        Ok(())
    }
}

/// Why a folder is nobody's, and what to do.
fn no_owner(folder: &str) -> String {
    format!(
        "no connected account is called {folder}: connect it, or upload to the folder named after a connected creator's \
         username or open_id"
    )
}

/// Why a folder's owner cannot be told, and what to do.
fn several_owners(folder: &str) -> String {
    format!(
        "several connected accounts are known as {folder}, because one of them was renamed on TikTok: upload to the \
         folder named after the creator's open_id, which never changes"
    )
}
