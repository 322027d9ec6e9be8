//! Which partition of an index an item falls into.

use sha2::{Digest, Sha256};

/// Partitions of every due index. One partition takes 1,000 writes a second (DynamoDB); eight leave room for
/// thousands of posts a second, at eight cheap queries a minute.
pub const SHARDS: u8 = 8;

/// The shard of an id: stable for ever, even over the shards.
pub fn shard_of(id: &str) -> u8 {
    Sha256::digest(id.as_bytes())[0] % SHARDS
}

/// The index partitions that hold what falls due for `purpose`, in order.
pub fn partitions(purpose: &str) -> impl Iterator<Item = String> {
    (0..SHARDS).map(move |shard| partition(purpose, shard))
}

/// The index partition of one item.
pub fn partition_of(purpose: &str, id: &str) -> String {
    partition(purpose, shard_of(id))
}

fn partition(purpose: &str, shard: u8) -> String {
    format!("{purpose}#{shard}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_spread_over_all_shards() {
        let mut counts = [0_u32; SHARDS as usize];
        for id in 0..8000 {
            counts[usize::from(shard_of(&id.to_string()))] += 1;
        }
        assert!(counts.iter().all(|count| (800..1200).contains(count)), "{counts:?}");
    }

    #[test]
    fn an_item_lies_in_one_of_the_partitions_that_are_asked() {
        assert!(partitions("poll").any(|partition| partition == partition_of("poll", "some id")));
    }
}
