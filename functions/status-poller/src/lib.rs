//! The status-poller function.
