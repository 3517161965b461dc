//! What payers type into the account field: references and accounts, right, loose and wrong.

use super::dice::Dice;
use super::people::Person;

/// Words that people type when they do not know what to type.
const WORDS: &[&str] = &[
    "rent",
    "RENT",
    "house",
    "stall",
    "payment",
    "rent na maji",
    "paid",
    "N/A",
];

/// What strangers type.
const STRANGE: &[&str] = &[
    "HARAMBEE",
    "harambee ya kanisa",
    "MCHANGO",
    "SCHOOL FEES",
    "TOKEN 1422",
    "WATER",
    "sadaka",
    "fare",
    "UKWELI SACCO",
    "bursary",
    "4471902",
    "MEMBER 88120",
    "medical fund",
    "",
];

/// The numbers that invoices of this sample have, so that no typing error names another one.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    pub(super) first: u32,
    pub(super) end: u32,
}

impl Numbers {
    /// `count` numbers with equally many digits.
    pub(super) fn of(count: u32) -> Self {
        let first = if count < 70_000 { 20_001 } else { 2_000_001 };
        Self {
            first,
            end: first.saturating_add(count),
        }
    }

    /// Whether a text, its punctuation and case aside, is a reference of this sample.
    pub(super) fn names_one(self, typed: &str) -> bool {
        let folded: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
        let digits = folded.to_ascii_uppercase();
        let digits = digits.strip_prefix("INV").unwrap_or(&digits);
        digits
            .parse()
            .is_ok_and(|number| (self.first..self.end).contains(&number))
    }
}

/// `INV-20433`
pub(super) fn reference(number: u32) -> String {
    format!("INV-{number}")
}

/// A reference in one of the ways that fold to the same.
pub(super) fn loose_reference(number: u32, dice: &mut Dice) -> String {
    match dice.below(7) {
        0 => format!("INV {number}"),
        1 => format!("inv-{number}"),
        2 => format!("inv{number}"),
        3 => format!("Inv. {number}"),
        4 => format!("INV/{number}"),
        5 => format!("inv - {number}"),
        _ => format!("INV{number}"),
    }
}

/// A unit or account code in one of the ways that fold to the same.
pub(super) fn loose_code(code: &str, dice: &mut Dice) -> String {
    match dice.below(3) {
        0 => code.replace('-', " "),
        1 => code.replace('-', "").to_lowercase(),
        _ => code.to_lowercase(),
    }
}

/// A reference without its letters.
pub(super) fn digits_only(number: u32, dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => format!("no {number}"),
        1 => format!("{number} "),
        _ => number.to_string(),
    }
}

/// Two references in one field.
pub(super) fn list(first: u32, second: u32, dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => format!("INV-{first} INV-{second}"),
        1 => format!("INV{first}/{second}"),
        2 => format!("{first} & {second}"),
        _ => format!("inv {first},{second}"),
    }
}

/// A reference with one slip of the finger, never another invoice's.
pub(super) fn slip(number: u32, numbers: Numbers, dice: &mut Dice) -> String {
    let right = number.to_string();
    for _ in 0..12 {
        let digits: Vec<char> = right.chars().collect();
        let place = usize::try_from(dice.below(super::dice::size(&digits))).unwrap_or(0);
        let wrong = slipped(&digits, place, dice);
        let text = if dice.chance(400) {
            format!("inv{wrong}")
        } else {
            format!("INV-{wrong}")
        };
        if wrong != right && !numbers.names_one(&text) {
            return text;
        }
    }
    format!("IVN-{number}")
}

/// One digit swapped with the next, left out, doubled, mistaken, or typed as a letter.
fn slipped(digits: &[char], place: usize, dice: &mut Dice) -> String {
    let mut out = digits.to_vec();
    let Some(at) = out.get(place).copied() else {
        return String::new();
    };
    match dice.below(5) {
        0 if place + 1 < out.len() => out.swap(place, place + 1),
        1 => drop(out.remove(place)),
        2 => out.insert(place, at),
        3 => {
            let looks_like = match at {
                '0' => 'O',
                '1' => 'I',
                '5' => 'S',
                '8' => 'B',
                other => other,
            };
            out.splice(place..=place, [looks_like]);
        }
        _ => {
            let other = char::from_digit(u32::try_from(dice.below(10)).unwrap_or(0), 10);
            out.splice(place..=place, other);
        }
    }
    out.into_iter().collect()
}

/// What a known payer types in place of the reference.
pub(super) fn word(payer: Person, dice: &mut Dice) -> String {
    match dice.below(3) {
        0 => payer.name_typed(),
        1 => payer.phone_typed(),
        _ => dice.pick(WORDS).to_owned(),
    }
}

/// What a stranger types; may be nothing.
pub(super) fn strange(dice: &mut Dice) -> &'static str {
    dice.pick(STRANGE)
}

#[cfg(test)]
mod tests {
    use domain::AccountKey;

    use super::super::dice::Topic;
    use super::*;

    #[test]
    fn loose_forms_fold_to_the_reference_and_slips_do_not() {
        let mut dice = Dice::new(2, Topic::Payments);
        let numbers = Numbers::of(1_800);
        for number in numbers.first..numbers.end {
            let right = AccountKey::fold(&reference(number));
            assert_eq!(AccountKey::fold(&loose_reference(number, &mut dice)), right);
            let wrong = slip(number, numbers, &mut dice);
            assert!(!numbers.names_one(&wrong), "{wrong} is another invoice");
            assert_ne!(AccountKey::fold(&wrong), right, "{wrong}");
        }
        assert_eq!(
            AccountKey::fold(&loose_code("HSE-014", &mut dice)),
            AccountKey::fold("HSE-014")
        );
        assert!(
            STRANGE
                .iter()
                .chain(WORDS)
                .all(|word| !numbers.names_one(word))
        );
    }
}
