//! What is measured of the relay, and told of it.

use super::{CHUNK_BYTES, Case, Contender, Row, measure, sizes};
use crate::plot::{Line, Plot};
use crate::report::{Section, size, table};
use crate::world::World;
use serde_json::json;
use std::io;

/// The size of the video where something else is varied.
const TYPICAL: u64 = 256_000_000;

const CHUNKS: [u64; 4] = [5_000_000, CHUNK_BYTES, 32_000_000, 64_000_000];
const ROUND_TRIPS_MS: [u64; 3] = [20, 50, 100];

const ALL: [Contender; 4] = [Contender::Pipe, Contender::Publish, Contender::Curl, Contender::Python];
const TWO: [Contender; 2] = [Contender::Pipe, Contender::Publish];

/// Measures everything.
pub(crate) async fn section(
    world: &World,
    rounds: usize,
    full: bool,
    tell: impl Fn(&str),
) -> io::Result<Section> {
    let mut rows = Vec::new();
    for bytes in sizes(full) {
        let case = Case { bytes, chunk_bytes: CHUNK_BYTES, round_trip_ms: 0 };
        rows.extend(measured(world, case, &ALL, rounds, &tell).await?);
    }
    for round_trip_ms in [0].into_iter().chain(ROUND_TRIPS_MS) {
        for chunk_bytes in CHUNKS {
            let case = Case { bytes: TYPICAL, chunk_bytes, round_trip_ms };
            if rows.iter().any(|row: &Row| row.case == case) {
                continue;
            }
            let contenders = if chunk_bytes == CHUNK_BYTES { ALL.as_slice() } else { TWO.as_slice() };
            rows.extend(measured(world, case, contenders, rounds, &tell).await?);
        }
    }
    told(&rows)
}

async fn measured(
    world: &World,
    case: Case,
    contenders: &[Contender],
    rounds: usize,
    tell: &impl Fn(&str),
) -> io::Result<Vec<Row>> {
    let what =
        format!("{} in chunks of {}, {} ms", size(case.bytes), size(case.chunk_bytes), case.round_trip_ms);
    measure(world, case, contenders, rounds, |detail| tell(&format!("{what}: {detail}"))).await
}

fn told(rows: &[Row]) -> io::Result<Section> {
    let plain = rows.iter().filter(|row| row.case.round_trip_ms == 0 && row.case.chunk_bytes == CHUNK_BYTES);
    let by_size = table(
        &["video", "carried by", "MB/s", "to the pipe's", "CPU s/GB", "to the pipe's", "peak, MB"],
        plain.map(|row| {
            vec![
                size(row.case.bytes),
                row.contender.to_string(),
                format!("{:.0}", row.speed),
                format!("{:.2}", row.ratio),
                format!("{:.2}", row.cpu_per_gb),
                format!("{:.2}", row.cpu_ratio),
                format!("{:.0}", row.peak_mb.median),
            ]
        }),
    );
    let far = rows.iter().filter(|row| row.case.bytes == TYPICAL && row.contender != Contender::Pipe);
    let by_way = table(
        &["added", "chunk", "carried by", "MB/s", "to the pipe's", "of what the protocol allows"],
        far.map(|row| {
            vec![
                format!("{} ms", row.case.round_trip_ms),
                size(row.case.chunk_bytes),
                row.contender.to_string(),
                format!("{:.0}", row.speed),
                format!("{:.2}", row.ratio),
                format!("{:.2}", row.of_protocol),
            ]
        }),
    );
    let plots = vec![
        (
            "relay-by-size",
            plot(rows, "A video through publish, by its size", "MB", |row| {
                (row.case.round_trip_ms == 0 && row.case.chunk_bytes == CHUNK_BYTES)
                    .then(|| (row.contender.to_string(), row.case.bytes as f64 / 1e6))
            })?,
        ),
        (
            "relay-by-chunk",
            plot(rows, "256 MB through publish, by the size of a chunk", "MB of a chunk", |row| {
                (row.case.bytes == TYPICAL && row.contender == Contender::Publish).then(|| {
                    (format!("{} ms added", row.case.round_trip_ms), row.case.chunk_bytes as f64 / 1e6)
                })
            })?,
        ),
    ];
    Ok(Section { name: "relay", tables: format!("{by_size}\n{by_way}"), plots, data: json!(rows) })
}

/// A plot of the speeds of those rows that have a line and a place on it.
fn plot(
    rows: &[Row],
    title: &str,
    x: &str,
    place: impl Fn(&Row) -> Option<(String, f64)>,
) -> io::Result<String> {
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        let Some((name, at)) = place(row) else { continue };
        let point = (at, row.speed.median);
        match lines.iter_mut().find(|line| line.name == name) {
            Some(line) => line.points.push(point),
            None => lines.push(Line { name, points: vec![point] }),
        }
    }
    for line in &mut lines {
        line.points.sort_by(|one, other| one.0.total_cmp(&other.0));
    }
    Plot { title, x, y: "MB/s", lines }.svg().map_err(io::Error::other)
}
