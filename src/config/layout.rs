//! The layout vocabulary: which white space and which line each kind of segment wants. The words are sqlfluff's.

use std::collections::HashMap;

use super::options::{OptionValue, choice};
use super::value::{Problems, Table, Value};

/// Everything that the configuration says of layout.
#[derive(Clone, Debug)]
pub struct LayoutSettings {
    types: HashMap<String, TypeLayout>,
    /// The most columns of a line; nothing where lines may be of any length.
    pub max_line_length: Option<u32>,
    pub indent: IndentSettings,
    /// Where a comment goes that made its line too long.
    pub trailing_comments: TrailingComments,
    /// Comment lines may be of any length and keep their indentation.
    pub ignore_comment_lines: bool,
}

/// How lines are indented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndentSettings {
    pub unit: IndentUnit,
    /// Columns of one level, and of one tab.
    pub tab_space_size: u32,
    pub indented_joins: bool,
    pub indented_ctes: bool,
    pub indented_using_on: bool,
    pub indented_on_contents: bool,
    pub indented_then: bool,
    pub indented_then_contents: bool,
    pub implicit_indents: ImplicitIndents,
    pub template_blocks_indent: bool,
    /// Segment types in which indentation is left as it is.
    pub skip_indentation_in: Vec<String>,
    /// Segment types in which no implicit indent is asked for.
    pub skip_implicit_indents_in: Vec<String>,
}

impl IndentSettings {
    /// The text of `levels` levels.
    #[must_use]
    pub fn text(&self, levels: u32) -> String {
        match self.unit {
            IndentUnit::Space => " ".repeat(levels as usize * self.tab_space_size as usize),
            IndentUnit::Tab => "\t".repeat(levels as usize),
        }
    }
}

choice! {
    /// What a level of indentation is made of.
    IndentUnit { Space "space", Tab "tab" }
}

choice! {
    /// Whether what follows a keyword on its line may go on, one level in, on the next.
    ImplicitIndents { Forbid "forbid", Allow "allow", Require "require" }
}

choice! {
    /// Where a trailing comment moves when its line is too long.
    TrailingComments { Before "before", After "after" }
}

/// What one kind of segment wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeLayout {
    pub spacing_before: Spacing,
    pub spacing_after: Spacing,
    /// Between the parts of the segment; nothing where its parts say it themselves.
    pub spacing_within: Option<Spacing>,
    pub line_position: Option<LinePosition>,
    pub keyword_line_position: Option<LinePosition>,
    /// Parents in which the keyword's position is left alone.
    pub keyword_line_position_exclusions: Vec<String>,
}

/// The white space at one side of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Spacing {
    /// One blank, or a line end.
    #[default]
    Single,
    /// One blank and no line end.
    SingleInline,
    /// Nothing, or a line end.
    Touch,
    /// Nothing at all.
    TouchInline,
    /// Whatever is there.
    Any,
    /// As many blanks as line it up with its like.
    Align(Align),
}

/// What a segment is lined up with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Align {
    /// The kind to line up with; the segment's own kind where it is not said.
    pub segment: Option<String>,
    /// The kind of ancestor whose parts are lined up.
    pub within: Option<String>,
    /// Kinds of ancestors that limit the search.
    pub scope: Option<String>,
    /// Line up in rendered text instead of the template.
    pub templated: bool,
}

/// Where a segment stands on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinePosition {
    pub place: LinePlace,
    /// Even where the clause would fit on one line.
    pub strict: bool,
    /// It stays on the line of what it belongs to.
    pub attached: bool,
    /// What follows is lined up behind it.
    pub align_following: bool,
}

/// First, last or alone on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinePlace {
    Leading,
    Trailing,
    Alone,
}

impl OptionValue for Spacing {
    fn expected() -> String {
        "`single`, `touch`, `any`, `align`, `single:inline` or `touch:inline`".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        let text = value.to_text()?.trim().to_ascii_lowercase();
        Some(match text.as_str() {
            "single" => Self::Single,
            "single:inline" => Self::SingleInline,
            "touch" => Self::Touch,
            "touch:inline" => Self::TouchInline,
            "any" => Self::Any,
            _ => {
                let mut parts = text.split(':');
                if parts.next() != Some("align") {
                    return None;
                }
                let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
                let (segment, within, scope) = (part(), part(), part());
                let templated = match part().as_deref() {
                    None | Some("source") => false,
                    Some("templated") => true,
                    Some(_) => return None,
                };
                Self::Align(Align { segment, within, scope, templated })
            }
        })
    }

    fn show(&self) -> String {
        match self {
            Self::Single => "single",
            Self::SingleInline => "single:inline",
            Self::Touch => "touch",
            Self::TouchInline => "touch:inline",
            Self::Any => "any",
            Self::Align(_) => "align",
        }
        .to_owned()
    }
}

impl OptionValue for LinePosition {
    fn expected() -> String {
        "`leading`, `trailing` or `alone`, with `:strict`, `:attached` or `:align-following` after it where wanted".to_owned()
    }

    fn parse(value: &Value) -> Option<Self> {
        let text = value.to_text()?.trim().to_ascii_lowercase();
        let mut parts = text.split(':').map(str::trim);
        let place = match parts.next()? {
            "leading" => LinePlace::Leading,
            "trailing" => LinePlace::Trailing,
            "alone" => LinePlace::Alone,
            _ => return None,
        };
        let mut position = Self { place, strict: false, attached: false, align_following: false };
        for part in parts {
            match part {
                "strict" => position.strict = true,
                "attached" => position.attached = true,
                "align-following" => position.align_following = true,
                _ => return None,
            }
        }
        Some(position)
    }

    fn show(&self) -> String {
        let place = match self.place {
            LinePlace::Leading => "leading",
            LinePlace::Trailing => "trailing",
            LinePlace::Alone => "alone",
        };
        let marks = [(self.attached, ":attached"), (self.align_following, ":align-following"), (self.strict, ":strict")];
        marks.iter().filter(|(on, _)| *on).fold(place.to_owned(), |text, (_, mark)| text + mark)
    }
}

/// The keys of one kind's table.
pub const TYPE_KEYS: &[&str] = &[
    "spacing_before",
    "spacing_after",
    "spacing_within",
    "line_position",
    "keyword_line_position",
    "keyword_line_position_exclusions",
    "align_within",
    "align_scope",
];

/// The keys of `[sqlfluff:indentation]`.
pub const INDENTATION_KEYS: &[&str] = &[
    "indent_unit",
    "tab_space_size",
    "indented_joins",
    "indented_ctes",
    "indented_using_on",
    "indented_on_contents",
    "indented_then",
    "indented_then_contents",
    "implicit_indents",
    "template_blocks_indent",
    "skip_indentation_in",
    "skip_implicit_indents_in",
    "trailing_comments",
    "ignore_comment_lines",
];

/// What holds where nothing is configured: kind, key, value.
const DEFAULTS: &[(&str, &str)] = &[
    ("comma", "spacing_before=touch line_position=trailing"),
    ("binary_operator", "spacing_within=touch line_position=leading"),
    ("column_path_operator", "spacing_within=touch line_position=leading"),
    ("pipe_operator", "line_position=leading:attached:strict"),
    ("statement_terminator", "spacing_before=touch line_position=trailing"),
    ("end_of_file", "spacing_before=touch"),
    ("set_operator", "line_position=alone:strict"),
    ("start_bracket", "spacing_after=touch"),
    ("end_bracket", "spacing_before=touch"),
    ("start_square_bracket", "spacing_after=touch"),
    ("end_square_bracket", "spacing_before=touch"),
    ("start_angle_bracket", "spacing_after=touch"),
    ("end_angle_bracket", "spacing_before=touch"),
    ("casting_operator", "spacing_before=touch spacing_after=touch:inline"),
    ("try_casting_operator", "spacing_before=touch spacing_after=touch:inline"),
    ("slice", "spacing_before=touch spacing_after=touch"),
    ("dot", "spacing_before=touch spacing_after=touch"),
    ("comparison_operator", "spacing_within=touch line_position=leading"),
    ("assignment_operator", "spacing_within=touch line_position=leading"),
    ("at_sign", "spacing_before=touch spacing_after=touch"),
    ("attribute_indicator", "spacing_before=touch spacing_after=touch"),
    ("object_reference", "spacing_within=touch:inline"),
    ("numeric_literal", "spacing_within=touch:inline"),
    ("sign_indicator", "spacing_after=touch:inline"),
    ("tilde", "spacing_after=touch:inline"),
    ("function_name", "spacing_within=touch:inline"),
    ("function_contents", "spacing_before=touch:inline"),
    ("function_parameter_list", "spacing_before=touch:inline"),
    ("array_type", "spacing_within=touch:inline"),
    ("array_type_suffix", "spacing_before=touch"),
    ("typed_array_literal", "spacing_within=touch"),
    ("sized_array_type", "spacing_within=touch"),
    ("struct_type", "spacing_within=touch:inline"),
    ("bracketed_arguments", "spacing_before=touch:inline"),
    ("match_condition", "spacing_within=touch:inline"),
    ("typed_struct_literal", "spacing_within=touch"),
    ("semi_structured_expression", "spacing_within=touch:inline spacing_before=touch:inline"),
    ("array_accessor", "spacing_before=touch:inline"),
    ("colon", "spacing_before=touch"),
    ("colon_delimiter", "spacing_before=touch spacing_after=touch"),
    ("substitution_variable", "spacing_within=touch spacing_before=any spacing_after=any"),
    ("path_segment", "spacing_within=touch"),
    ("sql_conf_option", "spacing_within=touch"),
    ("sqlcmd_operator", "spacing_before=touch"),
    ("slash", "spacing_before=any spacing_after=any"),
    ("comment", "spacing_before=any spacing_after=any"),
    ("pattern_expression", "spacing_within=any"),
    ("bind_variable", "spacing_within=touch"),
    ("psql_variable", "spacing_within=touch"),
    ("placeholder", "spacing_before=any spacing_after=any"),
    ("common_table_expression", "spacing_within=single:inline"),
    ("select_clause", "line_position=alone"),
    ("where_clause", "line_position=alone keyword_line_position=leading keyword_line_position_exclusions=pipe_operator_clause"),
    ("from_clause", "line_position=alone"),
    ("join_clause", "line_position=alone"),
    ("groupby_clause", "line_position=alone keyword_line_position=leading"),
    (
        "orderby_clause",
        "line_position=leading keyword_line_position=leading \
         keyword_line_position_exclusions=window_specification,aggregate_order_by,withingroup_clause,pipe_operator_clause",
    ),
    ("having_clause", "line_position=alone keyword_line_position=leading"),
    ("limit_clause", "line_position=alone"),
    ("template_loop", "spacing_before=any spacing_after=any"),
];

impl LayoutSettings {
    /// Reads `layout`, `indentation` and the line length out of a configuration; its defaults come first.
    #[must_use]
    pub fn read(tree: &Table, problems: &Problems) -> Self {
        let mut types = default_types();
        if let Some(configured) = tree.find_table(&["layout", "type"]) {
            for (kind, value) in configured.iter() {
                if let Some(table) = value.as_table() {
                    types.entry(kind.to_ascii_lowercase()).or_default().overlay(table, problems);
                }
            }
        }
        let reader = Reader { table: tree.find_table(&["indentation"]), problems };
        let indent = IndentSettings {
            unit: reader.read("indent_unit", IndentUnit::Space),
            tab_space_size: reader.read("tab_space_size", 4),
            indented_joins: reader.read("indented_joins", false),
            indented_ctes: reader.read("indented_ctes", false),
            indented_using_on: reader.read("indented_using_on", true),
            indented_on_contents: reader.read("indented_on_contents", true),
            indented_then: reader.read("indented_then", true),
            indented_then_contents: reader.read("indented_then_contents", true),
            implicit_indents: reader.read("implicit_indents", ImplicitIndents::Forbid),
            template_blocks_indent: reader.read("template_blocks_indent", true),
            skip_indentation_in: reader.read("skip_indentation_in", vec!["script_content".to_owned()]),
            skip_implicit_indents_in: reader.read("skip_implicit_indents_in", vec!["case_expression".to_owned()]),
        };
        let core = Reader { table: tree.find_table(&["core"]), problems };
        Self {
            types,
            max_line_length: u32::try_from(core.read("max_line_length", 80_i64)).ok().filter(|&length| length > 0),
            indent,
            trailing_comments: reader.read("trailing_comments", TrailingComments::Before),
            ignore_comment_lines: reader.read("ignore_comment_lines", false),
        }
    }

    /// What a kind of segment wants: one blank at either side where nothing is said of it.
    #[cfg(test)]
    #[must_use]
    pub fn of(&self, kind: &str) -> TypeLayout {
        self.types.get(kind).cloned().unwrap_or_default()
    }

    /// The kinds of which something is said, with what is said.
    pub fn types(&self) -> impl Iterator<Item = (&str, &TypeLayout)> {
        self.types.iter().map(|(kind, layout)| (kind.as_str(), layout))
    }
}

impl Default for LayoutSettings {
    fn default() -> Self {
        Self::read(&Table::default(), &Problems::default())
    }
}

fn default_types() -> HashMap<String, TypeLayout> {
    let problems = Problems::default();
    DEFAULTS
        .iter()
        .map(|(kind, settings)| {
            let mut table = Table::default();
            for (key, text) in settings.split_whitespace().filter_map(|setting| setting.split_once('=')) {
                table.insert(key, Value::text(text, super::value::Origin::flag("defaults")));
            }
            let mut layout = TypeLayout::default();
            layout.overlay(&table, &problems);
            ((*kind).to_owned(), layout)
        })
        .collect()
}

struct Reader<'a> {
    table: Option<&'a Table>,
    problems: &'a Problems,
}

impl Reader<'_> {
    fn read<T: OptionValue>(&self, key: &str, default: T) -> T {
        self.optional(key).unwrap_or(default)
    }

    fn optional<T: OptionValue>(&self, key: &str) -> Option<T> {
        let value = self.table?.get(key)?;
        let parsed = T::parse(value);
        if parsed.is_none() {
            self.problems.error(Some(&value.origin), format!("`{key}` cannot be {}; it takes {}", value.display(), T::expected()));
        }
        parsed
    }
}

impl TypeLayout {
    fn overlay(&mut self, table: &Table, problems: &Problems) {
        let reader = Reader { table: Some(table), problems };
        let (within, scope) = (reader.optional::<String>("align_within"), reader.optional::<String>("align_scope"));
        let spacing = |key: &str| {
            let mut spacing = reader.optional::<Spacing>(key)?;
            if let Spacing::Align(align) = &mut spacing {
                align.within = align.within.take().or_else(|| within.clone());
                align.scope = align.scope.take().or_else(|| scope.clone());
            }
            Some(spacing)
        };
        if let Some(before) = spacing("spacing_before") {
            self.spacing_before = before;
        }
        if let Some(after) = spacing("spacing_after") {
            self.spacing_after = after;
        }
        if let Some(within) = spacing("spacing_within") {
            self.spacing_within = Some(within);
        }
        if let Some(position) = reader.optional("line_position") {
            self.line_position = position;
        }
        if let Some(position) = reader.optional("keyword_line_position") {
            self.keyword_line_position = position;
        }
        if let Some(exclusions) = reader.optional("keyword_line_position_exclusions") {
            self.keyword_line_position_exclusions = exclusions;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::value::Origin;

    fn read(settings: &[(&[&str], &str)]) -> (LayoutSettings, Vec<String>) {
        let mut tree = Table::default();
        for (path, text) in settings {
            tree.set(path, Value::text(*text, Origin::flag("--test")));
        }
        let problems = Problems::default();
        let layout = LayoutSettings::read(&tree, &problems);
        (layout, problems.list().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn defaults_are_well_formed() {
        let (layout, problems) = read(&[]);
        assert_eq!(problems, [""; 0]);
        assert_eq!(layout.types.len(), DEFAULTS.len());
        assert_eq!(layout.of("comma").spacing_before, Spacing::Touch);
        assert_eq!(layout.of("comma").spacing_after, Spacing::Single);
        assert_eq!(layout.of("nothing_known").spacing_before, Spacing::Single);
        let set = layout.of("set_operator").line_position.unwrap();
        assert!(set.place == LinePlace::Alone && set.strict && !set.attached);
        assert_eq!(layout.of("orderby_clause").keyword_line_position_exclusions.len(), 4);
        assert_eq!(layout.max_line_length, Some(80));
        assert_eq!(layout.indent.text(2), " ".repeat(8));
    }

    #[test]
    fn configuration_lies_above_the_defaults() {
        let (layout, problems) = read(&[
            (&["layout", "type", "comma", "line_position"], "leading:align-following"),
            (&["layout", "type", "alias_expression", "spacing_before"], "align"),
            (&["layout", "type", "alias_expression", "align_within"], "select_clause"),
            (&["layout", "type", "data_type", "spacing_before"], "align:data_type:create_table_statement:bracketed:templated"),
            (&["layout", "type", "where_clause", "keyword_line_position"], "None"),
            (&["indentation", "indent_unit"], "tab"),
            (&["core", "max_line_length"], "-1"),
        ]);
        assert_eq!(problems, [""; 0]);
        assert_eq!(layout.of("comma").spacing_before, Spacing::Touch, "the rest of the kind's defaults stays");
        assert!(layout.of("comma").line_position.unwrap().align_following);
        let align = Align { within: Some("select_clause".to_owned()), ..Align::default() };
        assert_eq!(layout.of("alias_expression").spacing_before, Spacing::Align(align));
        let Spacing::Align(align) = layout.of("data_type").spacing_before else { panic!("not aligned") };
        assert!(align.templated && align.scope.as_deref() == Some("bracketed"));
        assert_eq!(layout.of("where_clause").keyword_line_position, None);
        assert_eq!(layout.max_line_length, None);
        assert_eq!(layout.indent.text(2), "\t\t");
    }

    #[test]
    fn says_what_is_wrong() {
        let (_, problems) = read(&[(&["layout", "type", "comma", "line_position"], "middle")]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].contains("`middle`") && problems[0].contains("`leading`"), "{problems:?}");
    }
}
