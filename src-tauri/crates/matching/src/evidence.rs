//! How well two rows' payers agree: visible digits and name parts. Pure comparison.

use domain::{PartyId, PhoneMask};

use crate::certainty;
use crate::model::{Agreement, Confidence};

/// Name parts that are compared: more than any name has that two files print alike.
pub(crate) const NAME_PARTS_MAX: usize = 4;

/// How two ids compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Id {
    /// Whole and equal.
    Same,
    /// The visible digits fit; a fit narrows, it never proves.
    Fits,
    /// Not the same.
    Differs,
    /// They can't be compared.
    Silent,
}

/// How two payers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Their ids.
    pub(crate) id: Id,
    /// Name parts that both have.
    pub(crate) names: usize,
    /// Whether both have a name.
    named: bool,
}

impl Evidence {
    pub(crate) fn between(
        a_party: Option<&PartyId>,
        a_name: &[Box<str>],
        b_party: Option<&PartyId>,
        b_name: &[Box<str>],
    ) -> Self {
        let (a_name, b_name) = (bounded(a_name), bounded(b_name));
        let equal = a_name.iter().enumerate().filter(|(index, part)| {
            let first = a_name.iter().position(|other| other == *part) == Some(*index);
            first && b_name.contains(part)
        });
        Self {
            id: compare_ids(a_party, b_party),
            names: equal.count(),
            named: !a_name.is_empty() && !b_name.is_empty(),
        }
    }

    /// How sure an equal amount and this evidence make; `None` where that is no reason to propose
    /// anything.
    pub(crate) fn confidence(self) -> Option<Confidence> {
        match (self.id, self.names) {
            (Id::Same, 1..) => Some(certainty::PAYER_WHOLE_AND_NAME),
            (Id::Same, 0) => Some(certainty::PAYER_WHOLE),
            (Id::Fits, 2..) => Some(certainty::PAYER_DIGITS_AND_NAMES),
            (Id::Fits, 1) => Some(certainty::PAYER_DIGITS_AND_NAME),
            (Id::Fits, 0) => Some(certainty::PAYER_DIGITS),
            (Id::Silent, 2..) => Some(certainty::PAYER_NAMES),
            (Id::Differs, 2..) => Some(certainty::PAYER_NAMES_OTHER_PHONE),
            (Id::Silent | Id::Differs, _) => None,
        }
    }

    /// The phone's part of the evidence.
    pub(crate) fn phone(self) -> Agreement {
        match self.id {
            Id::Same => Agreement::Agrees,
            Id::Fits => Agreement::Partly,
            Id::Differs => Agreement::Differs,
            Id::Silent => Agreement::Silent,
        }
    }

    /// The name's part of the evidence.
    pub(crate) fn name(self) -> Agreement {
        match self.names {
            _ if !self.named => Agreement::Silent,
            0 => Agreement::Differs,
            1 => Agreement::Partly,
            _ => Agreement::Agrees,
        }
    }
}

fn bounded(name: &[Box<str>]) -> &[Box<str>] {
    name.get(..NAME_PARTS_MAX).unwrap_or(name)
}

fn compare_ids(a: Option<&PartyId>, b: Option<&PartyId>) -> Id {
    let (Some(a), Some(b)) = (a, b) else {
        return Id::Silent;
    };
    let same = |equal| if equal { Id::Same } else { Id::Differs };
    let fits = |fit| if fit { Id::Fits } else { Id::Differs };
    match (a, b) {
        (PartyId::Phone(a), PartyId::Phone(b)) => same(a == b),
        (PartyId::Phone(phone), PartyId::Masked(mask))
        | (PartyId::Masked(mask), PartyId::Phone(phone)) => fits(mask.fits(*phone)),
        (PartyId::Masked(a), PartyId::Masked(b)) => fits(overlap(a, b)),
        (PartyId::Digest(a), PartyId::Digest(b)) => same(a == b),
        (PartyId::Organisation(a), PartyId::Organisation(b)) => same(a == b),
        (PartyId::Organisation(_), PartyId::Phone(_) | PartyId::Masked(_))
        | (PartyId::Phone(_) | PartyId::Masked(_), PartyId::Organisation(_)) => Id::Differs,
        (PartyId::Provider, _) | (_, PartyId::Provider) => Id::Silent,
        (PartyId::Digest(_), _) | (_, PartyId::Digest(_)) => Id::Silent,
    }
}

/// Whether one number could lie behind both masks.
fn overlap(a: &PhoneMask, b: &PhoneMask) -> bool {
    let heads = a.head().starts_with(b.head()) || b.head().starts_with(a.head());
    let tails = a.tail().ends_with(b.tail()) || b.tail().ends_with(a.tail());
    heads && tails
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
