"""Road searches beside their peers, called by scripts/bench with the path of the example `bench_roads`.

MAILLAGE_ROAD_NETWORKS names a folder of networks, each NAME.osm.pbf beside NAME.npz (lon, lat, src, dst,
len_m, kmh); without it the chapter says so. The peers (scipy, pandana, OSRM, Valhalla) run in whichever
Python MAILLAGE_ROAD_PYTHON, else MAILLAGE_PEERS_PYTHON, names; what is absent is named. CPU seconds, as
other work may run beside. Prints Markdown.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

BENCH = sys.argv[1]
PEERS = ("scipy", "pandana", "osrm", "valhalla")
PYTHON = os.environ.get("MAILLAGE_ROAD_PYTHON") or os.environ.get("MAILLAGE_PEERS_PYTHON")


def peer(name: str, network: pathlib.Path, answers: str) -> dict:
    if not PYTHON or not network.with_name(network.name + ".npz").is_file():
        return {}
    code = pathlib.Path(__file__).with_name("bench_road_peers.py")
    run = subprocess.run([PYTHON, code, name, network, answers], text=True, capture_output=True)
    if run.returncode != 0:
        print(f"{name} does not run in {PYTHON}: {run.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return {}
    return json.loads(run.stdout.strip().splitlines()[-1])


def chapter(pbf: pathlib.Path) -> None:
    network = pbf.with_name(pbf.name.removesuffix(".osm.pbf"))
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run([BENCH, pbf, folder], check=True, text=True, stdout=subprocess.PIPE).stdout
        ours, others = json.loads(out), {name: peer(name, network, folder) for name in PEERS}
    census = ours["census"]
    peaks = "".join(f", {name} {p['prepare_peak_mb']} MB" for name, p in others.items() if "prepare_peak_mb" in p)
    print(f"\n{pbf.name}: {ours['nodes']} nodes, {census['arcs']} arcs, {census['shortcuts']} shortcuts, file "
          f"{ours['file_bytes'] / 1e6:.0f} MB, peak memory of preparing {ours['peak_memory_mb']} MB{peaks}.\n")
    print(f"| job | CPU | wall | {', CPU | '.join(PEERS)}, CPU |\n|---|---|---|{'---|' * len(PEERS)}")
    for job, times in ours.items():
        if isinstance(times, dict) and "cpu_s" in times:
            theirs = [f"{p[job]:.3f} s" if job in p else "–" for p in others.values()]
            print(f"| {job.replace('_', ' ')} | {times['cpu_s']:.3f} s | {times['wall_s']:.4f} s | {' | '.join(theirs)} |")
    said(others["osrm"].get("agreement"))


def said(a: dict | None) -> None:
    if not a:
        print("\nOSRM is absent: times are not compared.")
        return
    print(f"\nTimes beside OSRM's, one speed table, {a['pairs']} pairs: median difference {100 * a['median']:.3f} %, "
          f"99 % of pairs below {100 * a['p99']:.3f} %, largest {a['largest_s']:.1f} s; {a['one_only']} pairs that only one "
          f"engine joins; {a['above_5_percent']} apart by more than 5 % and 1 s.")
    if a["above_5_percent"]:
        print(f"Of these, scipy on the same graph agrees with us on {a['third_engine_agrees_with_us']}, with OSRM on "
              f"{a['third_engine_agrees_with_osrm']}. The first:\n")
        for e in a["examples"]:
            print(f"- {e['home']} → {e['service']}: ours {e['ours']:.0f} s, OSRM {e['osrm']:.1f} s, scipy {e['third']:.1f} s")


def main() -> None:
    print("\n## Roads\n")
    folder = os.environ.get("MAILLAGE_ROAD_NETWORKS")
    if not folder:
        print("Not measured: MAILLAGE_ROAD_NETWORKS names no folder of networks.")
        return
    print("scipy's 1,000 services are extrapolated from 100 (10 on networks of a million nodes); a dash: absent, or another job.")
    for pbf in sorted(pathlib.Path(folder).glob("*.osm.pbf")):
        chapter(pbf)


main()
