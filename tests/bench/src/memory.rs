//! How much memory `publish` takes, whatever the video's size.

use crate::figure::Figure;
use crate::relay::{CHUNK_BYTES, Case, Contender, sizes};
use crate::report::{Section, size, table};
use crate::world::World;
use serde::Serialize;
use serde_json::json;
use std::io;
use std::time::Duration;

/// How far the peaks may lie apart, and the highest of them, in MiB.
const SPREAD_GOAL_MIB: f64 = 4.0;
const PEAK_GOAL_MIB: f64 = 32.0;

const MIB: f64 = 1_048_576.0;

#[derive(Debug, Serialize)]
struct Row {
    bytes: u64,
    peak_mib: Figure,
}

/// Measures the peak of a fresh process for each size.
pub(crate) async fn section(
    world: &World,
    rounds: usize,
    full: bool,
    tell: impl Fn(&str),
) -> io::Result<Section> {
    let way = world.way(Duration::ZERO).await?;
    world.tiktok.receive_at(&way.tiktok);
    let mut rows = Vec::new();
    for bytes in sizes(full) {
        let case = Case { bytes, chunk_bytes: CHUNK_BYTES, round_trip_ms: 0 };
        let mut peaks = Vec::new();
        for round in 1..=rounds {
            tell(&format!("{}, round {round} of {rounds}", size(bytes)));
            peaks.push(Contender::Publish.carry(world, case, &way).await?.peak_bytes as f64 / MIB);
        }
        rows.extend(Figure::of(peaks).map(|peak_mib| Row { bytes, peak_mib }));
    }
    Ok(told(&rows))
}

fn told(rows: &[Row]) -> Section {
    let cells = rows.iter().map(|row| vec![size(row.bytes), format!("{:.1}", row.peak_mib)]);
    let mut tables = table(&["video", "peak of `publish`, MiB"], cells);
    let highest = rows.iter().map(|row| row.peak_mib.max).fold(0.0, f64::max);
    let medians = || rows.iter().map(|row| row.peak_mib.median);
    let spread = medians().fold(0.0, f64::max) - medians().fold(f64::INFINITY, f64::min);
    let met = |met: bool| if met { "met" } else { "**not met**" };
    tables += &format!(
        "\n- the medians lie within {SPREAD_GOAL_MIB:.0} MiB: {} ({spread:.1})\n- at most {PEAK_GOAL_MIB:.0} MiB: {} ({highest:.1})\n",
        met(spread <= SPREAD_GOAL_MIB),
        met(highest <= PEAK_GOAL_MIB)
    );
    Section { name: "memory", tables, plots: Vec::new(), data: json!(rows) }
}
