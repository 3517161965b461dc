//! `<id> - <name>`: who paid or was paid (`mpesa-statements.md` 4.7, N15, N53–N58).

use domain::{MaskedName, PartyId, Phone, PhoneError, PhoneMask};

use super::words::tidy;

/// A party as far as the text tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Who {
    /// A number or digest to tell them by.
    pub id: Option<PartyId>,
    /// Their name, masked parts and all.
    pub name: Option<MaskedName>,
    /// A spreadsheet rounded the number's digits away (N15).
    pub phone_lost: bool,
}

/// Reads a party. Split at the first separator only: names may hold more of them.
pub(crate) fn read(text: &str) -> Who {
    let text = text.trim().trim_matches('\'');
    if text.is_empty() {
        return Who::default();
    }
    if text.eq_ignore_ascii_case("SP") {
        return Who {
            id: Some(PartyId::Provider),
            ..Who::default()
        };
    }
    let (id, name) = split(text);
    match identify(id) {
        Ok(Some(found)) => Who {
            id: Some(found),
            name: named(name),
            phone_lost: false,
        },
        Ok(None) => match leading_id(text) {
            Some((found, name)) => Who {
                id: Some(found),
                name: named(name),
                phone_lost: false,
            },
            None => Who {
                id: None,
                name: named(text),
                phone_lost: false,
            },
        },
        Err(PhoneLost) => Who {
            id: None,
            name: named(name),
            phone_lost: true,
        },
    }
}

/// The number was there, and its digits are gone.
struct PhoneLost;

fn identify(id: &str) -> Result<Option<PartyId>, PhoneLost> {
    if id.contains('*')
        && let Some(mask) = PhoneMask::parse(id)
    {
        return Ok(Some(PartyId::Masked(mask)));
    }
    if let Some(found) = PartyId::parse(id) {
        return Ok(Some(found));
    }
    let exponent = id.contains(['e', 'E']) && id.starts_with(|c: char| c.is_ascii_digit());
    if exponent && Phone::parse(id) == Err(PhoneError::Rounded) {
        return Err(PhoneLost);
    }
    Ok(None)
}

/// `{p} - {n}`, with a blank missing on one side, with an en dash, with nothing after it.
fn split(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut dashes = (bytes.iter().enumerate()).filter(|(_, byte)| **byte == b'-');
    let at = dashes.find(|(at, _)| bytes.get(at.wrapping_sub(1)..at + 2) == Some(b" - "));
    if let Some((at, _)) = at
        && let (Some(id), Some(name)) = (text.get(..at - 1), text.get(at + 2..))
    {
        return (id, name);
    }
    for separator in [" – ", "- ", "– ", " -", " –"] {
        if let Some((id, name)) = text.split_once(separator)
            && id.contains(|c: char| c.is_ascii_digit())
        {
            return (id, name);
        }
    }
    (text.trim_end_matches(['-', '–']).trim_end(), "")
}

/// `- {p} {n}`, as personal statements print it.
fn leading_id(text: &str) -> Option<(PartyId, &str)> {
    let text = text.trim_start_matches(['-', '–', ' ']);
    let (id, name) = text.split_once(' ')?;
    let long = id.len() >= 9;
    let found = long.then(|| PartyId::parse(id)).flatten()?;
    Some((found, name))
}

fn named(name: &str) -> Option<MaskedName> {
    let name = tidy(name);
    let name = name.trim_matches(['-', '–', ' ']);
    (!name.is_empty()).then(|| MaskedName::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, String) {
        let who = read(text);
        let id = match who.id {
            None => "-".into(),
            Some(PartyId::Phone(phone)) => phone.reveal(),
            Some(id) => id.to_string(),
        };
        let name = who.name.as_ref().map_or("-", MaskedName::reveal);
        (id, name.to_owned())
    }

    fn is(text: &str, id: &str, name: &str) {
        assert_eq!(shown(text), (id.into(), name.into()), "{text:?}");
    }

    #[test]
    fn every_separator_and_mask_met() {
        is(
            "010****202 - baraka jaribio",
            "25410••••202",
            "baraka jaribio",
        );
        is(
            "25470****101 - AMANI **** MFANO",
            "25470••••101",
            "AMANI **** MFANO",
        );
        is(
            "0700***303 - CHAUSIKU JARIBIO",
            "254700••••303",
            "CHAUSIKU JARIBIO",
        );
        is("25470X***909 - JAMBO", "25470••••909", "JAMBO");
        is("2547 ***** 101 - JAMBO", "2547••••101", "JAMBO");
        is("254700000101- NAME", "254700000101", "NAME");
        is("254700000101 -NAME", "254700000101", "NAME");
        is("0700000801 – IMANI MFANO", "254700000801", "IMANI MFANO");
        is("254700000101 -", "254700000101", "-");
        is("254700000101", "254700000101", "-");
        is(
            "600333 - MFANO BANK - TO PAYBILL",
            "600333",
            "MFANO BANK - TO PAYBILL",
        );
        is("SP", "M-Pesa", "-");
        is("", "-", "-");
        is("MFANO TRADERS", "-", "MFANO TRADERS");
        is("MFANO - TRADERS", "-", "MFANO - TRADERS");
        is("- 2547******909 JAMBO MFANO", "2547••••909", "JAMBO MFANO");
    }

    #[test]
    fn a_rounded_number_is_lost_but_the_name_is_kept() {
        let who = read("2.547E+11 - JAMBO MFANO");
        assert!(who.phone_lost && who.id.is_none());
        assert_eq!(who.name.unwrap().reveal(), "JAMBO MFANO");
        is("2.54700000101E11 - JAMBO", "254700000101", "JAMBO");
    }

    #[test]
    fn a_digest_is_an_opaque_id() {
        let digest = "ab".repeat(32);
        let who = read(&format!("{digest} - JAMBO"));
        assert_eq!(who.id, Some(PartyId::Digest(digest.as_str().into())));
    }
}
