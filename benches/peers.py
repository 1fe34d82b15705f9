"""Times setsquare, sqruff and sqlfluff on the same rendered SQL with the same rules, in turn, and prints the table of the README.

    python3 benches/peers.py --bin target/release/setsquare [--project DIR] [--files N] [--runs N] [--tools FOLDER]

The templates of a dbt project are rendered once by setsquare, so that all only lex, parse and lint (`templater = raw`). The rules are
those that all three know. The peers are installed into a virtual environment of their own below target/ where --tools names no folder
that holds them.
"""
import argparse, json, os, platform, re, shutil, statistics, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ap = argparse.ArgumentParser()
ap.add_argument("--bin", default=os.path.join(here, "target/release/setsquare"))
ap.add_argument("--project", default=os.path.join(here, "examples/dbt-squared/core"))
ap.add_argument("--dialect", default="redshift")
ap.add_argument("--files", type=int, default=100, help="the first N models")
ap.add_argument("--runs", type=int, default=3)
ap.add_argument("--tools", default="")
a = ap.parse_args()
PEERS = {"sqruff": "0.44.0", "sqlfluff": "4.5.0"}


def installed():
    """The folder with the peers' commands."""
    if a.tools:
        return a.tools
    venv = os.path.join(here, "target/peers")
    if not all(os.path.exists(os.path.join(venv, "bin", name)) for name in PEERS):
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        wanted = [f"{name}=={version}" for name, version in PEERS.items()]
        subprocess.run([os.path.join(venv, "bin/pip"), "install", "--quiet", *wanted], check=True)
    return os.path.join(venv, "bin")


def printed(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def write_models(folder):
    """Writes the rendered models; how many there are, and their bytes."""
    count = size = 0
    for line in printed(binary, "render", "--format", "jsonl", a.project).splitlines():
        sql = json.loads(line)["sql"].strip() + "\n"
        if count < a.files and sql.strip():
            with open(os.path.join(folder, f"{count:05}.sql"), "w") as file:
                file.write(sql)
            count, size = count + 1, size + len(sql.encode())
    return count, size


def run(command):
    """Wall seconds, CPU seconds of the process and its children, and the peak of its memory in MB."""
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {child.returncode}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


binary, tools = os.path.abspath(a.bin), installed()
sqruff, sqlfluff = (os.path.join(tools, name) for name in PEERS)
codes = lambda text: set(re.findall(r"\b[A-Z]{2}\d\d\b", text))
rules = sorted(codes(printed(binary, "rules")) & codes(printed(sqruff, "rules")) & codes(printed(sqlfluff, "rules")))
folder = tempfile.mkdtemp(prefix="peers-")
count, size = write_models(folder)
with open(os.path.join(folder, ".sqlfluff"), "w") as file:
    file.write(f"[sqlfluff]\ndialect = {a.dialect}\ntemplater = raw\nrules = {','.join(rules)}\nlarge_file_skip_byte_limit = 0\n")
commands = {
    "setsquare": [binary, "lint", "-f", "json", "."],
    f"sqruff {PEERS['sqruff']}": [sqruff, "lint", "-f", "json", "."],
    f"sqlfluff {PEERS['sqlfluff']}": [sqlfluff, "lint", "-f", "json", "--disable-progress-bar", "."],
}
runs = {name: [] for name in commands}
for command in commands.values():
    run(command)  # a warm-up each
for _ in range(a.runs):
    for name, command in commands.items():
        runs[name].append(run(command))
shutil.rmtree(folder)

print(f"{count} models, {size / 1000:,.0f} KB of rendered SQL, {len(rules)} rules, {os.cpu_count()} processors ({platform.machine()}); medians of {a.runs} runs in turn\n")
print("| | wall s | CPU s | times setsquare's CPU | peak MB |\n|---|---|---|---|---|")
for name, measured in runs.items():
    wall, cpu, memory = (statistics.median(values) for values in zip(*measured))
    times = statistics.median(theirs[1] / mine[1] for mine, theirs in zip(runs["setsquare"], measured))
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {times:,.0f} | {memory:.0f} |")
