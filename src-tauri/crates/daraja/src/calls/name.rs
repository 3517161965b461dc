//! The answer to a name check (`daraja-api.md` section 6.8).

use crate::calls::{reading, unreadable};
use crate::client::{Answered, judged};
use crate::loose::Node;
use crate::{Api, CallError, Verbatim};

/// Whose number it is, as far as M-Pesa tells.
#[derive(Clone, PartialEq, Eq)]
pub enum NameAnswer {
    /// A customer. All but the first name is usually masked (`W******`), and any may be empty.
    Found {
        /// First name.
        first: String,
        /// Middle name.
        middle: String,
        /// Last name.
        last: String,
    },
    /// "The customer does not exist."
    NotACustomer {
        /// The words, as sent.
        message: Verbatim,
    },
}

impl NameAnswer {
    pub(crate) fn read(api: Api, answered: Answered) -> Result<Self, CallError> {
        if let Some(answer) = reading(&answered).and_then(|reading| of(&reading.root)) {
            return Ok(answer);
        }
        judged(api, answered).and_then(|answered| Err(unreadable(answered)))
    }
}

fn of(root: &Node<'_>) -> Option<NameAnswer> {
    let body = root.get("body")?;
    let name = |key: &str| body.text_of(&[key]).unwrap_or_default();
    let (first, middle, last) = (name("firstName"), name("middleName"), name("lastName"));
    if [&first, &middle, &last].iter().any(|name| !name.is_empty()) {
        return Some(NameAnswer::Found {
            first,
            middle,
            last,
        });
    }
    let message = body.text_of(&["message"])?;
    let unknown = message.to_ascii_lowercase().contains("does not exist");
    unknown.then(|| NameAnswer::NotACustomer {
        message: Verbatim::new(message),
    })
}

/// A name is shown by its first letter.
impl std::fmt::Debug for NameAnswer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Found { first, .. } => {
                let letter = first.chars().next().unwrap_or('?');
                write!(out, "Found({letter}•••)")
            }
            Self::NotACustomer { message } => write!(out, "NotACustomer({message:?})"),
        }
    }
}
