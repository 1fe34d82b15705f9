/// The candidate that `text` was most likely meant to be, if any is near enough to be worth saying.
pub fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let text = text.to_lowercase();
    let limit = (text.chars().count() / 3).clamp(1, 4);
    let scored = candidates.into_iter().filter_map(|candidate| {
        let lower = candidate.to_lowercase();
        let distance = strsim::osa_distance(&text, &lower);
        // The end or the beginning left out is a slip too: `capitalisation` for `capitalisation.keywords`.
        let part = text.len() >= 4 && (lower.starts_with(&text) || lower.ends_with(&text));
        (distance <= limit || part).then_some((if part { distance.min(limit) } else { distance }, candidate))
    });
    scored.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
}

/// The end of a message about an unknown name: what was probably meant, or nothing.
pub fn did_you_mean<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(text, candidates).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_far() {
        let names = ["redshift", "snowflake", "capitalisation.keywords", "CP01"];
        for (text, want) in [
            ("redshfit", Some("redshift")),
            ("Snowflakes", Some("snowflake")),
            ("keywords", Some("capitalisation.keywords")),
            ("cp1", Some("CP01")),
            ("oracle", None),
        ] {
            assert_eq!(nearest(text, names), want, "{text}");
        }
    }
}
