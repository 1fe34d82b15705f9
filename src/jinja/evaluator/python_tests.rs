//! Templates with what Jinja2 itself prints of them, in the environment that dbt makes (`python.jsonl`): odd arguments of
//! methods, filters, operators and formats, statements of every kind, and what is an error.

use std::sync::Arc;

use serde_json::Value;

use crate::jinja::{Limits, NoHost, Template, render};
use crate::text::FileId;

#[test]
fn prints_what_python_prints() {
    let mut wrong = Vec::new();
    for line in include_str!("python.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let template = case["template"].as_str().unwrap();
        let rendered = render(&Template::new(FileId(0), &Arc::from(template)), &NoHost, Limits::default());
        let fits = match case["output"].as_str() {
            Some(want) => *want == *rendered.text && rendered.problems.is_empty(),
            None => !rendered.problems.is_empty(),
        };
        if !fits {
            wrong.push(format!("{line}\n  have {:?} {:?}", rendered.text, rendered.problems));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
