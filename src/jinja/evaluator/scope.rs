//! Scopes: what names are bound to, from the innermost block outwards.

use minijinja::Value;

use crate::jinja::ast::Name;

#[derive(Debug, Default)]
struct Scope {
    names: Vec<(Name, Value)>,
    parent: Option<u32>,
    /// Tells this scope from another that stood at the same place before.
    serial: u32,
}

/// A stack of scopes; each knows the one around it, which is not always the one below.
#[derive(Debug)]
pub(super) struct Scopes {
    stack: Vec<Scope>,
    current: u32,
    serial: u32,
}

/// What to go back to after a scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outer {
    height: usize,
    current: u32,
}

impl Scopes {
    pub fn new() -> Self {
        Self { stack: vec![Scope::default()], current: 0, serial: 0 }
    }

    pub fn current(&self) -> (u32, u32) {
        (self.current, self.stack[self.current as usize].serial)
    }

    /// Whether the scope that had this serial still stands.
    pub fn stands(&self, (index, serial): (u32, u32)) -> bool {
        self.stack.get(index as usize).is_some_and(|scope| scope.serial == serial)
    }

    pub fn enter(&mut self, parent: Option<u32>) -> Outer {
        let outer = Outer { height: self.stack.len(), current: self.current };
        self.serial += 1;
        self.stack.push(Scope { names: Vec::new(), parent, serial: self.serial });
        self.current = u32::try_from(self.stack.len() - 1).unwrap_or(u32::MAX);
        outer
    }

    /// A scope inside the current one.
    pub fn enter_block(&mut self) -> Outer {
        self.enter(Some(self.current))
    }

    pub fn leave(&mut self, outer: Outer) {
        self.stack.truncate(outer.height);
        self.current = outer.current;
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        let mut at = Some(self.current);
        while let Some(index) = at {
            let scope = self.stack.get(index as usize)?;
            if let Some((_, value)) = scope.names.iter().rev().find(|(key, _)| &**key == name) {
                return Some(value);
            }
            at = scope.parent;
        }
        None
    }

    pub fn set(&mut self, name: &Name, value: Value) {
        let scope = &mut self.stack[self.current as usize];
        match scope.names.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => scope.names.push((Name::clone(name), value)),
        }
    }
}
