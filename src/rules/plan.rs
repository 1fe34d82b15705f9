//! Which rule is called for which kind: worked out once for a set of enabled rules.

use std::sync::OnceLock;

use super::definition::Check;
use super::{Cx, Finding, RuleId, RuleTimes, Sink};
use crate::config::Settings;
use crate::layout::Styles;
use crate::semantic::Query;
use crate::syntax::{NodeFlags, NodeId, SyntaxKind};

type NodeCheck = fn(&Cx<'_>, NodeId, &mut Sink<'_>);
type NodesCheck = fn(&Cx<'_>, &[NodeId], &mut Sink<'_>);
type QueryCheck = fn(&Cx<'_>, &Query, &mut Sink<'_>);
type FileCheck = fn(&Cx<'_>, &mut Sink<'_>);

/// What is to be done with a node of some kind.
#[derive(Clone, Copy)]
enum NodeCall {
    Check {
        rule: RuleId,
        check: NodeCheck,
        tolerant: bool,
    },
    /// Keep it for the list of that number.
    Keep(usize),
}

/// The calls of one distinct set of enabled rules. A rule that is off costs nothing.
pub struct RulePlan {
    nodes: ByKind<NodeCall>,
    lists: Vec<(RuleId, NodesCheck)>,
    queries: Vec<(RuleId, QueryCheck)>,
    files: Vec<(RuleId, FileCheck)>,
    templates: Vec<(RuleId, FileCheck)>,
    layout: Vec<RuleId>,
    styles: OnceLock<Styles>,
    /// The rules that look at rendered SQL or its template, and each with a plan of its own once times are to be taken.
    enabled: Vec<RuleId>,
    alone: OnceLock<Vec<(RuleId, RulePlan)>>,
}

/// What is to be called for each kind, side by side: most kinds have nothing, and seeing that must be quick.
struct ByKind<T> {
    /// Where the calls of a kind begin; one more at the end.
    starts: Vec<u16>,
    calls: Vec<T>,
}

impl<T: Copy> ByKind<T> {
    fn new(pairs: &[(SyntaxKind, T)]) -> Self {
        let mut starts = Vec::with_capacity(SyntaxKind::ALL.len() + 1);
        let mut calls = Vec::with_capacity(pairs.len());
        for kind in 0..SyntaxKind::ALL.len() {
            starts.push(u16::try_from(calls.len()).unwrap_or(u16::MAX));
            calls.extend(pairs.iter().filter(|(other, _)| *other as usize == kind).map(|(_, call)| *call));
        }
        starts.push(u16::try_from(calls.len()).unwrap_or(u16::MAX));
        Self { starts, calls }
    }

    #[inline]
    fn of(&self, kind: SyntaxKind) -> &[T] {
        &self.calls[usize::from(self.starts[kind as usize])..usize::from(self.starts[kind as usize + 1])]
    }
}

impl RulePlan {
    #[must_use]
    pub fn compile(enabled: impl IntoIterator<Item = RuleId>) -> Self {
        let (mut nodes, mut lists) = (Vec::new(), Vec::new());
        let (mut queries, mut files, mut templates, mut layout) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut all = Vec::new();
        for rule in enabled {
            all.push(rule);
            let mut each = |kinds: &[SyntaxKind], call: NodeCall| nodes.extend(kinds.iter().map(|&kind| (kind, call)));
            match rule.definition().check {
                Check::Node(kinds, check) => each(kinds, NodeCall::Check { rule, check, tolerant: false }),
                Check::TolerantNode(kinds, check) => each(kinds, NodeCall::Check { rule, check, tolerant: true }),
                Check::Nodes(kinds, check) => {
                    each(kinds, NodeCall::Keep(lists.len()));
                    lists.push((rule, check));
                }
                Check::Query(check) => queries.push((rule, check)),
                Check::File(check) => files.push((rule, check)),
                Check::Layout => layout.push(rule),
                Check::Template(check) => templates.push((rule, check)),
                Check::Resource(..) | Check::Written(_) | Check::Project(_) => {}
            }
        }
        let nodes = ByKind::new(&nodes);
        all.retain(|rule| !matches!(rule.definition().check, Check::Layout) && !rule.definition().check.is_of_workspace());
        let (styles, alone) = (OnceLock::new(), OnceLock::new());
        Self { nodes, lists, queries, files, templates, layout, styles, enabled: all, alone }
    }

    /// The layout rules that are on; the layout engine serves them together.
    #[must_use]
    pub fn layout_rules(&self) -> &[RuleId] {
        &self.layout
    }

    /// The layout that these settings ask for, worked out for the first file. A plan belongs to one settings record.
    #[must_use]
    pub fn styles(&self, settings: &Settings) -> &Styles {
        self.styles.get_or_init(|| Styles::new(&settings.layout, settings.dialect))
    }

    /// Runs the rules that look at the template itself.
    pub fn check_template(&self, cx: &Cx<'_>, findings: &mut Vec<Finding>) {
        for &(rule, check) in &self.templates {
            check(cx, &mut Sink::new(findings, rule));
        }
    }

    /// Runs every rule that looks at rendered SQL, layout aside: one scan of the nodes, then the rest.
    pub fn check_sql(&self, cx: &Cx<'_>, findings: &mut Vec<Finding>) {
        if !self.nodes.calls.is_empty() {
            self.check_nodes(cx, findings);
        }
        if !self.queries.is_empty() {
            for query in &cx.queries().all {
                for &(rule, check) in &self.queries {
                    check(cx, query, &mut Sink::new(findings, rule));
                }
            }
        }
        for &(rule, check) in &self.files {
            check(cx, &mut Sink::new(findings, rule));
        }
    }

    /// The same, one rule after the other, for knowing how long each takes. `with_template` says whether those that look at the template
    /// take part.
    pub fn check_timed(&self, cx: &Cx<'_>, with_template: bool, times: &RuleTimes, findings: &mut Vec<Finding>) {
        let alone = self.alone.get_or_init(|| self.enabled.iter().map(|&rule| (rule, Self::compile([rule]))).collect());
        times.of_shared(|| (cx.words().len(), cx.queries().all.len()));
        for (rule, plan) in alone {
            times.of_rule(*rule, || {
                plan.check_sql(cx, findings);
                if with_template {
                    plan.check_template(cx, findings);
                }
            });
        }
    }

    fn check_nodes(&self, cx: &Cx<'_>, findings: &mut Vec<Finding>) {
        let mut kept: Vec<Vec<NodeId>> = vec![Vec::new(); self.lists.len()];
        for node in cx.tree.nodes() {
            for call in self.nodes.of(cx.tree.kind(node)) {
                match *call {
                    NodeCall::Check { rule, check, tolerant } => {
                        if tolerant || !cx.tree.flags(node).contains(NodeFlags::HAS_ERROR) {
                            check(cx, node, &mut Sink::new(findings, rule));
                        }
                    }
                    NodeCall::Keep(list) => kept[list].push(node),
                }
            }
        }
        for (&(rule, check), nodes) in self.lists.iter().zip(&kept).filter(|(_, nodes)| !nodes.is_empty()) {
            check(cx, nodes, &mut Sink::new(findings, rule));
        }
    }
}
