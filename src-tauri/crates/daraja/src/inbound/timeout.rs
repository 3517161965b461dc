//! The notice that M-Pesa did not take a request from its queue in time (`daraja-api.md` section 6.5).

use super::given::Party;
use super::loss::Loss;
use super::parameters::Parameters;
use super::reader::{Optional, Reader};
use super::result::ResultNotice;
use crate::ConversationId;
use crate::loose::Node;
use crate::masks::Verbatim;
use rust_decimal::Decimal;

/// A queue timeout. It proves nothing: the outcome is unknown, and a result may still come. The body is
/// the request sent back, flat or under `Result`, or a result object; whatever is there is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeoutEcho {
    /// The caller's id, for B2C v3.
    pub originator_id: Option<ConversationId>,
    /// Daraja's id.
    pub conversation_id: Option<ConversationId>,
    /// `CommandID` of the request.
    pub command: Option<Verbatim>,
    /// `Amount` of the request.
    pub amount: Option<Decimal>,
    /// `PartyA` of the request.
    pub party_a: Option<Party>,
    /// `PartyB` of the request.
    pub party_b: Option<Party>,
    /// The result, when the notice had a `ResultCode`. Delivered as a timeout, it is not proof either.
    pub notice: Option<Box<ResultNotice>>,
    /// Every member that was sent back, in order; secrets struck out.
    pub parameters: Parameters,
}

impl TimeoutEcho {
    /// Reads the object, at `path` (`Result`, or empty when the notice is flat).
    pub(super) fn read(node: &Node<'_>, path: &str, out: &mut Vec<Loss>) -> Self {
        let notice = node
            .get("ResultCode")
            .is_some()
            .then(|| Box::new(ResultNotice::read(node, path, out)));
        let parameters = Parameters::of_members(node.members());
        let mut read = Reader::new(&parameters, path);
        let echo = Self {
            originator_id: read.id(
                &["OriginatorConversationID", "OriginatorCoversationID"],
                Optional,
            ),
            conversation_id: read.id(&["ConversationID"], Optional),
            command: read.text(&["CommandID"], Optional),
            amount: read.amount(&["Amount"], Optional),
            party_a: read.party(&["PartyA"], Optional),
            party_b: read.party(&["PartyB"], Optional),
            notice,
            parameters: Parameters::default(),
        };
        let losses = read.into_losses();
        // The ids of a result were read, and their losses said, a moment ago.
        out.extend(losses.into_iter().filter(|_| echo.notice.is_none()));
        Self { parameters, ..echo }
    }
}
