//! `roads.osm.pbf`: the road map as OpenStreetMap publishes them. Dense nodes, zlib, no times, no
//! names of contributors.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

use super::protobuf::Message;
use crate::options::SynthError;
use crate::roads::{Roads, Tags};
use crate::world::World;

/// Elements of a block: what the specification recommends.
const PER_BLOCK: usize = 8_000;
/// Members of a relation that are nodes, and those that are ways.
const NODE: u64 = 0;
const WAY: u64 = 1;

/// The file. Ids are positions in the lists, from 1.
pub(crate) fn pbf(world: &World, roads: &Roads) -> Result<Vec<u8>, SynthError> {
    let mut at: Vec<(i64, i64)> = Vec::with_capacity(roads.nodes.len());
    for node in &roads.nodes {
        let degrees = world.lon_lat(node.at)?;
        // Ten-millionths of a degree.
        let units = |degrees: f64| (degrees * 1e7).round() as i64;
        at.push((units(degrees.lon_deg()), units(degrees.lat_deg())));
    }
    let mut file = Vec::new();
    blob(&mut file, "OSMHeader", &header(&at));
    for (nth, (nodes, at)) in roads.nodes.chunks(PER_BLOCK).zip(at.chunks(PER_BLOCK)).enumerate() {
        let mut texts = Texts::new();
        let first = (nth * PER_BLOCK) as i64 + 1;
        let tags: Vec<u64> = nodes
            .iter()
            .flat_map(|node| {
                let (keys, values) = texts.of(&node.tags);
                let pairs: Vec<u64> = keys.into_iter().zip(values).flat_map(|(k, v)| [k, v]).collect();
                pairs.into_iter().chain([0])
            })
            .collect();
        let dense = Message::new()
            .deltas(1, first..first + nodes.len() as i64)
            .deltas(8, at.iter().map(|at| at.1))
            .deltas(9, at.iter().map(|at| at.0))
            .packed(10, tags);
        block(&mut file, &texts, Message::new().bytes(2, dense));
    }
    for (nth, ways) in roads.ways.chunks(PER_BLOCK).enumerate() {
        let mut texts = Texts::new();
        let mut group = Message::new();
        for (id, way) in (nth * PER_BLOCK + 1..).zip(ways) {
            let (keys, values) = texts.of(&way.tags);
            let nodes = way.nodes.iter().map(|node| i64::from(*node) + 1);
            group =
                group.bytes(3, Message::new().number(1, id as u64).packed(2, keys).packed(3, values).deltas(8, nodes));
        }
        block(&mut file, &texts, group);
    }
    for (nth, turns) in roads.turns.chunks(PER_BLOCK).enumerate() {
        let mut texts = Texts::new();
        let mut group = Message::new();
        for (id, turn) in (nth * PER_BLOCK + 1..).zip(turns) {
            let (keys, values) =
                texts.of(&vec![("type", "restriction".to_owned()), ("restriction", turn.kind.to_owned())]);
            let roles = ["from", "via", "to"].map(|role| texts.number(role));
            let members = [turn.from, turn.via, turn.to].map(|member| i64::from(member) + 1);
            let relation = Message::new().number(1, id as u64).packed(2, keys).packed(3, values);
            group = group.bytes(4, relation.packed(8, roles).deltas(9, members).packed(10, [WAY, NODE, WAY]));
        }
        block(&mut file, &texts, group);
    }
    Ok(file)
}

fn header(at: &[(i64, i64)]) -> Message {
    // Bounds are billionths of a degree.
    let side = |value: Option<i64>| value.unwrap_or_default() * 100;
    let (lon, lat) = (|| at.iter().map(|at| at.0), || at.iter().map(|at| at.1));
    let bounds = Message::new()
        .signed(1, side(lon().min()))
        .signed(2, side(lon().max()))
        .signed(3, side(lat().max()))
        .signed(4, side(lat().min()));
    let required = Message::new().bytes(1, bounds).bytes(4, "OsmSchema-V0.6").bytes(4, "DenseNodes");
    required.bytes(5, "Sort.Type_then_ID").bytes(16, "maillage synth").bytes(17, "territoire fictif")
}

fn block(file: &mut Vec<u8>, texts: &Texts, group: Message) {
    let table = texts.all.iter().fold(Message::new(), |table, text| table.bytes(1, text));
    blob(file, "OSMData", &Message::new().bytes(1, table).bytes(2, group));
}

fn blob(file: &mut Vec<u8>, kind: &str, content: &Message) {
    let raw = content.as_ref();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    // A vector takes every byte.
    let packed = zlib.write_all(raw).and_then(|()| zlib.finish()).unwrap_or_default();
    let blob = Message::new().number(2, raw.len() as u64).bytes(3, packed);
    let header = Message::new().bytes(1, kind).number(3, blob.as_ref().len() as u64);
    file.extend((header.as_ref().len() as u32).to_be_bytes());
    file.extend_from_slice(header.as_ref());
    file.extend_from_slice(blob.as_ref());
}

/// The texts of one block, each once; the first is empty, for it ends the tags of a node.
struct Texts {
    all: Vec<String>,
    numbers: BTreeMap<String, u64>,
}

impl Texts {
    fn new() -> Self {
        Self { all: vec![String::new()], numbers: BTreeMap::new() }
    }

    fn number(&mut self, text: &str) -> u64 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = self.all.len() as u64;
        self.all.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// Numbers of the keys and of the values.
    fn of(&mut self, tags: &Tags) -> (Vec<u64>, Vec<u64>) {
        tags.iter().map(|(key, value)| (self.number(key), self.number(value))).unzip()
    }
}
