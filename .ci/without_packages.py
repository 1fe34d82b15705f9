"""What linting loses where `dbt deps` was never run.

Each oracle project is linted twice, with its installed packages and with every dbt_packages/ folder taken away; same target,
same variables, all rules. Compared are the sets of (file, code, line) of findings in the root project's files. Where the root
only hangs on a local package, as integration tests do, that package is measured too, as a project of its own.

    without_packages.py --bin BIN --shared DIR [--project NAME,...] [--quick] [--show N]
"""
import argparse, collections, json, os, re, shutil, subprocess, sys, tempfile

ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True)
ap.add_argument("--shared", required=True)
ap.add_argument("--project", default="")
ap.add_argument("--show", type=int, default=0, help="print the first N differing findings of each project")
ap.add_argument("--quick", action="store_true", help="each tree for one adapter only")
ap.add_argument("--keep", help="put the copies here and leave them")
a = ap.parse_args()
only = set(filter(None, a.project.split(",")))
data = os.path.join(a.shared, "oracle")
LEAST = 0.85


def lint(folder, profiles, about):
    env = dict(os.environ, SETSQUARE_RUN_STARTED_AT=about["run_started_at"], SETSQUARE_INVOCATION_ID=about["invocation_id"], TZ="UTC",
               **{key: str(value) for key, value in about.get("env", {}).items()})
    given = ["--target", about["target_name"], "--profiles-dir", profiles]
    if about.get("vars"):
        given += ["--vars", json.dumps(about["vars"])]
    out = subprocess.run([*a.bin.split(), "lint", "--rules", "all", "--nofail", "--format", "json", *given, "."],
                         cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        files = json.loads(out.stdout)
    except ValueError:
        sys.exit(f"{folder}: no result (exit {out.returncode}): {out.stderr.decode(errors='replace')[-800:]}")
    findings, templating = set(), []
    for file in files:
        for found in file["violations"]:
            findings.add((file["filepath"], found["code"], found["start_line_no"]))
            if found["code"] == "TMP":
                templating.append(found["description"])
    notes = [line for line in out.stderr.decode(errors="replace").splitlines() + templating if "is not installed" in line]
    return {file["filepath"] for file in files}, findings, notes


def plant(tree, about, folder, installed):
    """The project's tree, with or without what `dbt deps` installs."""
    without = None if installed else shutil.ignore_patterns("dbt_packages")
    shutil.copytree(f"{data}/{tree}/project", folder, symlinks=True, ignore=without)
    if installed:
        for link, to in about["links"].items():
            os.makedirs(os.path.dirname(f"{folder}/{link}"), exist_ok=True)
            os.symlink(to, f"{folder}/{link}")


def hosts(about):
    """Folders of the local packages that lie in the tree and hold the root project."""
    root = about["root"]
    for link, to in about["links"].items():
        host = os.path.normpath(os.path.join(os.path.dirname(link), to))
        if root != host and (host == "." or root.startswith(host + "/")):
            yield host


def packages_of(about):
    return [line.split()[0] for line in about["packages"] if " local:" not in line]


def compare(name, root, host, tree_about, about):
    scratch = a.keep or tempfile.mkdtemp(prefix="without-packages-")
    runs = {}
    for installed in (True, False):
        copy = f"{scratch}/{name}{'' if host is None else '-host'}-{'with' if installed else 'without'}"
        shutil.rmtree(copy, ignore_errors=True)
        plant(about.get("tree", name), tree_about, copy, installed)
        folder = os.path.normpath(f"{copy}/{root}")
        profiles = folder
        if host is not None:
            folder = os.path.normpath(f"{copy}/{host}")
            if installed:  # the same packages, as if they had been installed here
                shutil.copytree(f"{copy}/{root}/dbt_packages", f"{folder}/dbt_packages", symlinks=True,
                                ignore=lambda path, names: [each for each in names if os.path.islink(os.path.join(path, each))])
        runs[installed] = lint(folder, profiles, about)
    if not a.keep:
        shutil.rmtree(scratch)
    return runs


def main():
    worst, lost, most, failed = 1.0, 0, 0, []
    for name in sorted(os.listdir(data)):
        if a.quick and "@" in name or only and name not in only or not os.path.exists(f"{data}/{name}/ABOUT.json"):
            continue
        about = json.load(open(f"{data}/{name}/ABOUT.json"))
        tree_about = json.load(open(f"{data}/{about.get('tree', name)}/ABOUT.json"))
        about["links"] = tree_about["links"]
        for host in [None, *hosts(about)]:
            runs = compare(name, about["root"], host, tree_about, about)
            (files, want, _), (have_files, have, notes) = runs[True], runs[False]
            share = len(want & have) / max(len(want), 1)
            gone = len(files - have_files)
            # A note stands at the packages.yml of the project that asks for the package.
            told = collections.Counter(re.sub(r":\d+: .*?`", " ", note).split("`")[0] for note in notes)
            per_note = max(told.values(), default=0)
            label = name + ("" if host is None else " (the package)")
            print(f"{label:36} same {len(want & have)}/{len(want)} ({100 * share:.1f}%), new {len(have - want)}, files lost {gone}, "
                  f"notes {len(notes)} for {len(packages_of(about))} packages, at most {per_note} each", flush=True)
            for finding in sorted(want - have)[:a.show]:
                print("    gone", *finding)
            for finding in sorted(have - want)[:a.show]:
                print("    new ", *finding)
            for note in notes[:a.show]:
                print("    note", note)
            worst, lost, most = min(worst, share), lost + gone, max(most, per_note)
            if share < LEAST or gone or per_note > 1:
                failed.append(label)
    print(f"without packages: worst share {worst:.4f}, files lost {lost}, notes per package at most {most}")
    for label in failed:
        print(f"FAILED {label}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
