//! The graph of the example as `ls --graph` prints it: projects, domains, and the borders that are crossed.

use std::process::Command;

const FOLDER: &str = "examples/dbt-squared";

fn graph(format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(["ls", FOLDER, "--graph", format])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn for_graphviz() {
    insta::assert_snapshot!(graph("dot"));
}

#[test]
fn for_mermaid() {
    insta::assert_snapshot!(graph("mermaid"));
}

#[test]
fn every_edge_has_its_place() {
    let graph: serde_json::Value = serde_json::from_str(&graph("json")).unwrap();
    let edges = graph["edges"].as_array().unwrap();
    let told: Vec<String> = edges
        .iter()
        .filter(|edge| edge["judgement"] == "forbidden" || edge["judgement"] == "unknown")
        .map(|edge| {
            let file = edge["file"].as_str().unwrap().rsplit(FOLDER).next().unwrap().trim_start_matches('/');
            let through: Vec<&str> = edge["through"].as_array().unwrap().iter().filter_map(|hop| hop["macro"].as_str()).collect();
            let text = |key: &str| edge[key].as_str().unwrap_or_default().to_owned();
            let row = format!(
                "{}:{} {} -> {} {} {} {}",
                file,
                edge["line"],
                text("from"),
                text("to"),
                text("means"),
                text("judgement"),
                through.join(" > ")
            );
            row.trim_end().to_owned()
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_same_every_time() {
    assert_eq!(graph("json"), graph("json"));
}
