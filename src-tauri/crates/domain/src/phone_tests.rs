use super::*;
use proptest::prelude::*;

#[test]
fn reads_every_way_of_writing_one_number() {
    for text in [
        "0700000101",
        "700000101",
        "254700000101",
        "+254700000101",
        "00254700000101",
        "+254 (0)700 000 101",
        "0700-000-101",
        "\u{202d}0700 000 101\u{202c}",
        "254700000101.0",
        "2.54700000101E11",
        "2.54700000101E+11",
    ] {
        assert_eq!(
            Phone::parse(text).map(Phone::reveal),
            Ok("254700000101".into()),
            "{text}"
        );
    }
    assert_eq!(Phone::parse("0110000202").unwrap().reveal(), "254110000202");
    assert_eq!(Phone::parse("110000202").unwrap().reveal(), "254110000202");
}

#[test]
fn says_why_it_is_not_one() {
    assert_eq!(Phone::parse(""), Err(PhoneError::Empty));
    assert_eq!(Phone::parse("2.547E+11"), Err(PhoneError::Rounded));
    assert_eq!(Phone::parse("07000001"), Err(PhoneError::Length(7)));
    assert_eq!(Phone::parse("0200000101"), Err(PhoneError::NotMobile));
    assert_eq!(Phone::parse("O700000101"), Err(PhoneError::Character('O')));
    assert_eq!(
        Phone::parse("2547******101"),
        Err(PhoneError::Character('*'))
    );
}

#[test]
fn masks_in_print() {
    let phone = Phone::parse("0712345118").unwrap();
    assert_eq!(phone.to_string(), "2547••••118");
    assert_eq!(format!("{phone:?}"), "2547••••118");
}

#[test]
fn every_known_mask_fits_its_number() {
    for (mask, number) in [
        ("2547******101", "254700000101"),
        ("07******202", "0700000202"),
        ("25470****303", "0700000303"),
        ("070****404", "0700000404"),
        ("010****202", "0100000202"),
        ("2547****505", "0700000505"),
        ("254700***707", "0700000707"),
        ("0700***808", "0700000808"),
        ("25470X***909", "0700000909"),
        ("2547 ***** 101", "0700000101"),
    ] {
        let seen = PhoneMask::parse(mask).unwrap();
        assert!(seen.fits(Phone::parse(number).unwrap()), "{mask}");
        assert!(!seen.fits(Phone::parse("0799999990").unwrap()), "{mask}");
        assert_eq!(
            PhoneMask::parse(&seen.to_string()),
            Some(seen),
            "{mask} reads back"
        );
    }
    assert_eq!(PhoneMask::parse("AMANI **** MFANO"), None);
    assert_eq!(PhoneMask::parse("0700000101"), None);
}

#[test]
fn a_party_is_told_by_its_shape() {
    assert_eq!(PartyId::parse("SP"), Some(PartyId::Provider));
    assert_eq!(
        PartyId::parse("600333"),
        Some(PartyId::Organisation("600333".into()))
    );
    assert!(matches!(
        PartyId::parse(&"ab".repeat(32)),
        Some(PartyId::Digest(_))
    ));
    assert!(matches!(
        PartyId::parse("254700000101"),
        Some(PartyId::Phone(_))
    ));
    assert_eq!(PartyId::parse("JARIBIO"), None);
}

#[test]
fn ranges_are_a_note() {
    assert!(
        Phone::parse("0712000000")
            .unwrap()
            .first_issued_by_safaricom()
    );
    assert!(
        !Phone::parse("0733000000")
            .unwrap()
            .first_issued_by_safaricom()
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,30}") {
        let _ = Phone::parse(&text);
        let _ = PhoneMask::parse(&text);
        let _ = PartyId::parse(&text);
    }

    #[test]
    fn a_number_reads_back(national in 700_000_000_u32..800_000_000) {
        let phone = Phone::parse(&format!("0{national}")).unwrap();
        prop_assert_eq!(Phone::parse(&phone.reveal()), Ok(phone));
        prop_assert!(phone.mask().fits(phone));
        let shown = phone.to_string();
        prop_assert!(!shown.contains(&national.to_string()));
    }
}
