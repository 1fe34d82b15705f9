//! Styles by name: settings that lie under what a file says itself.
//!
//! Knows the keys of a tree of settings, no rule and no file.

use super::value::{Origin, Problems, Table, Value};
use crate::text::did_you_mean;

/// A key of the settings and what a style says of it.
type Setting = (&'static [&'static str], &'static str);

/// The styles that have names.
const STYLES: &[(&str, &[Setting])] = &[
    ("sqlfluff", &[]),
    (
        "sqlfmt",
        &[
            (&["core", "max_line_length"], "88"),
            (&["indentation", "indent_unit"], "space"),
            (&["indentation", "tab_space_size"], "4"),
            (&["indentation", "indented_joins"], "false"),
            (&["indentation", "indented_ctes"], "false"),
            (&["indentation", "indented_using_on"], "true"),
            (&["indentation", "implicit_indents"], "allow"),
            (&["indentation", "template_blocks_indent"], "true"),
            (&["layout", "type", "comma", "line_position"], "trailing"),
            (&["layout", "type", "binary_operator", "line_position"], "leading"),
            (&["layout", "type", "comparison_operator", "line_position"], "leading"),
            (&["layout", "type", "set_operator", "line_position"], "alone:strict"),
            (&["rules", "CP01", "capitalisation_policy"], "lower"),
            (&["rules", "CP02", "extended_capitalisation_policy"], "lower"),
            (&["rules", "CP03", "extended_capitalisation_policy"], "lower"),
            (&["rules", "CP04", "capitalisation_policy"], "lower"),
            (&["rules", "CP05", "extended_capitalisation_policy"], "lower"),
        ],
    ),
];

/// Puts a style under what the tree says already.
pub fn lay_under(tree: &mut Table, style: &Value, problems: &Problems) {
    let name = style.to_text().unwrap_or_default();
    let Some((_, settings)) = STYLES.iter().find(|(known, _)| *known == name) else {
        let near = did_you_mean(&name, STYLES.iter().map(|(known, _)| *known));
        problems.error(Some(&style.origin), format!("there is no style {}{near}", style.display()));
        return;
    };
    let origin: &Origin = &style.origin;
    for (path, value) in *settings {
        if tree.find(path).is_none() {
            tree.set(path, Value::text(*value, origin.clone()));
        }
    }
}
