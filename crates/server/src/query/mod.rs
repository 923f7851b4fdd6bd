//! Query parameters, checked: an unknown one, one given twice or one of another shape is a 400
//! that names it and lists what is valid, never a silent default.

mod travel;

pub use travel::{At, Clock, MOST_MINUTES, Minute, Minutes};

use std::collections::BTreeSet;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, Visitor},
};

use crate::{dto::Level, messages, problem::Problem};

/// The query parameters as `T`.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// For addresses that take no query parameter.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoQuery {}

/// The query text as `T`.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let valid = field_names::<T>();
    let mut seen = BTreeSet::new();
    for (name, _) in form_urlencoded::parse(text.as_bytes()) {
        let short = messages::short(&name);
        if !valid.contains(&name.as_ref()) {
            let detail = messages::unknown_parameter(&short, valid.is_empty());
            return Err(Problem::parameter(&short, detail).with_valid(valid.iter().copied()));
        }
        if !seen.insert(name) {
            return Err(Problem::parameter(&short, messages::given_twice(&short)));
        }
    }
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.into_inner().to_string();
        // The path of a missing field is the whole, its name is in the message only.
        let missing = cause.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        match (missing, valid.contains(&path.as_str())) {
            (Some(name), _) => Problem::parameter(name, messages::required(name)),
            (None, true) => Problem::parameter(&path, messages::refused(&path, &cause)),
            (None, false) => Problem::bad_request(messages::query_refused(&cause)),
        }
    })
}

/// A level and code of the path, `/{level}/{code}`.
#[derive(Debug, Clone)]
pub struct TerritoryPath {
    /// The level.
    pub level: territory::Level,
    /// The code, not checked.
    pub code: String,
}

impl<S: Send + Sync> FromRequestParts<S> for TerritoryPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((level, code)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::bad_request(messages::path_is_not_utf8()))?;
        let level = territory::Level::parse(&level).ok_or_else(|| {
            Problem::not_found(messages::no_level(&messages::short(level)))
                .with_valid(territory::Level::ALL.map(territory::Level::as_str))
        })?;
        Ok(Self { level, code })
    }
}

/// A segment of the path, decoded.
#[derive(Debug, Clone)]
pub struct Segment(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(segment) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::bad_request(messages::path_is_not_utf8()))?;
        Ok(Self(segment))
    }
}

/// A territory as a parameter: "epci:248500340".
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Parent {
    /// EPCI or département.
    pub level: Level,
    /// The code, not checked.
    pub code: String,
}

impl TryFrom<String> for Parent {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let level = match text.split_once(':').map(|(level, _)| level) {
            Some("epci") => Level::Epci,
            Some("departement") => Level::Departement,
            _ => return Err(messages::not_a_parent(&messages::short(text)).packed()),
        };
        let code = text.split_once(':').map(|(_, code)| code.to_owned()).unwrap_or_default();
        Ok(Self { level, code })
    }
}

/// A bounding box as a parameter: "west,south,east,north", WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Bbox {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

impl Bbox {
    /// Whether a position lies in the box, borders included.
    pub fn contains(&self, at: territory::LonLat) -> bool {
        self.west <= at.lon_deg()
            && at.lon_deg() <= self.east
            && self.south <= at.lat_deg()
            && at.lat_deg() <= self.north
    }
}

impl TryFrom<String> for Bbox {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let numbers: Vec<f64> = text.split(',').map_while(|n| n.trim().parse().ok()).collect();
        match numbers[..] {
            [west, south, east, north]
                if text.split(',').count() == 4
                    && -180.0 <= west
                    && west <= east
                    && east <= 180.0
                    && -90.0 <= south
                    && south <= north
                    && north <= 90.0 =>
            {
                Ok(Self { west, south, east, north })
            }
            _ => Err(messages::not_a_box(&messages::short(text)).packed()),
        }
    }
}

/// A page length from 1 to `MAX`, as a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Limit<const MAX: usize>(usize);

impl<const MAX: usize> Limit<MAX> {
    /// The length asked for, or `default`.
    pub fn or(limit: Option<Self>, default: usize) -> usize {
        limit.map_or(default, |l| l.0)
    }
}

impl<const MAX: usize> TryFrom<String> for Limit<MAX> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.parse() {
            Ok(n) if (1..=MAX).contains(&n) => Ok(Self(n)),
            _ => Err(messages::not_a_limit(&messages::short(text), MAX).packed()),
        }
    }
}

/// A year as a parameter; whether it has figures is another question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Year(pub u16);

impl TryFrom<String> for Year {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let year = text.parse().ok().filter(|_| digits);
        year.map(Self).ok_or_else(|| messages::not_a_year(&messages::short(text)).packed())
    }
}

/// The names of the fields of a struct, from its own `Deserialize`: nothing to keep in step.
pub(crate) fn field_names<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // The deserializer notes the names that it is asked for, then refuses.
    let _ = T::deserialize(FieldNames { names: &mut names });
    names
}

struct FieldNames<'a> {
    names: &'a mut &'static [&'static str],
}

impl<'de> Deserializer<'de> for FieldNames<'_> {
    type Error = de::value::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.names = fields;
        Err(de::Error::custom("only the names were wanted"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("only structs have parameters"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        level: Level,
        limit: Option<Limit<10>>,
        bbox: Option<Bbox>,
    }

    #[test]
    fn an_unknown_parameter_is_named_with_the_valid_ones() {
        let problem = parse::<Wanted>("level=epci&levle=epci").unwrap_err();
        assert_eq!(problem.parameter.as_deref(), Some("levle"));
        assert_eq!(problem.valid.as_deref(), Some(&["level", "limit", "bbox"].map(String::from)[..]));
    }

    #[test]
    fn a_parameter_given_twice_is_refused() {
        assert!(parse::<Wanted>("level=epci&level=commune").unwrap_err().detail.contains("twice"));
    }

    #[test]
    fn a_missing_parameter_and_a_wrong_value_are_named() {
        assert_eq!(parse::<Wanted>("").unwrap_err().parameter.as_deref(), Some("level"));
        let level = parse::<Wanted>("level=region").unwrap_err();
        assert!(level.parameter.as_deref() == Some("level") && level.detail.contains("departement"), "{level:?}");
        for limit in ["0", "11", "-1", "ten", ""] {
            let problem = parse::<Wanted>(&format!("level=epci&limit={limit}")).unwrap_err();
            assert!(problem.detail.contains("from 1 to 10"), "{problem:?}");
        }
    }

    #[test]
    fn a_box_is_four_ordered_numbers_of_the_world() {
        for bad in ["1,2,3", "1,2,3,4,5", "3,2,1,4", "1,4,3,2", "a,b,c,d", "NaN,0,1,1", "0,0,1,91", ""] {
            assert!(Bbox::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        let bbox = Bbox::try_from("-1.5,46,-1,47".to_owned()).unwrap();
        assert!(bbox.contains(territory::LonLat::new(-1.5, 46.0).unwrap()));
        assert!(!bbox.contains(territory::LonLat::new(-1.6, 46.0).unwrap()));
    }
}
