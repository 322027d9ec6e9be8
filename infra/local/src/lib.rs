//! The local deployment: the real template on MiniStack and the fake TikTok.
