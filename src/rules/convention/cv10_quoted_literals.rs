use crate::config::rule_options::QuoteStyle;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, Word, WordClass};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV10", name: "convention.quoted_literals" },
    aliases: &["L064"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV10.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::File(check),
};

/// Where `'text'` and `"text"` are both strings.
const DIALECTS: &[Dialect] = &[Dialect::Bigquery, Dialect::Databricks, Dialect::Hive, Dialect::Mysql, Dialect::Sparksql];

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.cv10;
    if !DIALECTS.contains(&cx.dialect.id) && !options.force_enable {
        return;
    }
    let mut want = match options.preferred_quoted_literal_style {
        QuoteStyle::Consistent => None,
        QuoteStyle::SingleQuotes => Some('\''),
        QuoteStyle::DoubleQuotes => Some('"'),
    };
    let tree = cx.tree;
    for &Word { token, .. } in cx.words().of_class(WordClass::QUOTED_LITERAL) {
        let text = tree.token_text(token);
        let range = tree.token_range(token);
        let Some(literal) = Literal::read(text) else { continue };
        let prefix = u32::try_from(literal.prefix.len()).unwrap_or(0);
        let quotes = [TextRange::at(range.start() + prefix, 1), TextRange::new(range.end() - 1, range.end())];
        if !quotes.iter().all(|&quote| cx.is_literal(quote)) {
            continue;
        }
        let wanted = *want.get_or_insert(literal.quote);
        if let Some(better) = literal.normalised(wanted) {
            let name = if wanted == '"' { "double" } else { "single" };
            out.report(range, format!("The string {text} could have {name} quotes"))
                .safe_fix(format!("Use {name} quotes"), vec![RenderedEdit::replace(range, better)]);
        }
    }
}

/// A string as written.
struct Literal<'t> {
    /// `r`, `b` ...
    prefix: &'t str,
    quote: char,
    triple: bool,
    body: &'t str,
}

impl<'t> Literal<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let start = text.find(['\'', '"'])?;
        let (prefix, rest) = text.split_at(start);
        let quote = rest.chars().next()?;
        let triple = rest.len() >= 6 && rest.chars().take(3).all(|char| char == quote);
        let width = if triple { 3 } else { 1 };
        let body = rest.get(width..rest.len().checked_sub(width)?)?;
        Some(Self { prefix, quote, triple, body })
    }

    /// The string with the wanted quotes, or without needless escapes; `None` if it is as good as it gets.
    fn normalised(&self, want: char) -> Option<String> {
        let width = if self.triple { 3 } else { 1 };
        let quoted = |quote: char, body: &str| {
            let quotes: String = std::iter::repeat_n(quote, width).collect();
            format!("{}{quotes}{body}{quotes}", self.prefix)
        };
        // Most strings hold nothing that any quotes would have to escape.
        if !self.triple && !self.body.contains(['\'', '"', '\\']) {
            return (self.quote != want).then(|| quoted(want, self.body));
        }
        let raw = self.prefix.contains(['r', 'R']);
        if self.triple {
            // Nothing inside needs an escape, but a quote at the very end would run into the closing ones.
            let fits =
                self.quote != want && !self.body.ends_with(want) && !self.body.contains(&*std::iter::repeat_n(want, 3).collect::<String>());
            return fits.then(|| quoted(want, self.body));
        }
        let other = if self.quote == '"' { '\'' } else { '"' };
        // A doubled quote is an escape that reads differently between other quotes.
        if self.body.contains(&*std::iter::repeat_n(self.quote, 2).collect::<String>()) {
            return None;
        }
        let plain = if raw { self.body.to_owned() } else { without_escapes(self.body, other) };
        if self.quote != want {
            let changed = if raw { plain.clone() } else { with_escapes(&without_escapes(&plain, self.quote), want) };
            let needs_escape = raw && plain.contains(want);
            if !needs_escape && count_escapes(&changed) <= count_escapes(&plain) {
                return Some(quoted(want, &changed));
            }
        }
        (plain != self.body).then(|| quoted(self.quote, &plain))
    }
}

fn count_escapes(body: &str) -> usize {
    body.matches('\\').count()
}

/// Removes the backslash before every `quote`, where the backslash is not itself escaped.
fn without_escapes(body: &str, quote: char) -> String {
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek().copied()) {
            ('\\', Some(next)) if next == quote => {}
            ('\\', Some(next)) => {
                out.push('\\');
                out.push(next);
                chars.next();
            }
            _ => out.push(char),
        }
    }
    out
}

/// Escapes every `quote` that is not escaped.
fn with_escapes(body: &str, quote: char) -> String {
    let mut out = String::with_capacity(body.len() + 2);
    let mut chars = body.chars();
    while let Some(char) = chars.next() {
        if char == quote {
            out.push('\\');
        }
        out.push(char);
        if char == '\\' {
            out.extend(chars.next());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_change_quotes_where_that_costs_no_escape() {
        let cases = [
            ("'a'", '"', Some("\"a\"")),
            ("''", '"', Some("\"\"")),
            ("'say \"x\"'", '"', None),
            (r#"'needless \"\"escape'"#, '"', Some(r#"'needless ""escape'"#)),
            (r"'it\'s'", '"', Some("\"it's\"")),
            (r"'\\\\\'x\''", '"', Some(r#""\\\\'x'""#)),
            ("'''a'''", '"', Some("\"\"\"a\"\"\"")),
            ("'''Here's a \"'''", '"', None),
            ("'O''Brien'", '"', None),
            ("b\"x\"", '\'', Some("b'x'")),
            (r#"'\\""'"#, '"', None),
        ];
        for (text, want, expected) in cases {
            assert_eq!(Literal::read(text).and_then(|literal| literal.normalised(want)).as_deref(), expected, "{text}");
        }
    }
}
