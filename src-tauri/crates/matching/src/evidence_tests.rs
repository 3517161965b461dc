use super::*;
use proptest::prelude::*;

fn id(a: &str, b: &str) -> Id {
    compare_ids(PartyId::parse(a).as_ref(), PartyId::parse(b).as_ref())
}

#[test]
fn ids_compare_by_what_both_show() {
    let digest = "a".repeat(64);
    for (a, b, expected) in [
        ("0700123303", "254700123303", Id::Same),
        ("0700123303", "0700123304", Id::Differs),
        ("0700***303", "0700123303", Id::Fits),
        ("2547******303", "0711123303", Id::Fits),
        ("0711***303", "0700123303", Id::Differs),
        ("2547****303", "0700***303", Id::Fits),
        ("0711***303", "0700***303", Id::Differs),
        ("600333", "600333", Id::Same),
        ("600333", "0700123303", Id::Differs),
        ("SP", "0700123303", Id::Silent),
        ("", "0700123303", Id::Silent),
        (&digest, &digest, Id::Same),
        (&digest, "0700123303", Id::Silent),
    ] {
        assert_eq!(id(a, b), expected, "{a} {b}");
        assert_eq!(id(b, a), expected, "{b} {a}");
    }
}

#[test]
fn repeated_name_parts_count_once() {
    let name = |text: &str| text.split(' ').map(Into::into).collect::<Vec<Box<str>>>();
    let between = |a, b| Evidence::between(None, &name(a), None, &name(b)).names;
    assert_eq!(between("NEEMA NEEMA", "NEEMA MFANO"), 1);
    assert_eq!(between("MFANO NEEMA", "NEEMA MFANO"), 2);
    assert_eq!(
        between("A B C D E", "E F G H I"),
        0,
        "the fifth part is not compared"
    );
}

proptest! {
    /// Whatever evidence proposes, blocking can find: some key is shared.
    #[test]
    fn what_evidence_accepts_shares_a_bucket(
        a in ("(|0700[0-2]{2}330[1-3]|0700\\*\\*\\*30[1-3]|60033[3-5])", "[A-C]{1}( [A-C]){0,3}"),
        b in ("(|0700[0-2]{2}330[1-3]|2547\\*\\*\\*\\*30[1-3]|60033[3-5])", "[A-C]{1}( [A-C]){0,3}"),
    ) {
        let row = |row: &(String, String)| {
            let name = row.1.split(' ').map(Into::into).collect::<Vec<Box<str>>>();
            (PartyId::parse(&row.0), name)
        };
        let ((a_party, a_name), (b_party, b_name)) = (row(&a), row(&b));
        let evidence = Evidence::between(a_party.as_ref(), &a_name, b_party.as_ref(), &b_name);
        let keys = |party: Option<&PartyId>, name: &[Box<str>]| {
            let mut keys = Vec::new();
            crate::blocks::payer_keys(domain::Kes::from_cents(100), party, name, &mut keys);
            keys
        };
        let of_b = keys(b_party.as_ref(), &b_name);
        let shared = keys(a_party.as_ref(), &a_name).into_iter().filter(|key| of_b.contains(key));
        if let Some(confidence) = evidence.confidence() {
            // And the surest shared bucket is worth at least what the evidence is.
            let best = shared.map(|key| key.worth_max).max();
            prop_assert!(best.is_some_and(|best| best >= confidence), "{evidence:?} {best:?}");
        }
    }
}
