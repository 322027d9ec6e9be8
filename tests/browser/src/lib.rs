#![doc = include_str!("../README.md")]

mod browser;
mod chromium;
mod controls;
mod error;
mod line;
mod npm;
mod packages;
mod page;
mod review;
mod sight;
mod weight;

pub use browser::Browser;
pub use chromium::Chromium;
pub use error::Error;
pub use line::Line;
pub use page::Page;
pub use review::Review;
pub use thirtyfour::Key;
pub use weight::Weight;
