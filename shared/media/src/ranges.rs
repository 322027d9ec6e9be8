use std::collections::BTreeMap;

/// The parts of a file that have been read so far, by offset; parts that touch are one part.
#[derive(Clone, Default)]
pub(crate) struct Ranges {
    parts: BTreeMap<u64, Vec<u8>>,
}

impl Ranges {
    /// The bytes from `offset` to the end of the part that holds it.
    pub(crate) fn rest_at(&self, offset: u64) -> Option<&[u8]> {
        let (start, bytes) = self.parts.range(..=offset).next_back()?;
        let skipped = usize::try_from(offset.checked_sub(*start)?).ok()?;
        bytes.get(skipped..).filter(|rest| !rest.is_empty())
    }

    /// Where the next part after `offset` begins.
    pub(crate) fn next_start(&self, offset: u64) -> Option<u64> {
        let after = offset.checked_add(1)?;
        self.parts.range(after..).next().map(|(start, _)| *start)
    }

    /// Keeps `bytes`, which must begin where nothing is known yet; what lies beyond the next known part is dropped.
    pub(crate) fn insert(&mut self, offset: u64, bytes: &[u8]) {
        let room = self.next_start(offset).and_then(|next| next.checked_sub(offset));
        let length = room
            .and_then(|room| usize::try_from(room).ok())
            .map_or(bytes.len(), |room| room.min(bytes.len()));
        let Some(bytes) = bytes.get(..length) else { return };
        let Some(end) = offset.checked_add(length as u64) else { return };

        let following = self.parts.remove(&end).unwrap_or_default();
        let before = self.parts.range_mut(..offset).next_back();
        let joined = before.filter(|(start, part)| start.checked_add(part.len() as u64) == Some(offset));
        match joined {
            Some((_, part)) => {
                part.extend_from_slice(bytes);
                part.extend_from_slice(&following);
            }
            None => {
                let mut part = bytes.to_vec();
                part.extend_from_slice(&following);
                self.parts.insert(offset, part);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_touch_are_read_as_one() {
        let mut ranges = Ranges::default();
        ranges.insert(0, b"ab");
        ranges.insert(4, b"ef");
        assert_eq!(ranges.rest_at(0), Some(&b"ab"[..]));
        ranges.insert(2, b"cd");
        assert_eq!(ranges.rest_at(1), Some(&b"bcdef"[..]));
        assert_eq!(ranges.parts.len(), 1);
    }

    #[test]
    fn a_gap_is_unknown_and_known_bytes_are_not_overwritten() {
        let mut ranges = Ranges::default();
        ranges.insert(4, b"ef");
        assert_eq!(ranges.rest_at(3), None);
        assert_eq!(ranges.rest_at(6), None);
        ranges.insert(2, b"cdXXX");
        assert_eq!(ranges.rest_at(2), Some(&b"cdef"[..]));
    }
}
