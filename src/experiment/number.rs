//! Numbers as text. The standard library's code for this is as large as all kernels together, so that of small libraries is
//! taken: the page loads it before anything else.

#![allow(clippy::cast_possible_wrap)] // lengths of short texts

use lexical_parse_float::FromLexical;

/// The shortest text that reads back as the same number: `3e-3`, `0.25`.
pub fn number(value: f32) -> String {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format(value);
    let (sign, size) = text.strip_prefix('-').map_or(("", text), |size| ("-", size));
    // Digits without zeros at either end, and how many of them stand before the point.
    let (mantissa, exponent) = size.split_once('e').unwrap_or((size, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    let point = whole.len() as i32 + exponent.parse::<i32>().unwrap_or_default();
    let point = point - (all.len() - digits.len()) as i32;
    let digits = digits.trim_end_matches('0');
    let (plain, scientific) = (plain(digits, point), scientific(digits, point));
    match digits {
        "" => [sign, "0"].concat(),
        _ => [sign, if scientific.len() < plain.len() { &scientific } else { &plain }].concat(),
    }
}

/// `0.00123`, `12.3`, `12300`: digits that begin after `point` places of the number's whole part.
fn plain(digits: &str, point: i32) -> String {
    let missing = |from: i32, to: i32| "0".repeat(usize::try_from(to - from).unwrap_or_default());
    let count = digits.len() as i32;
    let whole = usize::try_from(point.min(count)).unwrap_or_default();
    let (whole, fraction) = digits.split_at(whole);
    match (whole, fraction) {
        (whole, "") => [whole, &missing(count, point)].concat(),
        ("", fraction) => ["0.", &missing(point, 0), fraction].concat(),
        (whole, fraction) => [whole, ".", fraction].concat(),
    }
}

/// `1.23e4`.
fn scientific(digits: &str, point: i32) -> String {
    let (first, rest) = digits.split_at(digits.len().min(1));
    let dot = if rest.is_empty() { "" } else { "." };
    [first, dot, rest, "e", &(point - 1).to_string()].concat()
}

/// The number nearest to a decimal text; `None` if it is not the text of a number.
pub fn nearest(text: &str) -> Option<f32> {
    f32::from_lexical(text.as_bytes()).ok()
}

/// A value with so many significant digits.
pub fn rounded(value: f64, digits: i32) -> f32 {
    if value.abs() < f64::MIN_POSITIVE {
        return 0.0;
    }
    let scale = libm::exp10(f64::from(digits - 1) - libm::floor(libm::log10(value.abs())));
    ((value * scale).round() / scale) as f32
}

/// Two significant digits, such as `3.2e13`, for numbers of 10 and more.
pub fn roughly(value: f64) -> String {
    let mut unit = 1.0;
    while value / unit >= 100.0 {
        unit *= 10.0;
    }
    number(((value / unit).round() * unit) as f32)
}
