//! The running record of calls, violations and deliveries.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::fault::Endpoint;
use crate::report::{Delivery, RequestRecord, Violation};

/// The running record of calls, violations and deliveries.
#[derive(Debug, Default)]
pub(crate) struct Log {
    requests: BTreeMap<u64, RequestRecord>,
    next_request: u64,
    violations: Vec<Violation>,
    deliveries: Vec<Delivery>,
}

impl Log {
    /// Opens the record of a call that has just arrived; the number names it from now on.
    pub(crate) fn open(&mut self, record: RequestRecord) -> u64 {
        let number = self.next_request;
        self.next_request += 1;
        self.requests.insert(number, record);
        number
    }

    /// The record of a call, unless it was cleared since.
    pub(crate) fn request(&mut self, number: u64) -> Option<&mut RequestRecord> {
        self.requests.get_mut(&number)
    }

    pub(crate) fn add_violation(&mut self, time: Timestamp, endpoint: Option<Endpoint>, what: &str) {
        self.violations.push(Violation { time, endpoint, what: what.to_owned() });
    }

    pub(crate) fn add_delivery(&mut self, delivery: Delivery) {
        self.deliveries.push(delivery);
    }

    pub(crate) fn requests(&self) -> Vec<RequestRecord> {
        self.requests.values().cloned().collect()
    }

    pub(crate) fn violations(&self) -> &[Violation] {
        &self.violations
    }

    pub(crate) fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// Calls per endpoint.
    pub(crate) fn count_calls(&self) -> BTreeMap<Endpoint, u64> {
        let mut calls = BTreeMap::new();
        for endpoint in self.requests.values().filter_map(|record| record.endpoint) {
            *calls.entry(endpoint).or_default() += 1;
        }
        calls
    }

    /// Forgets everything but the numbering, so that a call in flight finds no other call's record.
    pub(crate) fn clear(&mut self) {
        *self = Self { next_request: self.next_request, ..Self::default() };
    }
}
