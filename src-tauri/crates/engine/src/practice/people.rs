//! The people of the sample: invented names and numbers, and the ways statements mask them.
//!
//! Names are drawn from two lists, part by part; the fourth digit of every number is a zero. No one is
//! meant.

use super::dice::Dice;

const FIRST: &[&str] = &[
    "Abdi", "Achieng", "Akinyi", "Alice", "Amani", "Amina", "Anyango", "Asha", "Atieno", "Baraka",
    "Brian", "Caroline", "Chebet", "Chege", "Cherono", "Daniel", "David", "Dennis", "Esther",
    "Fatuma", "Faith", "Furaha", "Grace", "Halima", "Hassan", "Imani", "Jackline", "James", "Jane",
    "Jelimo", "John", "Joseph", "Joyce", "Juma", "Kamene", "Kevin", "Kiprono", "Leila", "Lucy",
    "Margaret", "Mary", "Mercy", "Moses", "Mumbua", "Mwende", "Naliaka", "Nafula", "Neema",
    "Njeri", "Nyambura", "Pendo", "Peter", "Rehema", "Rose", "Samuel", "Sharon", "Stephen",
    "Tabitha", "Wairimu", "Wambui", "Wanjiru", "Winnie", "Yusuf", "Zawadi",
];

const LAST: &[&str] = &[
    "Ali",
    "Barasa",
    "Cheruiyot",
    "Gathoni",
    "Gitau",
    "Githinji",
    "Hamisi",
    "Kamau",
    "Karanja",
    "Kariuki",
    "Keter",
    "Kibet",
    "Kilonzo",
    "Kimani",
    "Kimeu",
    "Kioko",
    "Kipkemboi",
    "Kiptoo",
    "Koech",
    "Korir",
    "Langat",
    "Macharia",
    "Maina",
    "Makau",
    "Makokha",
    "Mbithi",
    "Mburu",
    "Mohamed",
    "Muchiri",
    "Mugo",
    "Muli",
    "Musyoka",
    "Muthoni",
    "Mutiso",
    "Mutua",
    "Mwangi",
    "Mwaniki",
    "Ndegwa",
    "Ndung'u",
    "Ngugi",
    "Njoroge",
    "Nyaga",
    "Nyongesa",
    "Obiero",
    "Ochieng",
    "Odhiambo",
    "Okello",
    "Oloo",
    "Omar",
    "Omondi",
    "Onyango",
    "Opiyo",
    "Otieno",
    "Owino",
    "Rono",
    "Salim",
    "Simiyu",
    "Tanui",
    "Wafula",
    "Wanjala",
    "Wekesa",
    "Were",
    "Yator",
];

/// First three national digits, by how common they are.
const PREFIXES: &[(u32, u64)] = &[
    (700, 6),
    (701, 5),
    (703, 5),
    (705, 4),
    (708, 4),
    (710, 7),
    (711, 6),
    (712, 8),
    (713, 5),
    (715, 6),
    (717, 4),
    (719, 4),
    (720, 8),
    (721, 8),
    (722, 9),
    (723, 7),
    (724, 6),
    (726, 6),
    (728, 5),
    (729, 5),
    (740, 3),
    (741, 3),
    (743, 3),
    (746, 2),
    (748, 2),
    (757, 2),
    (768, 2),
    (790, 4),
    (791, 4),
    (795, 4),
    (798, 3),
    (110, 2),
    (112, 2),
    (114, 2),
    (115, 2),
];

/// A person: parts of a name and a phone number as its nine national digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Person {
    phone: u32,
    first: &'static str,
    middle: Option<&'static str>,
    last: &'static str,
}

impl Person {
    pub(super) fn invent(dice: &mut Dice) -> Self {
        let middle = dice.chance(550).then(|| dice.pick(FIRST));
        let prefix = dice.weighted(PREFIXES);
        let rest = u32::try_from(dice.below(100_000)).unwrap_or(0);
        Self {
            phone: prefix * 1_000_000 + rest,
            first: dice.pick(FIRST),
            middle,
            last: dice.pick(LAST),
        }
    }

    /// The name as the business writes it in its books.
    pub(super) fn name(self) -> String {
        match self.middle {
            Some(middle) => format!("{} {middle} {}", self.first, self.last),
            None => format!("{} {}", self.first, self.last),
        }
    }

    /// `AMANI **** MFANO`, as `Pay Bill from` prints it.
    pub(super) fn name_upper(self) -> String {
        let hole = if self.middle.is_some() { " ****" } else { "" };
        format!(
            "{}{hole} {}",
            self.first.to_uppercase(),
            self.last.to_uppercase()
        )
    }

    /// `amani mfano`, as `Pay Bill Online from` prints it.
    pub(super) fn name_lower(self) -> String {
        format!("{} {}", self.first.to_lowercase(), self.last.to_lowercase())
    }

    /// What someone types who puts a name where the reference belongs.
    pub(super) fn name_typed(self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// The number in one of the ways ledgers write it.
    pub(super) fn phone_written(self, way: u64) -> String {
        let (head, middle, tail) = self.parts();
        match way {
            0 => format!("254{head:03}{middle:03}{tail:03}"),
            1 => format!("+254 {head:03} {middle:03} {tail:03}"),
            2 => format!("0{head:03}-{middle:03}-{tail:03}"),
            _ => format!("0{head:03}{middle:03}{tail:03}"),
        }
    }

    /// The number as someone types it in place of a reference.
    pub(super) fn phone_typed(self) -> String {
        self.phone_written(3)
    }

    /// `25470****101`: five, four, three.
    pub(super) fn mask_international(self) -> String {
        let (head, _, tail) = self.parts();
        format!("254{:02}****{tail:03}", head / 10)
    }

    /// `070****404`: three, four, three.
    pub(super) fn mask_national(self) -> String {
        let (head, _, tail) = self.parts();
        format!("0{:02}****{tail:03}", head / 10)
    }

    /// `2547****505`: four, four, three.
    pub(super) fn mask_short(self) -> String {
        let (head, _, tail) = self.parts();
        format!("254{}****{tail:03}", head / 100)
    }

    fn parts(self) -> (u32, u32, u32) {
        (
            self.phone / 1_000_000,
            self.phone / 1_000 % 1_000,
            self.phone % 1_000,
        )
    }
}

#[cfg(test)]
mod tests {
    use domain::{PartyId, Phone};

    use super::super::dice::Topic;
    use super::*;

    #[test]
    fn every_way_of_writing_a_number_is_the_same_number() {
        let mut dice = Dice::new(3, Topic::Customers);
        for _ in 0..500 {
            let person = Person::invent(&mut dice);
            let phone = Phone::parse(&person.phone_typed()).unwrap();
            for way in 0..4 {
                assert_eq!(Phone::parse(&person.phone_written(way)), Ok(phone));
            }
            for mask in [
                person.mask_international(),
                person.mask_national(),
                person.mask_short(),
            ] {
                match PartyId::parse(&mask) {
                    Some(PartyId::Masked(mask)) => assert!(mask.fits(phone), "{mask} {phone}"),
                    other => panic!("{mask} is no mask: {other:?}"),
                }
            }
        }
    }
}
