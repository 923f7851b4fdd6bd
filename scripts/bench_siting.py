"""Location problems beside spopt, called by scripts/bench with the path of the example `bench_siting`.

The instances are pmed1 to pmed20 of reference/pmed under MAILLAGE_TEST_DATA, else ../shared/data. spopt runs
with HiGHS (spopt highspy pulp) in whichever Python MAILLAGE_SITING_PYTHON, else MAILLAGE_PEERS_PYTHON, names, each
instance with a limit of 60 seconds, model building included; what is absent is named. Prints Markdown.
"""

import json
import os
import pathlib
import subprocess
import sys

PEER = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy, pulp, spopt
from spopt.locate import PCenter, PMedian
words = iter(open(sys.argv[1]).read().split())
n, m, p = (int(next(words)) for _ in range(3))
far = numpy.full((n, n), numpy.inf)
numpy.fill_diagonal(far, 0)
for _ in range(m):
    i, j, c = (int(next(words)) for _ in range(3))
    far[i - 1, j - 1] = far[j - 1, i - 1] = c
for k in range(n):
    far = numpy.minimum(far, far[:, k:k + 1] + far[k])
told = {}
for name in sys.argv[2].split():
    since = time.perf_counter()
    solver = pulp.HiGHS(msg=False, timeLimit=60, threads=1)
    if name == "PMedian":
        model = PMedian.from_cost_matrix(far, numpy.ones(n), p_facilities=p)
    else:
        model = PCenter.from_cost_matrix(far, p_facilities=p)
    try:
        model = model.solve(solver, results=False)
        told[name] = {"value": model.problem.objective.value(), "seconds": time.perf_counter() - since}
    except Exception as error:
        told[name] = {"value": None, "seconds": time.perf_counter() - since, "error": str(error)}
print(json.dumps(told))
"""


def peer(python: str | None, instance: pathlib.Path, problems: str) -> dict:
    if not python:
        return {}
    run = subprocess.run([python, "-c", PEER, instance, problems], text=True, capture_output=True)
    if run.returncode != 0:
        print(f"spopt does not run in {python}: {run.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return {}
    return json.loads(run.stdout.strip().splitlines()[-1])


def seconds(told: dict, name: str) -> str:
    if name not in told:
        return "–"
    value, took = told[name]["value"], told[name]["seconds"]
    return f"{took:.2f} s ({'no answer' if value is None else f'{value:.0f}'})"


def main(bench: str) -> None:
    root = pathlib.Path(__file__).resolve().parent.parent
    data = pathlib.Path(os.environ.get("MAILLAGE_TEST_DATA") or root / "../shared/data")
    folder = data / "reference/pmed"
    python = os.environ.get("MAILLAGE_SITING_PYTHON") or os.environ.get("MAILLAGE_PEERS_PYTHON")
    wanted = os.environ.get("MAILLAGE_SITING_INSTANCES", " ".join(str(n) for n in range(1, 21))).split()
    problems = os.environ.get("MAILLAGE_SITING_PEER_PROBLEMS", "PMedian PCenter")
    print("\n## Where to open\n")
    if not folder.is_dir():
        print("No instances: set MAILLAGE_TEST_DATA.")
        return
    if not python:
        print("spopt is not here: set MAILLAGE_SITING_PYTHON.\n")
    print("Seconds to the end with value and gap; `found` is when the last answer was found.\n")
    print("| instance | p-median | found | gap | spopt + HiGHS | p-center | gap | spopt + HiGHS |")
    print("|---|---|---|---|---|---|---|---|")
    for number in wanted:
        out = subprocess.run([bench, "pmed", folder, "5", number], check=True, text=True, stdout=subprocess.PIPE).stdout
        ours = {line["problem"]: line for line in map(json.loads, out.splitlines())}
        other = peer(python, folder / f"pmed{number}.txt", problems)
        median, center = ours["PMedian"], ours["PCenter"]
        print(f"| pmed{number} | {median['seconds']:.2f} s ({median['value']}) | {median['found']:.2f} s "
              f"| {median['gap']:.3%} | {seconds(other, 'PMedian')} | {center['seconds']:.2f} s ({center['value']}) "
              f"| {center['gap']:.3%} | {seconds(other, 'PCenter')} |", flush=True)
    for sites in ("280", "35000"):
        rank = json.loads(subprocess.run([bench, "rank", sites], check=True, text=True, stdout=subprocess.PIPE).stdout)
        print(f"\nRanking {rank['sites']} candidates over {rank['pairs']} pairs: {rank['seconds']:.3f} s.")


if __name__ == "__main__":
    main(sys.argv[1])
