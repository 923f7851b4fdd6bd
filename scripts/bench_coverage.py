"""Floating catchments beside PySAL `access`, on the same inputs in one run.

Called by scripts/bench.py with the example `bench_coverage`; MAILLAGE_PEERS_PYTHON names a Python with
`access` and `numpy`, in which this file runs itself as the peer. Values must agree to 1e-9.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

HOMES, SERVICES, PAIRS = 35_357, 2_884, 1_350_000


def rows(example: str) -> list[str]:
    """Lines of Markdown: our times beside the peer's, and the jobs that have no peer."""
    python = os.environ.get("MAILLAGE_PEERS_PYTHON")
    lines = []
    if python:
        with tempfile.TemporaryDirectory() as folder:
            run([python, __file__, "inputs", folder])
            ours = json.loads(run([example, "compare", folder]))
            theirs = json.loads(run([python, __file__, "peer", folder]))
            lines += ["| method | Maillage | PySAL access | ratio | largest difference |", "|---|---|---|---|---|"]
            for name, peer in theirs.items():
                mine = ours[f"{name}_ms"]
                lines.append(
                    f"| {name} | {mine:.1f} ms | {peer['ms']:.0f} ms | {peer['ms'] / mine:.0f}× | {peer['difference']:.1e} |"
                )
                if peer["difference"] > 1e-9:
                    sys.exit(f"{name}: values differ from access by {peer['difference']}")
            lines += ["", f"{ours['pairs']:,} pairs, {HOMES:,} homes, {SERVICES:,} services."]
    else:
        lines.append("PySAL `access` is absent (MAILLAGE_PEERS_PYTHON).")
    for scope in ("france", "cells"):
        result = json.loads(run([example, scope]))
        lines += ["", f"| {scope} | |", "|---|---|"]
        for name, value in result.items():
            shown = f"{value:.2f} ms" if name.endswith("_ms") else f"{value:,.0f}"
            lines.append(f"| {name.removesuffix('_ms')} | {shown} |")
    return lines


def run(command: list[str]) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def inputs(folder: pathlib.Path) -> None:
    import numpy as np

    draw = np.random.default_rng(7)
    # Every home and every service has a pair: `access` only speaks of those that have.
    home = draw.integers(0, HOMES, PAIRS + 60_000)
    service = draw.integers(0, SERVICES, PAIRS + 60_000)
    home[:HOMES] = np.arange(HOMES)
    service[HOMES : HOMES + SERVICES] = np.arange(SERVICES)
    key = np.unique(home.astype(np.int64) * SERVICES + service)
    seconds = draw.integers(30, 1801, len(key))
    pairs = np.stack([key // SERVICES, key % SERVICES, seconds], axis=1).astype("<u4")
    pairs.tofile(folder / "pairs.u32")
    draw.integers(1, 60, HOMES).astype("<f8").tofile(folder / "children.f64")
    draw.integers(1, 40, SERVICES).astype("<f8").tofile(folder / "places.f64")


def peer(folder: pathlib.Path) -> None:
    import time
    import warnings

    import numpy as np
    import pandas as pd
    from access import fca, weights

    warnings.simplefilter("ignore")
    pairs = np.fromfile(folder / "pairs.u32", "<u4").reshape(-1, 3)
    children = pd.DataFrame({"demand": np.fromfile(folder / "children.f64", "<f8")})
    places = pd.DataFrame({"supply": np.fromfile(folder / "places.f64", "<f8")})
    costs = pd.DataFrame({"origin": pairs[:, 0], "dest": pairs[:, 1], "cost": pairs[:, 2].astype(float) / 60})
    steps = weights.step_fn({10: 1, 20: 0.68, 30: 0.22})
    jobs = {
        "two_step": (fca.two_stage_fca, None),
        "enhanced": (fca.two_stage_fca, steps),
        "gaussian": (fca.two_stage_fca, weights.gaussian(sigma=10)),
        "gravity": (fca.two_stage_fca, weights.gravity(scale=1, alpha=-1, min_dist=1 / 60)),
        "three_step": (fca.three_stage_fca, steps),
    }
    found = {}
    for name, (method, weight) in jobs.items():
        best = float("inf")
        for _ in range(3 if weight is None else 1):
            started = time.perf_counter()
            values = method(
                children, places, costs.copy(), max_cost=30, demand_index=True, demand_name="demand", supply_name="supply", weight_fn=weight
            ) if name == "three_step" else method(
                children.reset_index(names="geoid"), places, costs, max_cost=30, demand_index="geoid", demand_name="demand", supply_name="supply", weight_fn=weight
            )
            best = min(best, time.perf_counter() - started)
        ours = np.fromfile(folder / f"{name}.f64", "<f8")
        theirs = values.reindex(range(HOMES)).to_numpy()
        found[name] = {"ms": best * 1000, "difference": float(np.nanmax(np.abs(ours - theirs) / np.maximum(1.0, np.abs(theirs))))}
        if np.isnan(theirs).any():
            sys.exit(f"{name}: access gave no value for {int(np.isnan(theirs).sum())} homes")
    print(json.dumps(found))


if __name__ == "__main__":
    {"inputs": inputs, "peer": peer}[sys.argv[1]](pathlib.Path(sys.argv[2]))
