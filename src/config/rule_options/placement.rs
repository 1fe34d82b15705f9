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

options! {
    /// Options of PL05.
    LayerFolders for "PL05" "placement.layer_folder" {
        /// Layers whose models lie in a folder that has the name of their source in it.
        by_source: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of PL06.
    SourceProperties for "PL06" "placement.source_properties" {
        /// A glob for the file's path in the project, or without `/` for its name. `{source}` is the source's name, `{folder}` the nearest
        /// folder, `{folders}` (or `{subdirs}`) all below the first, joined by `__`; none: any.
        template: Option<String> = None,
    }
}

options! {
    /// Options of PL08.
    MacroProperties for "PL08" "placement.macro_properties" {
        /// As for PL06, with `{macro}` for the macro's name; the folders are those of the macro's own file.
        template: Option<String> = None,
    }
}
