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
    let point = length(whole) + exponent.parse::<i32>().unwrap_or_default() + length(digits) - length(&all);
    let digits = digits.trim_end_matches('0');
    let (plain, scientific) = (plain(digits, point), scientific(digits, point));
    match digits {
        "" => format!("{sign}0"),
        _ if scientific.len() < plain.len() => format!("{sign}{scientific}"),
        _ => format!("{sign}{plain}"),
    }
}

/// `0.00123`, `12.3`, `12300`: the point comes after the first `point` digits.
fn plain(digits: &str, point: i32) -> String {
    let mut text = String::new();
    if point <= 0 {
        text.push_str("0.");
    }
    for _ in point..0 {
        text.push('0');
    }
    for (i, digit) in (0..).zip(digits.chars()) {
        if i == point && i > 0 {
            text.push('.');
        }
        text.push(digit);
    }
    for _ in length(digits)..point {
        text.push('0');
    }
    text
}

/// `1.23e4`.
fn scientific(digits: &str, point: i32) -> String {
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i == 1 {
            text.push('.');
        }
        text.push(digit);
    }
    format!("{text}e{}", point - 1)
}

fn length(text: &str) -> i32 {
    i32::try_from(text.len()).unwrap_or(i32::MAX)
}

/// The number nearest to a decimal text; `None` if it is not the text of a number.
pub fn nearest(text: &str) -> Option<f32> {
    f32::from_lexical(text.as_bytes()).ok()
}

/// A value with so many significant digits.
pub fn rounded(value: f64, digits: i32) -> f32 {
    let most = (0..digits).fold(1.0, |power, _| power * 10.0);
    let size = value.abs();
    if size < f64::MIN_POSITIVE {
        return 0.0;
    }
    let mut scale = 1.0;
    while size * scale >= most {
        scale /= 10.0;
    }
    while size * scale * 10.0 < most {
        scale *= 10.0;
    }
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
