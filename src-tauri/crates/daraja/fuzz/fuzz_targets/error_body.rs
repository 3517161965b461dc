//! Bodies of errors: Daraja's own JSON, gateway faults, pages; and what each proves.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let raw = daraja::fuzzing::error_body(bytes);
    held::raw_body_holds(bytes, &raw);
});
