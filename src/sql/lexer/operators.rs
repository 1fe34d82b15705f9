//! The operators of all dialects, longest first.

/// By first byte, the longer before the shorter. `>>` is missing on purpose: two `>` close two types.
const COMPOUND: &[(u8, &[&str])] = &[
    (b'!', &["!~~~*", "!~~*", "!~~", "!~*", "!~", "!=", "!<", "!>"]),
    (b'#', &["#>>", "#>", "#-", "##", "#="]),
    (b'%', &["%>>", "%>", "%="]),
    (b'&', &["&&&", "&&", "&<|", "&<", "&>", "&="]),
    (b'*', &["**", "*="]),
    (b'+', &["+="]),
    (b'-', &["->>", "->", "-|-", "-="]),
    (b'/', &["//", "/="]),
    (b':', &["::", ":="]),
    (b'<', &["<<#>>", "<=>", "<->", "<#>", "<@>", "<<|", "<<%", "<<=", "<<", "<>", "<=", "<@", "<^", "<%"]),
    (b'=', &["=>", "=="]),
    (b'>', &[">=", ">^"]),
    (b'?', &["?||", "?|", "?&", "?#"]),
    (b'@', &["@-@", "@>", "@?", "@@@", "@@"]),
    (b'^', &["^@", "^=", "^-="]),
    (b'|', &["||/", "||=", "|&>", "|>>", "||", "|/", "|>", "|="]),
    (b'~', &["~~~", "~~*", "~>=~", "~<=~", "~>~", "~<~", "~~", "~*", "~="]),
];

/// How long the operator at the start of `rest` is; 0 if none starts there.
pub(super) fn length(rest: &[u8]) -> usize {
    let Some(&first) = rest.first() else { return 0 };
    if let Some(&second) = rest.get(1)
        && second.is_ascii_punctuation()
        && let Ok(row) = COMPOUND.binary_search_by_key(&first, |&(byte, _)| byte)
        && let Some(operator) = COMPOUND[row].1.iter().find(|operator| rest.starts_with(operator.as_bytes()))
    {
        return operator.len();
    }
    usize::from(first.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_a_longer_operator_comes_before_its_beginning() {
        assert!(COMPOUND.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (first, operators) in COMPOUND {
            for (index, operator) in operators.iter().enumerate() {
                assert_eq!(operator.as_bytes()[0], *first);
                assert!(operators[..index].iter().all(|earlier| !operator.starts_with(earlier)), "{operator} is never found");
            }
        }
    }

    #[test]
    fn the_longest_operator_wins() {
        for (text, want) in [("->>'a'", 3), ("-> 1", 2), ("- 1", 1), (">>", 1), (">=", 2), ("a", 0), ("||b", 2), ("=-1", 1), ("", 0)] {
            assert_eq!(length(text.as_bytes()), want, "{text}");
        }
    }
}
