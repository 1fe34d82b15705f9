//! What the capitalisation rules share: a policy, what it makes of a word, and what a file's own words say it is.

use super::{Cx, Letters, Sink, Word, WordClass};
use crate::config::rule_options::{CapitalisationPolicy, ExtendedCapitalisationPolicy};
use crate::config::{Pattern, WordList};
use crate::jinja::RenderedEdit;

/// The case that words are to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Upper,
    Lower,
    Capitalise,
    Pascal,
    Snake,
    Camel,
}

/// What one rule asks of its words.
#[derive(Clone, Copy)]
pub struct Casing<'o> {
    /// `None`: like the other words of the file.
    pub want: Option<Case>,
    pub ignore_words: &'o WordList,
    pub ignore_words_regex: Option<&'o Pattern>,
    /// What the words are, for messages.
    pub what: &'static str,
    /// Whether another case may be another word there.
    pub case_matters: fn(&Cx<'_>, &Word) -> bool,
}

impl From<CapitalisationPolicy> for Option<Case> {
    fn from(policy: CapitalisationPolicy) -> Self {
        match policy {
            CapitalisationPolicy::Consistent => None,
            CapitalisationPolicy::Upper => Some(Case::Upper),
            CapitalisationPolicy::Lower => Some(Case::Lower),
            CapitalisationPolicy::Capitalise => Some(Case::Capitalise),
        }
    }
}

impl From<ExtendedCapitalisationPolicy> for Option<Case> {
    fn from(policy: ExtendedCapitalisationPolicy) -> Self {
        match policy {
            ExtendedCapitalisationPolicy::Consistent => None,
            ExtendedCapitalisationPolicy::Upper => Some(Case::Upper),
            ExtendedCapitalisationPolicy::Lower => Some(Case::Lower),
            ExtendedCapitalisationPolicy::Capitalise => Some(Case::Capitalise),
            ExtendedCapitalisationPolicy::Pascal => Some(Case::Pascal),
            ExtendedCapitalisationPolicy::Snake => Some(Case::Snake),
            ExtendedCapitalisationPolicy::Camel => Some(Case::Camel),
        }
    }
}

impl Case {
    const fn name(self) -> &'static str {
        match self {
            Self::Upper => "upper case",
            Self::Lower => "lower case",
            Self::Capitalise => "capitalised",
            Self::Pascal => "Pascal case",
            Self::Snake => "snake case",
            Self::Camel => "camel case",
        }
    }

    /// Whether `word`, made of `letters`, has this case already; answers without making the other word where it can.
    fn holds(self, word: &str, letters: Letters) -> bool {
        match self {
            Self::Upper if letters.is_ascii() => !letters.contains(Letters::LOWER),
            Self::Lower if letters.is_ascii() => !letters.contains(Letters::UPPER),
            Self::Capitalise if letters.is_ascii() => {
                !letters.contains(Letters::UPPER_INSIDE) && !word.starts_with(|first: char| first.is_ascii_lowercase())
            }
            Self::Upper => !word.chars().any(char::is_lowercase),
            Self::Lower => !word.chars().any(char::is_uppercase),
            _ => self.apply(word) == word,
        }
    }

    fn apply(self, word: &str) -> String {
        match self {
            Self::Upper => word.to_uppercase(),
            Self::Lower => word.to_lowercase(),
            Self::Capitalise => capitalise(word),
            Self::Pascal => at_word_starts(word, char::to_ascii_uppercase),
            Self::Camel => at_word_starts(word, char::to_ascii_lowercase),
            Self::Snake => snake(word),
        }
    }
}

fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

/// Changes the first letter of each run of letters and digits.
fn at_word_starts(word: &str, change: fn(&char) -> char) -> String {
    let mut inside = false;
    word.chars()
        .map(|char| {
            let starts = char.is_alphanumeric() && !inside;
            inside = char.is_alphanumeric();
            if starts { change(&char) } else { char }
        })
        .collect()
}

/// Parts a word where a small letter meets a capital, and letters meet digits.
fn snake(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    let mut before: Option<char> = None;
    for char in word.chars() {
        let parts = before.is_some_and(|before| {
            (before.is_lowercase() && char.is_uppercase())
                || (before.is_alphabetic() && char.is_ascii_digit())
                || (before.is_ascii_digit() && char.is_alphabetic())
        });
        if parts {
            out.push('_');
        }
        out.extend(char.to_lowercase());
        before = Some(char);
    }
    out
}

/// The cases that the words seen so far leave open.
#[derive(Clone, Copy)]
struct Habit {
    upper: bool,
    lower: bool,
    capitalise: bool,
    /// What it was when something was last open.
    last: Case,
}

impl Habit {
    const NEW: Self = Self { upper: true, lower: true, capitalise: true, last: Case::Upper };

    /// Whether a word of these letters, all of one case, is what the words so far lead to expect, and teaches nothing new: they leave
    /// one case open, or none, and then the last that was.
    const fn expects(self, letters: Letters) -> bool {
        let several = self.capitalise || (self.upper && self.lower);
        match self.last {
            Case::Upper => !several && !letters.contains(Letters::LOWER),
            Case::Lower => !several && !letters.contains(Letters::UPPER),
            _ => false,
        }
    }

    /// Takes a word into account; the case it should have had if it fits with none that was open.
    fn learn(&mut self, word: &str, letters: Letters) -> Option<Case> {
        let starts_lower = if letters.is_ascii() {
            letters.contains(Letters::STARTS_LOWER)
        } else {
            word.chars().find(|char| char.is_alphabetic()).is_some_and(char::is_lowercase)
        };
        if starts_lower {
            self.upper = false;
            self.capitalise = false;
            self.lower &= Case::Lower.holds(word, letters);
        } else {
            self.lower = false;
            self.upper &= Case::Upper.holds(word, letters);
            self.capitalise &= self.capitalise && Case::Capitalise.holds(word, letters);
        }
        self.last = match (self.upper, self.lower, self.capitalise) {
            (true, ..) => Case::Upper,
            (_, true, _) => Case::Lower,
            (.., true) => Case::Capitalise,
            _ => return Some(self.last),
        };
        None
    }
}

/// Reports the words of some classes that have not the case they should; `is_meant` says which of them the rule is about.
pub fn check(cx: &Cx<'_>, casing: Casing<'_>, classes: WordClass, is_meant: impl Fn(&Word) -> bool, out: &mut Sink<'_>) {
    let words = cx.words();
    // Most texts write all words of a class alike.
    if casing.is_met_by(words.letters(classes)) {
        return;
    }
    let mut habit = Habit::NEW;
    for word in words.of_class(classes) {
        // Whether the rule is about a word that is as it should be makes no difference.
        if casing.is_met_by(word.letters) && (casing.want.is_some() || habit.expects(word.letters)) {
            continue;
        }
        let (text, range) = (cx.tree.token_text(word.token), cx.tree.token_range(word.token));
        let letters = Letters::of(text);
        let has_letters = letters.has_letters() || (!letters.is_ascii() && text.contains(char::is_alphabetic));
        if !has_letters || !is_meant(word) || is_ignored(casing, text) || cx.skips_printed(range) {
            continue;
        }
        let Some(case) = casing.want.or_else(|| habit.learn(text, letters)) else { continue };
        if case.holds(text, letters) {
            continue;
        }
        let like = if casing.want.is_none() { ", as the others are" } else { "" };
        // Put together in one piece: no message is made more often.
        let report = out.report(range, ["The ", casing.what, " `", text, "` is not ", case.name(), like].concat());
        let better = case.apply(text);
        // `order_id` for `OrderId` is another name: whoever uses it has to change with it.
        let same = better.eq_ignore_ascii_case(text) && !(casing.case_matters)(cx, word);
        report.fix_if_same(same, "Change the case", vec![RenderedEdit::replace(range, better)]);
    }
}

impl Casing<'_> {
    /// Whether no word that is made of these letters, or some of them, can have another case than it should.
    fn is_met_by(&self, letters: Letters) -> bool {
        letters.is_ascii()
            && match self.want {
                None => !letters.contains(Letters::UPPER | Letters::LOWER),
                Some(Case::Upper) => !letters.contains(Letters::LOWER),
                Some(Case::Lower) => !letters.contains(Letters::UPPER),
                Some(_) => false,
            }
    }
}

fn is_ignored(casing: Casing<'_>, text: &str) -> bool {
    (!casing.ignore_words.is_empty() && casing.ignore_words.contains(text))
        || casing.ignore_words_regex.is_some_and(|pattern| pattern.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_each_case() {
        let cases = [
            (Case::Capitalise, "bIG_int", "Big_int"),
            (Case::Pascal, "pascal_case", "Pascal_Case"),
            (Case::Pascal, "pASCAL", "PASCAL"),
            (Case::Camel, "Camel_Case", "camel_case"),
            (Case::Camel, "TEST_COLUMN6", "tEST_cOLUMN6"),
            (Case::Snake, "TestColumn4", "test_column_4"),
            (Case::Snake, "TEST_COLUMN6", "test_column_6"),
            (Case::Snake, "test_2", "test_2"),
            (Case::Snake, "X1y", "x_1_y"),
        ];
        for (case, word, want) in cases {
            assert_eq!(case.apply(word), want, "{word}");
        }
    }

    #[test]
    fn habits_follow_the_first_word_that_decides() {
        let check = |words: &[&str], want: &[Option<Case>]| {
            let mut habit = Habit::NEW;
            let have: Vec<_> = words.iter().map(|word| habit.learn(word, Letters::of(word))).collect();
            assert_eq!(have, want, "{words:?}");
        };
        check(&["a", "B"], &[None, Some(Case::Lower)]);
        check(&["A", "Bb", "c"], &[None, None, Some(Case::Capitalise)]);
        check(&["SeLeCt", "from"], &[Some(Case::Upper), Some(Case::Upper)]);
        check(&["_a", "b"], &[None, None]);
    }
}
