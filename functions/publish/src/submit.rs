//! From a queued post to an open upload: the checks, the cheapest first.

use crate::drive::{LEASE_WHILE_PREPARING, Run};
use crate::record::RunError;
use crate::terms::{Terms, terms};
use adapters::{ReadError, StoreError};
use domain::{Alert, ChunkPlan, Event, Failure, FailureClass, Post, PostOptions};
use gateway::{GatewayError, Meaning, SubmitSlot, meaning};
use jiff::Timestamp;
use media::{Problem, VideoFacts};
use std::time::Duration;
use tiktok::CreatorInfo;

/// Why a post is not submitted now.
pub(crate) enum Hurdle {
    /// It cannot be posted as it is.
    Refuse(Failure),
    /// Not yet.
    Defer {
        /// When to try again.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// Not before its account is connected again.
    Hold {
        /// Why.
        reason: String,
    },
    /// The run itself cannot go on.
    Stop(RunError),
}

impl From<StoreError> for Hurdle {
    fn from(error: StoreError) -> Self {
        Self::Stop(error.into())
    }
}

impl From<RunError> for Hurdle {
    fn from(error: RunError) -> Self {
        Self::Stop(error)
    }
}

impl Run<'_> {
    /// Checks a post, opens an upload for it and sends it. A hurdle on the way goes into the post.
    pub(crate) async fn submit(&self, post: &mut Post) -> Result<(), RunError> {
        self.claim(post, LEASE_WHILE_PREPARING).await?;
        match self.submit_or_hurdle(post).await {
            Ok(()) => self.upload(post).await,
            Err(Hurdle::Refuse(failure)) => self.publish.record(post, Event::Refused(failure)).await,
            Err(Hurdle::Defer { until, reason }) => self.defer(post, until, reason).await,
            Err(Hurdle::Hold { reason }) => self.hold(post, reason).await,
            Err(Hurdle::Stop(error)) => Err(error),
        }
    }

    /// Holds a post whose account was disconnected; or not, if the creator has connected again at this very moment, when
    /// nobody would look for held posts any more.
    async fn hold(&self, post: &mut Post, reason: String) -> Result<(), RunError> {
        self.publish.record(post, Event::AccountLost { reason }).await?;
        let account = self.publish.gateway.tokens.accounts.get(&post.account).await?;
        if account.is_some_and(|account| account.is_connected()) {
            self.publish.record(post, Event::AccountReturned).await?;
            self.hint_at(post, self.publish.clock.now()).await?;
        }
        Ok(())
    }

    async fn submit_or_hurdle(&self, post: &mut Post) -> Result<(), Hurdle> {
        let options = post.options.complete().map_err(|error| refuse(FailureClass::Options, error))?;
        let plan = ChunkPlan::new(post.video.size, self.publish.settings.chunk_size)
            .map_err(|error| refuse(FailureClass::Media, error))?;
        let facts = self.check_media(post).await?;
        let gate = self.await_audit(&options).await?;
        let counted_at = self.take_slot(post).await?;
        let opened = match self.agree(post, &options, plan, facts.as_ref()).await {
            Ok(terms) => match self.pass(gate).await {
                Ok(()) => self.init(post, plan, terms).await,
                Err(hurdle) => Err((hurdle, true)),
            },
            Err(hurdle) => Err((hurdle, true)),
        };
        match opened {
            Ok(()) => Ok(()),
            Err((hurdle, never_begun)) => {
                if never_begun {
                    self.publish.gateway.return_submit_slot(&post.account, counted_at).await?;
                }
                Err(hurdle)
            }
        }
    }

    /// Refuses what TikTok will certainly refuse. What cannot be told is left for TikTok to judge, with a note.
    async fn check_media(&self, post: &mut Post) -> Result<Option<VideoFacts>, Hurdle> {
        let facts = match self.publish.inspect(&post.video).await {
            Ok(facts) => facts,
            Err(error @ (ReadError::Gone | ReadError::Changed | ReadError::WrongRange { .. })) => {
                return Err(refuse(FailureClass::Source, error));
            }
            Err(ReadError::Store(error)) => return Err(error.into()),
        };
        match facts {
            Ok(facts) => {
                let problems = media::check(&facts, post.video.size, None);
                refuse_problems(&problems)?;
                Ok(Some(facts))
            }
            Err(error) if error.is_certain() => Err(refuse(FailureClass::Media, error)),
            Err(error) => {
                let detail = format!("the file could not be checked, so TikTok will judge it: {error}");
                self.publish.apply(post, Event::Noted { detail })?;
                Ok(None)
            }
        }
    }

    async fn take_slot(&self, post: &Post) -> Result<Timestamp, Hurdle> {
        let cap = self.publish.settings.daily_post_cap;
        match self.publish.gateway.take_submit_slot(&post.account, cap).await? {
            SubmitSlot::Granted { counted_at } => Ok(counted_at),
            SubmitSlot::CapReached { until } => {
                let reason = format!("the account has begun {cap} posts within 24 hours, its daily cap");
                self.publish.alert(&Alert::of_daily_cap(post, &reason, until)).await;
                Err(Hurdle::Defer { until, reason })
            }
            SubmitSlot::Wait { until } => {
                let reason = "the account's calls of this minute are used up".to_owned();
                Err(Hurdle::Defer { until, reason })
            }
        }
    }

    /// Asks TikTok what the creator may post now, and settles what to send.
    async fn agree(
        &self,
        post: &Post,
        options: &PostOptions,
        plan: ChunkPlan,
        facts: Option<&VideoFacts>,
    ) -> Result<Terms, Hurdle> {
        let creator = match self.publish.gateway.creator_info(&post.account).await {
            Ok(answer) => answer.data,
            Err(error) => return Err(self.hurdle_of(post, &error).await?),
        };
        self.remember_names(post, &creator).await?;
        if let Some(facts) = facts {
            let longest: Option<Duration> = creator.max_video_post_duration;
            refuse_problems(&media::check(facts, post.video.size, longest))?;
        }
        terms(options, &creator, plan, self.publish.settings.privacy_fallback).map_err(Hurdle::Refuse)
    }

    /// What a failed call that changed nothing means for the post.
    pub(crate) async fn hurdle_of(&self, post: &Post, error: &GatewayError) -> Result<Hurdle, StoreError> {
        const AMBIGUOUS_PAUSE: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);
        let now = self.publish.clock.now();
        Ok(match meaning(error) {
            Meaning::Wait { pause, reason, rate_limited } => {
                if rate_limited {
                    self.publish.gateway.hold_submissions(&post.account, now + pause).await?;
                }
                Hurdle::Defer { until: now + pause, reason }
            }
            Meaning::AccountLost { reason } => Hurdle::Hold { reason },
            Meaning::Ambiguous { reason } => Hurdle::Defer { until: now + AMBIGUOUS_PAUSE, reason },
            Meaning::CapReached { pause, reason } => {
                self.publish.alert(&Alert::of_daily_cap(post, &reason, now + pause)).await;
                Hurdle::Defer { until: now + pause, reason }
            }
            Meaning::Fail(failure) if failure.class == FailureClass::Audit => {
                self.unaudited(post, failure).await?
            }
            Meaning::Fail(failure) => Hurdle::Refuse(failure),
        })
    }

    /// Keeps the account's names as TikTok tells them now: folders are named after them.
    async fn remember_names(&self, post: &Post, creator: &CreatorInfo) -> Result<(), StoreError> {
        let accounts = &self.publish.gateway.tokens.accounts;
        let known = accounts.get(&post.account).await?;
        let changed = known.is_some_and(|account| {
            account.username.as_ref() != Some(&creator.username)
                || account.nickname.as_ref() != Some(&creator.nickname)
        });
        if changed {
            self.publish.gateway.keep_names(&post.account, creator).await?;
        }
        Ok(())
    }
}

fn refuse(class: FailureClass, error: impl ToString) -> Hurdle {
    Hurdle::Refuse(Failure::local(class, error.to_string()))
}

fn refuse_problems(problems: &[Problem]) -> Result<(), Hurdle> {
    if problems.is_empty() {
        return Ok(());
    }
    let told: Vec<String> =
        problems.iter().map(|problem| format!("{problem}; {}", problem.advice())).collect();
    Err(refuse(FailureClass::Media, told.join("; ")))
}
