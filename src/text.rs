//! Text put together from pieces. The standard library's `join` is made for every type of text anew, which the page would have to load.

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
