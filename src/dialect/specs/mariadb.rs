//! `MariaDB`.

use super::mysql;
use crate::dialect::{Dialect, DialectSpec, Features};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Mariadb,
    features: mysql::SPEC.features.union(Features::ADJACENT_STRINGS),
    reserved: mysql::SPEC
        .reserved
        .with(words![CurrentRole General Offset Returning Rows Slow StatsAutoRecalc StatsPersistent StatsSamplePages])
        .without(words![
            CumeDist DenseRank Empty FirstValue Generated Get Grouping Groups IoAfterGtids JsonTable Lag LastValue Lateral Lead
            MasterBind NthValue Ntile Of OptimizerCosts PercentRank Rank Stored System Virtual
        ]),
    not_relation_alias: mysql::SPEC.not_relation_alias.without(words![Offset Returning]),
    bare_functions: mysql::SPEC.bare_functions.with(words![CurrentRole]),
    ..mysql::SPEC
};
