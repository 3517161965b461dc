//! Bytes as lower-case hex, as tokens, hashes and keys are written.

/// 32 bytes: a SHA-256, or an X25519 key.
pub type Bytes32 = [u8; 32];

/// Writes bytes as lower-case hex.
#[must_use]
pub fn write(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads 64 lower-case hex digits; `None` for anything else.
#[must_use]
pub fn read32(text: &str) -> Option<Bytes32> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != 32 || !rest.is_empty() {
        return None;
    }
    let mut out = [0; 32];
    for (byte, [high, low]) in out.iter_mut().zip(pairs) {
        *byte = (digit(*high)? << 4) | digit(*low)?;
    }
    Some(out)
}

const fn digit(of: u8) -> Option<u8> {
    match of {
        b'0'..=b'9' => Some(of - b'0'),
        b'a'..=b'f' => Some(of - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_two_bytes_read_back_and_nothing_else_does() {
        let bytes: Bytes32 = std::array::from_fn(|at| u8::try_from(at * 8 + 1).unwrap());
        let text = write(&bytes);
        assert_eq!(read32(&text), Some(bytes));
        for other in [
            String::new(),
            text.to_uppercase(),
            format!("{text}00"),
            text.replace('0', "g"),
            "é".repeat(32),
        ] {
            assert_eq!(read32(&other), None, "{other}");
        }
        assert_eq!(read32(text.get(1..).unwrap()), None);
    }
}
