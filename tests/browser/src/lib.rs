#![doc = include_str!("../README.md")]

mod browser;
mod chromium;
mod error;
mod page;

pub use browser::Browser;
pub use chromium::Chromium;
pub use error::Error;
pub use page::Page;
