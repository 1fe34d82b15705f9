use crate::config::rule_options::BlockedWords;
use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::TokenId;
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV09", name: "convention.blocked_words" },
    aliases: &["L062"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV09.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.cv09;
    if options.blocked_words.is_empty() && options.blocked_regex.is_none() {
        return;
    }
    let tree = cx.tree;
    for token in tree.all_tokens().filter(|&token| !tree.token_kind(token).is_trivia()) {
        let text = tree.token_text(token);
        if options.blocked_words.contains(text) {
            out.report(tree.token_range(token), format!("The word `{text}` is blocked"));
        } else if let Some((range, found)) = blocked_part(cx, options, token) {
            let message = format!("`{found}` is blocked");
            match range {
                Some(range) => out.report_source(range, message),
                None => out.report(tree.token_range(token), message),
            };
        }
    }
}

/// What the regular expression matches in the token, or in the template text that it came from, and then where that is.
fn blocked_part<'a>(cx: &Cx<'a>, options: &BlockedWords, token: TokenId) -> Option<(Option<TextRange>, &'a str)> {
    let pattern = options.blocked_regex.as_ref()?;
    let range = cx.tree.token_range(token);
    let text = cx.tree.token_text(token);
    if !options.match_source {
        return pattern.find(text).map(|found| (None, &text[found]));
    }
    let origin = cx.rendered.map.origin(range).filter(|origin| origin.file == cx.file)?;
    if cx.skips_printed(range) {
        return None;
    }
    let text = cx.source.get(origin.range.span())?;
    pattern.find(text).map(|found| (Some(origin.range), &text[found]))
}
