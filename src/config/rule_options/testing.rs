use super::shared::{CoverageBy, Criteria, TestCounts, TestKind};
use crate::config::options::options;

options! {
    /// Options of TS01.
    ModelTests for "TS01" "testing.model_tests" {
        /// The fewest tests.
        min: u32 = 1,
        /// Which tests count: `attached` to it, or `any` that depends on it.
        kinds: Vec<TestKind> = vec![TestKind::Any],
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
        /// What the share is counted over: the whole `project`, each `layer`, `group` or `folder`.
        by: CoverageBy = CoverageBy::Project,
    }
}

options! {
    /// Options of TS17.
    SourceTests for "TS17" "testing.source_tests" {
        /// The fewest tests.
        min: u32 = 1,
    }
}

options! {
    /// Options of TS02.
    ModelTestsByName for "TS02" "testing.model_tests_by_name" {
        /// The fewest tests of each name, as in `{ not_null = 1 }`; names count without their package.
        tests: TestCounts = TestCounts::default(),
    }
}

options! {
    /// Options of TS03.
    ModelTestsByType for "TS03" "testing.model_tests_by_type" {
        /// The fewest generic tests on it or its columns.
        generic: u32 = 1,
        /// The fewest tests in files of their own that read it.
        singular: u32 = 0,
    }
}

options! {
    /// Options of TS04.
    ModelTestGroup for "TS04" "testing.model_tests_by_group" {
        /// The set; names count without their package.
        tests: Vec<String> = Vec::new(),
        /// The fewest of them.
        min: u32 = 1,
    }
}

options! {
    /// Options of TS11.
    ColumnTests for "TS11" "testing.column_test" {
        /// A regular expression for the whole name of a column.
        pattern: Option<String> = None,
        /// The test; it counts without its package.
        test: Option<String> = None,
    }
}

options! {
    /// Options of TS12.
    RelationshipTests for "TS12" "testing.relationship_test" {
        /// A regular expression for the whole name of a column.
        pattern: Option<String> = None,
        /// A regular expression for the column it points to.
        target_column: Option<String> = None,
        /// A regular expression for the model it points to.
        target_model: Option<String> = None,
    }
}

options! {
    /// Options of TS14.
    TestMeta for "TS14" "testing.test_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of TS15.
    TestTags for "TS15" "testing.test_tags" {
        /// Tags.
        required: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Tags that may be there; none: any.
        allowed: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of TS16.
    TestWhere for "TS16" "testing.test_where" {
        /// A regular expression for the whole condition.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of TS18.
    SourceTestsByName for "TS18" "testing.source_tests_by_name" {
        /// The fewest tests of each name, as in `{ not_null = 1 }`; names count without their package.
        tests: TestCounts = TestCounts::default(),
    }
}

options! {
    /// Options of TS19.
    SourceTestsByType for "TS19" "testing.source_tests_by_type" {
        /// The fewest generic tests on it or its columns.
        generic: u32 = 1,
        /// The fewest tests in files of their own that read it.
        singular: u32 = 0,
    }
}

options! {
    /// Options of TS20.
    SourceTestGroup for "TS20" "testing.source_tests_by_group" {
        /// The set; names count without their package.
        tests: Vec<String> = Vec::new(),
        /// The fewest of them.
        min: u32 = 1,
    }
}

options! {
    /// Options of TS21.
    RelationshipsMissing for "TS21" "testing.relationships_missing" {
        /// Only models of these layers; none: all.
        layers: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of TS23.
    TrivialTests for "TS23" "testing.only_trivial_tests" {
        /// The tests that do not count.
        trivial: Vec<String> = ["unique", "not_null"].map(str::to_owned).to_vec(),
    }
}
