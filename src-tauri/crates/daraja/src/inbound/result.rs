//! The result of an initiator API: B2C, Pochi, B2B, tax, status, balance, reversal.

use super::loss::{Loss, Losses};
use super::parameters::Parameters;
use super::reader::{Code, Due, Optional, Reader};
use crate::loose::Node;
use crate::masks::Verbatim;
use crate::{ConversationId, Receipt};

/// A result as it was called back. What the code means is in the catalogue; what the parameters say is
/// in the typed views ([`ResultNotice::payment`] and the others), each for its API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultNotice {
    /// `ResultType`: whether this is the last word.
    pub finality: Finality,
    /// `ResultCode`, as given: `0`, `2001`, `SFC_IC0003`.
    pub code: Code,
    /// `ResultDesc`, as given.
    pub description: Verbatim,
    /// `OriginatorConversationID`: for B2C v3 the caller's own id. For a status query it can be the id of
    /// the query or of the payment asked about (`daraja-api.md` section 8): never match by it alone.
    pub originator_id: Option<ConversationId>,
    /// `ConversationID`, the one the acknowledgement gave.
    pub conversation_id: Option<ConversationId>,
    /// `TransactionID`, when it is a receipt. A placeholder is none.
    pub transaction_id: Option<Receipt>,
    /// `ResultParameters`, in order. Failed results can have them too.
    pub parameters: Parameters,
    /// `ReferenceData`, in order.
    pub reference: Parameters,
}

/// What `ResultType` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finality {
    /// `0`: complete.
    Final,
    /// `1`: further messages follow. Nothing may be concluded yet.
    Waiting,
    /// Not given.
    NotSaid,
    /// A type nobody knows; not taken for the last word.
    Unknown,
}

impl ResultNotice {
    /// Whether this is the last word: type 0, or no type at all.
    #[must_use]
    pub fn is_final(&self) -> bool {
        match self.finality {
            Finality::Final | Finality::NotSaid => true,
            Finality::Waiting | Finality::Unknown => false,
        }
    }

    /// Whether it is final and its code is zeros.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.is_final() && self.code.is_zeros()
    }

    /// Reads the object under `Result` (or a message that lacks that wrapper).
    pub(super) fn read(node: &Node<'_>, path: &str, losses: &mut Vec<Loss>) -> Self {
        let fields = Parameters::of_members(node.members());
        let mut reader = Reader::new(&fields, path);
        let finality = match reader.text(&["ResultType"], Optional) {
            None => Finality::NotSaid,
            Some(text) if text.reveal() == "0" => Finality::Final,
            Some(text) if text.reveal() == "1" => Finality::Waiting,
            Some(text) => {
                reader.lose("ResultType", text.reveal(), "0 or 1");
                Finality::Unknown
            }
        };
        let mut notice = Self {
            finality,
            code: reader.code(&["ResultCode"]),
            description: reader.text(&["ResultDesc"], Optional).unwrap_or_default(),
            originator_id: reader.id(
                &["OriginatorConversationID", "OriginatorCoversationID"],
                Optional,
            ),
            conversation_id: reader.id(&["ConversationID"], Due),
            transaction_id: reader.receipt(&["TransactionID"], Optional),
            parameters: Parameters::default(),
            reference: Parameters::default(),
        };
        losses.extend(reader.into_losses());
        notice.parameters = items(node, path, ["ResultParameters", "ResultParameter"], losses);
        notice.reference = items(node, path, ["ReferenceData", "ReferenceItem"], losses);
        notice
    }
}

/// The pairs under `outer.inner`, or directly under `outer`.
fn items(
    node: &Node<'_>,
    path: &str,
    [outer, inner]: [&str; 2],
    out: &mut Vec<Loss>,
) -> Parameters {
    let path = if path.is_empty() {
        outer.to_owned()
    } else {
        format!("{path}.{outer}")
    };
    let mut losses = Losses::default();
    let found: Vec<_> = node
        .all(outer)
        .filter(|found| !found.is_nothing())
        .collect();
    if found.len() > 1 {
        losses.add(Loss::new(&path, "two of them", "one list of parameters"));
    }
    let read = found.first().map(|found| {
        let inner = found.get(inner).unwrap_or(found);
        let empty = inner
            .scalar()
            .is_some_and(|text| text.text.trim().is_empty());
        if empty {
            Parameters::default()
        } else {
            Parameters::of_items(inner, &path, &mut losses)
        }
    });
    out.extend(losses.into_vec());
    read.unwrap_or_default()
}
