//! Whatever text is given for a link: it decodes to an experiment that has a link of its own, and asks for no more than any may.
#![no_main]

use l2o_playground::experiment::{Demand, MOST_BYTES, MOST_EVALUATION, MOST_OPERATIONS, decode, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let config = decode(text).config;
    let again = decode(&encode(&config));
    assert!(again.problems.is_empty() && again.config == config);
    let demand = Demand::of(&config);
    assert!(demand.training <= MOST_OPERATIONS && demand.evaluation <= MOST_EVALUATION);
    assert!(demand.bytes <= MOST_BYTES);
});
