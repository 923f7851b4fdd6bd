//! Coordinate systems of French public files, to WGS84 and back. The only place that knows them.
//!
//! RGF93, RGAF09, RGFG95, RGR92 and RGM04 are taken as equal to WGS84: they differ from it by
//! less than a metre, and their own realisations by centimetres.

use std::fmt;

use proj4rs::Proj;

use crate::{LonLat, lonlat::LonLatError};

/// A coordinate system that French public files come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Longitude, latitude in degrees (EPSG:4326, 4171 and their like).
    Wgs84,
    /// RGF93 / Lambert-93, metres (EPSG:2154): European France.
    Lambert93,
    /// UTM 20 north, metres (EPSG:5490, 4559, 2970, 2973, 32620): Guadeloupe, Martinique.
    Utm20North,
    /// UTM 22 north, metres (EPSG:2972, 32622): Guyane.
    Utm22North,
    /// UTM 38 south, metres (EPSG:4471, 32738): Mayotte.
    Utm38South,
    /// UTM 40 south, metres (EPSG:2975, 32740): La Réunion.
    Utm40South,
    /// ETRS89 / LAEA Europe, metres (EPSG:3035): the INSEE grid of European France.
    LaeaEurope,
    /// Web Mercator, metres (EPSG:3857).
    WebMercator,
}

/// Why a coordinate system is not known, or a coordinate not in it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProjectionError {
    /// A code without an entry here.
    #[error("EPSG:{0} is not supported; use one of 4326, 4171, 2154, 5490, 4559, 2972, 4471, 2975, 3035, 3857")]
    UnknownEpsg(u32),
    /// The text of a .prj file that is none of the known systems.
    #[error(
        "the coordinate system `{0}` is not supported; use Lambert-93, UTM 20N, 22N, 38S, 40S, LAEA Europe, Web Mercator or WGS84"
    )]
    UnknownPrj(String),
    /// Coordinates that the system cannot hold.
    #[error("{x}, {y} is not a position in {crs}")]
    OutOfRange {
        /// The system.
        crs: Crs,
        /// First coordinate, in the unit of the system.
        x: f64,
        /// Second coordinate, in the unit of the system.
        y: f64,
    },
    /// A result outside the world.
    #[error(transparent)]
    Position(#[from] LonLatError),
}

impl Crs {
    /// Every supported system.
    pub const ALL: [Self; 8] = [
        Self::Wgs84,
        Self::Lambert93,
        Self::Utm20North,
        Self::Utm22North,
        Self::Utm38South,
        Self::Utm40South,
        Self::LaeaEurope,
        Self::WebMercator,
    ];

    /// The system of an EPSG code.
    ///
    /// # Errors
    /// When the code is none of the supported ones.
    pub fn from_epsg(code: u32) -> Result<Self, ProjectionError> {
        Ok(match code {
            4326 | 4171 | 4258 | 4624 | 4627 | 4470 | 5489 | 4979 => Self::Wgs84,
            2154 => Self::Lambert93,
            5490 | 4559 | 2970 | 2973 | 32620 => Self::Utm20North,
            2972 | 32622 => Self::Utm22North,
            4471 | 32738 => Self::Utm38South,
            2975 | 32740 => Self::Utm40South,
            3035 => Self::LaeaEurope,
            3857 | 3785 | 900_913 => Self::WebMercator,
            other => return Err(ProjectionError::UnknownEpsg(other)),
        })
    }

    /// The system that a .prj file (well-known text, version 1) describes, by its parameters and
    /// not by its name: producers spell names in many ways.
    ///
    /// # Errors
    /// When it is none of the supported systems; never a guess.
    pub fn from_prj(wkt: &str) -> Result<Self, ProjectionError> {
        let compact: String = wkt.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let unknown = || ProjectionError::UnknownPrj(wkt.trim().chars().take(120).collect());
        if compact.starts_with("GEOGCS[") || compact.starts_with("GEOGCRS[") {
            let earth = ["6378137", "WGS84", "WGS_1984", "GRS80", "GRS_1980"];
            return if earth.iter().any(|e| compact.contains(e)) { Ok(Self::Wgs84) } else { Err(unknown()) };
        }
        let parameter = |name: &str| -> Option<f64> {
            let from = compact.find(&format!("PARAMETER[\"{name}\","))? + name.len() + 13;
            let text: String = compact[from..].chars().take_while(|c| !matches!(c, ']' | ',')).collect();
            text.parse().ok()
        };
        let is = |name: &str, value: f64| parameter(name).is_some_and(|p| (p - value).abs() < 1e-6);
        let projection = |name: &str| compact.contains(&format!("PROJECTION[\"{name}"));
        if projection("LAMBERT_CONFORMAL_CONIC") && is("FALSE_EASTING", 700_000.0) && is("FALSE_NORTHING", 6_600_000.0)
        {
            let parallels = (parameter("STANDARD_PARALLEL_1"), parameter("STANDARD_PARALLEL_2"));
            if matches!(parallels, (Some(a), Some(b)) if (a.min(b) - 44.0).abs() < 1e-6 && (a.max(b) - 49.0).abs() < 1e-6)
            {
                return Ok(Self::Lambert93);
            }
        }
        if projection("TRANSVERSE_MERCATOR") && is("FALSE_EASTING", 500_000.0) && is("SCALE_FACTOR", 0.9996) {
            let north = is("FALSE_NORTHING", 0.0);
            let south = is("FALSE_NORTHING", 10_000_000.0);
            match parameter("CENTRAL_MERIDIAN") {
                Some(m) if (m + 63.0).abs() < 1e-6 && north => return Ok(Self::Utm20North),
                Some(m) if (m + 51.0).abs() < 1e-6 && north => return Ok(Self::Utm22North),
                Some(m) if (m - 45.0).abs() < 1e-6 && south => return Ok(Self::Utm38South),
                Some(m) if (m - 57.0).abs() < 1e-6 && south => return Ok(Self::Utm40South),
                _ => {}
            }
        }
        if projection("LAMBERT_AZIMUTHAL_EQUAL_AREA")
            && is("FALSE_EASTING", 4_321_000.0)
            && is("FALSE_NORTHING", 3_210_000.0)
        {
            return Ok(Self::LaeaEurope);
        }
        if projection("MERCATOR_AUXILIARY_SPHERE")
            || (projection("MERCATOR_1SP") && compact.contains("PSEUDO-MERCATOR"))
        {
            return Ok(Self::WebMercator);
        }
        Err(unknown())
    }

    fn definition(self) -> &'static str {
        match self {
            Self::Wgs84 => "+proj=longlat +ellps=GRS80 +no_defs",
            Self::Lambert93 => {
                "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs"
            }
            Self::Utm20North => "+proj=utm +zone=20 +ellps=GRS80 +units=m +no_defs",
            Self::Utm22North => "+proj=utm +zone=22 +ellps=GRS80 +units=m +no_defs",
            Self::Utm38South => "+proj=utm +zone=38 +south +ellps=GRS80 +units=m +no_defs",
            Self::Utm40South => "+proj=utm +zone=40 +south +ellps=GRS80 +units=m +no_defs",
            Self::LaeaEurope => {
                "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs"
            }
            Self::WebMercator => {
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs"
            }
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wgs84 => "WGS84 degrees",
            Self::Lambert93 => "Lambert-93 metres",
            Self::Utm20North => "UTM 20N metres",
            Self::Utm22North => "UTM 22N metres",
            Self::Utm38South => "UTM 38S metres",
            Self::Utm40South => "UTM 40S metres",
            Self::LaeaEurope => "LAEA Europe metres",
            Self::WebMercator => "Web Mercator metres",
        })
    }
}

/// Converts between one system and WGS84. Building one parses its definition: keep it for a file.
#[derive(Debug, Clone)]
pub struct Projector {
    crs: Crs,
    projected: Proj,
    geographic: Proj,
}

impl Projector {
    /// A converter for that system.
    ///
    /// # Panics
    /// Never: every definition is constant, and a test builds them all.
    pub fn new(crs: Crs) -> Self {
        let proj = |definition| Proj::from_proj_string(definition).expect("a constant definition is valid");
        Self { crs, projected: proj(crs.definition()), geographic: proj(Crs::Wgs84.definition()) }
    }

    /// The system this converts from and to.
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// WGS84 position of coordinates in this system: metres, or degrees (longitude first) for
    /// [`Crs::Wgs84`].
    ///
    /// # Errors
    /// When the coordinates cannot be converted or the result lies outside the world.
    pub fn to_wgs84(&self, x: f64, y: f64) -> Result<LonLat, ProjectionError> {
        if self.crs == Crs::Wgs84 {
            return Ok(LonLat::new(x, y)?);
        }
        let out_of_range = ProjectionError::OutOfRange { crs: self.crs, x, y };
        // proj4rs answers something for any finite number; beyond 20 000 km no plane holds it.
        if !(x.abs() <= 2.1e7 && y.abs() <= 2.1e7) {
            return Err(out_of_range);
        }
        let mut point = (x, y, 0.0);
        proj4rs::transform::transform(&self.projected, &self.geographic, &mut point).map_err(|_| out_of_range)?;
        Ok(LonLat::new(point.0.to_degrees(), point.1.to_degrees())?)
    }

    /// Coordinates of a WGS84 position in this system: metres, or degrees for [`Crs::Wgs84`].
    ///
    /// # Errors
    /// When the system cannot hold the position (a pole in Web Mercator).
    pub fn from_wgs84(&self, at: LonLat) -> Result<(f64, f64), ProjectionError> {
        if self.crs == Crs::Wgs84 {
            return Ok((at.lon_deg(), at.lat_deg()));
        }
        let out_of_range = ProjectionError::OutOfRange { crs: self.crs, x: at.lon_deg(), y: at.lat_deg() };
        let mut point = (at.lon_deg().to_radians(), at.lat_deg().to_radians(), 0.0);
        proj4rs::transform::transform(&self.geographic, &self.projected, &mut point)
            .map_err(|_| out_of_range.clone())?;
        if point.0.is_finite() && point.1.is_finite() { Ok((point.0, point.1)) } else { Err(out_of_range) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // Produced by PROJ 9 (EPSG database), to the millimetre.
    const CHANTONNAY: (f64, f64) = (-1.05, 46.687);

    #[test]
    fn the_origin_of_lambert_93_is_where_its_definition_puts_it() {
        let at = Projector::new(Crs::Lambert93).to_wgs84(700_000.0, 6_600_000.0).unwrap();
        assert!((at.lon_deg() - 3.0).abs() < 1e-12 && (at.lat_deg() - 46.5).abs() < 1e-11, "{at:?}");
    }

    #[test]
    fn every_system_goes_and_comes_back_within_a_tenth_of_a_millimetre() {
        let homes = [
            (Crs::Lambert93, CHANTONNAY),
            (Crs::LaeaEurope, CHANTONNAY),
            (Crs::WebMercator, CHANTONNAY),
            (Crs::Utm20North, (-61.5, 16.2)),
            (Crs::Utm22North, (-53.0, 4.5)),
            (Crs::Utm38South, (45.15, -12.8)),
            (Crs::Utm40South, (55.5, -21.1)),
        ];
        for (crs, (lon, lat)) in homes {
            let projector = Projector::new(crs);
            let (x, y) = projector.from_wgs84(LonLat::new(lon, lat).unwrap()).unwrap();
            let back = projector.to_wgs84(x, y).unwrap();
            assert!((back.lon_deg() - lon).abs() < 1e-9 && (back.lat_deg() - lat).abs() < 1e-9, "{crs}: {back:?}");
            let again = projector.from_wgs84(back).unwrap();
            assert!((again.0 - x).abs() < 1e-4 && (again.1 - y).abs() < 1e-4, "{crs}");
        }
    }

    #[test]
    fn a_prj_is_known_by_its_parameters_or_refused() {
        let lambert = r#"PROJCS["Quelconque",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",44.0],PARAMETER["Standard_Parallel_2",49.0],PARAMETER["Latitude_Of_Origin",46.5]]"#;
        assert_eq!(Crs::from_prj(lambert).unwrap(), Crs::Lambert93);
        let zone_ii = lambert.replace("700000.0", "600000.0").replace("6600000.0", "2200000.0");
        let error = Crs::from_prj(&zone_ii).unwrap_err();
        assert!(error.to_string().contains("use Lambert-93"), "{error}");
        let utm = r#"PROJCS["RGR92_UTM_40S",GEOGCS["x"],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",57.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0]]"#;
        assert_eq!(Crs::from_prj(utm).unwrap(), Crs::Utm40South);
    }

    #[test]
    fn degrees_given_as_metres_are_refused() {
        assert!(Projector::new(Crs::Wgs84).to_wgs84(410_000.0, 6_620_000.0).is_err());
        assert!(Projector::new(Crs::Lambert93).to_wgs84(f64::NAN, 0.0).is_err());
    }

    proptest! {
        #[test]
        fn lambert_93_round_trips_all_over_france(lon in -5.0..9.6f64, lat in 41.3..51.1f64) {
            let projector = Projector::new(Crs::Lambert93);
            let (x, y) = projector.from_wgs84(LonLat::new(lon, lat).unwrap()).unwrap();
            let back = projector.to_wgs84(x, y).unwrap();
            prop_assert!((back.lon_deg() - lon).abs() < 1e-10 && (back.lat_deg() - lat).abs() < 1e-10);
        }
    }
}
