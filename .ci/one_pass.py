"""Whether one pass of layout suffices: every edit that the layout rules offer is made at once, and nothing is left to edit.

All golden files and all SQL of the oracle projects (rendered, tags and all) are linted with the layout rules only; the fixes
that the report holds are applied as one set of edits, and the result is linted again. Counted is what then still offers a fix,
and what names a layout that no author could be asked to mend by hand: any rule but LT05, whose long words stay long.

    one_pass.py --bin BIN --shared DIR [--project NAME,...] [--show N]
"""
import argparse, glob, json, os, shutil, subprocess, sys, tempfile

ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True)
ap.add_argument("--shared", required=True)
ap.add_argument("--project", default="", help="only these")
ap.add_argument("--show", type=int, default=0, help="print the first N files of each project that need a second pass")
a = ap.parse_args()
only = set(filter(None, a.project.split(",")))
RULES = ",".join(f"LT{number:02}" for number in range(1, 16))


def lint(folder, about):
    env = dict(os.environ, SETSQUARE_RUN_STARTED_AT=about.get("run_started_at", ""), TZ="UTC",
               **{key: str(value) for key, value in about.get("env", {}).items()})
    given = ["--target", about["target_name"], "--profiles-dir", os.path.join(folder, about["root"])] if "target_name" in about else []
    if about.get("vars"):
        given += ["--vars", json.dumps(about["vars"])]
    out = subprocess.run([*a.bin.split(), "lint", "--rules", RULES, "--nofail", "--format", "json", *given, "."],
                         cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        return {file["filepath"]: [found for found in file["violations"] if found["code"].startswith("LT")] for file in json.loads(out.stdout)}
    except ValueError:
        sys.exit(f"{folder}: no result (exit {out.returncode}): {out.stderr.decode(errors='replace')[-800:]}")


def apply(path, found):
    """Makes all edits of a file; whether there were any, and none overlapped another."""
    with open(path, newline="", encoding="utf-8") as file:
        text = file.read()
    # An insertion has no end of its own.
    edits = {(fix["start_file_pos"], fix["start_file_pos"] if fix["type"] == "create_before" else fix["end_file_pos"], fix.get("edit", ""))
             for each in found for fix in each.get("fixes", [])}
    end = len(text)
    for start, stop, new in sorted(edits, reverse=True):
        if stop > end:
            return False
        text, end = text[:start] + new + text[stop:], start
    with open(path, "w", newline="", encoding="utf-8") as file:
        file.write(text)
    return True


def measure(name, folder, about):
    clash, shown = 0, 0
    for path, found in lint(folder, about).items():
        clash += not apply(os.path.join(folder, path), found)
    files = lint(folder, about)
    left = {path: [each for each in found if each.get("fixes") or each["code"] != "LT05"] for path, found in files.items()}
    bad = {path: found for path, found in left.items() if found}
    fixable = sum(bool(each.get("fixes")) for found in bad.values() for each in found)
    findings = sum(map(len, bad.values()))
    print(f"{name:36} {len(files)} files, {len(bad)} with {findings} findings after one pass, {fixable} with a fix, {clash} edited twice in one place", flush=True)
    for path, found in bad.items():
        if shown < a.show:
            shown += 1
            print(f"    {path}", *(f"\n        {each['start_line_no']}:{each['start_line_pos']} {each['code']} {each['description'][:70]}"
                                  f"{'' if each.get('fixes') else ' (no fix)'}" for each in found[:4]))
    return len(files), len(bad) + clash, fixable


def golden(scratch):
    for path in sorted(glob.glob(os.path.join(a.shared, "golden", "*.jsonl"))):
        name = os.path.basename(path)[:-6]
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        folder = f"{scratch}/golden-{name}"
        os.makedirs(folder)
        with open(f"{folder}/.sqlfluff", "w") as file:
            file.write(f"[sqlfluff]\ndialect = {rows[0]['dialect']}\ntemplater = raw\n")
        for number, row in enumerate(rows):
            with open(f"{folder}/{number:05}.sql", "w", newline="", encoding="utf-8") as file:
                file.write(row["sql"])
        yield f"golden {name}", folder, {}


def oracle(scratch):
    data = os.path.join(a.shared, "oracle")
    for name in sorted(os.listdir(data)):
        if "@" in name or not os.path.exists(f"{data}/{name}/ABOUT.json"):
            continue
        about = json.load(open(f"{data}/{name}/ABOUT.json"))
        copy = f"{scratch}/{name}"
        shutil.copytree(f"{data}/{about.get('tree', name)}/project", copy, symlinks=True)
        for link, to in about["links"].items():
            os.makedirs(os.path.dirname(f"{copy}/{link}"), exist_ok=True)
            os.symlink(to, f"{copy}/{link}")
        # From the top: the root project often only tests the package around it.
        yield name, copy, about


def main():
    scratch = tempfile.mkdtemp(prefix="one-pass-")
    total = [0, 0, 0]
    for source in (golden, oracle):
        for name, folder, about in source(scratch):
            if not only or name in only:
                total = [sum(pair) for pair in zip(total, measure(name, folder, about))]
    shutil.rmtree(scratch)
    print(f"one pass: {total[0]} files, {total[1]} need a second pass, {total[2]} fixes left")


main()
