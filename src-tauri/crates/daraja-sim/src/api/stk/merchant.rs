//! Who asks: short code, passkey and timestamp, checked before anything else of M-Pesa Express.
//!
//! `Password` is Base64(short code + passkey + timestamp), with the very bytes of `Timestamp`
//! (`daraja-api.md` section 4.1). Its zone isn't checked, only the match.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDateTime;

use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::world::World;

/// Whether the merchant is who it says.
///
/// # Errors
/// The answer that says what is wrong.
pub(super) fn vouch(world: &mut World, call: &Call) -> Result<(), Answer> {
    let request_id = world.gateway_id();
    let stamp = call.text("Timestamp");
    if NaiveDateTime::parse_from_str(&stamp, "%Y%m%d%H%M%S").is_err() {
        let text = "Bad Request - Invalid Timestamp";
        return Err(Answer::error(400, &request_id, "400.002.02", text));
    }
    let refused = |text: &str| Err(Answer::error(500, &request_id, "500.001.1001", text));
    let short_code = call.text("BusinessShortCode");
    if short_code != world.setup.paybill && short_code != world.setup.till {
        return refused("Merchant does not exist");
    }
    let expected = STANDARD.encode(format!("{short_code}{}{stamp}", world.setup.passkey));
    if call.text("Password") != expected {
        let prefixed = world.drift(&request_id).one_in(3);
        return refused(if prefixed {
            "[MerchantValidate] - Wrong credentials"
        } else {
            "Wrong credentials"
        });
    }
    Ok(())
}
