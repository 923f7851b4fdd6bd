"""Road searches beside their peers, called by scripts/bench with the path of the example `bench_roads`.

MAILLAGE_ROAD_NETWORKS names a folder of networks, each NAME.osm.pbf beside NAME.npz (lon, lat, src, dst,
len_m, kmh); without it the chapter says so. The peers (scipy, pandana) run in whichever Python
MAILLAGE_PEERS_PYTHON names; what is absent is named. CPU seconds, as other work may run beside. Prints Markdown.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

BENCH = sys.argv[1]

SCIPY = """
import json, sys, time, numpy
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra
z = numpy.load(sys.argv[1])
src, dst, n = z["src"].astype("i8"), z["dst"].astype("i8"), len(z["lon"])
w = z["len_m"].astype(float) / (z["kmh"] / 3.6)
order = numpy.lexsort((w, dst, src)); src, dst, w = src[order], dst[order], w[order]
first = numpy.r_[True, (src[1:] != src[:-1]) | (dst[1:] != dst[:-1])]
back = coo_matrix((w[first], (dst[first], src[first])), shape=(n, n)).tocsr()
services = numpy.random.default_rng(42).choice(n, 1000, replace=False)
few = 100 if n < 5e5 else 10
def cpu(work):
    began = time.process_time(); work(); return time.process_time() - began
print(json.dumps({
    "services_1000_to_every_node_30_min": cpu(lambda: dijkstra(back, indices=services[:few], limit=1800)) * 1000 / few,
    "services_1000_to_every_node_4_h": cpu(lambda: dijkstra(back, indices=services[:few])) * 1000 / few,
}))
"""

PANDANA = """
import json, sys, time, numpy, pandas, pandana
z = numpy.load(sys.argv[1])
n, w = len(z["lon"]), z["len_m"].astype(float) / (z["kmh"] / 3.6)
services = numpy.random.default_rng(42).choice(n, 1000, replace=False)
def cpu(work):
    began = time.process_time(); result = work(); return time.process_time() - began, result
ends = [pandas.Series(z[k].astype("i8")) for k in ("src", "dst")]
nodes = pandas.DataFrame({"x": z["lon"], "y": z["lat"]})
prepare, net = cpu(lambda: pandana.Network(nodes.x, nodes.y, *ends, pandas.DataFrame({"t": w}), twoway=False))
net.set_pois("p", 7200, 5, z["lon"][services], z["lat"][services])
times = {"prepare": prepare, "nearest_3_of_1000_every_node": cpu(lambda: net.nearest_pois(7200, "p", num_pois=3))[0]}
if n < 300_000:
    net.set(pandas.Series(numpy.arange(n)), variable=pandas.Series(numpy.ones(n)), name="v")
    times["children_within_15_min_of_every_node"] = cpu(lambda: net.aggregate(900, type="sum", decay="flat", name="v"))[0]
print("\\n" + json.dumps(times))
"""


def peer(name: str, code: str, npz: pathlib.Path) -> dict:
    python = os.environ.get("MAILLAGE_PEERS_PYTHON")
    if not python or not npz.is_file():
        return {}
    run = subprocess.run([python, "-c", code, npz], text=True, capture_output=True)
    if run.returncode != 0:
        print(f"{name} does not run in {python}: {run.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return {}
    return json.loads(run.stdout.strip().splitlines()[-1])


def chapter(pbf: pathlib.Path) -> None:
    npz = pbf.with_name(pbf.name.removesuffix(".osm.pbf") + ".npz")
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run([BENCH, pbf, f"{folder}/network"], check=True, text=True, stdout=subprocess.PIPE).stdout
    ours, scipy, pandana = json.loads(out), peer("scipy", SCIPY, npz), peer("pandana", PANDANA, npz)
    census = ours["census"]
    print(f"\n{pbf.name}: {ours['nodes']} nodes, {census['arcs']} arcs, {census['shortcuts']} shortcuts, file "
          f"{ours['file_bytes'] / 1e6:.0f} MB, peak memory {ours['peak_memory_mb']} MB.\n")
    print("| job | CPU | wall | scipy, CPU | pandana, CPU |\n|---|---|---|---|---|")
    for job, times in ours.items():
        if isinstance(times, dict) and "cpu_s" in times:
            others = [f"{p[job]:.2f} s" if job in p else "–" for p in (scipy, pandana)]
            print(f"| {job.replace('_', ' ')} | {times['cpu_s']:.2f} s | {times['wall_s']:.3f} s | {' | '.join(others)} |")


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
