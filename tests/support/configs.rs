//! Random valid configs, drawn field by field from the table of fields.

use l2o_playground::experiment::{Config, FIELDS, Field, Kind, change};
use proptest::prelude::*;

/// Random configs that are valid as a whole. A value that contradicts the others is left at its default.
pub fn configs() -> impl Strategy<Value = Config> {
    let texts: Vec<_> = FIELDS.iter().map(|field| prop::option::weighted(0.3, texts(field))).collect();
    texts.prop_map(|texts| {
        let mut config = Config::default();
        for (field, text) in FIELDS.iter().zip(texts) {
            if let Some(text) = text {
                // Refused only for the sake of other fields; the config then stays as it was.
                let _ = change(&mut config, field.key, &text);
            }
        }
        config
    })
}

/// Random texts that the field takes.
pub fn texts(field: &Field) -> BoxedStrategy<String> {
    match &field.kind {
        Kind::Integer { min, max, .. } => {
            let low = (*min).max(1).ilog2();
            // Small numbers as likely as large ones, and both ends.
            let sizes = (low..=max.ilog2()).prop_map(|bits| 1_u32 << bits);
            let (min, max) = (*min, *max);
            prop_oneof![Just(min), Just(max), sizes.prop_map(move |size| size.clamp(min, max)), min..=max]
                .prop_map(|value| value.to_string())
                .boxed()
        }
        Kind::Real { min, max, .. } => numbers(*min, *max),
        Kind::AutoReal { min, max, .. } => prop_oneof![Just("auto".to_owned()), numbers(*min, *max)].boxed(),
        Kind::Choice { choices, .. } => {
            let names: Vec<String> = choices.iter().map(|choice| choice.name.to_owned()).collect();
            prop::sample::select(names).boxed()
        }
        Kind::Optimizers => {
            let all: Vec<String> = field.read(&Config::default()).split(',').map(str::to_owned).collect();
            let count = 0..=all.len();
            prop::sample::subsequence(all, count).prop_shuffle().prop_map(|names| names.join(",")).boxed()
        }
        Kind::Flag { .. } => prop_oneof!["0", "1"].boxed(),
        Kind::Numbers { least, most, bound, .. } => list(*least, *most, *bound),
        Kind::Integers { least, most, min, max, .. } => whole(*least, *most, *min, *max),
        Kind::AutoIntegers { most, min, max, .. } => {
            prop_oneof![Just("auto".to_owned()), whole(1, *most, *min, *max)].boxed()
        }
        Kind::AutoNumbers { count, bound, .. } => {
            prop_oneof![Just("auto".to_owned()), list(*count, *count, *bound)].boxed()
        }
    }
}

fn whole(least: usize, most: usize, min: u32, max: u32) -> BoxedStrategy<String> {
    let numbers = prop::collection::vec(min..=max, least..=most);
    numbers.prop_map(|all| all.iter().map(u32::to_string).collect::<Vec<_>>().join(",")).boxed()
}

fn list(least: usize, most: usize, bound: f32) -> BoxedStrategy<String> {
    prop::collection::vec(numbers(-bound, bound), least..=most).prop_map(|texts| texts.join(",")).boxed()
}

/// Numbers of all sizes from `min` to `max`, both ends and 0, in either notation.
fn numbers(min: f32, max: f32) -> BoxedStrategy<String> {
    let digits = max.log10();
    let sized = (-12.0..=digits, prop::bool::ANY).prop_map(move |(digits, negative)| {
        let size = 10.0_f32.powf(digits);
        (if negative { -size } else { size }).clamp(min, max)
    });
    let value = prop_oneof![Just(min), Just(max), Just(0.0_f32.clamp(min, max)), min..=max, sized];
    (value, prop::bool::ANY)
        .prop_map(|(value, plain)| {
            let text = if plain { format!("{value}") } else { format!("{value:e}") };
            if text.len() <= 32 { text } else { format!("{value:e}") }
        })
        .boxed()
}
