//! Where the facts are shown: the stand-ins, a place on one of them for each fact, and how a fact is judged.

mod fact;
mod place;
mod rows;
mod stand_in;
mod surprise;
pub(crate) mod tables;

pub(crate) use fact::{Subject, fact, show};
pub(crate) use place::Place;
pub(crate) use rows::Rows;
pub(crate) use stand_in::StandIn;
pub(crate) use surprise::surprise;
