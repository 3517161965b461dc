//! Kenyan mobile numbers in the one form Daraja takes, and how people write them.

use std::fmt;

use crate::values::ValueError;

/// A Kenyan mobile number: `254`, then nine digits that begin with 7 or 1 (section 15).
///
/// `Debug` and `Display` mask it; [`Msisdn::digits`] is the one way to the whole number.
///
/// ```
/// use daraja::Msisdn;
///
/// let payee = Msisdn::read("0712 000 111")?;
/// assert_eq!(payee, Msisdn::parse("254712000111")?);
/// assert_eq!(payee.to_string(), "2547•••••111");
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Msisdn(u32);

/// The network that a range of numbers was first given to. People take their number along, so this is
/// never more than a hint (section 15, numbering metadata of 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Network {
    /// Safaricom, which runs M-Pesa.
    Safaricom,
    /// Airtel.
    Airtel,
    /// Telkom.
    Telkom,
    /// Equitel.
    Equitel,
}

impl Msisdn {
    /// Reads the canonical form only: twelve digits, `2547…` or `2541…`.
    ///
    /// # Errors
    /// When it is anything else, however clear its meaning; see [`Msisdn::read`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        text.strip_prefix("254").and_then(national).ok_or_else(|| {
            ValueError::new(FIELD, text, "254 and nine digits beginning with 7 or 1")
        })
    }

    /// Reads a number as people write it: `07…`, `01…`, `7…`, `1…`, `254…`, `+254…`, with spaces,
    /// hyphens, dots and brackets between the digits. Never guesses a missing digit.
    ///
    /// # Errors
    /// When it is not clearly one Kenyan mobile number.
    pub fn read(text: &str) -> Result<Self, ValueError> {
        let refused = || {
            ValueError::new(
                FIELD,
                text.trim(),
                "a Kenyan mobile number such as 07…, 01…, 2547… or +2541…",
            )
        };
        let written = text.trim();
        let (written, international) = match written.strip_prefix('+') {
            Some(rest) => (rest, true),
            None => (written, false),
        };
        let mut digits = String::with_capacity(12);
        for c in written.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '-' | '.' | '(' | ')' | '\u{2010}'..='\u{2015}' => {}
                c if c.is_whitespace() => {}
                _ => return Err(refused()),
            }
        }
        let after_code = digits.strip_prefix("254").filter(|rest| rest.len() >= 9);
        let rest = match after_code {
            Some(rest) => rest,
            None if international => return Err(refused()),
            None => digits.as_str(),
        };
        // "+254 (0)7…" is a habit of letterheads.
        let rest = rest.strip_prefix('0').unwrap_or(rest);
        national(rest).ok_or_else(refused)
    }

    /// The twelve digits. Revealing: call it only to send or, where that is allowed, to show.
    #[must_use]
    pub fn digits(self) -> String {
        format!("254{:09}", self.0)
    }

    /// The network this number's range was first given to, where that is known. A hint only.
    #[must_use]
    pub fn first_network(self) -> Option<Network> {
        match self.0 / 1_000_000 {
            700..=729
            | 740..=743
            | 745
            | 746
            | 748
            | 749
            | 757..=759
            | 768
            | 769
            | 790..=799
            | 110..=119 => Some(Network::Safaricom),
            730..=739 | 780..=789 | 750..=756 | 761 | 762 | 100..=106 => Some(Network::Airtel),
            770..=779 | 120 => Some(Network::Telkom),
            763..=766 => Some(Network::Equitel),
            _ => None,
        }
    }
}

const FIELD: &str = "phone number";

/// Nine digits that begin with 7 or 1.
fn national(digits: &str) -> Option<Msisdn> {
    let fits = digits.len() == 9
        && digits.starts_with(['7', '1'])
        && digits.bytes().all(|b| b.is_ascii_digit());
    if fits {
        digits.parse().ok().map(Msisdn)
    } else {
        None
    }
}

/// `2547•••••111`
impl fmt::Display for Msisdn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "254{}•••••{:03}", self.0 / 100_000_000, self.0 % 1_000)
    }
}

impl fmt::Debug for Msisdn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_canonical_form_is_read_strictly() {
        assert_eq!(
            Msisdn::parse("254708374149").unwrap().digits(),
            "254708374149"
        );
        assert!(Msisdn::parse("254110000111").is_ok());
        for bad in [
            "",
            "254",
            "0712000111",
            "+254712000111",
            "254212000111",
            "25471200011",
            "2547120001110",
            " 254712000111",
            "25471200011x",
        ] {
            assert!(Msisdn::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn people_write_numbers_in_many_ways() {
        for text in [
            "0712000111",
            "712000111",
            "254712000111",
            "+254712000111",
            "+254 (0)712 000 111",
            " 0712-000-111 ",
            "0712.000.111",
            "(0712) 000111",
            "+254\u{a0}712\u{2011}000\u{2011}111",
        ] {
            assert_eq!(
                Msisdn::read(text).unwrap().digits(),
                "254712000111",
                "{text}"
            );
        }
        assert_eq!(Msisdn::read("0110000111").unwrap().digits(), "254110000111");
    }

    #[test]
    fn what_is_not_clearly_a_number_is_refused() {
        for text in [
            "",
            "07120001",
            "07120001111",
            "+255712000111",
            "+712000111",
            "0512000111",
            "2.54712E+11",
            "254712000111.0",
            "2547••••111",
            "0712000111 / 0712000222",
            "N/A",
        ] {
            assert!(Msisdn::read(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_first_network_is_a_hint() {
        let of = |text| Msisdn::read(text).unwrap().first_network();
        assert_eq!(of("0712000111"), Some(Network::Safaricom));
        assert_eq!(of("0112000111"), Some(Network::Safaricom));
        assert_eq!(of("0733000111"), Some(Network::Airtel));
        assert_eq!(of("0770000111"), Some(Network::Telkom));
        assert_eq!(of("0763000111"), Some(Network::Equitel));
        assert_eq!(of("0744000111"), None);
    }

    proptest! {
        #[test]
        fn every_number_is_read_again_and_shown_masked(
            head in prop_oneof![Just(1_u32), Just(7_u32)],
            rest in 0_u32..100_000_000,
        ) {
            let text = format!("254{}", head * 100_000_000 + rest);
            let number = Msisdn::parse(&text).unwrap();
            prop_assert_eq!(number.digits(), text.as_str());
            prop_assert_eq!(Msisdn::read(&format!("+{text}")).unwrap(), number);
            prop_assert_eq!(Msisdn::read(text.strip_prefix("254").unwrap()).unwrap(), number);
            for shown in [format!("{number}"), format!("{number:?}")] {
                prop_assert_eq!(shown.chars().count(), 12);
                prop_assert_eq!(shown.get(..4), text.get(..4));
                prop_assert!(shown.ends_with(text.get(9..).unwrap()));
                prop_assert!(!shown.contains(text.get(4..9).unwrap()));
            }
        }

        #[test]
        fn no_text_breaks_the_readers(text in ".{0,24}") {
            if let Ok(number) = Msisdn::parse(&text) {
                prop_assert_eq!(number.digits(), text.clone());
            }
            if let Ok(number) = Msisdn::read(&text) {
                prop_assert_eq!(Msisdn::parse(&number.digits()).unwrap(), number);
            }
        }
    }
}
