//! What the operator is told at once.

mod aws;
mod memory;

pub use aws::SnsAlerts;
pub use memory::MemoryAlerts;

use crate::error::StoreError;
use async_trait::async_trait;
use domain::Alert;

/// Where alerts are sent.
#[async_trait]
pub trait Alerts: Send + Sync {
    /// Sends one alert.
    async fn send(&self, alert: &Alert) -> Result<(), StoreError>;
}
