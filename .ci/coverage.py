#!/usr/bin/env python3
"""Measures how much of the literal SQL of real projects' models some rendering reaches at the default budget.

    coverage.py --bin target/release/setsquare --shared ../shared [--show 5] [--project tuva]

Lints a scratch copy of each oracle project with `--show-coverage` and counts the bytes of the files under the root
project's model folders.
"""
import argparse, json, os, shutil, subprocess, tempfile

ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True)
ap.add_argument("--shared", required=True)
ap.add_argument("--project", default="")
ap.add_argument("--show", type=int, default=0, help="print the first N files of each project with text that is not reached")
ap.add_argument("--all", action="store_true", help="macros and tests too")
a = ap.parse_args()
a.bin = os.path.abspath(a.bin) if os.path.exists(a.bin) else a.bin
data = os.path.join(os.path.abspath(a.shared), "oracle")
only = set(filter(None, a.project.split(",")))
total = [0, 0]
for name in sorted(os.listdir(data)):
    base = os.path.join(data, name)
    if only and name not in only or not os.path.exists(f"{base}/ABOUT.json"):
        continue
    about = json.load(open(f"{base}/ABOUT.json"))
    tree = about.get("tree", name)
    scratch = tempfile.mkdtemp(prefix=f"coverage-{name}-")
    shutil.copytree(f"{data}/{tree}/project", f"{scratch}/project", symlinks=True)
    for link, to in json.load(open(f"{data}/{tree}/ABOUT.json"))["links"].items():
        os.makedirs(os.path.dirname(f"{scratch}/project/{link}"), exist_ok=True)
        os.symlink(to, f"{scratch}/project/{link}")
    root = os.path.normpath(f"{scratch}/project/{about['root']}")
    target = ["--target", about["target_name"]] + (["--vars", json.dumps(about["vars"])] if about.get("vars") else [])
    environment = dict(os.environ, TZ="UTC", **{k: str(v) for k, v in about.get("env", {}).items()})
    out = subprocess.run(a.bin.split() + ["lint", "--show-coverage", "--format", "json", "--nofail", "--dialect", about["adapter"], *target, "."],
                         cwd=f"{scratch}/project", env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    part, shown = [0, 0], 0
    for file in json.loads(out.stdout or "[]"):
        path, coverage = file["filepath"], file.get("coverage")
        if not coverage or not (a.all or path.startswith("models/") or "/models/" in path):
            continue
        part[0] += coverage["bytes"]
        part[1] += coverage["reached"]
        if coverage["missed"] and shown < a.show:
            shown += 1
            text = open(f"{scratch}/project/{path}").read().split("\n")
            places = [f"{m['start_line_no']} {text[m['start_line_no'] - 1].strip()[:60]!r}" for m in coverage["missed"][:4]]
            print(f"  {path}: {coverage['percentage']:.1f} %, line {'; '.join(places)}")
    shutil.rmtree(scratch)
    total = [total[0] + part[0], total[1] + part[1]]
    print(f"{name:24} reached {100 * part[1] / max(part[0], 1):.2f} % of {part[0]} bytes", flush=True)
print(f"coverage: reached {100 * total[1] / max(total[0], 1):.2f} % of {total[0]} bytes")
