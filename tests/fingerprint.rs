//! A fingerprint depends on every bit of every iterate and value, and on nothing else.

use l2o_playground::experiment::experiment_fingerprint;
use l2o_playground::fingerprint::Fingerprint;
use l2o_playground::optimizer::Descent;

const TASKS: usize = 5;

/// Number `number` of a task: its coordinates, then its value.
fn place(descent: &mut Descent, number: usize, task: usize) -> &mut f32 {
    match number {
        2 => &mut descent.f[task],
        axis => &mut descent.x[2 * task + axis],
    }
}

fn hash(descent: &Descent) -> u64 {
    let mut fingerprint = Fingerprint::new();
    fingerprint.descent(descent);
    fingerprint.hash()
}

#[test]
fn every_bit_of_every_task_counts() {
    let mut descent = Descent::new(TASKS, 2);
    for task in 0..TASKS {
        for number in 0..3 {
            *place(&mut descent, number, task) = (3 * task + number) as f32 - 6.5;
        }
    }
    for (number, task) in (0..3).flat_map(|number| (0..TASKS).map(move |task| (number, task))) {
        for bit in [0, 31] {
            let mut flipped = descent.clone();
            let place = place(&mut flipped, number, task);
            *place = f32::from_bits(place.to_bits() ^ (1 << bit));
            assert_ne!(hash(&flipped), hash(&descent), "bit {bit} of number {number} of task {task}");
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
