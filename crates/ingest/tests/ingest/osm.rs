//! Extracts of OpenStreetMap: XML, CSV and GeoJSON, all fictional.

use ingest::{Content, DataTable, Dataset, Limits};
use territory::Kinds;

fn content(name: &str, text: &str) -> Content {
    ingest::open(name, text.as_bytes().to_vec(), &Limits::default()).unwrap()
}

fn read(name: &str, text: &str) -> ingest::Batch<ingest::FoundService> {
    DataTable::open(&content(name, text), None).unwrap().osm_services(&Kinds::builtin()).unwrap()
}

pub(crate) const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="essai">
  <node id="1" lon="-1.20" lat="46.50"/>
  <node id="2" lon="-1.18" lat="46.50"/>
  <node id="3" lon="-1.18" lat="46.54"/>
  <node id="4" lon="-1.30" lat="46.60">
    <tag k="amenity" v="childcare"/>
    <tag k="name" v="Multi-accueil L&apos;Arc &lt;b&gt; &amp; Ciel"/>
    <tag k="capacity" v="20"/>
    <tag k="opening_hours" v="Mo-Fr 08:00-18:00"/>
  </node>
  <node id="5" lon="-1.31" lat="46.61"><tag k="amenity" v="childcare"/><tag k="name" v="Assistante maternelle Ada Fictive"/></node>
  <node id="6" lon="-1.32" lat="46.62"><tag k="amenity" v="bench"/></node>
  <way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="amenity" v="kindergarten"/><tag k="name" v="École maternelle Fictive"/></way>
  <way id="8"><nd ref="99"/><tag k="amenity" v="kindergarten"/><tag k="name" v="Sans nœuds"/></way>
  <relation id="9"><member type="way" ref="7" role="outer"/><tag k="amenity" v="school"/></relation>
</osm>
"#;

#[test]
fn nodes_and_the_middle_of_ways_are_services() {
    let batch = read("essai.osm", XML);
    let said: Vec<_> = batch
        .accepted
        .iter()
        .map(|s| {
            (
                s.local_id.as_str(),
                s.kind.as_str(),
                format!("{:.6} {:.6}", s.at.unwrap().lon_deg(), s.at.unwrap().lat_deg()),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("n4", "creche", "-1.300000 46.600000".to_owned()),
            ("w7", "ecole_maternelle", "-1.190000 46.520000".to_owned())
        ]
    );
    assert_eq!(batch.accepted[0].name, "Multi-accueil L'Arc <b> & Ciel", "text stays text");
    assert_eq!(batch.accepted[0].capacity.actives.known(), Some(20.0));
    assert_eq!(batch.accepted[0].hours.as_ref().unwrap().to_osm(), "Mo-Fr 08:00-18:00");
    assert_eq!((batch.accepted[0].line, batch.accepted[1].line), (6, 14));
    assert_eq!(batch.rejected.len(), 1, "a way whose nodes are cut off has no place: {:?}", batch.rejected);
}

#[test]
fn the_home_of_an_assistant_maternel_leaves_no_trace() {
    let batch = read("essai.osm", XML);
    let all = format!("{batch:?}");
    assert!(!all.contains("Ada") && !all.contains("46.61"), "{all}");
    assert!(batch.warnings.iter().any(|w| w.reason.contains("1 row(s) are homes")), "{:?}", batch.warnings);
}

#[test]
fn a_table_and_a_geojson_of_tags_are_read_alike() {
    let csv = "@id,name,amenity,school:FR,lon,lat,ref:INSEE\n\
               node/1,École Fictive,school,primaire,-1.2,46.5,85901\n\
               node/2,Collège Fictif,school,collège,-1.2,46.5,85901\n";
    let batch = read("essai.csv", csv);
    assert_eq!((batch.accepted.len(), batch.accepted[0].kind.as_str()), (1, "ecole_elementaire"));
    assert_eq!(batch.accepted[0].commune.unwrap().as_str(), "85901");
    assert!(batch.warnings.iter().any(|w| w.reason.contains("no service of the catalogue")));
    let geojson = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","geometry":{"type":"Point","coordinates":[55.2,-21.0]},"properties":{"n":"Maternelle Fictive","type":"maternelle"}},
        {"type":"Feature","geometry":{"type":"Point","coordinates":[55.3,-21.1]},"properties":{"n":"Lycée Fictif","type":"lycée"}}]}"#;
    let batch = read("ecoles.geojson", geojson);
    assert_eq!((batch.accepted.len(), batch.accepted[0].kind.as_str()), (1, "ecole_maternelle"));
    for (name, text) in [("essai.osm", XML), ("essai.csv", csv), ("ecoles.geojson", geojson)] {
        let diagnosis = ingest::diagnose(&content(name, text), &Kinds::builtin(), None).unwrap();
        assert_eq!(diagnosis.recognised.dataset, Dataset::OsmServices, "{name}: {}", diagnosis.recognised.why);
    }
}

#[test]
fn xml_that_stops_is_refused_or_read_to_where_it_is_whole() {
    for end in (0..XML.len()).filter(|end| XML.is_char_boundary(*end)).step_by(7) {
        // Neither a panic nor a service that is not there.
        if let Ok(content) = ingest::open("f.osm", XML.as_bytes()[..end].to_vec(), &Limits::default())
            && let Ok(table) = DataTable::open(&content, None)
            && let Ok(batch) = table.osm_services(&Kinds::builtin())
        {
            assert!(batch.accepted.len() <= 2, "{end}");
        }
    }
}

#[test]
fn the_schools_of_la_reunion_are_placed() {
    let Some(path) = crate::real_file("schools of La Réunion", "schools/reunion/ecoles.geojson") else { return };
    let batch = read("ecoles.geojson", &std::fs::read_to_string(path).unwrap());
    let count = |kind: &str| batch.accepted.iter().filter(|s| s.kind.as_str() == kind).count();
    assert!(count("ecole_maternelle") > 50 && count("ecole_elementaire") > 100, "{:?}", batch.warnings);
    assert!(batch.rejected.is_empty(), "{:?}", batch.rejected);
}
