//! The first byte chooses the dialect; the rest is SQL, whose tree must be lossless and nested.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&dialect, text)) = data.split_first() else { return };
    if let Err(defect) = setsquare::probe::sql(dialect.into(), &String::from_utf8_lossy(text)) {
        panic!("{defect}");
    }
});
