//! The worst a file can do to a probe's memory. Alone in its program, since it measures the whole program.

use media::limits::{BYTES_MAX, LEAF_LENGTH_MAX};
use media::{Probe, ProbeStep};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// What is kept, twice where a part grows into a new allocation, and what is being read and decoded.
const PEAK_MAX: usize = 2 * BYTES_MAX as usize + 16 * LEAF_LENGTH_MAX as usize;

/// A file made of one piece, repeated.
struct Repeated {
    start: Vec<u8>,
    piece: Vec<u8>,
}

const SIZE: u64 = 4 << 30;

impl Repeated {
    fn range(&self, offset: u64, length: u64) -> Vec<u8> {
        let byte = |at: u64| match at.checked_sub(self.start.len() as u64) {
            Some(behind) => self.piece[(behind % self.piece.len() as u64) as usize],
            None => self.start[at as usize],
        };
        (offset..offset + length).map(byte).collect()
    }
}

fn mp4_box(kind: &[u8; 4], size: u32, body: &[u8]) -> Vec<u8> {
    [&size.to_be_bytes()[..], kind, body].concat()
}

/// Files whose headers ask for as much as they can.
fn greedy_files() -> Vec<Repeated> {
    let ftyp = mp4_box(b"ftyp", 16, b"isom\0\0\0\0");
    let endless_moov = [&ftyp[..], &mp4_box(b"moov", u32::MAX - 15, &[])].concat();
    let table = |claimed: u32| [&[0; 4][..], &claimed.to_be_bytes(), &[1; 16_000]].concat();
    let tables = [b"mdia", b"minf", b"stbl"]
        .into_iter()
        .fold(mp4_box(b"stts", 16_016, &table(u32::MAX)), |inner, kind| {
            mp4_box(kind, inner.len() as u32 + 8, &inner)
        });
    let track = mp4_box(b"trak", tables.len() as u32 + 8, &tables);
    let run = mp4_box(b"trun", 16_016, &[&[0, 0, 1, 0][..], &table(u32::MAX)[4..]].concat());
    let traf = mp4_box(b"traf", run.len() as u32 + 8, &run);
    let moof = mp4_box(b"moof", traf.len() as u32 + 8, &traf);
    let ebml =
        b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF".to_vec();
    let void = [&b"\xEC\x20\x3F\xFC"[..], &[0; 16_380]].concat();
    let avi = b"RIFF\0\0\0\0AVI LIST\xFF\xFF\xFF\xEFhdrl".to_vec();
    let stream = [&b"LIST\x00\x40\x00\x00strlstrf\xF4\x3F\x00\x00"[..], &[0; 16_372]].concat();
    vec![
        Repeated { start: endless_moov, piece: track },
        Repeated { start: ftyp, piece: moof },
        Repeated { start: ebml, piece: void },
        Repeated { start: avi, piece: stream },
    ]
}

#[test]
fn no_file_makes_a_probe_take_more_memory_than_its_limits_say() {
    for file in greedy_files() {
        ALLOCATOR.reset_peak_usage();
        let before = ALLOCATOR.current_usage();
        let mut probe = Probe::new(SIZE, None);
        while let ProbeStep::Read { offset, length } = probe.next() {
            probe.feed(offset, &file.range(offset, length));
        }
        let peak = ALLOCATOR.peak_usage().saturating_sub(before);
        assert!(peak <= PEAK_MAX, "{peak} bytes, ending in {:?}", probe.next());
        println!("{peak} bytes at the peak, ending in {:?}", probe.next());
    }
}
