use super::*;

fn read(text: &str) -> (Vec<AccountBalance>, Vec<Loss>) {
    let mut losses = Losses::default();
    let found = accounts(text, "AccountBalance", &mut losses);
    (found, losses.into_vec())
}

#[test]
fn accounts_are_read_from_pipes() {
    let (found, losses) = read(
        "Working Account|KES|9000.00|8200.00|800.00|0.00&Utility Account|KES|450120.60|450120.60|0.00|0.00&Charges Paid Account|KES|-1980.00|-1980.00|0.00|0.00",
    );
    assert!(losses.is_empty());
    let spendable: Vec<_> = found
        .iter()
        .map(|a| (a.name.reveal(), a.spendable().to_string()))
        .collect();
    assert_eq!(
        spendable,
        [
            ("Working Account", "8200.00".to_owned()),
            ("Utility Account", "450120.60".to_owned()),
            ("Charges Paid Account", "-1980.00".to_owned())
        ]
    );
    assert_eq!(found[0].reserved.to_string(), "800.00");
}

#[test]
fn one_bad_account_costs_only_itself() {
    let (found, losses) = read(
        "Mfano & Jaribio Account|KES|1.00|1.00|0.00|0.00&Odd|KES|x|1|1|1&Short|KES|1&B|KES|2|2|0|0&tail",
    );
    let names: Vec<_> = found.iter().map(|a| a.name.reveal()).collect();
    assert_eq!(names, ["Mfano & Jaribio Account", "B"]);
    let paths: Vec<_> = losses.iter().map(|l| l.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "AccountBalance[1]",
            "AccountBalance[2]",
            "AccountBalance[4]"
        ]
    );
    assert_eq!(read("").0.len(), 0);
}

#[test]
fn braces_are_read_in_any_order() {
    for text in [
        "{Amount={CurrencyCode=KES, MinimumAmount=618683, BasicAmount=6186.83}}",
        "{Amount={BasicAmount=6186.83, MinimumAmount=618683, CurrencyCode=KES}}",
        "{ amount = { basic_amount = 6186.83 , currencycode = KES } }",
    ] {
        let mut losses = Losses::default();
        let Some(BalanceText::Amount(amount)) = balance(text, "b", &mut losses) else {
            panic!("{text}");
        };
        assert_eq!(
            (amount.amount.to_string().as_str(), amount.currency.reveal()),
            ("6186.83", "KES")
        );
        assert!(losses.into_vec().is_empty());
    }
    for text in [
        "{Amount={CurrencyCode=KES, MinimumAmount=618684, BasicAmount=6186.83}}",
        "{Amount={CurrencyCode=KES, MinimumAmount=618683}}",
        "{Amount={BasicAmount=1, BasicAmount=2}}",
        "{Amount={BasicAmount=1",
        "{",
    ] {
        let mut losses = Losses::default();
        assert_eq!(balance(text, "b", &mut losses), None, "{text}");
        assert_eq!(losses.into_vec().len(), 1);
    }
}

#[test]
fn fees_are_read_with_their_names() {
    let mut losses = Losses::default();
    let found = fees(
        "Fee For B2C Payment|KES|22.40&Other Fee|KES|1.00",
        "f",
        &mut losses,
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].amount.to_string(), "22.40");
    assert_eq!(
        fees("33.00", "f", &mut losses)[0].amount.to_string(),
        "33.00"
    );
    assert!(losses.clone().into_vec().is_empty());
    assert!(fees("Fee|KES|", "f", &mut losses).is_empty());
    assert_eq!(losses.into_vec().len(), 1);
}
