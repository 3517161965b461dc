//! Business to Pochi: B2C version 3 field for field, at its own path.
//!
//! Without the product on the app it refuses the token, as seen live. Source: `daraja-api.md` sections 2
//! and 7.

use super::b2c::{B2c, fields};
use crate::gateway::fields::Field;

static FIELDS: [Field; 11] = fields(&["BusinessPayToPochi"]);

/// Payments to a Pochi la Biashara number.
pub(crate) static POCHI: B2c = B2c {
    name: "pochi",
    paths: &["/mpesa/b2pochi/v1/paymentrequest"],
    fields: &FIELDS,
    reason: "Business Payment to Pochi via API",
    fee_name: "Fee For Pochi Payment",
    entitled: true,
    refuses_token: true,
};
