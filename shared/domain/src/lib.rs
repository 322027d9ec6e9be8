//! What a post and an account are, and what should happen next: pure, no I/O, no clock.
