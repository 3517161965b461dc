//! A row in the words of the organisation portal: details, reason, other party
//! (`mpesa-statements.md` sections 4.6, 4.7 and 5).

use super::legs::{Channel, Leg, Text};
use super::people::Person;
use super::treasury::UNKNOWN_WORDINGS;
use super::{BUSINESS, SHORT_CODE};

/// Which layout's mask of phone numbers is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Masks {
    /// Five or three digits, four stars, three digits.
    F1,
    /// Four digits, four stars, three digits.
    F2,
}

/// Who stands for payments through a bank's paybill and a bank's web page.
const BANK: &str = "600333 - MFANO BANK TO PAYBILL";
const WEB: &str = "600444 - JARIBIO SACCO LTD";
const WEB_TAIL: &str = "via WEB by JARIBIO SACCO LTD\\teller3";
/// Who lends.
const LENDER: &str = "600999 - MFANO OVERDRAFT";

impl Leg {
    /// The `Details` cell.
    pub(super) fn details(&self, masks: Masks) -> String {
        let party = self.other_party(masks);
        let typed = self.typed.as_deref().unwrap_or_default();
        match self.text {
            Text::PayIn(channel) => {
                let opening = match channel {
                    Channel::Menu | Channel::MenuOverdraft | Channel::Standing => "Pay Bill from",
                    Channel::App | Channel::AppOverdraft => "Pay Bill Online from",
                    Channel::SmallBusiness => "Small Business Pay Bill from",
                    Channel::Bank => "Business Pay Bill via API by",
                    Channel::Web => "FSI to Pay Bill by",
                };
                let gap = if typed.is_empty() { "" } else { " " };
                let tail = match channel {
                    Channel::Web => format!(" {WEB_TAIL}"),
                    _ => String::new(),
                };
                format!("{opening} {party} Acc.{gap}{typed}{tail}")
            }
            Text::PayInCharge(_) => "Pay Bill Charge".to_owned(),
            Text::Payout => format!("Business Payment to {party} via API"),
            Text::PayoutCharge => "B2C Payment Charge".to_owned(),
            Text::Reversal => "Pay Utility Reversal by soko.finance".to_owned(),
            Text::Repayment => format!("OD Loan Repayment to {LENDER}"),
            Text::Sweep | Text::TopUp | Text::Advance | Text::Unknown(_) => self.reason().into(),
        }
    }

    /// The `Reason Type` cell. A charge repeats its payment's.
    pub(super) fn reason(&self) -> &'static str {
        match self.text {
            Text::PayIn(channel) | Text::PayInCharge(channel) => match channel {
                Channel::Menu => "Pay Utility",
                Channel::App => "Pay Bill Online",
                Channel::MenuOverdraft => "Pay Utility with OD via STK",
                Channel::AppOverdraft => "Pay Utility with OD Online",
                Channel::Standing => "Standing Order Pay Bill",
                Channel::SmallBusiness => "Small Business Pay Bill",
                Channel::Bank => "Business Pay Bill",
                Channel::Web => "FSI to Pay Bill",
            },
            Text::Payout | Text::PayoutCharge => "Business Payment to Customer via API",
            Text::Sweep => "Utility Account to Organization Settlement Account",
            Text::TopUp => "Organization MMF Account to Utility Account",
            Text::Reversal => "Pay Utility Reversal",
            Text::Advance => "OverDraft of Credit Party",
            Text::Repayment => "OD Loan Repayment",
            Text::Unknown(which) => UNKNOWN_WORDINGS.get(which).map_or("", |(words, _)| words),
        }
    }

    /// The `Other Party Info` cell: `<id> - <name>`, `SP` on charges, nothing on own moves.
    pub(super) fn other_party(&self, masks: Masks) -> String {
        match self.text {
            Text::PayInCharge(_) | Text::PayoutCharge => "SP".to_owned(),
            Text::PayIn(Channel::Bank) => BANK.to_owned(),
            Text::PayIn(Channel::Web) => WEB.to_owned(),
            Text::PayIn(channel) => self.party.map_or_else(String::new, |person| {
                let app = matches!(channel, Channel::App | Channel::AppOverdraft);
                masked(person, app, masks)
            }),
            Text::Payout | Text::Reversal => self
                .party
                .map_or_else(String::new, |person| masked(person, false, masks)),
            Text::Repayment => LENDER.to_owned(),
            Text::Advance => format!("{SHORT_CODE} - {BUSINESS}"),
            Text::Sweep | Text::TopUp | Text::Unknown(_) => String::new(),
        }
    }
}

fn masked(person: Person, app: bool, masks: Masks) -> String {
    match (masks, app) {
        (Masks::F1, false) => format!("{} - {}", person.mask_international(), person.name_upper()),
        (Masks::F1, true) => format!("{} - {}", person.mask_national(), person.name_lower()),
        (Masks::F2, _) => format!("{} - {}", person.mask_short(), person.name_upper()),
    }
}
