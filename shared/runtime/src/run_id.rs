//! Random values that nobody can guess.

/// Bytes from the operating system's random source. Without one the process cannot go on safely, and ends.
pub fn random_bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("the operating system has a random source");
    bytes
}

/// A name for one run of a function, as the owner of leases: unique over all runs of all functions.
pub fn run_id(function: &str) -> String {
    format!("{function}-{}", hex::encode(random_bytes::<8>()))
}
