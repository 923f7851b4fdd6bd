"""Benchmarks of the built binary: whole processes, wall time, peak memory; tiles beside martin.

Called by scripts/bench with the binary's path. Writes BENCHMARKS.md, with the machine and the date.
"""

import datetime
import http.client
import json
import os
import pathlib
import platform
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import bench_coverage

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("MAILLAGE_TEST_DATA", ROOT.parent / "shared" / "data"))
BINARY = sys.argv[1]
SCOPE = set(sys.argv[2:])
LINES: list[str] = []


def say(line: str = "") -> None:
    print(line, flush=True)
    LINES.append(line)


def wanted(name: str) -> bool:
    return not SCOPE or name in SCOPE


def run(*command: str) -> tuple[float, float, str]:
    """Wall seconds, peak MiB, standard error of a process that must succeed."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        log.seek(0)
        text = log.read().decode(errors="replace")
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{text}")
    return wall, usage.ru_maxrss / 1024, text


def build(title: str, config: pathlib.Path, data: pathlib.Path, out: pathlib.Path) -> None:
    wall, peak, text = run(BINARY, "build", "--config", str(config), "--data", str(data), "--out", str(out))
    stages = next((line for line in text.splitlines() if " · " in line and line.startswith("Digests")), "")
    archive = next(out.glob("snap-*/tiles-*.pmtiles")).stat().st_size / 1e6
    say(f"| {title} | {wall:.2f} s | {peak:.0f} MiB | {archive:.1f} MB | {stages} |")


class Served:
    """A server on a free port, with the time until it is ready and its memory."""

    def __init__(self, root: pathlib.Path):
        started = time.perf_counter()
        self.child = subprocess.Popen(
            [BINARY, "serve", str(root), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.address = self.child.stdout.readline().strip()
        while True:
            try:
                if urllib.request.urlopen(f"{self.address}/readyz", timeout=5).status == 200:
                    break
            except OSError:
                time.sleep(0.005)
        self.ready = time.perf_counter() - started

    def resident(self) -> float:
        status = pathlib.Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def stop(self) -> None:
        self.child.send_signal(signal.SIGTERM)
        self.child.wait()


def tile_list(address: str, zooms: range, count: int, seed: int) -> list[tuple[int, int, int]]:
    """Tiles that exist, drawn inside the bounds with a fixed seed."""
    import math

    info = json.load(urllib.request.urlopen(f"{address}/tiles/observatory.json"))
    west, south, east, north = info["bounds"]
    rng, tiles = random.Random(seed), []
    while len(tiles) < count:
        z = rng.choice(list(zooms))
        n = 2**z
        lon, lat = rng.uniform(west, east), math.radians(rng.uniform(south, north))
        tile = (z, int((lon + 180) / 360 * n), int((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * n))
        path = f"{address}/tiles/observatory/{tile[0]}/{tile[1]}/{tile[2]}"
        if tile in tiles or urllib.request.urlopen(path).status == 200:
            tiles.append(tile)
    return tiles


def wrk(base: str, tiles: list[tuple[int, int, int]], connections: int, folder: pathlib.Path) -> tuple[str, str, str]:
    """Requests per second, p99 and transfer that wrk reports over a list of tiles."""
    script = folder / "tiles.lua"
    paths = ",".join(f'"{base}/{z}/{x}/{y}"' for z, x, y in tiles)
    script.write_text(
        f"local paths = {{{paths}}}\nlocal i = 0\nrequest = function()\n  i = i % #paths + 1\n"
        '  return wrk.format("GET", paths[i], {["Accept-Encoding"] = "gzip"})\nend\n'
    )
    host = re.match(r"http://[^/]+", base)[0]
    text = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", "-d5s", "--latency", "-s", str(script), host], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in text:
        sys.exit(f"{base}: {text}")
    return (
        re.search(r"Requests/sec:\s+([\d.]+)", text)[1],
        re.search(r"99%\s+([\d.]+\w+)", text)[1],
        re.search(r"Transfer/sec:\s+([\d.]+\w+)", text)[1],
    )


def cold(base: str, tiles: list[tuple[int, int, int]], archive: pathlib.Path) -> str:
    """Median and 99th percentile of one pass over tiles that are not in the page cache, one connection."""
    with open(archive, "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    address = urllib.parse.urlsplit(base)
    client = http.client.HTTPConnection(address.hostname, address.port)
    times = []
    for z, x, y in tiles:
        began = time.perf_counter()
        client.request("GET", f"{address.path}/{z}/{x}/{y}", headers={"accept-encoding": "gzip"})
        client.getresponse().read()
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return f"{times[len(times) // 2]:.2f} ms | {times[len(times) * 99 // 100]:.2f} ms"


def tiles_beside_martin(root: pathlib.Path, folder: pathlib.Path) -> None:
    if not shutil.which("wrk"):
        say("\nwrk is absent: tiles are not measured.")
        return
    martin = os.environ.get("MAILLAGE_MARTIN") or shutil.which("martin")
    served = Served(root)
    archive = next(root.glob("snap-*/tiles-*.pmtiles"))
    peers = [("maillage", f"{served.address}/tiles/observatory", archive)]
    other = None
    if martin:
        copy = folder / "observatory.pmtiles"
        shutil.copy(archive, copy)
        other = subprocess.Popen([martin, "--listen-addresses", "127.0.0.1:39517", "--cache-size", "0", str(copy)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                urllib.request.urlopen("http://127.0.0.1:39517/health")
                break
            except OSError:
                time.sleep(0.05)
        peers.append(("martin, same archive, cache off", "http://127.0.0.1:39517/observatory", copy))
    say("\n| cold: zooms, one pass, one connection | server | median | p99 |\n|---|---|---|---|")
    for zooms in (range(5, 8), range(8, 10), range(10, 13)):
        tiles = tile_list(served.address, zooms, 300 if zooms[0] > 5 else 60, seed=11)
        for name, base, file in peers:
            say(f"| {zooms[0]}–{zooms[-1]} | {name} | {cold(base, tiles, file)} |")
    say("\n| zooms | connections | server | requests/s | p99 | transfer/s |\n|---|---|---|---|---|---|")
    for zooms in (range(5, 8), range(8, 10), range(10, 13)):
        tiles = tile_list(served.address, zooms, 300 if zooms[0] > 5 else 60, seed=7)
        for connections in (1, 8, 64):
            for name, base, _ in peers:
                rate, p99, transfer = wrk(base, tiles, connections, folder)
                say(f"| {zooms[0]}–{zooms[-1]} | {connections} | {name} | {rate} | {p99} | {transfer} |")
    if not martin:
        say("\nmartin is absent: set MAILLAGE_MARTIN to its path.")
    served.stop()
    if other:
        other.terminate()
        other.wait()


def page_in_chromium(demo: pathlib.Path, france: pathlib.Path) -> None:
    script = ROOT / "tests" / "browser" / "bench.mjs"
    result = subprocess.run(
        ["node", script, demo, france], check=True, text=True, stdout=subprocess.PIPE, env={**os.environ, "MAILLAGE_BINARY": BINARY}
    ).stdout
    figures = json.loads(result)
    say("\n## The page, in Chromium without a graphics card\n\n| what | measured |\n|---|---|")
    say(f"| all that the first map needs, compressed | {figures['gzip_bytes'] / 1000:.0f} kB |")
    say(f"| demo: from the navigation to the map at rest, median of 3 | {figures['first_map_ms']:.0f} ms |")
    say(f"| France: repaint after a change of measure, median | {figures['repaint_ms']:.0f} ms |")
    say(f"| … each of them | {', '.join(str(ms) for ms in figures['repaints_ms'])} ms |")


def france_config(folder: pathlib.Path) -> pathlib.Path:
    """All communes of the 2017 boundary files with what speaks of them; their codes are of 2016."""
    vendee = (ROOT / "data" / "vendee.toml").read_text()
    head, *sources = vendee.split("[[source]]")
    kept = [s for s in sources if 'id = "communes"' not in s and 'id = "carreaux"' not in s]
    communes = (
        '\nid = "communes"\nformat = "communes-geojson"\npath = "boundaries/france-2017/communes-*.geojson"\n'
        'title = "Communes"\nproducer = "IGN"\nlicence = "etalab-2.0"\nvintage = "2017"\n\n'
    )
    head = re.sub(r"^(departements|default_parent) = .*\n", "", head, flags=re.M).replace("de la Vendée", "de la France")
    path = folder / "france.toml"
    path.write_text("[[source]]".join([head, communes, *kept]))
    return path


def main() -> None:
    cpu = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    say("# Benchmarks\n")
    say(f"Written by `scripts/bench` on {datetime.date.today()}: {cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores,")
    say(f"{int(memory[1]) / 1048576:.0f} GiB, {platform.system()} {platform.release()}. Release build, whole processes, one run.\n")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        say("## From files to a snapshot\n")
        say("| territory | wall | peak memory | tile archive | stages |\n|---|---|---|---|---|")
        roots = {}
        if wanted("demo"):
            run(BINARY, "synth", "--out", str(folder / "demo"))
            build("demo, 15 communes", folder / "demo" / "observatory.toml", folder / "demo", folder / "demo-obs")
            roots["demo"] = folder / "demo-obs"
        if wanted("synth"):
            wall, peak, _ = run(BINARY, "synth", "--communes", "35000", "--out", str(folder / "large"))
            say(f"| synth, 35,000 communes: writing the files | {wall:.2f} s | {peak:.0f} MiB | – | – |")
            build("synth, 35,000 communes with 200 m cells", folder / "large" / "observatory.toml", folder / "large", folder / "large-obs")
            roots["synthetic, 35,000 communes"] = folder / "large-obs"
        if DATA.is_dir():
            if wanted("vendee"):
                build("Vendée, 255 communes", ROOT / "data" / "vendee.toml", DATA, folder / "vendee-obs")
                roots["Vendée"] = folder / "vendee-obs"
            if wanted("france") or wanted("tiles"):
                build("France, 101 GeoJSON files, z0–12", france_config(folder), DATA, folder / "france-obs")
                roots["France"] = folder / "france-obs"
        else:
            say("\nNo real files: the Vendée and France are not measured.")
        say("\n## Serving\n\n| snapshot | ready after | resident |\n|---|---|---|")
        for title, root in roots.items():
            served = Served(root)
            say(f"| {title} | {served.ready:.2f} s | {served.resident():.0f} MiB |")
            served.stop()
        if "France" in roots and wanted("tiles"):
            say("\n## Tiles\n\nFrance, a fixed list of tiles drawn inside its bounds, 5 s a row, client on the same two cores.")
            tiles_beside_martin(roots["France"], folder)
        if "demo" in roots and "France" in roots and wanted("page"):
            page_in_chromium(roots["demo"], roots["France"])
        if wanted("peers") and DATA.is_dir():
            script, example = ROOT / "scripts" / "bench_peers.py", pathlib.Path(BINARY).parent / "examples" / "peers"
            LINES.append(subprocess.run([sys.executable, script, example], check=True, text=True, stdout=subprocess.PIPE).stdout)
            print(LINES[-1], flush=True)
        if wanted("travel"):
            script, example = ROOT / "scripts" / "bench_roads.py", pathlib.Path(BINARY).parent / "examples" / "bench_roads"
            LINES.append(subprocess.run([sys.executable, script, example], check=True, text=True, stdout=subprocess.PIPE).stdout)
            print(LINES[-1], flush=True)
        if wanted("coverage"):
            say("\n## Accessible coverage\n")
            example = pathlib.Path(BINARY).parent / "examples" / "bench_coverage"
            for line in bench_coverage.rows(str(example)):
                say(line)
        if wanted("siting"):
            script, example = ROOT / "scripts" / "bench_siting.py", pathlib.Path(BINARY).parent / "examples" / "bench_siting"
            LINES.append(subprocess.run([sys.executable, script, example], check=True, text=True, stdout=subprocess.PIPE).stdout)
            print(LINES[-1], flush=True)
    if not SCOPE:
        (ROOT / "BENCHMARKS.md").write_text("\n".join(LINES) + "\n")


main()
