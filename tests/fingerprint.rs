//! A fingerprint depends on every bit of every iterate and value, and on nothing else.

use l2o_playground::experiment::experiment_fingerprint;
use l2o_playground::fingerprint::Fingerprint;
use l2o_playground::optimizer::Descent;
use l2o_playground::simd::{F32x4, Lanes};

/// Five tasks: one vector, and one lane of the next.
const TASKS: usize = 5;

/// x, y or f of the vector that holds the task.
fn place(descent: &mut Descent, number: usize, task: usize) -> &mut F32x4 {
    match number {
        2 => &mut descent.f[task / 4],
        axis => &mut descent.x[task / 4][axis],
    }
}

/// `descent` with the last bit of one number of one task (or of the padding behind the last) flipped.
fn flipped(descent: &Descent, number: usize, task: usize) -> Descent {
    let mut changed = descent.clone();
    let vector = place(&mut changed, number, task);
    let mut lanes = vector.to_array();
    lanes[task % 4] = f32::from_bits(lanes[task % 4].to_bits() ^ 1);
    *vector = F32x4::from_array(lanes);
    changed
}

fn hash(descent: &Descent) -> u64 {
    let mut fingerprint = Fingerprint::new();
    fingerprint.descent(descent, TASKS);
    fingerprint.hash()
}

#[test]
fn every_bit_of_every_task_counts_and_padding_does_not() {
    let mut descent = Descent::new(TASKS);
    for number in 0..3 {
        for vector in [0, 4] {
            *place(&mut descent, number, vector) = F32x4::from_array([0.5, -1.0, 2.0, 3.5 + number as f32]);
        }
    }
    for number in 0..3 {
        for task in 0..8 {
            let changes = hash(&flipped(&descent, number, task)) != hash(&descent);
            assert_eq!(changes, task < TASKS, "number {number} of task {task}");
        }
    }
}

#[test]
fn the_hash_is_xxhash64_of_little_endian_numbers() {
    // The published value for the empty input, and that of the bytes 00 00 80 3f.
    assert_eq!(Fingerprint::new().hash(), 0xef46_db37_51d8_e999);
    let mut one = Fingerprint::new();
    one.value(1.0);
    assert_eq!(one.hash(), xxhash_rust::xxh64::xxh64(&[0x00, 0x00, 0x80, 0x3f], 0));
}

#[test]
fn a_text_counts_with_where_it_ends() {
    let of = |texts: &[&str]| {
        let mut fingerprint = Fingerprint::new();
        for text in texts {
            fingerprint.text(text);
        }
        fingerprint.hash()
    };
    assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
    assert_ne!(of(&["ab"]), of(&["ab", ""]));
    assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
}

#[test]
fn the_fingerprint_of_an_experiment_depends_on_names_hashes_and_their_order() {
    let whole = experiment_fingerprint([("l2o", "01"), ("gd", "02")]);
    assert_eq!(whole.len(), 16);
    assert!(whole.chars().all(|digit| digit.is_ascii_hexdigit()), "{whole}");
    for other in [
        &[("gd", "02"), ("l2o", "01")] as &[_],
        &[("l2o", "01")],
        &[("l2o", "02"), ("gd", "02")],
        &[("adam", "01"), ("gd", "02")],
        &[],
    ] {
        assert_ne!(experiment_fingerprint(other.iter().copied()), whole, "{other:?}");
    }
}
