use crate::config::options::options;

options! {
    /// Options of TS01.
    ModelTests for "TS01" "testing.model_tests" {
        /// The fewest tests.
        min: u32 = 1,
    }
}

options! {
    /// Options of TS05.
    UniquenessTests for "TS05" "testing.model_uniqueness" {
        /// Names of tests that count, with or without their package.
        accepted: Vec<String> = ["unique", "unique_combination_of_columns", "expect_compound_columns_to_be_unique"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of TS10.
    TestCoverage for "TS10" "testing.model_coverage" {
        /// The least share, in percent.
        min: u32 = 100,
    }
}

options! {
    /// Options of TS17.
    SourceTests for "TS17" "testing.source_tests" {
        /// The fewest tests.
        min: u32 = 1,
    }
}
