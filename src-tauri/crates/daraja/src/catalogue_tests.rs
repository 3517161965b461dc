use super::*;
use Class::{AlreadyDone, Failed, FailedHold, Pending, Success, Unknown};
use proptest::prelude::*;

/// Section 6.6, row by row, for B2C.
const SECTION_6_6: &[(&str, Class, Grade)] = &[
    ("0", Success, Grade::Production),
    ("1", FailedHold, Grade::Production),
    ("2", Failed, Grade::Production),
    ("3", Failed, Grade::Official),
    ("4", Failed, Grade::Official),
    ("5", Failed, Grade::Secondary),
    ("6", FailedHold, Grade::Secondary),
    ("7", Failed, Grade::Secondary),
    ("8", Failed, Grade::Official),
    ("9", Unknown, Grade::Nothing),
    ("10", Unknown, Grade::Nothing),
    ("16", Unknown, Grade::Nothing),
    ("23", Unknown, Grade::Nothing),
    ("27", Unknown, Grade::Nothing),
    ("28", Unknown, Grade::Nothing),
    ("11", FailedHold, Grade::Official),
    ("12", Failed, Grade::Secondary),
    ("13", FailedHold, Grade::Secondary),
    ("14", Failed, Grade::Secondary),
    ("15", Unknown, Grade::Official),
    ("17", Unknown, Grade::Official),
    ("18", FailedHold, Grade::Official),
    ("19", Unknown, Grade::Official),
    ("20", FailedHold, Grade::Official),
    ("21", FailedHold, Grade::Production),
    ("22", FailedHold, Grade::Official),
    ("24", Failed, Grade::Production),
    ("25", Failed, Grade::Production),
    ("26", Unknown, Grade::Official),
    ("29", FailedHold, Grade::Official),
    ("2001", FailedHold, Grade::Official),
    ("2006", FailedHold, Grade::Official),
    ("2028", FailedHold, Grade::Official),
    ("2040", Failed, Grade::Official),
    ("8006", FailedHold, Grade::Official),
    ("TP40153", FailedHold, Grade::Production),
    ("SFC_IC0003", Failed, Grade::Production),
    ("100000000", Unknown, Grade::Official),
    ("100000001", Unknown, Grade::Official),
    ("100000002", Unknown, Grade::Official),
    ("100000004", Unknown, Grade::Official),
    ("100000005", Failed, Grade::Official),
    ("100000007", Unknown, Grade::Official),
    ("100000009", Unknown, Grade::Official),
    ("100000010", Failed, Grade::Official),
    ("100000011", Unknown, Grade::Official),
];

#[test]
fn every_code_of_section_6_6_has_its_class() {
    let initiator_apis = Api::ALL.iter().filter(|api| api.needs_initiator());
    for api in initiator_apis.copied() {
        for (code, class, grade) in SECTION_6_6 {
            let is = result_code(api, code);
            assert_eq!(is.class, *class, "{api} {code}");
            assert!(is.listed, "{api} {code}");
            if api == Api::B2c {
                assert_eq!(is.evidence, *grade, "{code}");
            }
        }
    }
    for api in [Api::B2c, Api::Pochi, Api::Balance, Api::B2b, Api::Tax] {
        assert_eq!(
            result_codes(api).len(),
            SECTION_6_6.len(),
            "{api} has no code besides"
        );
    }
}

#[test]
fn codes_of_one_api_mean_nothing_to_another() {
    assert_eq!(result_code(Api::Status, "2032").class, Unknown);
    assert!(result_code(Api::Status, "2032").listed);
    assert_eq!(result_code(Api::Reversal, "R000001").class, AlreadyDone);
    assert_eq!(result_code(Api::Reversal, "R000002").class, Failed);
    for code in ["2032", "R000001", "R000002", "1032", "4999", "C2B00011"] {
        let is = result_code(Api::B2c, code);
        assert_eq!((is.class, is.listed), (Unknown, false), "{code}");
    }
}

#[test]
fn every_code_of_section_4_5_has_its_class() {
    let rows = [
        ("0", Success),
        ("1", Failed),
        ("2", Failed),
        ("3", Failed),
        ("4", Failed),
        ("8", Failed),
        ("17", Failed),
        ("26", Unknown),
        ("1001", Failed),
        ("1019", Failed),
        ("1025", Failed),
        ("9999", Failed),
        ("1031", Failed),
        ("1032", Failed),
        ("1037", Failed),
        ("2001", Failed),
        ("2028", FailedHold),
        ("8006", Failed),
        ("SFC_IC0003", FailedHold),
        ("4999", Pending),
    ];
    for api in [Api::StkPush, Api::StkQuery] {
        for (code, class) in rows {
            assert_eq!(result_code(api, code).class, class, "{api} {code}");
        }
        assert_eq!(result_codes(api).len(), rows.len());
    }
    for proven in ["0", "1", "1032", "1037"] {
        assert_eq!(
            result_code(Api::StkPush, proven).evidence,
            Grade::Production
        );
    }
}

#[test]
fn the_other_apis_have_theirs() {
    for (api, code, class) in [
        (Api::C2bRegister, "0", Success),
        (Api::C2bRegister, "00000000", Success),
        (Api::C2bSimulate, "C2B00011", Failed),
        (Api::C2bSimulate, "C2B00012", Failed),
        (Api::C2bSimulate, "C2B00013", Failed),
        (Api::C2bSimulate, "C2B00014", Failed),
        (Api::C2bSimulate, "C2B00015", Failed),
        (Api::C2bSimulate, "C2B00016", Failed),
        (Api::PullRegister, "1000", Success),
        (Api::PullRegister, "1001", AlreadyDone),
        (Api::PullQuery, "1000", Success),
        (Api::PullQuery, "1001", Success),
        (Api::Qr, "00", Success),
        (Api::NameCheck, "200", Success),
        (Api::NameCheck, "400", Failed),
        (Api::B2bExpress, "0", Success),
        (Api::B2bExpress, "4001", Failed),
        (Api::Token, "0", Unknown),
    ] {
        assert_eq!(result_code(api, code).class, class, "{api} {code}");
    }
}

#[test]
fn the_same_code_differs_between_apis() {
    assert!(result_code(Api::StkPush, "2001").meaning.contains("PIN"));
    assert!(result_code(Api::B2c, "2001").meaning.contains("operator"));
    assert_eq!(result_code(Api::StkPush, "17").class, Failed);
    assert_eq!(result_code(Api::B2c, "17").class, Unknown);
    assert!(
        result_code(Api::B2b, "SFC_IC0003")
            .remedy
            .contains("receiver type")
    );
}

#[test]
fn every_row_speaks_in_whole_sentences() {
    for api in Api::ALL {
        for is in result_codes(api) {
            assert!(
                is.meaning.ends_with('.') && is.remedy.ends_with('.'),
                "{api} {}",
                is.code
            );
            assert_eq!(normal(&is.code), is.code, "a code stands in its usual form");
            let denies = is.meaning.contains("Nothing was")
                || is.meaning.contains("before anything was done");
            let money = api.moves_money() && is.class.is_failure() && !api.needs_initiator();
            assert!(!money || denies, "{api} {}: {}", is.code, is.meaning);
            assert!(is.class != Success || !is.class.is_failure());
        }
    }
}

#[test]
fn what_stops_a_batch_is_what_locks_or_drains_it() {
    for code in ["1", "2001", "8006", "TP40153", "18", "21"] {
        assert!(result_code(Api::B2c, code).class.stops_a_batch(), "{code}");
    }
    assert!(!result_code(Api::B2c, "2040").class.stops_a_batch());
    assert!(Grade::Live.is_better_than_hearsay() && !Grade::Secondary.is_better_than_hearsay());
}

proptest! {
    #[test]
    fn an_unlisted_code_is_never_a_failure(code in ".{0,24}") {
        for api in Api::ALL {
            let is = result_code(api, &code);
            if !is.listed {
                prop_assert_eq!(is.class, Unknown);
            }
        }
    }
}
