//! A strict stand-in for TikTok on a loopback port.
