"""Reading and indexes beside their peers, called by scripts/bench with the path of the example `peers`.

The peers run in whichever Python MAILLAGE_PEERS_PYTHON names (scipy and geopandas installed), and
ogr2ogr from the path; what is absent is named. Prints Markdown.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("MAILLAGE_TEST_DATA", ROOT.parent / "shared" / "data"))
PEERS = sys.argv[1]
REPEAT = 5

POINTS = """
import sys, numpy, geopandas, pandas
files, services, queries = sys.argv[3:], sys.argv[1], sys.argv[2]
communes = pandas.concat([geopandas.read_file(f) for f in files])
centres = communes.geometry.representative_point()
rng = numpy.random.default_rng(7)
near = rng.integers(0, len(centres), 200_000)
lon, lat = centres.x.to_numpy(), centres.y.to_numpy()
numpy.column_stack([lon[near] + rng.normal(0, 0.05, near.size), lat[near] + rng.normal(0, 0.05, near.size)]).astype("<f8").tofile(services)
numpy.column_stack([lon, lat])[:35_357].astype("<f8").tofile(queries)
"""

INDEX = """
import sys, time, json, numpy, geopandas, pandas
from scipy.spatial import cKDTree
services = numpy.fromfile(sys.argv[1], "<f8").reshape(-1, 2)
queries = numpy.fromfile(sys.argv[2], "<f8").reshape(-1, 2)
def unit(p):
    lon, lat = numpy.radians(p).T
    return numpy.column_stack([numpy.cos(lat) * numpy.cos(lon), numpy.cos(lat) * numpy.sin(lon), numpy.sin(lat)])
tree = cKDTree(unit(services))
began = time.perf_counter()
chord, position = tree.query(unit(queries), k=3)
nearest = time.perf_counter() - began
metres = 2 * 6371008.8 * numpy.arcsin(chord / 2)
communes = pandas.concat([geopandas.read_file(f) for f in sys.argv[3:]], ignore_index=True)
points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(services[:, 0], services[:, 1]), crs=communes.crs)
began = time.perf_counter()
found = communes.sindex.query(points.geometry, predicate="intersects")
inside = time.perf_counter() - began
print(json.dumps({"nearest_s": nearest, "mean_m": float(metres.mean()), "positions": int(position.sum()), "inside_s": inside, "inside": int(numpy.unique(found[0]).size)}))
"""


def least(command: list[str]) -> tuple[float, str]:
    """Least wall time of whole processes, and the last output."""
    times = []
    for _ in range(REPEAT):
        began = time.perf_counter()
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        times.append(time.perf_counter() - began)
    return min(times), text


def reading(folder: pathlib.Path) -> None:
    print("\n## Reading beside ogr2ogr\n")
    print(f"Whole processes, least of {REPEAT}; ogr2ogr reprojects to WGS84 into memory, Maillage also checks and repairs.\n")
    print("| file | communes | maillage | ogr2ogr |\n|---|---|---|---|")
    whole = folder / "france.geojson"
    features = [f for p in sorted((DATA / "boundaries/france-2017").glob("communes-*.geojson")) for f in json.loads(p.read_text())["features"]]
    whole.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))
    shapes = DATA / "shapefiles"
    for title, path in [
        ("GeoJSON, all of France in one file", whole),
        ("GeoJSON, Bouches-du-Rhône in detail", DATA / "boundaries/admin-express-2018/communes-13-bouches-du-rhone.geojson"),
        ("shapefile, Finistère, Lambert-93", shapes / "geofla-2015-dep29-lambert93/COMMUNE.shp"),
        ("shapefile, Nord, Lambert-93, latin-1", shapes / "insee-dep59-lambert93-latin1/com_dep59.shp"),
        ("shapefile, Vendée, Lambert-93", shapes / "admin-express-2024-dep85-lambert93/COMMUNE_D085_2024.shp"),
    ]:
        ours, text = least([PEERS, "read", str(path)])
        other = "absent"
        if shutil.which("ogr2ogr"):
            seconds, _ = least(["ogr2ogr", "-f", "Memory", "-t_srs", "EPSG:4326", "-skipfailures", "out", str(path)])
            other = f"{seconds:.3f} s"
        print(f"| {title} | {json.loads(text)['communes']} | {ours:.3f} s | {other} |", flush=True)


def indexes(folder: pathlib.Path) -> None:
    python = os.environ.get("MAILLAGE_PEERS_PYTHON")
    print("\n## Indexes beside cKDTree and geopandas\n")
    if not python:
        print("scipy and geopandas are absent: set MAILLAGE_PEERS_PYTHON to a Python that has them.")
        return
    services, queries = folder / "services.bin", folder / "queries.bin"
    files = [str(p) for p in sorted((DATA / "boundaries/france-2017").glob("communes-*.geojson"))]
    subprocess.run([python, "-c", POINTS, str(services), str(queries), *files], check=True)
    ours = [json.loads(least([PEERS, "index", str(services), str(queries), *files])[1]) for _ in range(1)]
    runs = [json.loads(subprocess.run([PEERS, "index", str(services), str(queries), *files], check=True, capture_output=True, text=True).stdout) for _ in range(3)]
    peer = [json.loads(subprocess.run([python, "-c", INDEX, str(services), str(queries), *files], check=True, capture_output=True, text=True).stdout) for _ in range(3)]
    ours = runs + ours
    if ours[0]["positions"] != peer[0]["positions"] or abs(ours[0]["mean_m"] / peer[0]["mean_m"] - 1) > 1e-7 or ours[0]["inside"] != peer[0]["inside"]:
        sys.exit(f"the answers differ: {ours[0]} {peer[0]}")
    print("Least of several processes, one thread, the same answers found by both.\n")
    print("| job | maillage | peer |\n|---|---|---|")
    low = lambda rows, key: min(r[key] for r in rows)
    print(f"| three nearest of 200,000 services for 35,357 points | {low(ours, 'nearest_s'):.3f} s | cKDTree {low(peer, 'nearest_s'):.3f} s |")
    print(f"| commune of 200,000 points among 35,927 | {low(ours, 'inside_s'):.3f} s (index {low(ours, 'prepared_s'):.3f} s) | geopandas {low(peer, 'inside_s'):.3f} s |")


if not DATA.is_dir():
    sys.exit("\nNo real files: reading and indexes are not measured.")
with tempfile.TemporaryDirectory() as name:
    reading(pathlib.Path(name))
    indexes(pathlib.Path(name))
