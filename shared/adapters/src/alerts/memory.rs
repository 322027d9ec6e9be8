//! Alerts that are kept, for tests in one process.

use super::Alerts;
use crate::error::StoreError;
use async_trait::async_trait;
use domain::Alert;
use std::sync::{Arc, Mutex, PoisonError};

/// Keeps every alert that was sent. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct MemoryAlerts(Arc<Mutex<Vec<Alert>>>);

impl MemoryAlerts {
    /// Every alert so far, in order.
    pub fn sent(&self) -> Vec<Alert> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Alerts for MemoryAlerts {
    async fn send(&self, alert: &Alert) -> Result<(), StoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(alert.clone());
        Ok(())
    }
}
