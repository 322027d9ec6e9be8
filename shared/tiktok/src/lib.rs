//! A client for TikTok's Content Posting API and OAuth v2: base URL in, typed answers out.
