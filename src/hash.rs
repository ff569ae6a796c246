//! Hashes: a fast one to tell whether bytes changed, and SHA-256 where a person or another tool may check it.
//! Which bytes are hashed, and what is done about a change, is decided elsewhere.

use std::io::{self, Read};

use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::Xxh3Default;

/// The 128-bit xxh3 of some bytes: for telling changes, not against forgery.
pub fn of(bytes: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(bytes)
}

/// The same hash of bytes that are too many to hold at once.
pub fn stream(mut bytes: impl Read) -> io::Result<u128> {
    let mut hash = Xxh3Default::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match bytes.read(&mut buffer) {
            Ok(0) => return Ok(hash.digest128()),
            Ok(n) => hash.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Ten hex digits of a hash, for the names of assets.
pub fn short(hash: u128) -> String {
    format!("{:010x}", hash >> 88)
}

/// The SHA-256 of some bytes in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(of(b""), 0x99aa06d3014798d86001c324468d497f);
        assert_eq!(short(of(b"")), "99aa06d301");
        let long: Vec<u8> = (0..200_000u32).map(|n| n as u8).collect();
        for len in [0, 1, 500, 65_536, 200_000] {
            assert_eq!(stream(&long[..len]).expect("bytes"), of(&long[..len]), "{len}");
        }
        assert_eq!(short(1), "0000000000");
    }
}
