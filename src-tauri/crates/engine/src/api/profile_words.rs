//! The words of profiles in the ledger file, in the audit chain and on the command line.

use super::{CheckOutcome, ProfileCheck, ProfileItem, ProfileKind};

macro_rules! words {
    ($($name:ident { $($variant:ident = $word:literal,)* })*) => {$(
        impl $name {
            /// Every value, in the order people go through them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word for it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The value that a word names.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    )*};
}

words! {
    ProfileKind {
        Paybill = "paybill",
        Till = "till",
        Payout = "payout",
        OneAccount = "one_account",
    }
    ProfileItem {
        ConsumerKey = "consumer_key",
        ConsumerSecret = "consumer_secret",
        Passkey = "passkey",
        InitiatorName = "initiator_name",
        InitiatorPassword = "initiator_password",
        Certificate = "certificate",
        SecurityCredential = "security_credential",
        CallbackBase = "callback_base",
        BaseUrl = "base_url",
        Proxy = "proxy",
    }
    ProfileCheck {
        Token = "token",
        Balance = "balance",
    }
    CheckOutcome {
        NotRun = "not_run",
        NotPossible = "not_possible",
        Passed = "passed",
        Failed = "failed",
        Unclear = "unclear",
    }
}

impl ProfileItem {
    /// What people call it.
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::ConsumerKey => "consumer key",
            Self::ConsumerSecret => "consumer secret",
            Self::Passkey => "passkey",
            Self::InitiatorName => "initiator name",
            Self::InitiatorPassword => "initiator password",
            Self::Certificate => "certificate",
            Self::SecurityCredential => "security credential",
            Self::CallbackBase => "callback address",
            Self::BaseUrl => "base address",
            Self::Proxy => "proxy",
        }
    }
}
