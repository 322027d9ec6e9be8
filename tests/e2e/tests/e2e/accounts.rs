//! Accounts and their tokens: connected once, never silently broken.

mod alerts;
mod at_once;
mod creator;
mod deadline;
mod disconnect;
mod many;
mod month;
mod names;
mod reconnect;
mod trouble;

use crate::world::World;
use adapters::TokenPair;
use domain::AlertKind;
use gateway::Gateway;
use jiff::SignedDuration;

/// TikTok's path for tokens, as effects name it.
const TOKEN_CALL: &str = "tiktok /v2/oauth/token/";

/// The `open_id` of the creator with whom every world begins.
const ALICE: &str = "open-id-of-alice";

/// After this a token of two hours is due for its scheduled refresh, and still good.
const UNTIL_DUE: SignedDuration = SignedDuration::from_mins(95);

/// After this it is good no more.
const UNTIL_ENDED: SignedDuration = SignedDuration::from_mins(121);

impl World {
    /// The gateway of a run that is stopped after this long.
    fn gateway_for(&self, left: SignedDuration) -> Gateway {
        self.functions.publish.gateway.until(self.time.now() + left)
    }

    /// Every pair that was stored for the first creator, the newest last.
    fn pairs(&self) -> Vec<TokenPair> {
        self.secrets.pairs(ALICE)
    }

    fn alerts_of(&self, kind: AlertKind) -> usize {
        self.alerts.sent().iter().filter(|alert| alert.kind == kind).count()
    }
}
