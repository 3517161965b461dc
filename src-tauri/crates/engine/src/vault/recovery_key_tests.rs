use proptest::prelude::*;

use super::*;

fn key(bytes: [u8; 32]) -> LedgerKey {
    LedgerKey::from_bytes(&bytes).unwrap()
}

fn written(bytes: [u8; 32]) -> String {
    let groups = RecoveryKey::of(&key(bytes)).groups();
    let words: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
    words.join("-")
}

fn told(typed: &str) -> String {
    let told = RecoveryKey::read(typed).unwrap_err();
    assert_eq!(told.code.0, "recovery.unreadable");
    assert!(!told.remedies.is_empty());
    told.message
}

/// What is on paper somewhere must be read for ever.
#[test]
fn the_writing_never_changes() {
    let counting: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    // By another program (Python's integers and hashlib).
    assert_eq!(
        written(counting),
        "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG-DADZ"
    );
}

#[test]
fn it_is_read_however_it_is_typed() {
    let bytes = [0x5a; 32];
    let text = written(bytes);
    for typed in [
        text.clone(),
        text.to_lowercase(),
        text.replace('-', ""),
        format!("  {}\n", text.replace('-', "  ")),
        text.replace('0', "o").replace('1', "L"),
        text.replace('1', "i"),
    ] {
        assert_eq!(
            *RecoveryKey::read(&typed).unwrap().bytes(),
            bytes,
            "{typed}"
        );
    }
}

#[test]
fn a_fault_says_where_it_is_and_never_what_was_typed() {
    let text = written([7; 32]);
    let mut groups: Vec<String> = text.split('-').map(str::to_owned).collect();
    assert_eq!(groups.len(), RECOVERY_GROUPS);
    groups[2] = "AUAA".into();
    let message = told(&groups.join(" "));
    assert!(message.contains("Group 3 has a character"), "{message}");
    assert!(!message.contains("AUAA"));
    groups[2] = "AAA".into();
    let message = told(&groups.join(" "));
    assert!(message.contains("55 were given. Group 3"), "{message}");
    assert!(told(&text.chars().take(49).collect::<String>()).ends_with("40 were given."));
    assert!(told("").contains("0 were given"));
    assert!(told(&format!("{text} 0000")).contains("60 were given"));
}

#[test]
fn the_confirming_groups_are_compared_as_they_are_read() {
    let key = RecoveryKey::of(&key([0; 32]));
    assert!(key.group_is(1, "0000") && key.group_is(1, " oO0o "));
    assert!(!key.group_is(1, "0001") && !key.group_is(1, "") && !key.group_is(1, "UUUU"));
    assert!(!key.group_is(0, "0000") && !key.group_is(15, "0000"));
}

#[test]
fn it_prints_nothing_of_itself() {
    let key = RecoveryKey::of(&key([9; 32]));
    assert_eq!(format!("{key:?}"), "RecoveryKey(••••••••)");
}

proptest! {
    #[test]
    fn every_key_comes_back(bytes: [u8; 32]) {
        prop_assert_eq!(*RecoveryKey::read(&written(bytes)).unwrap().bytes(), bytes);
    }

    /// 20 check bits let about one wrong text in a million through; a single wrong character among
    /// the checks never.
    #[test]
    fn a_wrong_check_character_is_found(bytes: [u8; 32], at in 52_usize..56, other in 1_usize..32) {
        let mut text: Vec<u8> = written(bytes).replace('-', "").into_bytes();
        let held = DIGITS.iter().position(|digit| *digit == text[at]).unwrap();
        text[at] = DIGITS[(held + other) % 32];
        prop_assert!(RecoveryKey::read(std::str::from_utf8(&text).unwrap()).is_err());
    }

    #[test]
    fn no_text_is_too_odd(text: String) {
        let _ = RecoveryKey::read(&text);
    }
}
