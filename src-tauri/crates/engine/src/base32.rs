//! Crockford's base32, in which codes are written that people copy and read out: no I, L, O or U.

/// The digits.
pub const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The character of a digit; none past 31.
#[must_use]
pub fn character(digit: u8) -> Option<char> {
    DIGITS.get(usize::from(digit)).copied().map(char::from)
}

/// The digit of a character as a person types it: in any case, O read as 0, I and L as 1. None when it is no
/// digit.
#[must_use]
pub fn digit(typed: char) -> Option<u8> {
    let c = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = DIGITS.iter().position(|digit| char::from(*digit) == c)?;
    u8::try_from(at).ok()
}

/// Whether a character only separates groups: blanks, hyphens and dashes.
#[must_use]
pub fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_read_however_it_is_typed() {
        for at in 0..32 {
            let c = character(at).unwrap();
            assert_eq!(digit(c), Some(at));
            assert_eq!(digit(c.to_ascii_lowercase()), Some(at));
        }
        assert_eq!(character(32), None);
        let alike: Vec<_> = "oOiIlL".chars().map(digit).collect();
        assert_eq!(alike, [0, 0, 1, 1, 1, 1].map(Some));
        assert!("uU*ä-".chars().all(|c| digit(c).is_none()));
        assert!(" -\t–—".chars().all(separates) && !separates('0'));
    }
}
