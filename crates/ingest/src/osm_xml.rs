//! OpenStreetMap XML (`.osm`): what bears a tag of a service, as a table.
//!
//! A node is where it says; a way is at the middle of its box. Relations are passed over: the few
//! services that are one have a node or a way inside.

use std::collections::HashMap;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::{IngestError, diagnose::widen, table::Table};

/// Tags that become columns; the first three decide what is kept.
pub(crate) const TAGS: [&str; 16] = [
    "amenity",
    "social_facility",
    "highway",
    "school:FR",
    "childcare",
    "name",
    "operator",
    "capacity",
    "opening_hours",
    "addr:housenumber",
    "addr:street",
    "addr:postcode",
    "ref:INSEE",
    "phone",
    "website",
    "community_centre",
];
const DECISIVE: usize = 3;

/// Whether the beginning of a text is an extract of OpenStreetMap.
pub(crate) fn is_osm(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(400)]).to_lowercase();
    head.contains("<osm")
}

#[derive(Default)]
struct Element {
    id: String,
    at: Option<(f64, f64)>,
    nodes: Vec<i64>,
    tags: Vec<(usize, String)>,
}

/// The services of an extract: `@id`, the [`TAGS`], `longitude`, `latitude`. Rows are numbered by
/// their line in the file.
///
/// # Errors
/// When the text is not XML to its end.
pub(crate) fn table(file: &str, text: &str) -> Result<Table, IngestError> {
    let wrong = |at: u64, detail: String| IngestError::OtherKind {
        file: file.to_owned(),
        found: format!("this is OpenStreetMap XML that stops being XML at byte {at} ({detail})"),
        remedy: "a whole extract would work: download it again",
    };
    let mut reader = Reader::from_str(text);
    let mut positions: HashMap<i64, (f64, f64)> = HashMap::new();
    let mut current: Option<Element> = None;
    let mut records = Vec::new();
    let (mut line, mut counted) = (1, 0_usize);
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
        let event = reader.read_event().map_err(|e| wrong(reader.error_position(), e.to_string()))?;
        let ends = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                name @ ("node" | "way") => {
                    line += text.as_bytes()[counted..start].iter().filter(|b| **b == b'\n').count() as u64;
                    counted = start;
                    let element = opened(&tag, name == "node");
                    if let (Some(at), Ok(id)) = (element.at, element.id[1..].parse()) {
                        positions.insert(id, at);
                    }
                    current = (!ends).then_some(element);
                }
                "nd" => {
                    if let (Some(element), Some(Ok(id))) = (&mut current, attribute(&tag, "ref").map(|r| r.parse())) {
                        element.nodes.push(id);
                    }
                }
                "tag" => {
                    let place = attribute(&tag, "k").and_then(|key| TAGS.iter().position(|t| *t == key));
                    if let (Some(element), Some(place), Some(value)) = (&mut current, place, attribute(&tag, "v")) {
                        element.tags.push((place, value));
                    }
                }
                _ => {}
            },
            Event::End(tag) if matches!(tag.name().as_ref(), "node" | "way") => {
                if let Some(element) = current.take().filter(|e| e.tags.iter().any(|(place, _)| *place < DECISIVE)) {
                    records.push((line, record(element, &positions)));
                }
            }
            _ => {}
        }
    }
    let columns = std::iter::once("@id").chain(TAGS).chain(["longitude", "latitude"]);
    Ok(Table::of_records(file, columns.map(str::to_owned).collect(), records))
}

fn opened(tag: &BytesStart<'_>, is_node: bool) -> Element {
    let number = |name| attribute(tag, name).and_then(|text| text.parse::<f64>().ok());
    let id = attribute(tag, "id").unwrap_or_default();
    let at = number("lon").zip(number("lat")).filter(|_| is_node);
    Element { id: format!("{}{id}", if is_node { 'n' } else { 'w' }), at, ..Element::default() }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn record(element: Element, positions: &HashMap<i64, (f64, f64)>) -> csv::StringRecord {
    let at = element.at.or_else(|| {
        let mut bounds = None;
        for (lon, lat) in element.nodes.iter().filter_map(|node| positions.get(node)) {
            widen(&mut bounds, *lon, *lat);
        }
        bounds.map(|[west, south, east, north]| ((west + east) / 2.0, (south + north) / 2.0))
    });
    let mut fields = vec![String::new(); TAGS.len() + 3];
    fields[0] = element.id;
    for (place, value) in element.tags {
        fields[place + 1] = value;
    }
    if let Some((lon, lat)) = at {
        fields[TAGS.len() + 1] = lon.to_string();
        fields[TAGS.len() + 2] = lat.to_string();
    }
    fields.into()
}
