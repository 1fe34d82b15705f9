use super::shared::CoverageBy;
use crate::config::options::options;

options! {
    /// Options of UN01.
    ModelUnitTests for "UN01" "unit_tests.model_unit_tests" {
        /// The fewest.
        min: u32 = 1,
    }
}

options! {
    /// Options of UN02.
    SeedUnitTests for "UN02" "unit_tests.seed_unit_tests" {
        /// The fewest.
        min: u32 = 1,
    }
}

options! {
    /// Options of UN03.
    UnitTestCoverage for "UN03" "unit_tests.coverage" {
        /// The least share, in percent.
        min: u32 = 100,
        /// What the share is counted over: the whole `project`, each `layer`, `group` or `folder`.
        by: CoverageBy = CoverageBy::Project,
    }
}

options! {
    /// Options of UN04.
    ExpectFormats for "UN04" "unit_tests.expect_format" {
        /// `dict`, `csv`, `sql`; none: any. One that says nothing is `dict`.
        formats: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of UN05.
    GivenFormats for "UN05" "unit_tests.given_format" {
        /// `dict`, `csv`, `sql`; none: any. An input that says nothing is not looked at.
        formats: Vec<String> = Vec::new(),
    }
}
