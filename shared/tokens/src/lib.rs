//! Hands out a creator's access token, refreshing it first where that is due.
