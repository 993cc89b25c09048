//! Whatever happens to a link on its way, decoding it never panics and always yields a valid experiment.

mod support;

use l2o_playground::experiment::{
    Config, Demand, FIELDS, MOST_BYTES, MOST_EVALUATION, MOST_OPERATIONS, change, decode, encode,
};
use support::mangler::Mangler;

const LINKS: usize = 100_000;

/// Whether what the link became takes no more work and memory than any may: for every optimizer that can be trained.
fn within_bounds(config: &Config) -> bool {
    let demand = Demand::of(config);
    demand.training <= MOST_OPERATIONS && demand.evaluation <= MOST_EVALUATION && demand.bytes <= MOST_BYTES
}

#[test]
fn a_mangled_change_is_made_whole_or_refused() {
    let mut mangler = Mangler::new();
    let mut config = Config::default();
    let (mut made, mut refused) = (0, 0);
    for _ in 0..LINKS {
        let field = &FIELDS[mangler.below(FIELDS.len())];
        let text = mangler.value(field);
        let before = config.clone();
        match change(&mut config, field.key, &text) {
            Ok(()) => made += 1,
            Err(problems) => {
                assert!(!problems.is_empty(), "{} = {text:?}", field.key);
                assert_eq!(config, before, "{} = {text:?}", field.key);
                refused += 1;
            }
        }
        assert!(within_bounds(&config), "{} = {text:?}", field.key);
        assert_eq!(decode(&encode(&config)).problems, [], "{} = {text:?}", field.key);
    }
    assert!(made > LINKS / 10 && refused > LINKS / 10, "{made} made, {refused} refused");
}

#[test]
fn a_mangled_link_decodes_to_a_valid_experiment() {
    let mut mangler = Mangler::new();
    let (mut faultless, mut faulty) = (0, 0);
    for _ in 0..LINKS {
        let link = mangler.mangled();
        let decoded = decode(&link);
        assert!(within_bounds(&decoded.config), "{link:?}");
        for problem in &decoded.problems {
            assert!(!problem.takes.is_empty(), "{link:?}: {problem:?}");
            assert!(problem.given.chars().count() <= 61, "{link:?}: {problem:?}");
            assert!(problem.field.chars().count() <= 61, "{link:?}: {problem:?}");
        }
        *(if decoded.problems.is_empty() { &mut faultless } else { &mut faulty }) += 1;
        let canonical = encode(&decoded.config);
        let again = decode(&canonical);
        assert_eq!(again.problems, [], "{link:?} became {canonical}");
        assert_eq!(again.config, decoded.config, "{link:?} became {canonical}");
    }
    // Both kinds were met, or the mangling is too mild or too wild to say anything.
    assert!(faultless > LINKS / 200 && faulty > LINKS / 2, "{faultless} faultless, {faulty} faulty");
}

#[test]
fn noise_decodes_to_a_valid_experiment() {
    let mut mangler = Mangler::new();
    for length in (0..400).chain([8191, 8192, 8193, 100_000]) {
        let noise: String =
            (0..length).map(|_| char::from_u32(mangler.below(0x300) as u32).unwrap_or('x')).collect();
        let decoded = decode(&noise);
        assert_eq!(decode(&encode(&decoded.config)).config, decoded.config, "{noise:?}");
    }
}
