//! What a video file says about itself, read over byte ranges from untrusted bytes, without I/O.
