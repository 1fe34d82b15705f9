//! What the projects of one workspace build for each other: the relations that `ref('project', 'name')` gives in another project.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::context::Relation;
use super::{Project, ResourceType};

/// Relations by project and resource.
#[derive(Debug, Default)]
pub struct Upstream {
    relations: FxHashMap<String, FxHashMap<String, Vec<Built>>>,
}

/// One version of what a resource builds.
#[derive(Debug)]
struct Built {
    version: Option<String>,
    is_latest: bool,
    relation: Relation,
}

impl Upstream {
    /// Everything that the projects themselves build, without what packages bring them.
    #[must_use]
    pub fn new<'p>(projects: impl Iterator<Item = &'p Project>) -> Self {
        let mut relations: FxHashMap<String, FxHashMap<String, Vec<Built>>> = FxHashMap::default();
        for project in projects {
            let names = relations.entry(project.name.clone()).or_default();
            for resource in project.resources.iter().filter(|resource| resource.enabled && resource.package_name == project.name) {
                if matches!(resource.resource_type, ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot) {
                    names.entry(resource.name.clone()).or_default().push(Built {
                        version: resource.version.clone(),
                        is_latest: resource.version.is_none() || resource.version == resource.latest_version,
                        relation: project.relation_of(resource),
                    });
                }
            }
        }
        Self { relations }
    }

    /// What `ref(project, name)` gives.
    pub(super) fn relation(&self, project: &str, name: &str, version: Option<&str>) -> Option<&Relation> {
        let all = self.relations.get(project)?.get(name)?;
        let wanted = |built: &&Built| version.map_or(built.is_latest, |version| built.version.as_deref() == Some(version));
        all.iter().find(wanted).map(|built| &built.relation)
    }
}

impl Project {
    /// Says what the other projects of the workspace build. Only the first time counts, and only before a template is evaluated.
    pub fn set_upstream(&self, upstream: &Arc<Upstream>) {
        let _ = self.upstream.set(Arc::clone(upstream));
    }
}
