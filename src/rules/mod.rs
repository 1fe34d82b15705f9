//! Layer 4: the rules, one file each, in one table.
//!
//! Rules are stateless functions. They know the tree, the settings and the facts they are given, never other rules.
//! Adding a rule is a line in the table below, a file in its group's folder and a page in `rules/`.

mod alias_keyword;
mod batches;
mod casing;
mod crossing;
mod cx;
mod definition;
mod edits;
mod identifiers;
mod plan;
mod project;
mod project_plan;
mod select;
mod sink;
mod timing;
mod words;

pub use cx::{Cx, CxParts, ProjectCx};
pub use definition::{Change, Check, FixPolicy, ResourceKinds, RuleDef};
pub use plan::RulePlan;
pub use project::settle as settle_project;
pub use project::written::{TemplateFile, WrittenTemplate, template_files};
pub use project_plan::{check_project, check_written};
pub use sink::{Finding, FindingFix, ProjectFinding, ProjectSink, Sink};
pub use timing::RuleTimes;
pub use words::{Letters, Word, WordClass};

use crate::config::RuleDescriptor;

macro_rules! rules {
    ($($group:ident { $($code:ident => $module:ident),* $(,)? })*) => {
        $(mod $group { $(mod $module; pub(super) use $module::RULE as $code;)* })*

        /// A rule, by its place in [`RULES`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum RuleId { $($($code),*),* }

        /// Every rule, in the order of the table.
        pub static RULES: &[&RuleDef] = &[$($(&$group::$code),*),*];

        impl RuleId {
            pub const ALL: &'static [RuleId] = &[$($(RuleId::$code),*),*];
        }
    };
}

rules! {
    aliasing {
        AL01 => al01_table,
        AL02 => al02_column,
        AL03 => al03_expression,
        AL04 => al04_unique_table,
        AL05 => al05_unused,
        AL06 => al06_length,
        AL07 => al07_forbid,
        AL08 => al08_unique_column,
        AL09 => al09_self_alias_column,
        AL10 => al10_required,
    }
    ambiguous {
        AM01 => am01_distinct,
        AM02 => am02_union,
        AM03 => am03_order_by,
        AM04 => am04_column_count,
        AM05 => am05_join,
        AM06 => am06_column_references,
        AM07 => am07_set_columns,
        AM08 => am08_join_condition,
        AM09 => am09_order_by_limit,
    }
    capitalisation {
        CP01 => cp01_keywords,
        CP02 => cp02_identifiers,
        CP03 => cp03_functions,
        CP04 => cp04_literals,
        CP05 => cp05_types,
    }
    convention {
        CV01 => cv01_not_equal,
        CV02 => cv02_coalesce,
        CV03 => cv03_select_trailing_comma,
        CV04 => cv04_count_rows,
        CV05 => cv05_is_null,
        CV06 => cv06_terminator,
        CV07 => cv07_statement_brackets,
        CV08 => cv08_left_join,
        CV09 => cv09_blocked_words,
        CV10 => cv10_quoted_literals,
        CV11 => cv11_casting_style,
        CV12 => cv12_join_condition,
        CV13 => cv13_last_select_star,
    }
    jinja {
        JI01 => ji01_mangled_reference,
        JI02 => ji02_return_inside,
        JI03 => ji03_call_arguments,
        JJ01 => jj01_padding,
    }
    oracle {
        OR01 => or01_empty_batch,
    }
    postgres {
        PG01 => pg01_excessive_locks,
        PG02 => pg02_not_valid_foreign_key,
    }
    references {
        RF01 => rf01_from,
        RF02 => rf02_qualification,
        RF03 => rf03_consistent,
        RF04 => rf04_keywords,
        RF05 => rf05_special_chars,
        RF06 => rf06_quoting,
        RF07 => rf07_window_alias,
    }
    structure {
        ST01 => st01_else_null,
        ST02 => st02_simple_case,
        ST03 => st03_unused_cte,
        ST04 => st04_nested_case,
        ST05 => st05_subquery,
        ST06 => st06_column_order,
        ST07 => st07_using,
        ST08 => st08_distinct,
        ST09 => st09_join_condition_order,
        ST10 => st10_constant_expression,
        ST11 => st11_unused_join,
        ST12 => st12_consecutive_semicolons,
    }
    tsql {
        TQ01 => tq01_sp_prefix,
        TQ02 => tq02_procedure_begin_end,
        TQ03 => tq03_empty_batch,
        TQ04 => tq04_prefer_as_alias,
    }
    layout {
        LT01 => lt01_spacing,
        LT02 => lt02_indent,
        LT03 => lt03_operators,
        LT04 => lt04_commas,
        LT05 => lt05_long_lines,
        LT06 => lt06_functions,
        LT07 => lt07_cte_bracket,
        LT08 => lt08_cte_newline,
        LT09 => lt09_select_targets,
        LT10 => lt10_select_modifiers,
        LT11 => lt11_set_operators,
        LT12 => lt12_end_of_file,
        LT13 => lt13_start_of_file,
        LT14 => lt14_keyword_newline,
        LT15 => lt15_newlines,
    }
    naming {
        NM01 => nm01_model_pattern,
        NM02 => nm02_layer_prefix,
        NM03 => nm03_model_file_name,
        NM04 => nm04_model_alias,
        NM05 => nm05_model_schema,
        NM06 => nm06_column_pattern,
        NM07 => nm07_column_name_implies_type,
        NM08 => nm08_column_type_implies_name,
        NM09 => nm09_source_name,
        NM10 => nm10_seed_name,
        NM11 => nm11_seed_column_name,
        NM12 => nm12_snapshot_name,
        NM13 => nm13_macro_name,
        NM14 => nm14_macro_file_name,
        NM15 => nm15_project_name,
        NM16 => nm16_duplicate_name,
        NM17 => nm17_relation_collision,
        NM18 => nm18_relation_casing,
        NM19 => nm19_canonical_column,
    }
    project_references {
        RE01 => re01_hard_coded_relation,
        RE02 => re02_unresolved_ref,
        RE03 => re03_unresolved_source,
        RE04 => re04_disabled_target,
        RE05 => re05_unpinned_version,
        RE06 => re06_deprecated_target,
        RE07 => re07_private_target,
        RE08 => re08_protected_across_projects,
        RE09 => re09_malformed_call,
        RE10 => re10_cycle,
        RE11 => re11_package_reads_root,
        RE12 => re12_relation_from_variable,
        RE13 => re13_undeclared_variable,
        RE14 => re14_environment_variable,
        RE15 => re15_import_tables,
        RE16 => re16_environment,
    }
    documentation {
        DC01 => dc01_model_description,
        DC02 => dc02_description_pattern,
        DC03 => dc03_description_example,
        DC04 => dc04_column_description,
        DC07 => dc07_public_model,
        DC08 => dc08_column_consistency,
        DC10 => dc10_model_coverage,
        DC11 => dc11_source_description,
        DC12 => dc12_source_table_description,
        DC13 => dc13_source_column_description,
        DC15 => dc15_seed_description,
        DC16 => dc16_seed_column_description,
        DC17 => dc17_seed_columns,
        DC18 => dc18_snapshot_description,
        DC19 => dc19_macro_description,
        DC20 => dc20_macro_argument_description,
        DC21 => dc21_macro_signature,
        DC22 => dc22_exposure_description,
        DC23 => dc23_doc_block,
        DC24 => dc24_column_coverage,
    }
    testing {
        TS01 => ts01_model_test_count,
        TS02 => ts02_model_tests_by_name,
        TS03 => ts03_model_tests_by_type,
        TS04 => ts04_model_tests_by_group,
        TS05 => ts05_uniqueness_test,
        TS06 => ts06_primary_key_test,
        TS07 => ts07_primary_key_tested,
        TS10 => ts10_test_coverage,
        TS11 => ts11_column_test,
        TS12 => ts12_relationship_test,
        TS13 => ts13_one_column_combination,
        TS14 => ts14_test_meta,
        TS15 => ts15_test_tags,
        TS16 => ts16_test_where,
        TS17 => ts17_source_test_count,
        TS18 => ts18_source_tests_by_name,
        TS19 => ts19_source_tests_by_type,
        TS20 => ts20_source_tests_by_group,
        TS21 => ts21_relationships_missing,
        TS22 => ts22_duplicate_test,
        TS23 => ts23_only_trivial_tests,
    }
    governance {
        GV01 => gv01_model_access,
        GV02 => gv02_public_contract,
        GV03 => gv03_contract_required,
        GV04 => gv04_column_types,
        GV05 => gv05_required_constraints,
        GV06 => gv06_required_constraint_types,
        GV07 => gv07_single_primary_key,
        GV08 => gv08_key_of_one_column,
        GV09 => gv09_constraint_unsupported,
        GV10 => gv10_required_columns,
        GV11 => gv11_declared_type,
        GV12 => gv12_grant_privileges,
        GV13 => gv13_grant_required,
        GV14 => gv14_grant_count,
        GV15 => gv15_model_meta,
        GV16 => gv16_column_meta,
        GV17 => gv17_model_labels,
        GV18 => gv18_owner,
        GV19 => gv19_model_tags,
        GV20 => gv20_seed_meta,
        GV21 => gv21_snapshot_meta,
        GV22 => gv22_macro_meta,
        GV23 => gv23_exposure_meta,
        GV24 => gv24_snapshot_tags,
        GV25 => gv25_latest_version,
        GV26 => gv26_version_pattern,
        GV29 => gv29_group_defined,
        GV30 => gv30_public_ephemeral,
        GV31 => gv31_version_block,
        GV33 => gv33_past_deprecation,
    }
    sources {
        SR01 => sr01_source_freshness,
        SR02 => sr02_source_loader,
        SR03 => sr03_source_meta,
        SR04 => sr04_source_labels,
        SR05 => sr05_source_tags,
        SR06 => sr06_unused_source,
        SR07 => sr07_source_fanout,
        SR08 => sr08_used_in_own_folder,
        SR09 => sr09_duplicate_relation,
        SR10 => sr10_column_marks,
        SR12 => sr12_duplicate_source_table,
        SR13 => sr13_source_without_tables,
        SR14 => sr14_freshness_config,
    }
    macros {
        MC01 => mc01_unused_macro,
        MC02 => mc02_macro_arguments,
        MC03 => mc03_macro_lines,
        MC04 => mc04_banned_code,
        MC05 => mc05_undefined_macro,
        MC06 => mc06_duplicate_macro,
        MC07 => mc07_dispatch_call,
    }
    exposures {
        XP01 => xp01_model_count,
        XP02 => xp02_public_models,
        XP03 => xp03_materialized_parents,
        XP04 => xp04_exposure_owner,
    }
    snapshots {
        SP01 => sp01_snapshot_unique_key,
        SP02 => sp02_snapshot_strategy,
    }
    lineage {
        DP01 => dp01_root_model,
        DP02 => dp02_parent_count,
        DP03 => dp03_child_count,
        DP04 => dp04_leaf_fanout,
        DP05 => dp05_unused_model,
        DP06 => dp06_multiple_sources,
        DP07 => dp07_source_beside_model,
        DP08 => dp08_rejoined_upstream,
        DP09 => dp09_layer_reads_source,
        DP10 => dp10_layer_reads_seed,
        DP11 => dp11_layer_order,
        DP12 => dp12_layer_reads_itself,
        DP13 => dp13_parent_name,
        DP14 => dp14_parent_schema,
        DP15 => dp15_parent_database,
        DP16 => dp16_chained_views,
        DP17 => dp17_materialization_by_use,
        DP18 => dp18_required_macros,
        DP19 => dp19_exposure,
        DP20 => dp20_duplicate_concept,
    }
    boundary {
        FD00 => fd00_undecidable,
        FD01 => fd01_ref,
        FD02 => fd02_source,
        FD03 => fd03_relation,
        FD04 => fd04_relation_escape,
        FD05 => fd05_placement,
        FD06 => fd06_macro_leak,
        FD07 => fd07_dependency_entry,
        FD08 => fd08_path_escape,
        FD09 => fd09_exposure,
        FD14 => fd14_macro_override,
        FD16 => fd16_package_policy,
        FD17 => fd17_project_conformance,
        FD18 => fd18_ownership,
        FD22 => fd22_change_scope,
        FD23 => fd23_raw_access,
        FD24 => fd24_grants,
        FD25 => fd25_expired_exception,
    }
    materialization {
        MT01 => mt01_permitted_materialization,
        MT02 => mt02_incremental_unique_key,
        MT03 => mt03_unused_is_incremental,
        MT04 => mt04_microbatch_config,
        MT05 => mt05_microbatch_inputs,
        MT06 => mt06_concurrent_batches,
        MT07 => mt07_iceberg_settings,
        MT08 => mt08_unused_config_path,
    }
    unit_tests {
        UN01 => un01_model_unit_tests,
        UN02 => un02_seed_unit_tests,
        UN03 => un03_coverage,
        UN04 => un04_expect_format,
        UN05 => un05_given_format,
        UN06 => un06_inputs,
    }
    seeds {
        SD01 => sd01_column_types,
        SD02 => sd02_size,
        SD03 => sd03_rows,
    }
    semantic_models {
        SL01 => sl01_public_models,
    }
    model_code {
        SC01 => sc01_trailing_semicolon,
        SC02 => sc02_length,
        SC03 => sc03_star,
        SC04 => sc04_cartesian_join,
        SC05 => sc05_banned_code,
        SC06 => sc06_complexity,
        SC07 => sc07_empty_model,
        SC08 => sc08_introspection,
    }
    deprecations {
        DB01 => db01_property_moved,
    }
    placement {
        PL01 => pl01_model_properties,
        PL02 => pl02_properties_file_name,
        PL03 => pl03_properties_folder,
        PL04 => pl04_permitted_folders,
        PL05 => pl05_layer_folder,
        PL06 => pl06_source_properties,
        PL07 => pl07_source_file_name,
        PL08 => pl08_macro_properties,
        PL09 => pl09_tests_beside_model,
    }
    packages {
        PK01 => pk01_package_unpinned,
        PK02 => pk02_package_duplicate,
    }
    properties {
        YM01 => ym01_yaml_syntax,
        YM02 => ym02_typographic_quotes,
        YM03 => ym03_entry_without_node,
        YM04 => ym04_wrong_section,
        YM05 => ym05_entry_without_macro,
        YM06 => ym06_duplicate_entry,
        YM07 => ym07_schema_violation,
        YM08 => ym08_tags_shape,
        YM09 => ym09_test_shape,
        YM10 => ym10_nameless_entry,
    }
}

impl RuleId {
    #[must_use]
    pub fn definition(self) -> &'static RuleDef {
        RULES[self as usize]
    }
}

/// The rules as configuration knows them, in the order of the table.
#[must_use]
pub fn descriptors() -> Vec<RuleDescriptor> {
    let describe = |rule: &&RuleDef| RuleDescriptor {
        code: rule.name.code,
        name: rule.name.name,
        aliases: rule.aliases,
        groups: rule.groups,
        default: rule.default,
    };
    RULES.iter().map(describe).collect()
}

/// The rule of a code, a name or an alias, in any case.
#[must_use]
pub fn find_rule(text: &str) -> Option<RuleId> {
    RuleId::ALL.iter().copied().find(|rule| {
        let RuleDef { name, aliases, .. } = rule.definition();
        name.code.eq_ignore_ascii_case(text)
            || name.name.eq_ignore_ascii_case(text)
            || aliases.iter().any(|alias| alias.eq_ignore_ascii_case(text))
    })
}
