//! A filled checklist as a PDF form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onus_fuzz::GROUND;

fuzz_target!(|bytes: &[u8]| {
    GROUND.import("case.pdf", bytes);
});
