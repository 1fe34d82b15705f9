//! What a template does, in a form that is quick to walk. Made in one go with the lossless tree; ranges lead back to it.
//!
//! Knows no values but literals.

use std::sync::Arc;

use minijinja::Value;

use crate::text::TextRange;

/// Names are shared: scopes and dictionaries hold them too.
pub(super) type Name = Arc<str>;

pub(super) type Body = Vec<Statement>;

#[derive(Debug)]
pub(super) enum Statement {
    /// Literal text, what trim marks take away left out.
    Data(TextRange),
    Comment(TextRange),
    /// `{{ ... }}`
    Output {
        tag: TextRange,
        value: Expression,
    },
    If {
        arms: Vec<Arm>,
        end: Option<TextRange>,
    },
    For(Arc<For>),
    Set {
        tag: TextRange,
        target: Target,
        value: Expression,
    },
    SetBlock {
        tag: TextRange,
        target: Target,
        filters: Vec<FilterCall>,
        body: Body,
        end: Option<TextRange>,
    },
    Do {
        tag: TextRange,
        value: Expression,
    },
    Print {
        tag: TextRange,
        values: Vec<Expression>,
    },
    With {
        tag: TextRange,
        bindings: Vec<(Target, Expression)>,
        body: Body,
        end: Option<TextRange>,
    },
    Macro(Arc<Macro>),
    CallBlock(Box<CallBlock>),
    FilterBlock {
        tag: TextRange,
        filters: Vec<FilterCall>,
        body: Body,
        end: Option<TextRange>,
    },
    /// A block that a renderer of models steps over: docs, materialization, test, snapshot.
    Definition(Arc<Definition>),
    /// A block or tag that shows its body as it is: raw, and what Jinja has but dbt does not use.
    Plain {
        tag: TextRange,
        body: Body,
        end: Option<TextRange>,
    },
    Break(TextRange),
    Continue(TextRange),
    /// A tag that nobody knows or that could not be read.
    Malformed {
        tag: TextRange,
        message: String,
    },
}

/// One `if`, `elif` or `else` with what follows.
#[derive(Debug)]
pub(super) struct Arm {
    pub tag: TextRange,
    /// Absent for `else`.
    pub test: Option<Expression>,
    pub body: Body,
}

#[derive(Debug)]
pub(super) struct For {
    pub tag: TextRange,
    pub target: Target,
    pub iterable: Expression,
    pub condition: Option<Expression>,
    pub recursive: bool,
    pub body: Body,
    pub otherwise: Option<(TextRange, Body)>,
    pub end: Option<TextRange>,
}

#[derive(Debug)]
pub(super) struct CallBlock {
    pub tag: TextRange,
    /// The block itself as something to call: parameters and body.
    pub caller: Arc<Macro>,
    pub call: Expression,
    pub end: Option<TextRange>,
}

/// A macro, or the body of a call block.
#[derive(Debug)]
pub struct Macro {
    pub name: Name,
    /// The whole block.
    pub range: TextRange,
    pub(super) tag: TextRange,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Body,
    pub(super) end: Option<TextRange>,
    pub(super) uses: Uses,
}

/// Which of the special names a macro's body mentions: it takes surplus arguments only if it does.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses {
    pub varargs: bool,
    pub kwargs: bool,
    pub caller: bool,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub name: Name,
    pub default: Option<Expression>,
}

/// dbt's own blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefinitionKind {
    Materialization,
    Test,
    Snapshot,
    Docs,
}

#[derive(Debug)]
pub struct Definition {
    pub kind: DefinitionKind,
    pub name: Name,
    /// The whole block.
    pub range: TextRange,
    /// Parameters and body, for evaluation.
    pub code: Arc<Macro>,
}

#[derive(Debug)]
pub(super) enum Target {
    Name(Name),
    Tuple(Vec<Target>),
    /// `namespace.name`
    Attribute(Name, Name),
}

impl Target {
    /// Whether the variable of that name gets a value.
    pub fn names(&self, name: &str) -> bool {
        match self {
            Self::Name(found) => **found == *name,
            Self::Tuple(targets) => targets.iter().any(|target| target.names(name)),
            Self::Attribute(..) => false,
        }
    }
}

#[derive(Debug)]
pub(super) struct FilterCall {
    pub name: Name,
    pub arguments: Arguments,
    pub range: TextRange,
}

#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub positional: Vec<Argument>,
    pub keywords: Vec<(Name, Expression)>,
    /// `**mapping`
    pub mappings: Vec<Expression>,
}

#[derive(Debug)]
pub(super) struct Argument {
    pub value: Expression,
    /// `*sequence`
    pub splat: bool,
}

#[derive(Debug)]
pub(super) struct Expression {
    pub range: TextRange,
    pub kind: ExpressionKind,
}

#[derive(Debug)]
pub(super) enum ExpressionKind {
    Name(Name),
    Literal(Value),
    List(Vec<Expression>),
    Tuple(Vec<Expression>),
    Dict(Vec<(Expression, Expression)>),
    Negative(Box<Expression>),
    Positive(Box<Expression>),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Concat(Vec<Expression>),
    /// Operators of one precedence, applied from the left.
    Chain(Box<Expression>, Vec<(Operator, Expression)>),
    Compare(Box<Expression>, Vec<(Comparison, Expression)>),
    Conditional {
        test: Box<Expression>,
        then: Box<Expression>,
        otherwise: Option<Box<Expression>>,
    },
    Attribute(Box<Expression>, Name),
    Item(Box<Expression>, Box<Expression>),
    Slice(Box<Expression>, Box<[Option<Expression>; 3]>),
    Call(Box<Expression>, Box<Arguments>),
    Filter(Box<Expression>, Box<FilterCall>),
    Test {
        value: Box<Expression>,
        name: Name,
        arguments: Box<Arguments>,
        negated: bool,
    },
    /// Could not be read.
    Malformed(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Remainder,
    Power,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
}
