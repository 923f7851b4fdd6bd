//! `maillage build` from outside: what it writes, and what a bad input or a bad moment does to it.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use maillage_tests::{
    binary,
    demo::{build, copy_folder, copy_of_sources, demo, inspect, leave_out, text},
    maillage, refuse, succeed,
};

fn refused_build(sources: &Path) -> String {
    let out = tempfile::tempdir().unwrap();
    let said =
        refuse(&["build", "--config", text(&sources.join("observatory.toml")), "--out", text(&out.path().join("obs"))]);
    assert!(!out.path().join("obs/CURRENT").exists(), "a refused build puts nothing in force");
    said
}

fn damage(sources: &Path, file: &str, change: impl FnOnce(String) -> String) {
    let path = sources.join(file);
    let before = fs::read_to_string(&path).unwrap();
    let after = change(before.clone());
    assert_ne!(before, after, "the damage was done");
    fs::write(path, after).unwrap();
}

#[test]
fn the_demo_is_a_whole_territory() {
    let report = inspect(&demo().snapshot());
    assert_eq!(report["counts"]["commune"], 15);
    assert!(report["counts"]["demand_points"].as_u64().unwrap() > 100, "cells, not town centres: {}", report["counts"]);
    let kinds = report["services_by_kind"].as_object().unwrap();
    for kind in territory_kinds() {
        assert!(kinds.contains_key(&kind), "the demo has no {kind}");
    }
    assert!(!kinds.contains_key("assistant_maternel"), "no home is a place on the map");
    let figures = report["figures"].as_array().unwrap();
    let rate = figures
        .iter()
        .find(|f| f["indicator"] == "coverage_rate" && f["facet"] == "total" && f["level"] == "commune")
        .unwrap();
    assert!(rate["known"].as_u64().unwrap() >= 8, "{rate}");
    assert!(rate["suppressed"].as_u64().unwrap() >= 1, "the demo shows what a secret looks like: {rate}");
}

/// Public kinds of the catalogue, read as any user of the file would.
fn territory_kinds() -> Vec<String> {
    let text = fs::read_to_string(maillage_tests::repository().join("data/kinds.toml")).unwrap();
    let ids = text.lines().filter_map(|l| l.strip_prefix("id = \"")?.strip_suffix('"'));
    ids.filter(|id| *id != "assistant_maternel").map(str::to_owned).collect()
}

#[test]
fn the_same_seed_writes_the_same_bytes_and_the_same_snapshot() {
    let again = tempfile::tempdir().unwrap();
    let sources = again.path().join("sources");
    succeed(&["synth", "--communes", "15", "--seed", "7", "--out", text(&sources)]);
    assert_eq!(tree(&demo().sources()), tree(&sources));
    build(&sources, &again.path().join("obs"));
    assert_eq!(inspect(&again.path().join("obs"))["id"], inspect(&demo().snapshot())["id"]);
}

fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().display().to_string();
                files.push((name, fs::read(entry.path()).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn synth_overwrites_nothing() {
    let said = refuse(&["synth", "--communes", "2", "--out", text(&demo().sources())]);
    assert!(said.contains("is not empty"), "{said}");
    let out = tempfile::tempdir().unwrap();
    let said = refuse(&["synth", "--communes", "0", "--out", text(&out.path().join("x"))]);
    assert!(said.contains("36"), "the message says what would work: {said}");
}

#[test]
fn every_missing_part_of_a_shapefile_is_named() {
    for (part, word) in [("shx", ".shx"), ("dbf", ".dbf"), ("prj", ".prj")] {
        let sources = copy_of_sources();
        fs::remove_file(sources.path().join(format!("boundaries/communes.{part}"))).unwrap();
        let said = refused_build(sources.path());
        assert!(said.contains("communes.shp") && said.contains(word), "{part}: {said}");
    }
}

#[test]
fn a_truncated_shapefile_is_refused() {
    let sources = copy_of_sources();
    let path = sources.path().join("boundaries/communes.shp");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() * 2 / 3]).unwrap();
    let said = refused_build(sources.path());
    assert!(said.contains("communes.shp"), "{said}");
}

#[test]
fn a_dbf_shorter_than_its_shp_is_refused() {
    let sources = copy_of_sources();
    let path = sources.path().join("boundaries/communes.dbf");
    let mut bytes = fs::read(&path).unwrap();
    let header = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let record = usize::from(u16::from_le_bytes([bytes[10], bytes[11]]));
    let count = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
    bytes.truncate(header + record * (count as usize - 3));
    bytes[4..8].copy_from_slice(&(count - 3).to_le_bytes());
    fs::write(&path, bytes).unwrap();
    let said = refused_build(sources.path());
    assert!(said.contains("15") && said.contains("12"), "both counts are said: {said}");
}

#[test]
fn a_missing_column_is_named_beside_those_that_were_found() {
    let sources = copy_of_sources();
    damage(sources.path(), "services/services.csv", |t| t.replacen("code_insee", "code_commune", 1));
    let said = refused_build(sources.path());
    assert!(said.contains("services.csv") && said.contains("code_insee") && said.contains("code_commune"), "{said}");
}

#[test]
fn an_empty_file_is_refused_by_name() {
    let sources = copy_of_sources();
    fs::write(sources.path().join("services/services.csv"), "").unwrap();
    let said = refused_build(sources.path());
    assert!(said.contains("services.csv") && said.contains("empty"), "{said}");
}

#[test]
fn codes_that_lost_a_zero_are_repaired_and_reported() {
    let sources = copy_of_sources();
    // What a spreadsheet does to the codes of the first nine départements.
    damage(sources.path(), "population/naissances.csv", |t| t.replace("\n\"0", "\n\""));
    let out = tempfile::tempdir().unwrap();
    build(sources.path(), out.path());
    let report = inspect(out.path());
    let source = report["sources"].as_array().unwrap().iter().find(|s| s["format"] == "births-series").unwrap();
    assert!(source["repaired"].as_u64().unwrap() >= 45, "{source}");
    let births = |r: &serde_json::Value| r["epcis"].clone();
    assert_eq!(births(&report), births(&inspect(&demo().snapshot())), "nothing is lost");
}

#[test]
fn an_unknown_key_and_a_missing_file_are_named() {
    let sources = copy_of_sources();
    damage(sources.path(), "observatory.toml", |t| format!("colour = \"red\"\n{t}"));
    let said = refused_build(sources.path());
    assert!(said.contains("colour") && said.contains("line 1"), "{said}");
    let sources = copy_of_sources();
    fs::remove_file(sources.path().join("services/services.csv")).unwrap();
    let said = refused_build(sources.path());
    assert!(said.contains("services.csv") && said.contains("does not exist"), "{said}");
    let said = refuse(&["build", "--config", "nowhere.toml", "--out", text(sources.path())]);
    assert!(said.contains("nowhere.toml"), "{said}");
}

#[test]
fn wrong_usage_ends_with_two_and_help_with_zero() {
    assert_eq!(maillage(&["bild"]).status.code(), Some(2));
    assert_eq!(maillage(&["build"]).status.code(), Some(2));
    for command in
        [&["--help"][..], &["build", "--help"], &["serve", "--help"], &["synth", "--help"], &["inspect", "--help"]]
    {
        let help = succeed(command);
        assert!(help.contains("Example"), "{command:?} shows an example");
    }
    assert!(succeed(&["completions", "bash"]).contains("complete"));
}

#[test]
fn a_build_that_is_not_watched_says_little() {
    let out = tempfile::tempdir().unwrap();
    let config = demo().sources().join("observatory.toml");
    let output = maillage(&["build", "--config", text(&config), "--out", text(out.path()), "--quiet"]);
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty());
    let output = maillage(&["build", "--config", text(&config), "--out", text(out.path())]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains('\r') && !said.contains('\u{1b}'), "no bars where there is no terminal: {said:?}");
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_snapshot_usable() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("obs");
    copy_folder(&demo().snapshot(), &root);
    let old = inspect(&root)["id"].clone();
    let other = folder.path().join("other");
    succeed(&["synth", "--communes", "20", "--seed", "8", "--out", text(&other)]);
    // Searching timetables takes long and writes nothing: blows are for what writes.
    leave_out(&other, "gtfs");
    let config = other.join("observatory.toml");
    let start = || {
        Command::new(binary())
            .args(["build", "--config", text(&config), "--out", text(&root), "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    // How long a whole build takes here, so that the blows fall all along it.
    let since = Instant::now();
    succeed(&["build", "--config", text(&config), "--out", text(&folder.path().join("probe")), "--quiet"]);
    let mut whole = since.elapsed();
    let mut killed = 0;
    for blow in 0..200u32 {
        if killed == 24 {
            break;
        }
        let mut child = start();
        std::thread::sleep(whole * (blow % 24) / 24);
        let at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        killed += u32::from(at_work);
        // Whatever the moment, one whole snapshot is in force: `inspect` verifies every byte.
        if inspect(&root)["id"] != old {
            // It was faster than the blow: from the start again, with an earlier one.
            fs::remove_dir_all(&root).unwrap();
            copy_folder(&demo().snapshot(), &root);
            whole = whole * 9 / 10;
        }
    }
    assert_eq!(killed, 24, "builds killed at work");
    build(&other, &root);
    assert_eq!(inspect(&root)["counts"]["commune"], 20);
    let debris: Vec<_> = fs::read_dir(&root).unwrap().flatten().map(|e| e.file_name()).collect();
    assert!(!debris.iter().any(|n| n.to_string_lossy().starts_with(".building")), "{debris:?}");
}

#[test]
fn a_full_disk_leaves_the_old_snapshot_usable() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("obs");
    copy_folder(&demo().snapshot(), &root);
    let old = inspect(&root)["id"].clone();
    let other = folder.path().join("other");
    succeed(&["synth", "--communes", "20", "--seed", "8", "--out", text(&other)]);
    // The system refuses to write beyond 100 kB, as it refuses on a full disk.
    let script = "trap '' XFSZ; ulimit -f 100; exec \"$0\" build --config \"$1\" --out \"$2\"";
    let output = Command::new("bash")
        .args(["-c", script, text(&binary()), text(&other.join("observatory.toml")), text(&root)])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("cannot write") && said.contains(".building"), "{said}");
    assert_eq!(inspect(&root)["id"], old);
    assert!(!fs::read_dir(&root).unwrap().flatten().any(|e| e.file_name().to_string_lossy().starts_with(".building")));
}

#[test]
fn a_really_full_file_system_leaves_the_old_snapshot_usable() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other");
    succeed(&["synth", "--communes", "20", "--seed", "8", "--out", text(&other)]);
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    // A file system of its own in a mount namespace of its own, just large enough for the demo.
    let size: u64 = tree(&demo().snapshot()).iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>() + 200_000;
    let script = "mount -t tmpfs -o size=$3 none \"$2\" || exit 77; cp -r \"$4\" \"$2/obs\" || exit 78; \
        \"$0\" build --config \"$1\" --out \"$2/obs\"; status=$?; \"$0\" inspect \"$2/obs\" >/dev/null || exit 79; exit $status";
    let output = Command::new("unshare")
        .args(["-m", "bash", "-c", script, text(&binary()), text(&other.join("observatory.toml")), text(&disk)])
        .args([&size.to_string(), text(&demo().snapshot())])
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: a_really_full_file_system (no unshare)");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(77) || said.contains("unshare failed") {
        eprintln!("skipped: a_really_full_file_system (mounting is not allowed here)");
        return;
    }
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("No space left"), "{said}");
}

#[test]
fn an_unchanged_build_takes_everything_over_and_a_changed_parameter_only_makes_the_figures_again() {
    // Without roads minutes follow from the parameters of the estimate.
    let sources = copy_of_sources();
    leave_out(sources.path(), "osm-roads");
    leave_out(sources.path(), "gtfs");
    let out = tempfile::tempdir().unwrap();
    build(sources.path(), out.path());
    let artifact = |report: &serde_json::Value, name: &str| {
        report["artifacts"].as_array().unwrap().iter().find(|a| a["name"] == name).unwrap()["file"].clone()
    };
    let first = inspect(out.path());
    build(sources.path(), out.path());
    assert_eq!(inspect(out.path())["id"], first["id"]);
    damage(sources.path(), "observatory.toml", |t| t.replace("speed_kmh = 45", "speed_kmh = 30"));
    build(sources.path(), out.path());
    let second = inspect(out.path());
    assert_ne!(second["id"], first["id"]);
    assert_eq!(artifact(&second, "tiles"), artifact(&first, "tiles"));
    assert_ne!(artifact(&second, "figures"), artifact(&first, "figures"));
    let median = |r: &serde_json::Value| {
        let all = r["figures"].as_array().unwrap();
        let of = all
            .iter()
            .find(|f| f["indicator"] == "nearest_minutes" && f["facet"] == "creche" && f["level"] == "commune");
        of.unwrap()["median"].as_f64().unwrap()
    };
    assert!((median(&second) / median(&first) - 1.5).abs() < 0.01, "45 to 30 km/h: half as long again");
}
