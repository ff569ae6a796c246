//! What stands behind the `?` of an address, and percent codes.

/// The names and values of a query, decoded; of bytes that are no text a sign stays.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (form(name), form(value))
    })
}

/// As forms and `URLSearchParams` write it: a `+` is a space. What is not whole stays as it is.
fn form(text: &str) -> String {
    let text = text.replace('+', " ");
    match unescape(&text) {
        Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        None => text,
    }
}

/// Decodes percent codes; none if one is not whole.
pub(super) fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values() {
        let pairs: Vec<_> = pairs("page=%2Fa%2520b.html&text=a+b%2Bc&text=%zz&x&&=%ff").collect();
        let expected = [("page", "/a%20b.html"), ("text", "a b+c"), ("text", "%zz"), ("x", ""), ("", "\u{fffd}")];
        assert_eq!(pairs, expected.map(|(name, value)| (name.to_string(), value.to_string())));
    }
}
