use super::shared::PropertiesLayout;
use crate::config::options::options;

options! {
    /// Options of PL02.
    PropertiesFiles for "PL02" "placement.properties_file_name" {
        /// `any`, `per-model`: `<model>.yml`, `per-directory`: `_<folders>__models.yml`.
        layout: PropertiesLayout = PropertiesLayout::Any,
        /// A name of one's own, with `{model}`, `{folder}` (the nearest) and `{folders}` (all below the first, joined by `__`).
        template: Option<String> = None,
    }
}

options! {
    /// Options of PL03.
    PropertiesFolder for "PL03" "placement.properties_folder" {
        /// Whether a model that no file describes is reported.
        required: bool = true,
    }
}

options! {
    /// Options of PL04.
    PermittedFolders for "PL04" "placement.permitted_folders" {
        /// The path.
        path: String = "models".to_owned(),
        /// Folders right below it; none: any.
        permitted: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of PL07.
    SourceFiles for "PL07" "placement.source_file_name" {
        /// A regular expression for the whole name of the file.
        pattern: Option<String> = None,
    }
}

impl PropertiesFiles {
    /// The name of the file that describes a model; nothing where any will do.
    #[must_use]
    pub fn file_of(&self, path: &str, model: &str) -> Option<String> {
        let folders: Vec<&str> = path.split('/').collect();
        let inside = folders.get(1..folders.len().saturating_sub(1)).unwrap_or_default();
        let template = match (&self.template, self.layout) {
            (Some(template), _) => template.as_str(),
            (None, PropertiesLayout::PerModel) => "{model}.yml",
            (None, PropertiesLayout::PerDirectory) => "_{folders}__models.yml",
            (None, PropertiesLayout::Any) => return None,
        };
        let folder = inside.last().copied().unwrap_or_default();
        Some(template.replace("{model}", model).replace("{folders}", &inside.join("__")).replace("{folder}", folder))
    }
}
