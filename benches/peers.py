"""Times setsquare and sqlfluff on the same rendered SQL with the same rules, in turn, and prints the table of the README.

    python3 benches/peers.py --bin target/release/setsquare [--project DIR] [--files N] [--runs N] [--sqlfluff CMD]

The templates of a dbt project are rendered once by setsquare, so that both only lex, parse and lint (`templater = raw`).
Where --sqlfluff is not given, sqlfluff 4.5.0 is installed into a virtual environment of its own below target/.
"""
import argparse, json, os, resource, shutil, statistics, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ap = argparse.ArgumentParser()
ap.add_argument("--bin", default=os.path.join(here, "target/release/setsquare"))
ap.add_argument("--project", default=os.path.join(here, "examples/dbt-squared/core"))
ap.add_argument("--dialect", default="redshift")
ap.add_argument("--files", type=int, default=100, help="the first N models")
ap.add_argument("--runs", type=int, default=3)
ap.add_argument("--sqlfluff", default="")
a = ap.parse_args()

sqlfluff = a.sqlfluff
if not sqlfluff:
    venv = os.path.join(here, "target/peers")
    sqlfluff = os.path.join(venv, "bin/sqlfluff")
    if not os.path.exists(sqlfluff):
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([os.path.join(venv, "bin/pip"), "install", "--quiet", "sqlfluff==4.5.0"], check=True)

binary = os.path.abspath(a.bin)
out = subprocess.run([binary, "render", "--format", "jsonl", a.project], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
folder = tempfile.mkdtemp(prefix="peers-")
count = size = 0
for line in out.splitlines():
    sql = json.loads(line)["sql"].strip() + "\n"
    if count < a.files and sql.strip():
        with open(os.path.join(folder, f"{count:05}.sql"), "w") as f:
            f.write(sql)
        count, size = count + 1, size + len(sql)
with open(os.path.join(folder, ".sqlfluff"), "w") as f:
    f.write(f"[sqlfluff]\ndialect = {a.dialect}\ntemplater = raw\nlarge_file_skip_byte_limit = 0\n")


def run(command):
    """Wall seconds, and CPU seconds of the process and its children."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


commands = {"setsquare": [binary, "lint", "-f", "json", "."], "sqlfluff 4.5.0": [sqlfluff, "lint", "-f", "json", "--disable-progress-bar", "."]}
times = {name: [] for name in commands}
for command in commands.values():
    run(command)  # a warm-up each
for _ in range(a.runs):
    for name, command in commands.items():
        times[name].append(run(command))
shutil.rmtree(folder)
print(f"{count} files, {size / 1000:.0f} KB of rendered SQL, {os.cpu_count()} processors; medians of {a.runs} runs in turn\n")
print("| | wall s | CPU s | KB per CPU second |\n|---|---|---|---|")
for name, runs in times.items():
    wall, cpu = (statistics.median(run[i] for run in runs) for i in (0, 1))
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {size / 1000 / cpu:,.0f} |")
mine, theirs = times["setsquare"], times["sqlfluff 4.5.0"]
print(f"\nCPU, sqlfluff / setsquare, pair by pair: {statistics.median(b[1] / a[1] for a, b in zip(mine, theirs)):,.0f} times")
