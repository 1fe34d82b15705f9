//! `itertools`, as lists.

use minijinja::Value;

use crate::jinja::{CallArguments, Fault, items, list, none, tuple};

/// How many items one call may give.
const MOST: usize = 100_000;

pub(super) fn function(name: &str, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
    Some(match name {
        "product" => product(arguments),
        "chain" => all(&arguments.positional).map(|found| list(found.into_iter().flatten().collect())),
        "combinations" => chosen(arguments, false),
        "permutations" => chosen(arguments, true),
        "zip_longest" => longest(arguments),
        "islice" => taken(arguments),
        "accumulate" | "groupby" => return None,
        "repeat" => Ok(list(vec![arguments.positional.first().cloned().unwrap_or_default(); count(arguments, 1).min(MOST)])),
        _ => return None,
    })
}

fn count(arguments: &CallArguments, place: usize) -> usize {
    arguments.positional.get(place).and_then(Value::as_usize).unwrap_or(0)
}

fn all(values: &[Value]) -> Result<Vec<Vec<Value>>, Fault> {
    values.iter().map(|value| items(value).ok_or_else(|| Fault::failed("something that can be iterated is needed"))).collect()
}

fn product(arguments: &CallArguments) -> Result<Value, Fault> {
    let repeat = arguments.keyword("repeat").and_then(Value::as_usize).unwrap_or(1).min(20);
    let once = all(&arguments.positional)?;
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for _ in 0..repeat {
        for choices in &once {
            if rows.len().saturating_mul(choices.len()) > MOST {
                return Err(Fault::failed("the product is too large"));
            }
            rows =
                rows.iter().flat_map(|row| choices.iter().map(|choice| [row.as_slice(), std::slice::from_ref(choice)].concat())).collect();
        }
    }
    Ok(list(rows.into_iter().map(tuple).collect()))
}

/// Rows of `length` different items, in any order or in theirs.
fn chosen(arguments: &CallArguments, any_order: bool) -> Result<Value, Fault> {
    let pool = all(&arguments.positional[..arguments.positional.len().min(1)])?.pop().unwrap_or_default();
    let length = if arguments.positional.len() > 1 { count(arguments, 1) } else { pool.len() };
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..length {
        let mut longer = Vec::new();
        for row in &rows {
            for next in 0..pool.len() {
                let fits = if any_order { !row.contains(&next) } else { row.last().is_none_or(|&last| next > last) };
                if fits {
                    longer.push([row.as_slice(), &[next]].concat());
                }
            }
        }
        if longer.len() > MOST {
            return Err(Fault::failed("there are too many combinations"));
        }
        rows = longer;
    }
    Ok(list(rows.into_iter().map(|row| tuple(row.into_iter().map(|at| pool[at].clone()).collect())).collect()))
}

fn longest(arguments: &CallArguments) -> Result<Value, Fault> {
    let columns = all(&arguments.positional)?;
    let fill = arguments.keyword("fillvalue").cloned().unwrap_or_else(none);
    let length = columns.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| tuple(columns.iter().map(|column| column.get(at).cloned().unwrap_or_else(|| fill.clone())).collect());
    Ok(list((0..length).map(row).collect()))
}

fn taken(arguments: &CallArguments) -> Result<Value, Fault> {
    let found = all(&arguments.positional[..arguments.positional.len().min(1)])?.pop().unwrap_or_default();
    let (start, stop) = if arguments.positional.len() > 2 { (count(arguments, 1), count(arguments, 2)) } else { (0, count(arguments, 1)) };
    Ok(list(found.into_iter().take(stop).skip(start).collect()))
}
