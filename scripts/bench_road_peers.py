"""One peer on the road jobs of scripts/bench travel, in a process of its own.

    bench_road_peers.py scipy|pandana|osrm|valhalla NETWORK OUR_ANSWERS

NETWORK is the path without extension of NAME.osm.pbf and NAME.npz (lon, lat, src, dst, len_m, kmh).
OUR_ANSWERS holds what `bench_roads` wrote: homes.csv and services.csv (lon,lat) and matrix.csv (one row
a service, whole seconds, empty where there is no way). Prints one JSON object: CPU seconds by job.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy

PEER, NETWORK, OURS = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
SERVICES = 1000
HERE = pathlib.Path(__file__).resolve().parent


def cpu_of(work):
    """CPU seconds of this process, and the result."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def cpu_of_command(*command: str, folder: str, env: dict | None = None) -> tuple[float, float]:
    """CPU seconds and peak MiB of a process that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, cwd=folder, env={**os.environ, **(env or {})}, text=True, capture_output=True)
    if run.returncode != 0:
        sys.exit(f"{command[0]} failed: {(run.stderr or run.stdout).strip()[-300:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def graph() -> tuple:
    z = numpy.load(f"{NETWORK}.npz")
    return z, z["src"].astype("i8"), z["dst"].astype("i8"), z["len_m"].astype(float) / (z["kmh"] / 3.6)


def backwards():
    """The graph with its arcs turned round, the shortest of parallel ones."""
    from scipy.sparse import coo_matrix

    z, src, dst, seconds = graph()
    order = numpy.lexsort((seconds, dst, src))
    src, dst, seconds = src[order], dst[order], seconds[order]
    first = numpy.r_[True, (src[1:] != src[:-1]) | (dst[1:] != dst[:-1])]
    n = len(z["lon"])
    return z, coo_matrix((seconds[first], (dst[first], src[first])), shape=(n, n)).tocsr()


def scipy() -> dict:
    from scipy.sparse.csgraph import dijkstra

    z, back = backwards()
    n = len(z["lon"])
    services = numpy.random.default_rng(42).choice(n, SERVICES, replace=False)
    few = 100 if n < 5e5 else 10
    to_all = lambda **limit: cpu_of(lambda: dijkstra(back, indices=services[:few], **limit))[0] * SERVICES / few
    return {"services_1000_to_every_node_30_min": to_all(limit=1800), "services_1000_to_every_node_4_h": to_all()}


def pandana() -> dict:
    import pandana
    import pandas

    z, src, dst, seconds = graph()
    n = len(z["lon"])
    services = numpy.random.default_rng(42).choice(n, SERVICES, replace=False)
    ends = [pandas.Series(src), pandas.Series(dst), pandas.DataFrame({"t": seconds})]
    x, y = pandas.Series(z["lon"]), pandas.Series(z["lat"])
    prepare, net = cpu_of(lambda: pandana.Network(x, y, *ends, twoway=False))
    net.set_pois("p", 7200, 5, z["lon"][services], z["lat"][services])
    times = {"prepare": prepare, "nearest_3_of_1000_every_node": cpu_of(lambda: net.nearest_pois(7200, "p", num_pois=3))[0]}
    if n < 300_000:
        net.set(pandas.Series(numpy.arange(n)), variable=pandas.Series(numpy.ones(n)), name="v")
        sums = cpu_of(lambda: net.aggregate(900, type="sum", decay="flat", name="v"))
        times["children_within_15_min_of_every_node"] = sums[0]
    return times


def ours() -> tuple[list, list, numpy.ndarray]:
    places = lambda name: [tuple(map(float, line.split(","))) for line in (OURS / name).read_text().split()]
    matrix = numpy.genfromtxt(OURS / "matrix.csv", delimiter=",")
    return places("homes.csv"), places("services.csv"), matrix


def osrm() -> dict:
    import osrm

    tools = pathlib.Path(osrm.__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(pathlib.Path(f"{NETWORK}.osm.pbf").resolve(), f"{folder}/g.osm.pbf")
        env = {"LUA_PATH": f"{tools}/share/profiles/lib/?.lua;;"}
        profile = str(HERE / "bench_plain.lua")
        extract = cpu_of_command(str(tools / "bin/osrm-extract"), "-t", "2", "-p", profile, "g.osm.pbf", folder=folder, env=env)
        contract = cpu_of_command(str(tools / "bin/osrm-contract"), "-t", "2", "g.osrm", folder=folder, env=env)
        engine = osrm.OSRM(algorithm="CH", storage_config=f"{folder}/g.osrm", max_locations_distance_table=100_000, use_shared_memory=False)
        homes, services, matrix = ours()
        count = len(homes)
        parameters = osrm.TableParameters(
            coordinates=homes + services,
            sources=list(range(count)),
            destinations=list(range(count, count + len(services))),
            annotations=["duration"],
            generate_hints=False,
        )
        seconds, answer = cpu_of(lambda: engine.Table(parameters))
        theirs = numpy.array([[numpy.nan if t is None else t for t in row] for row in answer["durations"]], dtype=float).T
    return {
        "prepare": extract[0] + contract[0],
        "prepare_peak_mb": round(max(extract[1], contract[1])),
        "matrix_1000_by_1000": seconds,
        "agreement": agreement(homes, services, matrix, theirs),
    }


def agreement(homes: list, services: list, matrix: numpy.ndarray, theirs: numpy.ndarray) -> dict:
    """Our whole seconds beside OSRM's; every pair apart by more than 5 % and 1 s goes to a third engine."""
    both = ~numpy.isnan(matrix) & ~numpy.isnan(theirs)
    apart = numpy.abs(matrix - theirs) / numpy.maximum(theirs, 1)
    far = numpy.argwhere(both & (apart > 0.05) & (numpy.abs(matrix - theirs) > 1))
    found = {
        "pairs": int(both.sum()),
        "one_only": int((numpy.isnan(matrix) != numpy.isnan(theirs)).sum()),
        "median": float(numpy.median(apart[both])),
        "p99": float(numpy.quantile(apart[both], 0.99)),
        "largest_s": float(numpy.abs(matrix - theirs)[both].max()),
        "above_5_percent": len(far),
    }
    if len(far):
        from scipy.sparse.csgraph import dijkstra
        from scipy.spatial import cKDTree

        z, back = backwards()
        node = cKDTree(numpy.column_stack([z["lon"], z["lat"]]))
        to = {int(s): node.query(services[s])[1] for s in {int(s) for s, _ in far}}
        third = {s: dijkstra(back, indices=[n])[0] for s, n in to.items()}
        exact = [third[int(s)][node.query(homes[h])[1]] for s, h in far]
        found["third_engine_agrees_with_us"] = sum(abs(matrix[s, h] - t) <= 1 for (s, h), t in zip(far, exact))
        found["third_engine_agrees_with_osrm"] = sum(abs(theirs[s, h] - t) <= 1 for (s, h), t in zip(far, exact))
        found["examples"] = [
            {"home": homes[h], "service": services[s], "ours": matrix[s, h], "osrm": theirs[s, h], "third": t}
            for (s, h), t in list(zip(far, exact))[:5]
        ]
    return found


def valhalla() -> dict:
    import valhalla

    with tempfile.TemporaryDirectory() as folder:
        tiles = pathlib.Path(folder) / "tiles"
        tiles.mkdir()
        archive = pathlib.Path(folder) / "tiles.tar"
        archive.touch()
        config = valhalla.get_config(tile_extract=str(archive), tile_dir=str(tiles), verbose=False)
        config["mjolnir"]["tile_extract"] = ""
        config["mjolnir"]["concurrency"] = 2
        config["service_limits"]["isochrone"]["max_time_contour"] = 240
        path = pathlib.Path(folder) / "valhalla.json"
        path.write_text(json.dumps(config))
        tool = pathlib.Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
        pbf = str(pathlib.Path(f"{NETWORK}.osm.pbf").resolve())
        prepare, peak = cpu_of_command(str(tool), "-c", str(path), pbf, folder=folder)
        actor = valhalla.Actor(str(path))
        _, services, _ = ours()
        lon, lat = services[len(services) // 2]
        ask = {"locations": [{"lat": lat, "lon": lon}], "costing": "auto", "contours": [{"time": 30}], "polygons": True}
        drawn = [cpu_of(lambda: actor.isochrone(ask)) for _ in range(5)]
        points = sum(len(ring) for f in drawn[0][1]["features"] for ring in f["geometry"]["coordinates"])
        return {"prepare": prepare, "prepare_peak_mb": round(peak), "isochrone_30_min": min(d[0] for d in drawn), "isochrone_points": points}


print("\n" + json.dumps({"scipy": scipy, "pandana": pandana, "osrm": osrm, "valhalla": valhalla}[PEER]()))
