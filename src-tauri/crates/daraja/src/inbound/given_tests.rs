use super::*;

#[test]
fn a_number_is_read_in_its_three_forms() {
    let number = Msisdn::parse("254712000111").unwrap();
    for text in [
        "254712000111",
        "0712000111",
        "712000111",
        "2.54712000111E11",
        "+254 712 000 111",
    ] {
        assert_eq!(
            GivenPhone::read(text),
            Some(GivenPhone::Clear(number)),
            "{text}"
        );
    }
    for text in [
        "2547 ***** 111",
        "25471****111",
        "0712***111",
        "*********111",
        "254XXXXXX111",
    ] {
        let masked = GivenPhone::read(text).unwrap();
        assert!(matches!(masked, GivenPhone::Masked(_)), "{text}");
        assert!(masked.can_be(number), "{text}");
        assert!(
            !masked.can_be(Msisdn::parse("254712000112").unwrap()),
            "{text}"
        );
    }
    let hash = "b5f4a2b6ed4f6f4a7cb2fdd9fb1bb5a7a27bdeb1c3a4a5fa48f3a4d8f6ee3d2c";
    assert!(matches!(
        GivenPhone::read(hash),
        Some(GivenPhone::Hashed(_))
    ));
    let own: String = Sha256::digest("254712000111")
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    assert!(
        GivenPhone::read(&own.to_uppercase())
            .unwrap()
            .can_be(number)
    );
    assert!(!GivenPhone::read(hash).unwrap().can_be(number));
    for text in ["", "600111", "AMANI", "***", "2547120001", &"g".repeat(64)] {
        assert_eq!(GivenPhone::read(text), None, "{text}");
    }
}

#[test]
fn a_party_is_split_at_its_hyphen() {
    let party = Party::read("254712000111 - AMANI W - MFANO");
    assert!(matches!(party.phone(), Some(GivenPhone::Clear(_))));
    assert_eq!(party.name.reveal(), "AMANI W - MFANO");
    let party = Party::read("600222 - JARIBIO-MFANO LTD");
    assert!(matches!(party.id, Some(PartyId::ShortCode(_))));
    let party = Party::read("2547****111 - A**** M****");
    assert!(matches!(party.phone(), Some(GivenPhone::Masked(_))));
    let party = Party::read("MFANO - LTD");
    assert_eq!((party.id, party.name.reveal()), (None, "MFANO - LTD"));
    let party = Party::read("254712000111");
    assert!(party.id.is_some() && party.name.is_empty());
}

#[test]
fn nobody_is_printed_whole() {
    let party = Party::read("254712000111 - AMANI MFANO");
    let printed = format!("{party:?}");
    assert!(
        !printed.contains("254712000111") && !printed.contains("AMANI"),
        "{printed}"
    );
}
