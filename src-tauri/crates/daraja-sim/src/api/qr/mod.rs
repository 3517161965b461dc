//! `POST /mpesa/qrcode/v1/generate`: a QR code as a PNG in Base64.
//!
//! What M-Pesa writes into its codes isn't published; the text here is `TrxCode|CPI|RefNo|Amount|MerchantName`.
//! Source: `daraja-api.md` section 12.

mod png;
mod symbol;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Api;
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::wire::json::Json;
use crate::world::World;
use crate::world::ids;

/// The API.
pub(crate) struct Qr;

/// The API.
pub(crate) static QR: Qr = Qr;

static FIELDS: [Field; 6] = [
    must("MerchantName", Check::Text { min: 1, max: 100 }),
    must("RefNo", Check::Text { min: 1, max: 100 }),
    must("Amount", Check::Shillings),
    must("TrxCode", Check::OneOf(&["BG", "WA", "PB", "SM", "SB"])),
    must("CPI", Check::Text { min: 1, max: 20 }),
    must("Size", Check::Text { min: 1, max: 4 }),
];

impl Api for Qr {
    fn name(&self) -> &'static str {
        "qr"
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/qrcode/v1/generate"]
    }
    fn family(&self) -> Family {
        Family::Other
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let id = world.gateway_id();
        let text = ["TrxCode", "CPI", "RefNo", "Amount", "MerchantName"]
            .map(|field| call.text(field))
            .join("|");
        let side = call
            .text("Size")
            .parse()
            .ok()
            .filter(|side| (1..=png::SIDE_MAX).contains(side));
        let Some(picture) = side.and_then(|side| symbol::draw(&text, side).ok()) else {
            let text = "Bad Request - Invalid Size";
            return Exchange::refused(Answer::error(400, &id, "400.002.02", text));
        };
        // "00" live; the documents show a conversation's id in its place.
        let code = if world.drift(&format!("qr {id}")).one_in(3) {
            ids::conversation(&mut world.fresh_dice("conversation"), world.now_ms)
        } else {
            "00".to_owned()
        };
        Exchange::done(Answer::ok(Json::object([
            ("ResponseCode", Json::text(code)),
            ("RequestID", Json::text(&*id)),
            (
                "ResponseDescription",
                Json::text("QR Code Successfully Generated."),
            ),
            ("QRCode", Json::text(STANDARD.encode(picture))),
        ])))
    }
}
