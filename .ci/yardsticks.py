"""Runs the yardsticks and holds their figures against minimums.json, which may only ever go up.

A figure is the first capture of a pattern in what a runner prints. Figures of damage are kept as negative numbers, so that
up is better for every one of them.
"""
import argparse, json, os, re, subprocess, sys, time

here = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True)
ap.add_argument("--shared", required=True)
ap.add_argument("--only", default="", help="only runners whose name holds this")
ap.add_argument("--all", action="store_true", help="print figures without a minimum, too")
a = ap.parse_args()

RUNNERS = [
    ("rules", "conformance/run_rules.py", [], {"rules.passed": r"rule cases: (\d+) passed"}),
    ("dialects", "conformance/run_dialects.py", [],
     {"dialects.parsed": r"dialect files: (\d+) passed", "dialects.f1": r"dialect files: .* f1 ([\d.]+)"}),
    ("jinja", "conformance/run_jinja.py", [], {"jinja.passed": r"jinja constructs: (\d+) passed"}),
    ("oracle", "oracle/run_oracle.py", [],
     {"oracle.exact": r"oracle: render exact (\d+)/", "oracle.same": r"oracle: .*, same (\d+),", "oracle.loader": r"loader fields (\d+)/"}),
    ("coverage", os.path.join(here, "coverage.py"), ["--shared", "{shared}"], {"jinja.coverage": r"coverage: reached ([\d.]+) %"}),
    ("packages", os.path.join(here, "without_packages.py"), ["--shared", "{shared}", "--quick"],
     {"packages.share": r"without packages: worst share ([\d.]+)", "packages.lost": r"without packages: .* files lost (\d+)",
      "packages.notes": r"notes per package at most (\d+)"}),
    ("golden", "golden/run_golden.py", [],
     {"golden.f1": r"golden: f1 ([\d.]+)", "golden.fixed": r"same fixed text (\d+)/\d+$"}),
    ("one-pass", os.path.join(here, "one_pass.py"), ["--shared", "{shared}"],
     {"layout.second_pass": r"one pass: \d+ files, (\d+) need", "layout.fixes_left": r"one pass: .* (\d+) fixes left"}),
    ("governance", "governance/run_governance.py", [],
     {"governance.mean": r"governance: .* F1 ([\d.]+) \(mean", "governance.micro": r"governance: .* micro F1 ([\d.]+);"}),
    ("evaluator", os.path.join(here, "evaluator.py"), ["--shared", "{shared}"], {"evaluator.missing": r"evaluator: \d+ rows found, (\d+) missing"}),
    ("fixsafety-layout", "fixsafety/run_fixsafety.py", ["--rules", "LT"], {"fixsafety.layout": r"\((\d+) bad files?\)"}),
    ("fixsafety-all", "fixsafety/run_fixsafety.py", [], {"fixsafety.all": r"\((\d+) bad files?\)"}),
    ("fixsafety-idioms", "fixsafety/run_fixsafety.py", ["--data", "{shared}/fixsafety/projects"], {"fixsafety.idioms": r"\((\d+) bad files?\)"}),
]
DAMAGE = {"layout.second_pass", "layout.fixes_left", "packages.lost", "packages.notes", "evaluator.missing", "fixsafety.layout", "fixsafety.all", "fixsafety.idioms"}


def lowered(minimums):
    """Minimums that stand lower now than in some earlier version of the file."""
    path = ".ci/minimums.json"
    git = lambda *args: subprocess.run(["git", "-C", os.path.dirname(here), *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    for commit in git("log", "--format=%H", "--", path).split():
        try:
            before = json.loads(git("show", f"{commit}:{path}"))
        except ValueError:
            continue
        for name, value in before.items():
            if minimums.get(name, float("-inf")) < value:
                yield f"{name} was {value} in {commit[:10]} and is {minimums.get(name)} now"


minimums = json.load(open(os.path.join(here, "minimums.json")))
failed = list(lowered(minimums))
for name, script, arguments, figures in RUNNERS:
    wanted = figures if a.all else set(figures) & set(minimums)
    if a.only not in name or not wanted:
        continue
    began = time.time()
    arguments = [argument.format(shared=a.shared) for argument in arguments]
    out = subprocess.run([sys.executable, os.path.join(a.shared, script), "--bin", a.bin, *arguments],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    for figure, pattern in figures.items():
        if figure not in wanted:
            continue
        found = re.findall(pattern, out, re.M)
        if not found:
            print(out[-3000:])
            failed.append(f"{figure}: the runner printed no figure")
            continue
        value = float(found[-1]) if "." in found[-1] else int(found[-1])
        value = -value if figure in DAMAGE else value
        least = minimums.get(figure)
        print(f"{figure:20} {value:>10}  at least {least if least is not None else '-':>10}  {time.time() - began:6.1f} s", flush=True)
        if least is not None and value < least:
            failed.append(f"{figure} is {value}, must be at least {least}")
for line in failed:
    print(f"FAILED {line}")
sys.exit(1 if failed else 0)
