//! The first byte chooses the dialect; the rest is SQL. Laying it out keeps its tokens, and doing so again changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&dialect, text)) = data.split_first() else { return };
    if let Err(defect) = setsquare::probe::format(dialect.into(), &String::from_utf8_lossy(text)) {
        panic!("{defect}");
    }
});
