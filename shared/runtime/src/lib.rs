//! Settings, clock, logs and Lambda event plumbing shared by the functions.
