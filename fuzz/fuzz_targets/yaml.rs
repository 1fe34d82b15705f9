//! YAML: reading it must end, and its problems lie in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Err(defect) = setsquare::probe::yaml(&String::from_utf8_lossy(data)) {
        panic!("{defect}");
    }
});
