//! Fingerprints: hashes over the bits of everything a run computed.
//!
//! Two runs have the same fingerprint if (and, but for a chance of 2⁻⁶⁴, only if) all iterates and losses agree bit for bit.

use crate::optimizer::Descent;
use xxhash_rust::xxh64::Xxh64;

/// A running 64-bit hash (xxHash64, seed 0, values as little-endian `f32`).
#[derive(Clone)]
pub struct Fingerprint(Xxh64);

impl Fingerprint {
    /// The hash of nothing.
    pub fn new() -> Self {
        Fingerprint(Xxh64::new(0))
    }

    /// Adds one number.
    pub fn value(&mut self, value: f32) {
        self.0.update(&value.to_le_bytes());
    }

    /// Adds a word.
    pub fn word(&mut self, word: u64) {
        self.0.update(&word.to_le_bytes());
    }

    /// Adds a text and where it ends.
    pub fn text(&mut self, text: &str) {
        self.0.update(text.as_bytes());
        self.word(text.len() as u64);
    }

    /// The hash of a text.
    pub fn of(text: &str) -> u64 {
        let mut fingerprint = Fingerprint::new();
        fingerprint.text(text);
        fingerprint.hash()
    }

    /// Adds iterate and value of every task of a batch.
    pub fn descent(&mut self, descent: &Descent) {
        let size = descent.x.len() / descent.f.len();
        for (x, &f) in descent.x.chunks_exact(size).zip(&descent.f) {
            for &x in x {
                self.value(x);
            }
            self.value(f);
        }
    }

    /// The hash of all that was added.
    pub fn hash(&self) -> u64 {
        self.0.digest()
    }
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self::new()
    }
}
