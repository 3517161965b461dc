//! The calls of Daraja that this client makes: where each goes, and what kind of call it is.
//!
//! Owns: the endpoint table (section 1) and the refusals of a token, which differ per API (section 2).
//! Stays out: the bodies (`requests`) and what an answer means (`outcome`, `catalogue`).

use std::fmt;

/// How a request is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Without a body; only the token is fetched like this.
    Get,
    /// With a JSON body.
    Post,
}

/// One call of Daraja. B2C is v3 and C2B is v2: B2C v1 has no guard against paying twice (section 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// The OAuth token that every other call carries.
    Token,
    /// A prompt on a customer's phone to pay.
    StkPush,
    /// What became of a prompt.
    StkQuery,
    /// The addresses that C2B payments are announced to.
    C2bRegister,
    /// A pretended customer payment; sandbox and simulators only.
    C2bSimulate,
    /// Business to customer.
    B2c,
    /// Business to a customer's Pochi la Biashara.
    Pochi,
    /// Business to business, top-ups included.
    B2b,
    /// Tax to the revenue authority.
    Tax,
    /// What became of a transaction.
    Status,
    /// The balances of a short code.
    Balance,
    /// A customer's payment given back.
    Reversal,
    /// Entitlement to pull transactions.
    PullRegister,
    /// Customer payments of the last 48 hours.
    PullQuery,
    /// A QR code to pay by.
    Qr,
    /// A recipient's name before paying (Hakikisha).
    NameCheck,
    /// A USSD prompt to another business.
    B2bExpress,
}

/// How an API says that it does not take the token: HTTP status and `errorCode` (section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenRefusal {
    /// HTTP status.
    pub status: u16,
    /// `errorCode` of the body.
    pub code: &'static str,
}

/// Codes that refuse a token, whichever API they come from (section 2).
const TOKEN_REFUSALS: [&str; 5] = [
    "404.001.03",
    "400.003.01",
    "401.002.01",
    "401.001",
    "401.003.01",
];

impl Api {
    /// Every API, in the order of the endpoint table.
    pub const ALL: [Self; 17] = [
        Self::Token,
        Self::StkPush,
        Self::StkQuery,
        Self::C2bRegister,
        Self::C2bSimulate,
        Self::B2c,
        Self::Pochi,
        Self::B2b,
        Self::Tax,
        Self::Status,
        Self::Balance,
        Self::Reversal,
        Self::PullRegister,
        Self::PullQuery,
        Self::Qr,
        Self::NameCheck,
        Self::B2bExpress,
    ];

    /// The name that logs and tables use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::StkPush => "stk push",
            Self::StkQuery => "stk query",
            Self::C2bRegister => "c2b register",
            Self::C2bSimulate => "c2b simulate",
            Self::B2c => "b2c",
            Self::Pochi => "pochi",
            Self::B2b => "b2b",
            Self::Tax => "tax",
            Self::Status => "status",
            Self::Balance => "balance",
            Self::Reversal => "reversal",
            Self::PullRegister => "pull register",
            Self::PullQuery => "pull query",
            Self::Qr => "qr",
            Self::NameCheck => "name check",
            Self::B2bExpress => "b2b express",
        }
    }

    /// How the request is sent.
    #[must_use]
    pub fn method(self) -> Method {
        match self {
            Self::Token => Method::Get,
            _ => Method::Post,
        }
    }

    /// The path after the base address; with the query string where there is one.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Token => "/oauth/v1/generate?grant_type=client_credentials",
            Self::StkPush => "/mpesa/stkpush/v1/processrequest",
            Self::StkQuery => "/mpesa/stkpushquery/v1/query",
            Self::C2bRegister => "/mpesa/c2b/v2/registerurl",
            Self::C2bSimulate => "/mpesa/c2b/v2/simulate",
            Self::B2c => "/mpesa/b2c/v3/paymentrequest",
            Self::Pochi => "/mpesa/b2pochi/v1/paymentrequest",
            Self::B2b => "/mpesa/b2b/v1/paymentrequest",
            Self::Tax => "/mpesa/b2b/v1/remittax",
            Self::Status => "/mpesa/transactionstatus/v1/query",
            Self::Balance => "/mpesa/accountbalance/v1/query",
            Self::Reversal => "/mpesa/reversal/v1/request",
            Self::PullRegister => "/pulltransactions/v1/register",
            Self::PullQuery => "/pulltransactions/v1/query",
            Self::Qr => "/mpesa/qrcode/v1/generate",
            Self::NameCheck => "/mpesa/b2c/hakikisha/v1/hakikisha",
            Self::B2bExpress => "/v1/ussdpush/get-msisdn",
        }
    }

    /// The documented refusal of a token; `None` for the token call itself and where none is documented.
    #[must_use]
    pub fn token_refusal(self) -> Option<TokenRefusal> {
        let of = |status, code| Some(TokenRefusal { status, code });
        match self {
            Self::StkPush | Self::StkQuery | Self::Reversal => of(404, "404.001.03"),
            Self::B2c | Self::Pochi | Self::B2b | Self::Tax | Self::Balance => {
                of(401, "401.002.01")
            }
            Self::C2bRegister | Self::C2bSimulate | Self::Status => of(400, "400.003.01"),
            Self::PullRegister | Self::PullQuery | Self::NameCheck => of(401, "401.001"),
            Self::Token | Self::Qr | Self::B2bExpress => None,
        }
    }

    /// Whether an answer refuses the token: HTTP 401, or any of the codes of section 2, from whichever
    /// API. Never for the token call itself, whose refusals are about the key and the secret.
    #[must_use]
    pub fn refuses_token(self, status: u16, error_code: Option<&str>) -> bool {
        let known = error_code.is_some_and(|code| TOKEN_REFUSALS.contains(&code.trim()));
        self != Self::Token && (status == 401 || known)
    }

    /// Whether this call moves real money, or asks a person to pay.
    #[must_use]
    pub fn moves_money(self) -> bool {
        match self {
            Self::StkPush
            | Self::C2bSimulate
            | Self::B2c
            | Self::Pochi
            | Self::B2b
            | Self::Tax
            | Self::Reversal
            | Self::B2bExpress => true,
            Self::Token
            | Self::StkQuery
            | Self::C2bRegister
            | Self::Status
            | Self::Balance
            | Self::PullRegister
            | Self::PullQuery
            | Self::Qr
            | Self::NameCheck => false,
        }
    }

    /// Whether the request names an API operator and carries a security credential.
    #[must_use]
    pub fn needs_initiator(self) -> bool {
        matches!(
            self,
            Self::B2c
                | Self::Pochi
                | Self::B2b
                | Self::Tax
                | Self::Status
                | Self::Balance
                | Self::Reversal
        )
    }

    /// Whether the caller gives an `OriginatorConversationID`, so that a repeat is refused by Daraja
    /// and may be offered again (section 6.1).
    #[must_use]
    pub fn caller_gives_id(self) -> bool {
        matches!(self, Self::B2c | Self::Pochi)
    }

    /// Whether the answer only says that the request was taken, and the outcome is called back.
    #[must_use]
    pub fn outcome_is_called_back(self) -> bool {
        self.needs_initiator()
            || matches!(self, Self::StkPush | Self::C2bSimulate | Self::B2bExpress)
    }
}

impl fmt::Display for Api {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_api_has_its_own_path_and_name() {
        let paths: HashSet<_> = Api::ALL.iter().map(|api| api.path()).collect();
        let names: HashSet<_> = Api::ALL.iter().map(|api| api.name()).collect();
        assert_eq!((paths.len(), names.len()), (17, 17));
        assert!(paths.iter().all(|path| path.starts_with('/')));
    }

    #[test]
    fn v1_of_b2c_is_nowhere() {
        assert!(
            Api::ALL
                .iter()
                .all(|api| !api.path().contains("b2c/v1/paymentrequest"))
        );
    }

    #[test]
    fn a_token_is_refused_in_five_ways() {
        for api in Api::ALL {
            if let Some(refusal) = api.token_refusal() {
                assert!(
                    api.refuses_token(refusal.status, Some(refusal.code)),
                    "{api}"
                );
            }
        }
        assert!(Api::Qr.refuses_token(401, None));
        assert!(Api::B2c.refuses_token(401, Some("401.003.01")));
        assert!(!Api::B2c.refuses_token(404, Some("404.001.01")));
        assert!(!Api::B2c.refuses_token(403, Some("403.002.1001")));
        assert!(!Api::Token.refuses_token(401, None));
    }

    #[test]
    fn only_what_carries_an_id_of_ours_may_be_offered_again() {
        let with_id: Vec<_> = Api::ALL
            .iter()
            .filter(|api| api.caller_gives_id())
            .collect();
        assert_eq!(with_id, [&Api::B2c, &Api::Pochi]);
        assert!(
            Api::ALL
                .iter()
                .filter(|api| api.caller_gives_id())
                .all(|api| api.moves_money())
        );
    }
}
