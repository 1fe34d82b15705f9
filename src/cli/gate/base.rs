//! Which commit a run is compared with: what the user names, or what the merge request of a CI job says of itself.
//!
//! A base that cannot be told for certain is an error with the command that helps. A wrong guess would hide findings.

use serde_json::Value;

use super::git::Git;

/// What to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    Commit(String),
    /// There is no merge request and this is the default branch: nothing here is new to it. The reason is told.
    Nothing(String),
}

/// The environment, or a made-up one.
pub type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A CI system that names the branch a change is to be merged into.
struct Provider {
    name: &'static str,
    /// Set on every job.
    marker: &'static str,
    /// The target branch of a merge request.
    target: &'static str,
    /// What to write into the job's definition so that history is there.
    deeper: &'static str,
}

const PROVIDERS: &[Provider] = &[
    Provider {
        name: "GitLab CI",
        marker: "GITLAB_CI",
        target: "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        deeper: "set `GIT_DEPTH: \"0\"` in the job's variables",
    },
    Provider {
        name: "GitHub Actions",
        marker: "GITHUB_ACTIONS",
        target: "GITHUB_BASE_REF",
        deeper: "give actions/checkout `fetch-depth: 0`",
    },
    Provider {
        name: "Azure Pipelines",
        marker: "TF_BUILD",
        target: "SYSTEM_PULLREQUEST_TARGETBRANCH",
        deeper: "give the checkout step `fetchDepth: 0`",
    },
    Provider {
        name: "Bitbucket Pipelines",
        marker: "BITBUCKET_BUILD_NUMBER",
        target: "BITBUCKET_PR_DESTINATION_BRANCH",
        deeper: "set `clone: depth: full` in the step",
    },
    Provider { name: "Jenkins", marker: "JENKINS_URL", target: "CHANGE_TARGET", deeper: "switch the shallow clone of the checkout off" },
    Provider {
        name: "Buildkite",
        marker: "BUILDKITE",
        target: "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
        deeper: "set `BUILDKITE_GIT_CLONE_FLAGS` without `--depth`",
    },
    Provider { name: "Drone", marker: "DRONE", target: "DRONE_TARGET_BRANCH", deeper: "set `clone: depth: 0`" },
    Provider {
        name: "Woodpecker",
        marker: "CI_PIPELINE_NUMBER",
        target: "CI_COMMIT_TARGET_BRANCH",
        deeper: "set `partial: false` and no `depth` on the clone step",
    },
];

/// Finds the commit to compare with.
///
/// # Errors
/// What is missing, with the command or setting that provides it.
pub fn resolve(git: &Git, asked: &str, variables: Variables<'_>) -> Result<Base, String> {
    let search = Search { git, variables, provider: PROVIDERS.iter().find(|provider| variables(provider.marker).is_some()) };
    if asked == "auto" { search.automatic() } else { search.named(asked).map(Base::Commit) }
}

struct Search<'a> {
    git: &'a Git,
    variables: Variables<'a>,
    provider: Option<&'static Provider>,
}

impl Search<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name).filter(|value| !value.is_empty())
    }

    fn automatic(&self) -> Result<Base, String> {
        match self.provider.map(|provider| provider.marker) {
            Some("GITLAB_CI") => self.gitlab(),
            Some("GITHUB_ACTIONS") => self.github(),
            Some("TF_BUILD") => self.azure(),
            Some(_) => self.other(),
            None => self.local(),
        }
    }

    /// A merge request's base is given as a commit; what is merged for the pipeline has the target as its first parent.
    fn gitlab(&self) -> Result<Base, String> {
        let default = self.variable("CI_DEFAULT_BRANCH");
        if self.variable("CI_MERGE_REQUEST_IID").is_some() {
            let merged = self.variable("CI_MERGE_REQUEST_EVENT_TYPE").is_some_and(|kind| kind == "merged_result" || kind == "merge_train");
            if merged && self.git.parents() == 2 {
                return self.first_parent("set `GIT_DEPTH: \"20\"` in the job's variables");
            }
            if let Some(commit) = self.variable("CI_MERGE_REQUEST_DIFF_BASE_SHA") {
                return self.given(&commit);
            }
        } else if let (Some(branch), Some(default)) = (self.variable("CI_COMMIT_BRANCH"), &default) {
            return self.branch(&branch, default);
        }
        let target = self.variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME").or(default);
        self.target(target.as_deref())
    }

    /// The commit checked out for a pull request is its merge; its first parent is the target, which needs two commits only.
    fn github(&self) -> Result<Base, String> {
        let event = self.event();
        let head = self.git.commit("HEAD");
        let is_event_commit = head.is_some() && head == self.variable("GITHUB_SHA");
        let named = |path: &str| event.as_ref().and_then(|event| event.pointer(path)?.as_str().map(str::to_owned));
        match self.variable("GITHUB_EVENT_NAME").as_deref() {
            Some("pull_request_target") if is_event_commit => {
                Err("the job has checked out the target branch and not the pull request: give actions/checkout \
                 `ref: ${{ github.event.pull_request.head.sha }}` and `fetch-depth: 0`"
                    .to_owned())
            }
            Some("pull_request") if is_event_commit && self.variable("GITHUB_REF").is_some_and(|name| name.ends_with("/merge")) => {
                self.first_parent("give actions/checkout `fetch-depth: 2`")
            }
            Some("merge_group") => match named("/merge_group/base_sha") {
                Some(commit) => self.given(&commit),
                None => self.other(),
            },
            Some(name) if !name.starts_with("pull_request") && self.variable("GITHUB_BASE_REF").is_none() => {
                let default = named("/repository/default_branch").unwrap_or_else(|| "main".to_owned());
                self.branch(&self.variable("GITHUB_REF_NAME").unwrap_or_default(), &default)
            }
            _ => self.other(),
        }
    }

    fn event(&self) -> Option<Value> {
        let text = std::fs::read_to_string(self.variable("GITHUB_EVENT_PATH")?).ok()?;
        serde_json::from_str(&text).ok()
    }

    fn azure(&self) -> Result<Base, String> {
        let merged = self.variable("BUILD_SOURCEBRANCH").is_some_and(|name| name.starts_with("refs/pull/") && name.ends_with("/merge"));
        let head = self.git.commit("HEAD");
        if merged && head.is_some() && head == self.variable("BUILD_SOURCEVERSION") && self.git.parents() == 2 {
            return self.first_parent("give the checkout step `fetchDepth: 2`");
        }
        match self.variable("SYSTEM_PULLREQUEST_TARGETBRANCH") {
            Some(target) => self.target(Some(&target)),
            None => self.local(),
        }
    }

    fn other(&self) -> Result<Base, String> {
        match self.provider.and_then(|provider| self.variable(provider.target)) {
            Some(target) => self.target(Some(&target)),
            None => self.local(),
        }
    }

    /// A branch's job without a merge request.
    fn branch(&self, branch: &str, default: &str) -> Result<Base, String> {
        if branch == default {
            return Ok(Base::Nothing(format!("this is `{default}`, the default branch, and no merge request: no finding counts as new")));
        }
        self.target(Some(default))
    }

    fn local(&self) -> Result<Base, String> {
        let remote = self.git.text(["symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"]).ok();
        let known = ["refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"];
        let names = remote.iter().map(String::as_str).chain(known);
        let found = names.filter(|name| self.git.commit(name).is_some()).map(str::to_owned).next();
        match found {
            Some(name) => self.merge_base(&name).map(Base::Commit),
            None => {
                Err("no branch `main` or `master` is known here to compare with; name one, as in `--new-from origin/develop`".to_owned())
            }
        }
    }

    /// What the user wrote: a branch, a tag, a commit.
    fn named(&self, name: &str) -> Result<String, String> {
        if self.git.commit(name).is_some() {
            return self.merge_base(name);
        }
        let branch = name.strip_prefix("origin/").unwrap_or(name);
        Err(format!("git knows no commit `{name}` here; {}", self.fetch(branch)))
    }

    /// The branch that a change is to be merged into, as a remote branch where one is known.
    fn target(&self, branch: Option<&str>) -> Result<Base, String> {
        let Some(branch) = branch else { return self.local() };
        let branch = branch.strip_prefix("refs/heads/").unwrap_or(branch);
        let remote = format!("refs/remotes/origin/{branch}");
        if self.git.commit(&remote).is_some() {
            return self.merge_base(&remote).map(Base::Commit);
        }
        // A local branch of that name may be old, and is better than none only where nothing says what it should be.
        Err(format!("the target branch `{branch}` is not in this clone; {}", self.fetch(branch)))
    }

    fn fetch(&self, branch: &str) -> String {
        let command = format!("git fetch origin +refs/heads/{branch}:refs/remotes/origin/{branch}");
        match self.provider {
            Some(Provider { name, deeper, .. }) if self.git.is_shallow() => {
                format!("this clone is shallow: in {name} {deeper}, and if that is not enough, fetch it before with\n  {command}")
            }
            _ if self.git.is_shallow() => {
                format!("this clone is shallow: fetch it with its history by\n  git fetch --unshallow; {command}")
            }
            _ => format!("fetch it with\n  {command}"),
        }
    }

    /// A commit that the CI system names.
    fn given(&self, commit: &str) -> Result<Base, String> {
        match self.git.commit(commit) {
            Some(commit) => Ok(Base::Commit(commit)),
            None => Err(format!(
                "the base of the merge request, {commit}, is not in this clone; fetch it with\n  git fetch --depth 1 origin {commit}"
            )),
        }
    }

    /// The target side of a merge made for the pipeline.
    fn first_parent(&self, help: &str) -> Result<Base, String> {
        match self.git.commit("HEAD^1") {
            Some(commit) => Ok(Base::Commit(commit)),
            None => Err(format!("this clone holds the merge commit only and not what it was merged into: {help}")),
        }
    }

    fn merge_base(&self, name: &str) -> Result<String, String> {
        let shown = name.strip_prefix("refs/remotes/").or_else(|| name.strip_prefix("refs/heads/")).unwrap_or(name);
        match self.git.text(["merge-base", "HEAD", name]) {
            Ok(commit) if !commit.is_empty() => Ok(commit),
            Ok(_) => Err(self.unrelated(shown)),
            Err(failure) if failure.code == Some(1) => Err(self.unrelated(shown)),
            Err(failure) => Err(format!("git cannot tell where this branch left `{shown}`: {failure}")),
        }
    }

    fn unrelated(&self, shown: &str) -> String {
        if !self.git.is_shallow() {
            return format!("HEAD and `{shown}` have no commit in common; name another one with --new-from");
        }
        let help = match self.provider {
            Some(Provider { name, deeper, .. }) => format!("in {name} {deeper}, or run"),
            None => "run".to_owned(),
        };
        format!("this clone is shallow and does not reach the commit where HEAD left `{shown}`; {help}\n  git fetch --unshallow origin")
    }
}
