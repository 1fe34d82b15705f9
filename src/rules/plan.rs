//! Which rule is called for which kind: worked out once for a set of enabled rules.

use std::sync::OnceLock;

use super::definition::Check;
use super::{Cx, Finding, RuleId, Sink};
use crate::config::Settings;
use crate::layout::Styles;
use crate::semantic::Query;
use crate::syntax::{NodeFlags, NodeId, SyntaxKind, TokenId};

type TokenCheck = fn(&Cx<'_>, TokenId, &mut Sink<'_>);
type NodeCheck = fn(&Cx<'_>, NodeId, &mut Sink<'_>);
type QueryCheck = fn(&Cx<'_>, &Query, &mut Sink<'_>);
type FileCheck = fn(&Cx<'_>, &mut Sink<'_>);

struct NodeCall {
    rule: RuleId,
    check: NodeCheck,
    tolerant: bool,
}

/// The calls of one distinct set of enabled rules. A rule that is off costs nothing.
pub struct RulePlan {
    tokens: Vec<Vec<(RuleId, TokenCheck)>>,
    nodes: Vec<Vec<NodeCall>>,
    queries: Vec<(RuleId, QueryCheck)>,
    files: Vec<(RuleId, FileCheck)>,
    templates: Vec<(RuleId, FileCheck)>,
    layout: Vec<RuleId>,
    styles: OnceLock<Styles>,
}

impl RulePlan {
    #[must_use]
    pub fn compile(enabled: impl IntoIterator<Item = RuleId>) -> Self {
        let kinds = SyntaxKind::ALL.len();
        let mut plan = Self {
            tokens: (0..kinds).map(|_| Vec::new()).collect(),
            nodes: (0..kinds).map(|_| Vec::new()).collect(),
            queries: Vec::new(),
            files: Vec::new(),
            templates: Vec::new(),
            layout: Vec::new(),
            styles: OnceLock::new(),
        };
        for rule in enabled {
            plan.add(rule);
        }
        plan
    }

    fn add(&mut self, rule: RuleId) {
        match rule.definition().check {
            Check::Token(kinds, check) => kinds.iter().for_each(|&kind| self.tokens[kind as usize].push((rule, check))),
            Check::Node(kinds, check) => {
                for &kind in kinds {
                    self.nodes[kind as usize].push(NodeCall { rule, check, tolerant: false });
                }
            }
            Check::TolerantNode(kinds, check) => {
                for &kind in kinds {
                    self.nodes[kind as usize].push(NodeCall { rule, check, tolerant: true });
                }
            }
            Check::Query(check) => self.queries.push((rule, check)),
            Check::File(check) => self.files.push((rule, check)),
            Check::Layout => self.layout.push(rule),
            Check::Template(check) => self.templates.push((rule, check)),
            Check::Resource(..) | Check::Project(_) => {}
        }
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

    /// Runs every rule that looks at rendered SQL, layout aside: one scan of the tokens, one of the nodes, then the rest.
    pub fn check_sql(&self, cx: &Cx<'_>, findings: &mut Vec<Finding>) {
        for token in cx.tree.all_tokens() {
            for &(rule, check) in &self.tokens[cx.tree.token_kind(token) as usize] {
                check(cx, token, &mut Sink::new(findings, rule));
            }
        }
        for node in cx.tree.nodes() {
            let broken = cx.tree.flags(node).contains(NodeFlags::HAS_ERROR);
            for call in &self.nodes[cx.tree.kind(node) as usize] {
                if !broken || call.tolerant {
                    (call.check)(cx, node, &mut Sink::new(findings, call.rule));
                }
            }
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
}
