use crate::diagnostic::{Level, RuleName};
use crate::rules::identifiers::{classes_covered, names_character_set, policy_covers};
use crate::rules::select::is_ignored;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink, Word, WordClass};
use crate::semantic::unquote;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF04", name: "references.keywords" },
    aliases: &["L029"],
    groups: &["references"],
    docs: include_str!("../../../rules/RF04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let bare = classes_covered(cx.settings.rules.rf04.unquoted_identifiers_policy);
    for word in cx.words().of_class(bare | WordClass::QUOTED_NAME) {
        check_name(cx, word, out);
    }
}

fn check_name(cx: &Cx<'_>, word: &Word, out: &mut Sink<'_>) {
    let token = word.token;
    let options = &cx.settings.rules.rf04;
    let quoted = word.class == WordClass::QUOTED_NAME;
    let policy = if quoted { options.quoted_identifiers_policy } else { options.unquoted_identifiers_policy };
    if !policy_covers(cx, word, policy) {
        return;
    }
    let text = cx.tree.token_text(token);
    let name = unquote(text);
    // One letter is a name of its own, whatever else it may mean.
    if name.len() < 2 {
        return;
    }
    let is_keyword = || cx.dialect.is_unreserved(name) || (quoted && cx.dialect.is_or_may_be_reserved(name));
    if is_keyword() && !names_character_set(cx, token) && !is_ignored(name, &options.ignore_words, options.ignore_words_regex.as_ref()) {
        out.report(cx.tree.token_range(token), format!("`{text}` is also a keyword"));
    }
}
