//! However many threads a run has, it says the same, byte for byte.

use std::process::Command;

fn lint(jobs: &str, format: &str) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(["lint", "examples/dbt-squared", "--rules", "all", "--format", format, "--jobs", jobs])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn threads_change_nothing() {
    for format in ["human", "json", "sarif"] {
        let want = lint("1", format);
        for jobs in ["2", "3", "8"] {
            assert!(lint(jobs, format) == want, "{format} with {jobs} threads");
        }
    }
}
