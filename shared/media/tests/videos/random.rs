//! Files that nobody made: random bytes behind a right beginning, and random trees of boxes.

use proptest::prelude::*;

use crate::storage::probe;

/// Beginnings that lead into each parser.
const BEGINNINGS: [&[u8]; 6] = [
    b"",
    b"\0\0\0\x10ftypisom\0\0\0\0",
    b"\0\0\0\x08wide",
    b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
    b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67\xFF\x16\x54\xAE\x6B\x43\xFF\xAE",
    b"RIFF\0\0\0\0AVI LIST\0\x10\0\0hdrl",
];

const KINDS: [&[u8; 4]; 20] = [
    b"moov", b"mvhd", b"trak", b"tkhd", b"mdia", b"mdhd", b"hdlr", b"minf", b"stbl", b"stsd", b"stts",
    b"mvex", b"mehd", b"trex", b"moof", b"traf", b"tfhd", b"trun", b"free", b"cmov",
];

/// Boxes in boxes, whose sizes are mostly right.
fn boxes() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop::collection::vec(any::<u8>(), 0..120);
    leaf.prop_recursive(6, 64, 6, |inner| {
        let framed = (prop::sample::select(&KINDS[..]), inner, prop::option::weighted(0.05, any::<u32>()));
        prop::collection::vec(framed, 1..6).prop_map(|children| {
            let frame = |(kind, body, lie): (&[u8; 4], Vec<u8>, Option<u32>)| {
                let size = lie.unwrap_or(body.len() as u32 + 8);
                [&size.to_be_bytes()[..], kind, &body].concat()
            };
            children.into_iter().flat_map(frame).collect()
        })
    })
}

proptest! {
    #[test]
    fn random_bytes_end_at_a_bounded_cost(
        beginning in prop::sample::select(&BEGINNINGS[..]),
        rest in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        probe(&[beginning, &rest].concat()[..]);
    }

    #[test]
    fn random_boxes_end_at_a_bounded_cost(boxes in boxes()) {
        probe(&[b"\0\0\0\x10ftypisom\0\0\0\0", &boxes[..]].concat()[..]);
    }
}
