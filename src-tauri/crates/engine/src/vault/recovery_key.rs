//! The recovery key: a ledger's key as a person writes it down.
//!
//! Fourteen groups of four characters of Crockford's base32: 52 that hold the 32 bytes, and 4 that check
//! them. Owns: the writing and the reading of it. Stays out: who may see it.

use std::fmt;

use domain::Problem;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::LedgerKey;
use crate::base32::{DIGITS, character, digit, separates};

/// Bits in a character.
const BITS: u32 = 5;
/// Characters that hold the key; the last holds one bit of it and four that are zero.
const KEY_CHARS: usize = 52;
/// Characters that check it.
const CHECK_CHARS: usize = 4;
/// Characters in a group.
const GROUP_CHARS: usize = 4;
/// Groups in a recovery key.
pub const RECOVERY_GROUPS: usize = (KEY_CHARS + CHECK_CHARS) / GROUP_CHARS;
/// What is hashed before the key, so that the check characters tell nothing of any other hash of it.
const PURPOSE: &[u8] = b"patanisha recovery key 1";

/// A recovery key. Never prints; wiped when dropped.
#[derive(Clone)]
pub struct RecoveryKey(Zeroizing<String>);

impl RecoveryKey {
    /// The recovery key of a ledger's key.
    #[must_use]
    pub fn of(key: &LedgerKey) -> Self {
        let bytes = key.bytes();
        let mut text = Zeroizing::new(String::with_capacity(KEY_CHARS + CHECK_CHARS));
        write(&mut text, &*bytes, KEY_CHARS);
        write(&mut text, &*check(&*bytes), CHECK_CHARS);
        Self(text)
    }

    /// The groups to write down, in order.
    #[must_use]
    pub fn groups(&self) -> Vec<Zeroizing<String>> {
        let chars: Zeroizing<Vec<u8>> = Zeroizing::new(self.0.bytes().collect());
        chars
            .chunks(GROUP_CHARS)
            .map(|group| Zeroizing::new(group.iter().copied().map(char::from).collect()))
            .collect()
    }

    /// Whether `typed` is the group of that number, from 1.
    #[must_use]
    pub fn group_is(&self, number: usize, typed: &str) -> bool {
        let folded: Option<Zeroizing<String>> = typed
            .chars()
            .filter(|c| !separates(*c))
            .map(|c| digit(c).and_then(character))
            .collect::<Option<String>>()
            .map(Zeroizing::new);
        let group = number.checked_sub(1).and_then(|at| {
            let groups = self.groups();
            groups.get(at).cloned()
        });
        matches!((folded, group), (Some(typed), Some(group)) if *typed == *group)
    }

    /// Reads a recovery key as a person types it: any case, with or without blanks and hyphens; O is read
    /// as 0, I and L as 1.
    ///
    /// # Errors
    /// `recovery.unreadable`, which says where the fault is if that can be told. What was typed is in no
    /// error.
    pub fn read(typed: &str) -> Result<LedgerKey, Problem> {
        let mut digits = Zeroizing::new(Vec::with_capacity(KEY_CHARS + CHECK_CHARS));
        for c in typed.chars().filter(|c| !separates(*c)) {
            let Some(digit) = digit(c) else {
                return Err(no_character(digits.len() / GROUP_CHARS + 1));
            };
            digits.push(digit);
        }
        if digits.len() != KEY_CHARS + CHECK_CHARS {
            return Err(length(typed, digits.len()));
        }
        let (held, checks) = digits.split_at(KEY_CHARS);
        let (bytes, rest) = joined(held);
        let mut own = Zeroizing::new(String::new());
        write(&mut own, &*check(&bytes), CHECK_CHARS);
        let fits = own
            .bytes()
            .zip(checks)
            .all(|(expected, given)| DIGITS.get(usize::from(*given)).copied() == Some(expected));
        if rest != 0 {
            return Err(mistyped("Group 13 can't be right."));
        }
        if !fits {
            return Err(mistyped(
                "It can't be told which group: the last group, which checks the others, does not fit them.",
            ));
        }
        LedgerKey::from_bytes(&bytes).ok_or_else(|| mistyped("It does not hold a key."))
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryKey(••••••••)")
    }
}

/// The first 20 bits count.
fn check(key: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new();
    hash.update(PURPOSE);
    hash.update(key);
    Zeroizing::new(hash.finalize().into())
}

/// Writes the first `chars` characters of these bytes; bits past their end are zero.
fn write(out: &mut String, bytes: &[u8], chars: usize) {
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut bytes = bytes.iter();
    for _ in 0..chars {
        if bits < BITS {
            held = (held << 8) | u32::from(bytes.next().copied().unwrap_or(0));
            bits += 8;
        }
        bits -= BITS;
        let digit = u8::try_from((held >> bits) & 31).unwrap_or(0);
        held &= (1 << bits) - 1;
        out.extend(character(digit));
    }
}

/// The bytes that these digits hold, and the bits left over.
fn joined(digits: &[u8]) -> (Zeroizing<Vec<u8>>, u32) {
    let mut bytes = Zeroizing::new(Vec::with_capacity(32));
    let (mut held, mut bits) = (0_u32, 0_u32);
    for digit in digits {
        held = (held << BITS) | u32::from(*digit);
        bits += BITS;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap_or(0));
            held &= (1 << bits) - 1;
        }
    }
    (bytes, held)
}

fn no_character(group: usize) -> Problem {
    let place = if group <= RECOVERY_GROUPS {
        format!("Group {group}")
    } else {
        "What follows the last group".to_owned()
    };
    mistyped(&format!(
        "{place} has a character that no recovery key has. There are digits and letters in it, and never U."
    ))
}

fn length(typed: &str, given: usize) -> Problem {
    let expected = KEY_CHARS + CHECK_CHARS;
    let odd = typed
        .split(separates)
        .filter(|group| !group.is_empty())
        .position(|group| group.chars().count() != GROUP_CHARS);
    let separated = typed.trim().chars().any(separates);
    let place = match odd {
        Some(at) if separated => format!(" Group {} does not have four.", at + 1),
        _ => String::new(),
    };
    mistyped(&format!(
        "It has {expected} characters without the blanks, and {given} were given.{place}"
    ))
}

fn mistyped(what: &str) -> Problem {
    Problem::new(
        "recovery.unreadable",
        format!("Nothing was opened: this is no recovery key as it was typed. {what}"),
    )
    .with_field("text")
    .with_remedy(
        "Compare it with what was written down, group by group: 14 groups of 4 characters.",
    )
}

#[cfg(test)]
#[path = "recovery_key_tests.rs"]
mod tests;
