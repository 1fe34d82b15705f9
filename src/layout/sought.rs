//! The nodes that rules look for, found in one walk over the tree.

use crate::syntax::{NodeId, SyntaxKind, Tree};

use super::indent_marks::Marks;
use super::styles::{Styles, Traits};

/// Nodes by what looks for them, in pre-order.
#[derive(Debug, Default)]
pub struct Sought {
    /// Names of functions that are called.
    pub called: Vec<NodeId>,
    pub selects: Vec<NodeId>,
    pub ctes: Vec<NodeId>,
    pub statements: Vec<NodeId>,
    /// Those that have a line position.
    pub placed: Vec<NodeId>,
    /// Those whose keyword has one.
    pub worded: Vec<NodeId>,
    pub unparsable: Vec<NodeId>,
    /// Whether patterns of rows stand anywhere.
    pub has_patterns: bool,
    /// Whether anything stands in which indentation is left alone.
    pub has_unindented: bool,
}

impl Sought {
    /// Finds them, and the steps of all nodes on the way.
    pub fn find(tree: &Tree, styles: &Styles, marks: &mut Marks<'_>) -> Self {
        let mut sought = Self::default();
        for node in tree.nodes() {
            let kind = tree.kind(node);
            let traits = styles.traits(kind);
            if traits.is_empty() {
                continue;
            }
            if traits.contains(Traits::STEPS) {
                marks.add_node(node, styles);
            }
            if traits.contains(Traits::PLACED) {
                sought.placed.push(node);
            }
            if traits.contains(Traits::KEYWORD) {
                sought.worded.push(node);
            }
            sought.has_unindented |= traits.contains(Traits::UNINDENTED);
            if traits.contains(Traits::SOUGHT) {
                sought.add(tree, node, kind);
            }
        }
        sought
    }

    fn add(&mut self, tree: &Tree, node: NodeId, kind: SyntaxKind) {
        match kind {
            // What is defined, dropped or changed may stand apart from its parameters; what is called may not.
            SyntaxKind::FunctionName if tree.parent(node).is_some_and(|above| tree.kind(above) == SyntaxKind::Function) => {
                self.called.push(node);
            }
            SyntaxKind::SelectClause => self.selects.push(node),
            SyntaxKind::CommonTableExpression => self.ctes.push(node),
            SyntaxKind::Statement => self.statements.push(node),
            SyntaxKind::Unparsable => self.unparsable.push(node),
            SyntaxKind::MatchRecognizeClause => self.has_patterns = true,
            _ => {}
        }
    }
}
