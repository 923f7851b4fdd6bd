//! Mapbox Vector Tile 2.1: commands, values, layers, gzip.

use std::collections::HashMap;
use std::io::Write;

use flate2::{Compression, GzBuilder};
use geozero::mvt::{Message, Tile, tile};

use crate::mercator::EXTENT;

/// A value of a property; equal ones are stored once in a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Value<'a> {
    /// Text.
    Text(&'a str),
    /// Whole number.
    Count(u64),
    /// Number of tenths, written as a double.
    Tenths(i64),
}

/// A layer of a tile being made.
pub(crate) struct LayerBuilder<'a> {
    layer: tile::Layer,
    values: HashMap<Value<'a>, u32>,
}

impl<'a> LayerBuilder<'a> {
    pub(crate) fn new(name: &str, keys: impl Iterator<Item = &'static str>) -> Self {
        let layer = tile::Layer {
            version: 2,
            name: name.to_owned(),
            features: Vec::new(),
            keys: keys.map(str::to_owned).collect(),
            values: Vec::new(),
            extent: Some(EXTENT as u32),
        };
        Self { layer, values: HashMap::new() }
    }

    /// Adds a feature; its values are those of the layer's keys, in their order.
    pub(crate) fn push(&mut self, id: Option<u64>, geometry: (tile::GeomType, Vec<u32>), values: &[Value<'a>]) {
        let mut tags = Vec::with_capacity(2 * values.len());
        for (value, key) in values.iter().zip(0u32..) {
            let known = self.layer.values.len() as u32;
            let index = *self.values.entry(*value).or_insert(known);
            if index == known {
                self.layer.values.push(value.encoded());
            }
            tags.extend([key, index]);
        }
        let r#type = Some(geometry.0 as i32);
        self.layer.features.push(tile::Feature { id, tags, r#type, geometry: geometry.1 });
    }

    pub(crate) fn finish(self) -> tile::Layer {
        self.layer
    }
}

impl Value<'_> {
    fn encoded(self) -> tile::Value {
        match self {
            Self::Text(text) => tile::Value { string_value: Some(text.to_owned()), ..tile::Value::default() },
            Self::Count(count) => tile::Value { uint_value: Some(count), ..tile::Value::default() },
            Self::Tenths(tenths) => tile::Value { double_value: Some(tenths as f64 / 10.0), ..tile::Value::default() },
        }
    }
}

/// The bytes of a tile, gzipped. Equal layers give equal bytes.
pub(crate) fn gzipped(layers: Vec<tile::Layer>) -> std::io::Result<Vec<u8>> {
    let bytes = Tile { layers }.encode_to_vec();
    let mut gz = GzBuilder::new().write(Vec::with_capacity(bytes.len() / 2), Compression::default());
    gz.write_all(&bytes)?;
    gz.finish()
}

/// Commands of a polygon: rings without closing points, holes behind their exterior.
pub(crate) fn polygon<'a>(rings: impl Iterator<Item = &'a [[i32; 2]]>) -> (tile::GeomType, Vec<u32>) {
    let mut pen = Pen::default();
    for ring in rings {
        pen.run(ring);
        pen.commands.push(command(7, 1));
    }
    (tile::GeomType::Polygon, pen.commands)
}

/// Commands of lines of two points or more.
pub(crate) fn lines<'a>(lines: impl Iterator<Item = &'a [[i32; 2]]>) -> (tile::GeomType, Vec<u32>) {
    let mut pen = Pen::default();
    lines.for_each(|line| pen.run(line));
    (tile::GeomType::Linestring, pen.commands)
}

/// Commands of a point.
pub(crate) fn point(at: [i32; 2]) -> (tile::GeomType, Vec<u32>) {
    let mut pen = Pen::default();
    pen.commands.push(command(1, 1));
    pen.to(at);
    (tile::GeomType::Point, pen.commands)
}

#[derive(Default)]
struct Pen {
    commands: Vec<u32>,
    at: [i32; 2],
}

impl Pen {
    /// MoveTo the first point, LineTo the others.
    fn run(&mut self, points: &[[i32; 2]]) {
        let Some((&first, others)) = points.split_first() else { return };
        self.commands.push(command(1, 1));
        self.to(first);
        self.commands.push(command(2, others.len() as u32));
        others.iter().for_each(|&p| self.to(p));
    }

    fn to(&mut self, p: [i32; 2]) {
        for (to, from) in p.into_iter().zip(self.at) {
            let step = to - from;
            self.commands.push(((step << 1) ^ (step >> 31)) as u32);
        }
        self.at = p;
    }
}

/// A command integer: 1 MoveTo, 2 LineTo, 7 ClosePath, and how often.
fn command(id: u32, count: u32) -> u32 {
    id | (count << 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_those_of_the_specification() {
        // The examples of section 4.3.5.
        assert_eq!(point([25, 17]).1, [9, 50, 34]);
        let line: &[[i32; 2]] = &[[2, 2], [2, 10], [10, 10]];
        assert_eq!(lines([line].into_iter()).1, [9, 4, 4, 18, 0, 16, 16, 0]);
        let ring: &[[i32; 2]] = &[[3, 6], [8, 12], [20, 34]];
        assert_eq!(polygon([ring].into_iter()).1, [9, 6, 12, 18, 10, 12, 24, 44, 15]);
    }

    #[test]
    fn equal_values_are_stored_once() {
        let mut layer = LayerBuilder::new("services", ["kind", "name"].into_iter());
        for name in ["a", "b", "a"] {
            layer.push(Some(1), point([0, 0]), &[Value::Text("creche"), Value::Text(name)]);
        }
        let layer = layer.finish();
        assert_eq!(layer.values.len(), 3);
        let tags: Vec<_> = layer.features.iter().map(|f| f.tags.clone()).collect();
        assert_eq!(tags, [[0, 0, 1, 1], [0, 0, 1, 2], [0, 0, 1, 1]]);
    }
}
