//! Numbers in links are written and read as the standard library writes and reads them.

use l2o_playground::experiment::{nearest, number};
use proptest::prelude::*;

/// The shorter of the two shortest forms.
fn expected(value: f32) -> String {
    let (plain, scientific) = (format!("{value}"), format!("{value:e}"));
    if scientific.len() < plain.len() { scientific } else { plain }
}

#[test]
fn numbers_at_the_ends_of_their_range_are_written_as_by_the_standard_library() {
    for value in [0.0, 1.0, 10.0, 0.1, 1e-12, 1e30, 123.456, 16_777_216.0, 1e-45, f32::MIN_POSITIVE, f32::MAX]
    {
        for value in [value, -value] {
            assert_eq!(number(value), expected(value), "{value:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn every_finite_number_is_written_as_short_as_by_the_standard_library_and_reads_back(bits: u32) {
        let value = f32::from_bits(bits);
        prop_assume!(value.is_finite());
        // Where two texts are equally short and equally near, either will do.
        prop_assert_eq!(number(value).len(), expected(value).len());
        prop_assert_eq!(nearest(&number(value)).map(f32::to_bits), Some(bits));
    }

    #[test]
    fn decimal_texts_are_read_as_by_the_standard_library(text in "-?[0-9]{1,12}(\\.[0-9]{1,12})?(e-?[0-9]{1,2})?") {
        prop_assert_eq!(nearest(&text), text.parse().ok(), "{}", text);
    }

    #[test]
    fn what_is_no_number_is_refused_as_by_the_standard_library(text in "[-.e0-9]{0,6}") {
        prop_assert_eq!(nearest(&text).is_some(), text.parse::<f32>().is_ok(), "{}", text);
    }
}
