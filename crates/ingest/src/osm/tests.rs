use std::io::Write;

use super::*;

/// A crossroads of three streets, a barrier, a restriction, a school; node 9 is not in the file.
const TOWN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
 <node id="1" lon="-1.0" lat="46.5"/>
 <node id="2" lon="-1.001" lat="46.5"><tag k="barrier" v="bollard"/><tag k="note" v="x"/></node>
 <node id="3" lon="-1.002" lat="46.5"/>
 <node id="4" lon="-1.0" lat="46.6"/>
 <node id="5" lon="-1.1" lat="46.7"/>
 <node id="6" lon="-1.2" lat="46.9"/>
 <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="9"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="name" v="Rue de l&apos;École"/><tag k="source" v="survey"/></way>
 <way id="11"><nd ref="4"/><nd ref="1"/><tag k="highway" v="tertiary"/></way>
 <way id="12"><nd ref="5"/><nd ref="6"/><tag k="amenity" v="school"/></way>
 <way id="13"><nd ref="8"/><nd ref="9"/><tag k="highway" v="service"/></way>
 <way id="14"><nd ref="5"/><nd ref="4"/><tag k="route" v="ferry"/><tag k="duration" v="00:10"/></way>
 <relation id="20"><member type="way" ref="10" role="from"/><member type="node" ref="1" role="via"/><member type="way" ref="11" role="to"/>
  <tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/><tag k="except" v="bicycle"/></relation>
 <relation id="21"><member type="way" ref="10" role="from"/><member type="way" ref="11" role="via"/><member type="way" ref="14" role="to"/>
  <tag k="type" v="restriction"/><tag k="restriction:motorcar" v="only_straight_on"/></relation>
 <relation id="22"><member type="way" ref="10" role="from"/><tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/></relation>
</osm>"#;

#[test]
fn roads_ferries_barriers_and_restrictions_are_kept_and_the_missing_is_counted() {
    let roads = read_osm("town.osm", TOWN.as_bytes()).unwrap();
    assert_eq!(roads.ways.iter().map(|w| w.id).collect::<Vec<_>>(), [10, 11, 14]);
    assert_eq!(roads.ways[0].nodes, [1, 2, 3], "the missing node leaves the shape");
    assert_eq!(roads.ways[0].tags.get("name"), Some("Rue de l'École"));
    assert_eq!(roads.ways[0].tags.get("source"), None, "no travel depends on it");
    assert_eq!(roads.nodes.iter().map(|n| n.id).collect::<Vec<_>>(), [1, 2, 3, 4, 5], "6 is on no road");
    assert_eq!(roads.node_tags.len(), 1);
    assert_eq!(roads.node_tags[0].1.get("barrier"), Some("bollard"));
    assert_eq!(roads.restrictions.len(), 2);
    assert_eq!(roads.restrictions[0].via, OsmVia::Node(1));
    assert_eq!(roads.restrictions[0].except, "bicycle");
    assert_eq!(roads.restrictions[1].vehicle.as_deref(), Some("motorcar"));
    assert_eq!(roads.restrictions[1].via, OsmVia::Ways(vec![11]));
    let counts = roads.counts;
    assert_eq!((counts.missing_nodes, counts.ways_without_nodes, counts.odd_restrictions), (3, 1, 1));
}

/// Line, id, amenity, longitude and latitude of what may be a service.
fn found(table: &Table) -> Vec<(u64, String, String, String, String)> {
    let column = |name: &str| table.required(&[name]).unwrap();
    let columns = ["@id", "amenity", "longitude", "latitude"].map(column);
    let mut batch = crate::Batch::<(u64, String, String, String, String)>::default();
    table.for_each(&mut batch, |row, batch| {
        let [id, amenity, lon, lat] = columns.each_ref().map(|c| row.get(c).to_owned());
        batch.accepted.push((row.line, id, amenity, lon, lat));
    });
    batch.accepted
}

#[test]
fn places_stand_at_their_node_or_in_the_middle_of_their_outline() {
    let places = r#"<osm>
 <node id="1" lon="1" lat="46"/><node id="2" lon="2" lat="46"/>
 <node id="3" lon="2"
   lat="48"/>
 <node id="4" lon="5" lat="40"><tag k="amenity" v="childcare"/></node>
 <node id="5" lon="5" lat="41"><tag k="highway" v="bus_stop"/></node>
 <node id="6" lon="5" lat="42"><tag k="highway" v="crossing"/></node>
 <way id="7"><nd ref="1"/><nd ref="2"/><tag k="building" v="yes"/></way>
 <way id="8"><nd ref="3"/></way>
 <way id="9"><nd ref="2"/><nd ref="3"/><tag k="amenity" v="kindergarten"/></way>
 <relation id="10"><member type="way" ref="7" role="outer"/><member type="way" ref="8" role="outer"/><tag k="amenity" v="school"/></relation>
 <relation id="11"><member type="way" ref="9" role="outer"/><tag k="amenity" v="school"/></relation>
 <relation id="12"><member type="way" ref="99" role="outer"/><tag k="amenity" v="school"/></relation>
</osm>"#;
    let rows = super::places("places.osm", places.as_bytes()).unwrap();
    let row = |line, id: &str, amenity: &str, lon: &str, lat: &str| {
        (line, id.to_owned(), amenity.to_owned(), lon.to_owned(), lat.to_owned())
    };
    let expected = [
        row(5, "n4", "childcare", "5", "40"),
        row(6, "n5", "", "5", "41"),
        row(10, "w9", "kindergarten", "2", "47"),
        row(11, "r10", "school", "1.5", "47"),
        row(13, "r12", "school", "", ""),
    ];
    assert_eq!(found(&rows), expected, "r11 is the grounds of w9");
}

#[test]
fn the_same_file_is_read_with_a_byte_order_mark_and_packed_by_gzip_or_bzip2() {
    let plain = read_osm("town", TOWN.as_bytes()).unwrap();
    let marked = [b"\xef\xbb\xbf".as_slice(), TOWN.as_bytes()].concat();
    assert_eq!(read_osm("town", marked.as_slice()).unwrap(), plain);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(TOWN.as_bytes()).unwrap();
    assert_eq!(read_osm("town", gzip.finish().unwrap().as_slice()).unwrap(), plain);
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(TOWN.as_bytes()).unwrap();
    assert_eq!(read_osm("town", bzip2.finish().unwrap().as_slice()).unwrap(), plain);
}

#[test]
fn files_of_another_kind_empty_ones_and_cut_ones_are_refused_with_what_would_work() {
    let said = |bytes: &[u8]| read_osm("f", bytes).unwrap_err().to_string();
    assert!(said(b"").contains("empty"));
    assert!(said(b"PK\x03\x04....").contains("zip"));
    assert!(said(b"GIF89a").contains(".osm.pbf"));
    assert!(said(b"<?xml version=\"1.0\"?><gpx></gpx>").contains("<gpx>"));
    assert!(said(&TOWN.as_bytes()[..TOWN.len() / 2]).contains("copy or download it again"));
    assert!(said(TOWN.replace("lon=\"-1.1\"", "lon=\"west\"").as_bytes()).contains("`west`"));
    assert!(said(b"<osm></osm>").contains("empty"));
}

/// A real file's bytes, or `None` after saying which test is skipped.
fn real_file(test: &str, path: &str) -> Option<Vec<u8>> {
    let folder = std::env::var("MAILLAGE_TEST_DATA").unwrap_or("../../../shared/data".to_owned());
    let read = std::fs::read(std::path::Path::new(&folder).join(path)).ok();
    if read.is_none() {
        eprintln!("skipped: {test} (no real files; set MAILLAGE_TEST_DATA)");
    }
    read
}

#[test]
fn liechtenstein_is_read_whole() {
    let Some(bytes) = real_file("liechtenstein_is_read_whole", "osm/liechtenstein.osm.pbf") else { return };
    let roads = read_osm("liechtenstein.osm.pbf", bytes.as_slice()).unwrap();
    // A highway is a way with that key; ferries come on top.
    assert!(roads.ways.iter().filter(|w| w.tags.get("highway").is_some()).count() >= 4600);
    let rows = found(&super::places("liechtenstein.osm.pbf", bytes.as_slice()).unwrap());
    // Nodes and ways; a few more are relations.
    let of = |value: &str| rows.iter().filter(|r| r.2 == value && !r.1.starts_with('r')).count();
    assert!(rows.iter().all(|r| !r.3.is_empty() && !r.4.is_empty()), "each has a place");
    assert_eq!((of("school"), of("kindergarten")), (19, 6));
    let ids: std::collections::HashSet<i64> = roads.nodes.iter().map(|n| n.id).collect();
    assert!(roads.ways.iter().all(|w| w.nodes.len() >= 2 && w.nodes.iter().all(|n| ids.contains(n))));
}

#[test]
fn a_pbf_cut_anywhere_is_refused_or_read_as_a_shorter_one_and_never_panics() {
    let Some(bytes) = real_file("a_pbf_cut_anywhere", "osm/saint-barthelemy.osm.pbf") else { return };
    let whole = read_osm("f", bytes.as_slice()).unwrap();
    let mut refused = 0;
    for cut in (1..bytes.len()).step_by(997) {
        match read_osm("f", &bytes[..cut]) {
            Ok(part) => assert!(part.counts.nodes < whole.counts.nodes || part.counts.ways < whole.counts.ways),
            Err(why) => {
                assert!(why.to_string().contains("f: "), "{why}");
                refused += 1;
            }
        }
    }
    assert!(refused > bytes.len() / 997 / 2, "most cuts fall inside a block: {refused}");
}

#[test]
fn restrictions_of_le_mans_and_the_missing_nodes_of_an_extract_are_seen() {
    let test = "restrictions_of_le_mans_and_the_missing_nodes";
    let (Some(le_mans), Some(missing), Some(redon)) = (
        real_file(test, "osm/le-mans.osm.pbf"),
        real_file(test, "osm/edge-cases/missing-nodes.pbf"),
        real_file(test, "osm/redon.osm"),
    ) else {
        return;
    };
    let le_mans = read_osm("le-mans", le_mans.as_slice()).unwrap();
    assert_eq!(le_mans.restrictions.len(), 9);
    assert_eq!(le_mans.restrictions.iter().filter(|r| matches!(r.via, OsmVia::Ways(_))).count(), 1);
    let missing = read_osm("missing", missing.as_slice()).unwrap();
    assert!(missing.counts.missing_nodes > 0, "{:?}", missing.counts);
    let redon = read_osm("redon", redon.as_slice()).unwrap();
    assert!(redon.ways.len() as u64 + redon.counts.ways_without_nodes >= 370, "{:?}", redon.counts);
}
