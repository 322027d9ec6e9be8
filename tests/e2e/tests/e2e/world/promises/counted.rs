//! Metrics are what CloudWatch reads, and they count what happened.

use crate::emf;
use crate::world::World;
use domain::Post;
use runtime::Metric;
use serde_json::Value;
use std::collections::HashMap;

/// The outcomes that a function of ours brings about. Posts are called off by persons alone, past the functions.
const OUTCOMES: [(&str, Metric); 4] = [
    ("published", Metric::PostsPublished),
    ("failed", Metric::PostsFailed),
    ("unconfirmed", Metric::PostsUnconfirmed),
    ("held", Metric::PostsHeld),
];

impl World {
    /// Every line that CloudWatch would not take, and every outcome that was not counted, or too often. A run that is
    /// killed between its save and its count counts too little, so where something was made to fail only too many
    /// are wrong.
    pub(super) fn miscounted(&self, posts: &[Post]) -> Vec<String> {
        let lines = self.metrics.lines();
        let faulty = lines.iter().filter_map(|line| Some(format!("{} in {line}", emf::check(line).err()?)));
        let mut broken: Vec<String> = faulty.collect();
        let counted = count_outcomes(&lines);
        let undisturbed = self.effects.injected().is_empty();
        for post in posts {
            for (state, metric) in OUTCOMES {
                let happened = times_entered(post, state);
                let counted = counted.get(&(post.id.to_string(), metric)).copied().unwrap_or_default();
                if counted > happened || (undisturbed && counted < happened) {
                    broken.push(format!(
                        "{} was {state} {happened} times, counted {counted} times",
                        post.video.key
                    ));
                }
            }
        }
        broken
    }
}

/// How often a post came into a state, as its history tells it. What it was before its options were first read was
/// never saved.
fn times_entered(post: &Post, state: &str) -> usize {
    let saved = post.history.iter().filter(|entry| entry.event != "received");
    let states: Vec<&str> = saved.map(|entry| entry.state.as_str()).collect();
    let before = std::iter::once("").chain(states.iter().copied());
    states.iter().zip(before).filter(|(after, before)| **after == state && *before != state).count()
}

/// How often each post's outcomes were counted.
fn count_outcomes(lines: &[String]) -> HashMap<(String, Metric), usize> {
    let mut counts = HashMap::new();
    for line in lines.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let Some(post) = line["post.id"].as_str() else { continue };
        for (_, metric) in OUTCOMES.into_iter().filter(|(_, metric)| line.get(metric.name()).is_some()) {
            *counts.entry((post.to_owned(), metric)).or_default() += 1;
        }
    }
    counts
}
