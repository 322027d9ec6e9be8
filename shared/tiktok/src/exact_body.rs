//! A body that is exactly as long as announced, or fails.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use reqwest::Body;

/// Passes a body on and counts.
///
/// Too many bytes are as wrong as too few: storage that ignores a range sends the whole video, and cutting that off at
/// the announced length would store the wrong bytes without a word. So the last bytes wait here until the
/// source has ended; a body of the wrong length never becomes a complete request.
pub(crate) struct ExactBody {
    source: Body,
    missing: u64,
    last: Option<Bytes>,
}

/// The source did not keep to the length of its chunk.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WrongLength {
    #[error("the chunk's body is longer than the chunk")]
    TooLong,
    #[error("the chunk's body ends {missing} bytes early")]
    TooShort { missing: u64 },
    #[error("the chunk's body broke off")]
    Source(#[source] reqwest::Error),
}

impl ExactBody {
    pub(crate) fn new(source: Body, length: u64) -> Self {
        Self { source, missing: length, last: None }
    }

    fn held(&self) -> u64 {
        self.last.as_ref().map_or(0, |last| last.len() as u64)
    }
}

impl http_body::Body for ExactBody {
    type Data = Bytes;
    type Error = WrongLength;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, WrongLength>>> {
        loop {
            let frame = ready!(Pin::new(&mut self.source).poll_frame(context));
            let data = match frame {
                None if self.missing > 0 => {
                    return Poll::Ready(Some(Err(WrongLength::TooShort { missing: self.missing })));
                }
                None => return Poll::Ready(self.last.take().map(|last| Ok(Frame::data(last)))),
                Some(Err(error)) => return Poll::Ready(Some(Err(WrongLength::Source(error.without_url())))),
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            };
            let length = data.len() as u64;
            match self.missing.checked_sub(length) {
                None => return Poll::Ready(Some(Err(WrongLength::TooLong))),
                Some(_) if length == 0 => {}
                Some(0) => {
                    self.missing = 0;
                    self.last = Some(data);
                }
                Some(missing) => {
                    self.missing = missing;
                    return Poll::Ready(Some(Ok(Frame::data(data))));
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.missing == 0 && self.last.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.missing + self.held())
    }
}
