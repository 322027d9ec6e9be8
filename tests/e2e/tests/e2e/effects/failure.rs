//! The ways in which an effect fails.

/// How a call that leaves the process fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Failure {
    /// The process dies before the call is sent.
    CrashBefore,
    /// The call has its effect, and the process dies before it hears the answer.
    CrashAfter,
    /// The call has its effect; its answer is lost, and the process goes on.
    AnswerLost,
    /// The call has its effect; its answer comes when others have long taken over, and the process goes on then.
    AnswerLate,
    /// The caller hears nothing and goes on; the call arrives when others have long taken over.
    RequestLate,
    /// The call is answered with an error, and has no effect.
    ErrorAnswer,
}

impl Failure {
    /// Every kind.
    pub(crate) const ALL: [Self; 6] = [
        Self::CrashBefore,
        Self::CrashAfter,
        Self::AnswerLost,
        Self::AnswerLate,
        Self::RequestLate,
        Self::ErrorAnswer,
    ];
}
