//! A snapshot's life: written, opened, reused, refused when damaged, never half replaced.

use std::{fs, path::Path};

use snapshot::{Digest, Estimation, KeyBuilder, ManifestDraft, SnapshotError, Writer, open};

fn draft(name: &str) -> ManifestDraft {
    ManifestDraft {
        built_at: "2026-01-01T00:00:00Z".into(),
        program_version: "0.1.0".into(),
        name: name.into(),
        notice_fr: None,
        notice_en: None,
        geography_year: 2024,
        default_parent: None,
        estimation: Estimation { circuity: 1.3, speed_kmh: 45.0 },
        travel: snapshot::TravelRecord::default(),
        sources: Vec::new(),
    }
}

fn key(of: &str) -> Digest {
    KeyBuilder::new("numbers").with("input", of).finish()
}

fn build(root: &Path, numbers: &[u64]) -> snapshot::Manifest {
    let mut writer = Writer::create(root).unwrap();
    writer.put("numbers", key(&format!("{numbers:?}")), &numbers.to_vec()).unwrap();
    writer.put_file("text", key("text"), "txt", |f| std::io::Write::write_all(f, b"bonjour")).unwrap();
    writer.finish(draft("essai")).unwrap()
}

#[test]
fn what_was_put_is_read_back() {
    let root = tempfile::tempdir().unwrap();
    build(root.path(), &[1, 2, 3]);
    let snapshot = open(root.path()).unwrap();
    assert_eq!(snapshot.read::<Vec<u64>>("numbers").unwrap(), [1, 2, 3]);
    assert_eq!(fs::read(snapshot.path("text").unwrap()).unwrap(), b"bonjour");
    assert_eq!(snapshot.manifest().name, "essai");
    let error = snapshot.read::<u8>("tiles").unwrap_err().to_string();
    assert!(error.contains("numbers, text"), "{error}");
}

#[test]
fn equal_inputs_give_an_equal_snapshot_and_other_inputs_another() {
    let root = tempfile::tempdir().unwrap();
    let (one, two, three) = (build(root.path(), &[1]), build(root.path(), &[1]), build(root.path(), &[2]));
    assert_eq!(one.id, two.id);
    assert_ne!(two.id, three.id);
}

#[test]
fn an_unfinished_build_leaves_the_old_snapshot_in_force_and_nothing_behind() {
    let root = tempfile::tempdir().unwrap();
    let before = build(root.path(), &[1]);
    let mut writer = Writer::create(root.path()).unwrap();
    writer.put("numbers", key("other"), &vec![9u64]).unwrap();
    drop(writer);
    assert_eq!(open(root.path()).unwrap().manifest().id, before.id);
    let names: Vec<_> = fs::read_dir(root.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|n| n.to_string_lossy().starts_with(".building")), "{names:?}");
}

#[test]
fn what_a_killed_build_left_is_swept_by_the_next() {
    let root = tempfile::tempdir().unwrap();
    build(root.path(), &[1]);
    let debris = root.path().join(".building-1");
    fs::create_dir(&debris).unwrap();
    fs::write(debris.join("numbers.bin"), b"half").unwrap();
    assert_eq!(open(root.path()).unwrap().read::<Vec<u64>>("numbers").unwrap(), [1]);
    build(root.path(), &[2]);
    assert!(!debris.exists());
}

#[test]
fn the_snapshot_before_is_kept_and_older_ones_are_removed() {
    let root = tempfile::tempdir().unwrap();
    let ids: Vec<String> = (0..3).map(|n| build(root.path(), &[n]).id).collect();
    let there = |id: &String| root.path().join(format!("snap-{id}")).exists();
    assert_eq!(ids.iter().map(there).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn an_artifact_of_the_same_key_is_taken_over_and_one_of_another_key_is_not() {
    let root = tempfile::tempdir().unwrap();
    build(root.path(), &[1, 2]);
    let mut writer = Writer::create(root.path()).unwrap();
    assert!(!writer.reuse("numbers", key("something else")).unwrap());
    assert!(writer.reuse("numbers", key("[1, 2]")).unwrap());
    assert_eq!(writer.read::<Vec<u64>>("numbers").unwrap(), [1, 2]);
    writer.finish(draft("repris")).unwrap();
    assert_eq!(open(root.path()).unwrap().read::<Vec<u64>>("numbers").unwrap(), [1, 2]);
}

#[test]
fn a_damaged_artifact_is_never_taken_over() {
    let root = tempfile::tempdir().unwrap();
    build(root.path(), &[1, 2]);
    let path = open(root.path()).unwrap().path("numbers").unwrap();
    flip_last_byte(&path);
    let mut writer = Writer::create(root.path()).unwrap();
    assert!(!writer.reuse("numbers", key("[1, 2]")).unwrap());
}

fn flip_last_byte(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_corrupted_artifact_is_refused_by_name() {
    let root = tempfile::tempdir().unwrap();
    build(root.path(), &[1, 2]);
    flip_last_byte(&open(root.path()).unwrap().path("numbers").unwrap());
    let error = open(root.path()).unwrap_err().to_string();
    assert!(error.contains("`numbers`") && error.contains("digest") && error.contains("build again"), "{error}");
}

#[test]
fn a_truncated_artifact_is_refused_with_both_lengths() {
    let root = tempfile::tempdir().unwrap();
    build(root.path(), &[1, 2]);
    let path = open(root.path()).unwrap().path("text").unwrap();
    fs::write(path, b"bon").unwrap();
    let error = open(root.path()).unwrap_err().to_string();
    assert!(error.contains("3 bytes, the manifest says 7"), "{error}");
}

#[test]
fn a_foreign_manifest_and_another_format_are_refused() {
    let root = tempfile::tempdir().unwrap();
    build(root.path(), &[1]);
    let manifest = open(root.path()).unwrap().folder().join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "the fixture still has {from}");
        fs::write(&manifest, text.replace(from, to)).unwrap();
        open(root.path()).unwrap_err()
    };
    assert!(matches!(with("maillage-snapshot", "something-else"), SnapshotError::BadManifest { .. }));
    let version = format!("\"format_version\": {}", snapshot::FORMAT_VERSION);
    assert!(matches!(with(&version, "\"format_version\": 999"), SnapshotError::OtherFormat { found: 999, .. }));
    assert!(
        matches!(with("numbers-", "../numbers-"), SnapshotError::BadManifest { .. }),
        "a path that leaves the folder"
    );
}

#[test]
fn a_folder_without_snapshot_says_how_to_make_one() {
    let root = tempfile::tempdir().unwrap();
    let error = open(root.path()).unwrap_err().to_string();
    assert!(error.contains("maillage build --config"), "{error}");
    fs::write(root.path().join("CURRENT"), "../../etc\n").unwrap();
    assert!(matches!(open(root.path()).unwrap_err(), SnapshotError::BadPointer(_)));
}

#[test]
fn two_builds_in_one_folder_do_not_mix() {
    let root = tempfile::tempdir().unwrap();
    let first = Writer::create(root.path()).unwrap();
    assert!(matches!(Writer::create(root.path()).unwrap_err(), SnapshotError::Busy(_)));
    drop(first);
    assert!(Writer::create(root.path()).is_ok());
}
