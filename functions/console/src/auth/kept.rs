//! Something that was read elsewhere and is kept for a while.

use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use tokio::sync::Mutex;

/// A value with the time at which it was read. Whoever asks while it is being read waits for that one reading.
pub(crate) struct Kept<T>(Mutex<Option<(Timestamp, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// Gives what is kept, and reads it where it is older than `life` or not there. An old value is better than none: it goes
    /// on to be used while it cannot be read anew.
    pub(crate) async fn get<E: std::error::Error, F: Future<Output = Result<T, E>>>(
        &self,
        now: Timestamp,
        life: SignedDuration,
        read: impl FnOnce() -> F,
    ) -> Result<Arc<T>, E> {
        let mut kept = self.0.lock().await;
        if let Some((read_at, value)) = kept.as_ref()
            && now.duration_since(*read_at) < life
        {
            return Ok(Arc::clone(value));
        }
        match (read().await, kept.as_ref()) {
            (Ok(value), _) => {
                let value = Arc::new(value);
                *kept = Some((now, Arc::clone(&value)));
                Ok(value)
            }
            (Err(error), Some((_, value))) => {
                tracing::warn!(error = runtime::chain(&error), "what was read before is used on");
                Ok(Arc::clone(value))
            }
            (Err(error), None) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind};

    const LIFE: SignedDuration = SignedDuration::from_secs(60);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[tokio::test]
    async fn a_value_is_read_once_in_its_life() {
        let kept = Kept::default();
        for (second, value, given) in [(0, 1, 1), (59, 2, 1), (60, 3, 3)] {
            let got = kept.get(at(second), LIFE, || async { Ok::<i32, Error>(value) }).await;
            assert_eq!(*got.unwrap(), given, "at {second} s");
        }
    }

    #[tokio::test]
    async fn a_value_that_cannot_be_read_anew_is_used_on() {
        let failing = || async { Err::<i32, _>(Error::from(ErrorKind::TimedOut)) };
        let kept = Kept::default();
        assert!(kept.get(at(0), LIFE, failing).await.is_err());
        kept.get(at(0), LIFE, || async { Ok::<i32, Error>(1) }).await.unwrap();
        assert_eq!(*kept.get(at(600), LIFE, failing).await.unwrap(), 1);
    }
}
