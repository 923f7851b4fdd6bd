//! GeoJSON (RFC 7946): boundaries of communes, and the typed reading that other modules share.

use std::{
    borrow::Cow,
    cell::Cell,
    collections::HashSet,
    fmt,
    io::{BufReader, Read},
};

use geo_types::Coord;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::{
    Batch, CommuneArea, Finding, IngestError,
    area::{self, Attribute, CommuneChecker, RawCommune, RawRing},
    utf8::Utf8,
};

/// Reads the communes of a FeatureCollection of polygons in WGS84.
///
/// Attributes are recognised by the names that producers use (`insee_com`, `code_insee`, `code`…;
/// `nom`, `nom_com`…; `siren_epci`, `code_epci`…; `population`, `pmun_2021`…), case ignored.
///
/// # Errors
/// When the file is not a FeatureCollection, declares another coordinate system than CRS84 or
/// EPSG:4326, or no feature has a code or a name.
pub fn read_communes_geojson(file: &str, input: impl Read) -> Result<Batch<CommuneArea>, IngestError> {
    let mut batch = Batch::default();
    let mut checker = CommuneChecker { file, seen: HashSet::new() };
    let mut columns = RequiredProperties::default();
    for_each_feature(file, input, &mut batch, |feature, batch| {
        columns.see(&feature.properties);
        let record = feature.record;
        let attribute = |names| feature.properties.attribute(names);
        let raw = RawCommune {
            record,
            code: attribute(area::CODE),
            name: attribute(area::NAME),
            epci: attribute(area::EPCI),
            population: attribute(area::POPULATION),
        };
        match feature.polygons() {
            Ok(polygons) => checker.check(raw, polygons, batch),
            Err(reason) => batch.rejected.push(Finding::at(file, record, "geometry", &raw.code.value, reason)),
        }
    })?;
    columns.check(file, &[area::CODE, area::NAME])?;
    Ok(batch)
}

/// One feature, its geometry still text.
pub(crate) struct Feature<'a> {
    /// Its place in the collection, from 1.
    pub(crate) record: u64,
    /// The `id` member as text; blank where there is none.
    pub(crate) id: String,
    pub(crate) properties: Properties<'a>,
    geometry: Option<RawGeometry<'a>>,
}

/// The properties of a feature, as text.
#[derive(Default)]
pub(crate) struct Properties<'a>(pub(crate) Vec<(Cow<'a, str>, String)>);

#[derive(Deserialize)]
struct RawCrs {
    #[serde(default)]
    properties: RawCrsProperties,
}

#[derive(Deserialize, Default)]
struct RawCrsProperties {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct RawFeature<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    properties: Option<Properties<'a>>,
    #[serde(borrow, default)]
    geometry: Option<RawGeometry<'a>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a geometry object")]
struct RawGeometry<'a> {
    #[serde(rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    coordinates: Option<&'a RawValue>,
}

/// Longitude and latitude in degrees; an altitude may follow and is ignored.
struct RawPosition(Coord<f64>);

/// Reads a collection and gives each feature to `read`; a feature of another shape is rejected
/// alone. Only one feature at a time is in memory, whatever the length of the text and its lines.
///
/// # Errors
/// When the file as a whole is no FeatureCollection in WGS84. Features may have been given before
/// this is known.
pub(crate) fn for_each_feature<T>(
    file: &str,
    input: impl Read,
    batch: &mut Batch<T>,
    read: impl FnMut(Feature<'_>, &mut Batch<T>),
) -> Result<(), IngestError> {
    let met = Cell::default();
    let mut source = serde_json::Deserializer::from_reader(BufReader::with_capacity(BUFFER, Utf8::new(input, &met)));
    let mut collection = Collection { file, batch, read, kind: None, crs: None, features: None };
    let outcome = source.deserialize_map(&mut collection).and_then(|()| source.end());
    let Collection { batch, kind, crs, features, .. } = collection;
    let wrong = |detail: String| IngestError::Json { file: file.to_owned(), detail };
    if let Some(found) = crs {
        return Err(IngestError::GeoJsonCrs { file: file.to_owned(), found });
    }
    if !met.get().text && outcome.as_ref().is_err_and(|e| !e.is_io()) {
        return Err(IngestError::Empty { file: file.to_owned() });
    }
    if let Err(error) = outcome {
        return Err(match error.io_error_kind() {
            Some(kind) => IngestError::Read { file: file.to_owned(), source: kind.into() },
            None => wrong(error.to_string()),
        });
    }
    match kind.as_deref() {
        Some("FeatureCollection") => {}
        Some(other) => return Err(wrong(format!("the type is `{other}`"))),
        None => return Err(wrong("there is no `type` member".into())),
    }
    match features {
        None => return Err(wrong("there is no `features` member".into())),
        Some(0) => batch.warnings.push(Finding::whole(file, "no feature: check that the export is complete")),
        Some(_) => {}
    }
    if let Some(encoding) = met.get().encoding {
        let reason = format!("GeoJSON is UTF-8; this was read as {encoding}");
        batch.warnings.insert(0, Finding::whole(file, reason));
    }
    Ok(())
}

/// Bytes that the parser has before it.
const BUFFER: usize = 64 << 10;

/// A collection as it is met, member after member.
struct Collection<'a, T, F> {
    file: &'a str,
    batch: &'a mut Batch<T>,
    read: F,
    kind: Option<String>,
    /// A declared system that is not WGS84.
    crs: Option<String>,
    features: Option<u64>,
}

impl<'de, T, F: FnMut(Feature<'_>, &mut Batch<T>)> Visitor<'de> for &mut Collection<'_, T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "type" => self.kind = Some(map.next_value()?),
                "features" => map.next_value_seed(Features(&mut *self))?,
                "crs" => {
                    let declared = map.next_value::<Option<RawCrs>>()?.map(|crs| crs.properties.name);
                    // "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326".
                    self.crs = declared.filter(|found| !(found.ends_with("CRS84") || found.ends_with(":4326")));
                    if self.crs.is_some() {
                        return Err(serde::de::Error::custom("another coordinate system"));
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The `features` of a collection.
struct Features<'c, 'a, T, F>(&'c mut Collection<'a, T, F>);

impl<'de, T, F: FnMut(Feature<'_>, &mut Batch<T>)> DeserializeSeed<'de> for Features<'_, '_, T, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T, F: FnMut(Feature<'_>, &mut Batch<T>)> Visitor<'de> for Features<'_, '_, T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Collection { file, batch, read, features, .. } = self.0;
        let record = features.insert(0);
        while let Some(feature) = seq.next_element::<Box<RawValue>>()? {
            *record += 1;
            match serde_json::from_str::<RawFeature<'_>>(feature.get()) {
                Ok(raw) => {
                    let properties = raw.properties.unwrap_or_default();
                    let id = raw.id.map(scalar).unwrap_or_default();
                    read(Feature { record: *record, id, properties, geometry: raw.geometry }, batch);
                }
                Err(e) => {
                    let reason = format!(
                        "not a feature: {}; an object with `properties` and `geometry` would work",
                        plain_message(&e)
                    );
                    batch.rejected.push(Finding::at(file, *record, "", feature.get(), reason));
                }
            }
        }
        Ok(())
    }
}

/// Which required properties some feature had.
#[derive(Default)]
pub(crate) struct RequiredProperties {
    names: Vec<String>,
}

impl RequiredProperties {
    /// Remembers the names of a feature's properties.
    pub(crate) fn see(&mut self, properties: &Properties<'_>) {
        for (name, _) in &properties.0 {
            if !self.names.iter().any(|n| n == name) {
                self.names.push(name.clone().into_owned());
            }
        }
    }

    /// # Errors
    /// When no feature had any of the names of one of the lists, and there was a feature.
    pub(crate) fn check(self, file: &str, required: &[&[&str]]) -> Result<(), IngestError> {
        let is_there = |names: &&[&str]| self.names.iter().any(|n| names.contains(&n.to_lowercase().as_str()));
        match required.iter().find(|names| !is_there(names)) {
            Some(names) if !self.names.is_empty() => {
                Err(IngestError::MissingColumn { file: file.to_owned(), column: names.join(" | "), found: self.names })
            }
            _ => Ok(()),
        }
    }
}

impl Properties<'_> {
    /// The property with one of these lower-case names, the first that is there and not blank.
    pub(crate) fn attribute(&self, names: &[&str]) -> Attribute {
        let of = |wanted: &&str| {
            let mut all = self.0.iter();
            all.find(|(name, value)| name.eq_ignore_ascii_case(wanted) && !value.trim().is_empty())
        };
        match names.iter().find_map(of) {
            Some((name, value)) => Attribute { name: name.clone().into_owned(), value: value.clone() },
            None => Attribute { name: names.first().copied().unwrap_or_default().to_owned(), value: String::new() },
        }
    }
}

impl Feature<'_> {
    /// The polygons of the geometry, each a list of rings, outer first, WGS84 degrees.
    ///
    /// # Errors
    /// A sentence when there is no polygon.
    pub(crate) fn polygons(&self) -> Result<Vec<Vec<RawRing>>, String> {
        let (kind, coordinates) = self.geometry()?;
        let rings = |rings: Vec<Vec<RawPosition>>| -> Vec<RawRing> {
            rings.into_iter().map(|ring| ring.into_iter().map(|at| at.0).collect()).collect()
        };
        match kind {
            "Polygon" => Ok(vec![rings(parse(coordinates)?)]),
            "MultiPolygon" => Ok(parse::<Vec<_>>(coordinates)?.into_iter().map(rings).collect()),
            other => Err(format!("the geometry is a {other}: a Polygon or MultiPolygon would work")),
        }
    }

    /// The type of the geometry, where there is one.
    pub(crate) fn kind(&self) -> Option<&str> {
        self.geometry.as_ref().map(|geometry| geometry.kind.as_ref())
    }

    /// The point of the geometry, WGS84 degrees.
    ///
    /// # Errors
    /// A sentence when there is no point.
    pub(crate) fn point(&self) -> Result<Coord<f64>, String> {
        match self.geometry()? {
            ("Point", coordinates) => Ok(parse::<RawPosition>(coordinates)?.0),
            (other, _) => Err(format!("the geometry is a {other}: a Point would work")),
        }
    }

    fn geometry(&self) -> Result<(&str, &RawValue), String> {
        let geometry = self.geometry.as_ref().ok_or("the geometry is null: give the feature its coordinates")?;
        let coordinates = geometry.coordinates.ok_or("the geometry has no coordinates")?;
        Ok((&geometry.kind, coordinates))
    }
}

fn parse<'a, T: Deserialize<'a>>(coordinates: &'a RawValue) -> Result<T, String> {
    serde_json::from_str(coordinates.get()).map_err(|e| format!("the coordinates are malformed: {}", plain_message(&e)))
}

/// The parser's message without its position, which the caller gives.
fn plain_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rfind(" at line ").map_or(message.as_str(), |end| &message[..end]).to_owned()
}

impl<'de> Deserialize<'de> for RawPosition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PositionVisitor;
        impl<'de> Visitor<'de> for PositionVisitor {
            type Value = RawPosition;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a position [longitude, latitude]")
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<RawPosition, A::Error> {
                let short = || serde::de::Error::custom("a position has fewer than two numbers");
                let x = seq.next_element()?.ok_or_else(short)?;
                let y = seq.next_element()?.ok_or_else(short)?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(RawPosition(Coord { x, y }))
            }
        }
        deserializer.deserialize_seq(PositionVisitor)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Properties<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PropertiesVisitor;
        impl<'de> Visitor<'de> for PropertiesVisitor {
            type Value = Properties<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of properties")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties<'de>, A::Error> {
                let mut properties = Vec::with_capacity(map.size_hint().unwrap_or(8));
                while let Some((name, value)) = map.next_entry::<Name<'de>, &RawValue>()? {
                    properties.push((name.0, scalar(value)));
                }
                Ok(Properties(properties))
            }
        }
        deserializer.deserialize_map(PropertiesVisitor)
    }
}

#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// The text of a property: a string without its quotes, a number as written, null as a blank.
fn scalar(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        text if text.starts_with('"') => serde_json::from_str(text).unwrap_or_default(),
        other => other.to_owned(),
    }
}
