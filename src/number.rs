//! Numbers as text. The standard library's code for this is as large as all kernels together, so that of small libraries is
//! taken: the page loads it before anything else.

#![allow(clippy::cast_possible_wrap)] // lengths of short texts

use lexical_parse_float::FromLexical;

/// The shortest text that reads back as the same number: `3e-3`, `0.25`.
pub fn number(value: f32) -> String {
    let mut buffer = zmij::Buffer::new();
    let mut text = String::new();
    // Digits without zeros at either end, and how many of them stand before the point.
    let (mut digits, mut point) = (String::new(), 0);
    let mut zeros = 0;
    let mut bytes = buffer.format(value).bytes();
    let mut whole = true;
    while let Some(byte) = bytes.next() {
        match byte {
            b'-' => text.push('-'),
            b'.' => whole = false,
            b'e' => point += exponent(&mut bytes),
            b'0' if digits.is_empty() => point -= i32::from(!whole),
            _ => {
                point += i32::from(whole);
                zeros = if byte == b'0' { zeros + 1 } else { 0 };
                digits.push(char::from(byte));
            }
        }
    }
    digits.truncate(digits.len() - zeros);
    if digits.is_empty() {
        text.push('0');
        return text;
    }
    let (plain, scientific) = (plain(&digits, point), scientific(&digits, point));
    text.push_str(if scientific.len() < plain.len() { &scientific } else { &plain });
    text
}

/// The number after an `e`.
fn exponent(bytes: &mut std::str::Bytes) -> i32 {
    let (mut value, mut sign) = (0, 1);
    for byte in bytes {
        match byte {
            b'-' => sign = -1,
            b'0'..=b'9' => value = 10 * value + i32::from(byte - b'0'),
            _ => {}
        }
    }
    sign * value
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
    push_digits(&mut text, digits, point);
    for _ in length(digits)..point {
        text.push('0');
    }
    text
}

/// `1.23e4`.
fn scientific(digits: &str, point: i32) -> String {
    let mut text = String::new();
    push_digits(&mut text, digits, 1);
    text.push('e');
    text.push_str(&(point - 1).to_string());
    text
}

/// Digits with a point after `point` of them, if it stands between two.
fn push_digits(text: &mut String, digits: &str, point: i32) {
    for (i, digit) in (0..).zip(digits.bytes()) {
        if i == point && i > 0 {
            text.push('.');
        }
        text.push(char::from(digit));
    }
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
