//! The names of the shapes that findings are printed in, and where each goes.

use std::path::PathBuf;

use clap::ValueEnum;

/// The shapes that findings are printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum OutputFormat {
    /// For people: the place, the finding, the fix
    #[default]
    #[value(alias = "full")]
    Human,
    /// For people: one line a finding
    Concise,
    /// sqlfluff's JSON, with some keys more
    Json,
    /// The same as YAML
    Yaml,
    /// SARIF 2.1.0
    Sarif,
    /// GitLab's Code Quality report
    Gitlab,
    /// Workflow commands for GitHub Actions
    Github,
    /// sqlfluff's list of annotations
    GithubAnnotation,
    /// sqlfluff's workflow commands
    GithubAnnotationNative,
    /// Logging commands for Azure Pipelines
    Azure,
    /// XML for viewers of test results
    Junit,
    /// reviewdog's JSON, with fixes as suggestions
    Rdjson,
    /// Checkstyle's XML
    Checkstyle,
    /// A summary for a comment on a merge request
    Markdown,
    /// One page with everything, for a browser
    Html,
    /// Nothing: the exit code is the result
    None,
}

impl OutputFormat {
    /// Whether what is missing from a report counts as mended for those who read it.
    #[must_use]
    pub const fn is_compared(self) -> bool {
        matches!(self, Self::Json | Self::Yaml | Self::Sarif | Self::Gitlab | Self::Html)
    }
}

/// The level that sqlfluff's GitHub formats give to findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AnnotationLevel {
    Notice,
    #[default]
    Warning,
    Failure,
    Error,
}

/// A shape, and the file it is written to; without one, standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    pub format: OutputFormat,
    pub path: Option<PathBuf>,
}

impl Destination {
    /// Reads `FORMAT` or `FORMAT=FILE`.
    ///
    /// # Errors
    /// If there is no such format, or no name of a file after the `=`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, path) = text.split_once('=').map_or((text, None), |(name, path)| (name, Some(path)));
        let format = OutputFormat::from_str(name, true).map_err(|_| {
            let names: Vec<String> = OutputFormat::value_variants()
                .iter()
                .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
                .collect();
            let near = crate::text::did_you_mean(name, names.iter().map(String::as_str));
            format!("there is no format `{name}`{near}; there are {}", names.join(", "))
        })?;
        match path {
            Some("") => Err(format!("`{text}` names no file after the `=`")),
            path => Ok(Self { format, path: path.map(PathBuf::from) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_read() {
        let read = |text| Destination::parse(text).map(|read| (read.format, read.path));
        assert_eq!(read("gitlab=a=b.json"), Ok((OutputFormat::Gitlab, Some("a=b.json".into()))));
        assert_eq!(read("full"), Ok((OutputFormat::Human, None)));
        assert!(read("gitlab=").is_err());
        assert!(read("gitlib").is_err_and(|message| message.contains("did you mean `gitlab`?")));
    }
}
