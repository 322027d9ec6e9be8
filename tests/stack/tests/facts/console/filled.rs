//! A posting page that is filled in.

use crate::stage::{Clip, Creator, Outcome, Scene, Seat};

/// Opens the page of a creator's account, and chooses a video and who may see it: all that must be chosen.
pub(super) async fn filled(scene: &Scene, creator: &Creator, clip: &Clip) -> Outcome<Seat> {
    let seat = scene.seat().await?;
    fill(&seat, creator, clip).await?;
    Ok(seat)
}

/// The same at a seat that somebody has taken.
pub(super) async fn fill(seat: &Seat, creator: &Creator, clip: &Clip) -> Outcome {
    seat.open_posting_page(creator).await?;
    seat.give_files("[name=video]", &[clip.path()]).await?;
    seat.sees("#preview").await?;
    seat.choose("[name=privacy_level]", "PUBLIC_TO_EVERYONE").await?;
    Ok(seat.sees("#publish:enabled").await?)
}
