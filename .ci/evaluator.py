"""Whether the preset `evaluator` reports every row that dbt-project-evaluator's models name in the projects at hand.

The expected rows and those of a run are data (governance/pe_expected.jsonl, pe_run.jsonl); each project is linted once with the
preset and the package's variables as options. Rows of hard-coded references are counted apart: those are the package's own mistake
(governance/README.md). What is reported beyond the rows is not judged: the package leaves paths and packages out.

    evaluator.py --bin BIN --shared DIR [--show]
"""
import argparse, json, os, shutil, subprocess, tempfile

ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True)
ap.add_argument("--shared", required=True)
ap.add_argument("--show", action="store_true", help="print the rows that are missing")
a = ap.parse_args()

# A row of these names two ends; the finding stands at one of them and tells the other.
BETWEEN = {"DP08", "DP09", "DP11", "DP12", "DP07", "XP02", "XP03"}
# Those where the finding names what it leads to by another name than the row.
ONE_END = {"DP07", "DP08"}


def configuration(about, project, variables):
    shared = 'shared = ["dbt_packages/hubspot"]\n' if project.startswith("dbt_hubspot") else ""
    text = f'[workspace]\nprojects = ["."]\n{shared}[dbt]\ntarget = "{about["target_name"]}"\nadapter = "{about["adapter"]}"\n'
    text += '[lint]\nselect = ["evaluator"]\n[rules.DC10]\nby = "project"\n'
    if "too_many_joins_threshold" in variables:
        text += f'[rules.DP02]\nmax_parents = {variables["too_many_joins_threshold"] - 1}\n'
    if "chained_views_threshold" in variables:
        text += f'[rules.DP16]\nmax = {variables["chained_views_threshold"]}\n'
    return text


def findings(project, variables):
    """(code, resource, message) of each finding in the project."""
    folder = os.path.join(a.shared, "oracle", project.split("/")[0])
    with open(os.path.join(folder, "ABOUT.json")) as file:
        about = json.load(file)
    with tempfile.TemporaryDirectory(prefix="evaluator-") as scratch:
        tree = os.path.join(scratch, "project")
        shutil.copytree(os.path.join(folder, "project"), tree, symlinks=True)
        for link, to in about["links"].items():
            os.makedirs(os.path.dirname(os.path.join(tree, link)), exist_ok=True)
            os.symlink(to, os.path.join(tree, link))
        root = os.path.normpath(os.path.join(tree, about["root"]))
        with open(os.path.join(root, "setsquare.toml"), "w") as file:
            file.write(configuration(about, project, variables))
        out = subprocess.run([*a.bin.split(), "lint", "--format", "json", root], cwd=root, env=dict(os.environ, **about.get("env", {})),
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    files = json.loads(out.stdout)
    return [(found["code"], found.get("resource") or "", found["description"]) for file in files for found in file["violations"]]


def names(row):
    """What the row is about."""
    about = [row[key] for key in ("resource_name", "child", "model", "source_name", "exposure_name") if row.get(key)]
    if row.get("parent") and (not about or "child" not in row):
        return [row["parent"]]
    return about


def is_called(resource, name):
    return resource.endswith("." + name) or f".{name}." in resource


def is_found(code, row, have):
    """Whether one of the findings (resource, message) is the row's."""
    if code in ("DC10", "TS10"):
        return any(resource.startswith("project.") for resource, _ in have)
    if code == "SR09":
        return all(any(resource.endswith(name.strip()) for resource, _ in have) for name in row["source_names"].split(","))
    if code == "PL09":
        return any(row["test_name"] in resource for resource, _ in have)
    want = names(row)
    if not all(any(is_called(resource, name) for resource, _ in have) for name in want):
        return False
    parent = row.get("parent") or row.get("parent_resource_name")
    if code not in BETWEEN or not parent:
        return True
    parent = parent.split(".v")[0].split(".")[-1]
    return any(is_called(resource, name) and (parent in message or code in ONE_END) for resource, message in have for name in want)


asked = []
for name in ("pe_expected.jsonl", "pe_run.jsonl"):
    with open(os.path.join(a.shared, "governance", name)) as file:
        asked += map(json.loads, file)
variables = {}
for entry in asked:
    variables.setdefault(entry["project"], entry.get("vars", {}))
found = {project: findings(project, variables[project]) for project in sorted(variables)}
total = missing = mistaken = 0
for entry in asked:
    if entry["fct"] == "fct_hard_coded_references":
        mistaken += len(entry["rows"])
        continue
    have = [(resource, message) for code, resource, message in found[entry["project"]] if code in entry["codes"]]
    lost = [row for row in entry["rows"] if not is_found(entry["code"], row, have)]
    total, missing = total + len(entry["rows"]), missing + len(lost)
    if a.show:
        for row in lost:
            print(entry["project"], entry["code"], json.dumps(row))
print(f"evaluator: {total - missing} rows found, {missing} missing (and {mistaken} that are the package's own mistake)")
