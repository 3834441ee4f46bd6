//! A file of a book: its path in the first line, its text behind it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onus_fuzz::GROUND;

fuzz_target!(|bytes: &[u8]| {
    GROUND.file(bytes);
});
