//! Answers that are read at once: token, acknowledgements, STK query, Pull, registration, QR, name.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let raw = daraja::fuzzing::answers(bytes);
    held::raw_body_holds(bytes, &raw);
});
