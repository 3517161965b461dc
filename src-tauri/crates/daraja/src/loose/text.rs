//! The inside of a JSON string: escapes resolved, never refused.

use std::borrow::Cow;

/// Resolves the escapes of `inside` (the bytes between the quotes). Bytes that are not UTF-8 and halves
/// of surrogate pairs become U+FFFD; the flag says whether there were any. An escape that JSON does not
/// know stands for the character itself.
pub(super) fn resolve(inside: &[u8]) -> (Cow<'_, str>, bool) {
    if !inside.contains(&b'\\') {
        let text = String::from_utf8_lossy(inside);
        let replaced = matches!(text, Cow::Owned(_));
        return (text, replaced);
    }
    let mut out = Vec::with_capacity(inside.len());
    let mut replaced = false;
    let mut rest = inside;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some((&escape, after)) = rest.split_first() else {
            break;
        };
        rest = after;
        match escape {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(0x08),
            b'f' => out.push(0x0C),
            b'u' => {
                let (resolved, after) = unicode(rest);
                rest = after;
                replaced |= resolved.is_none();
                let mut buffer = [0; 4];
                let text = resolved
                    .unwrap_or(char::REPLACEMENT_CHARACTER)
                    .encode_utf8(&mut buffer);
                out.extend_from_slice(text.as_bytes());
            }
            other => out.push(other),
        }
    }
    match String::from_utf8(out) {
        Ok(text) => (Cow::Owned(text), replaced),
        Err(bad) => (
            Cow::Owned(String::from_utf8_lossy(bad.as_bytes()).into_owned()),
            true,
        ),
    }
}

/// The character of `\u` whose four digits begin `rest`, and what follows it. `None` for a lone
/// surrogate or wrong digits.
fn unicode(rest: &[u8]) -> (Option<char>, &[u8]) {
    let Some((first, after)) = hex4(rest) else {
        return (None, rest);
    };
    if !(0xD800..0xDC00).contains(&first) {
        return (char::from_u32(first), after);
    }
    let second = after.strip_prefix(b"\\u").and_then(hex4);
    match second {
        Some((low, after)) if (0xDC00..0xE000).contains(&low) => {
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (low - 0xDC00);
            (char::from_u32(code), after)
        }
        _ => (None, after),
    }
}

/// The value of four hexadecimal digits at the beginning, and what follows them.
pub(crate) fn hex4(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, after) = bytes.split_at_checked(4)?;
    digits
        .iter()
        .try_fold(0, |sum, &digit| {
            Some(sum * 16 + char::from(digit).to_digit(16)?)
        })
        .map(|code| (code, after))
}
