//! Text put together from pieces. The standard library's `join` is made for every type of text anew, which the page would have to load.

use crate::number::number;

/// Appends pieces of text. In one place: the compiler would copy it to wherever text is put together.
#[inline(never)]
pub fn append(text: &mut String, pieces: &[&str]) {
    for piece in pieces {
        text.push_str(piece);
    }
}

/// The texts one after the other, with `between` between two.
pub fn listed(texts: &mut dyn Iterator<Item = String>, between: &str) -> String {
    let mut list = String::new();
    for (index, text) in texts.enumerate() {
        append(&mut list, &[if index > 0 { between } else { "" }, &text]);
    }
    list
}

/// `2x − 0.4y + 7`: terms with a zero coefficient are left out, three digits after the point at most.
pub fn sum(terms: &[(f32, &str)]) -> String {
    let mut text = String::new();
    for &(coefficient, name) in terms {
        let thousandths = (coefficient.abs() * 1000.0).round();
        if thousandths < 1.0 {
            continue;
        }
        let size = number(thousandths / 1000.0);
        let negative = coefficient < 0.0;
        text.push_str(match (text.is_empty(), negative) {
            (true, true) => "−",
            (true, false) => "",
            (false, true) => " − ",
            (false, false) => " + ",
        });
        if size != "1" || name.is_empty() {
            text.push_str(&size);
        }
        text.push_str(name);
    }
    if text.is_empty() { "0".into() } else { text }
}
