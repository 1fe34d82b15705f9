//! A template: its tree must be lossless and nested, and rendering it with nothing around it must end.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Err(defect) = setsquare::probe::jinja(&String::from_utf8_lossy(data)) {
        panic!("{defect}");
    }
});
