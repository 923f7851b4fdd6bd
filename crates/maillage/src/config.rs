//! The configuration of a build: `observatory.toml`.

mod travel;

pub(crate) use self::travel::Travel;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use territory::{DepartementCode, KindId, Kinds};

/// What `observatory.toml` says. Unknown keys are refused with the line they stand on.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Name of the observatory.
    pub(crate) name: String,
    /// A notice above every page.
    pub(crate) notice_fr: Option<String>,
    pub(crate) notice_en: Option<String>,
    /// The year whose communes are the geography.
    pub(crate) geography_year: u16,
    /// The present year: the one that sources without `year` speak of; by default the
    /// geography year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) year: Option<u16>,
    /// Earlier years to show besides those of the sources that have a `year`: what series of
    /// births say of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) past_years: Vec<u16>,
    /// The territory shown first, "epci:248500340".
    pub(crate) default_parent: Option<String>,
    /// Keep only the communes of these départements.
    #[serde(default)]
    pub(crate) departements: Vec<DepartementCode>,
    #[serde(default)]
    pub(crate) estimation: Estimation,
    #[serde(default)]
    pub(crate) tiles: Tiles,
    #[serde(default)]
    pub(crate) travel: Travel,
    #[serde(rename = "source")]
    pub(crate) sources: Vec<Source>,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Estimation {
    pub(crate) circuity: f64,
    pub(crate) speed_kmh: f64,
}

impl Default for Estimation {
    fn default() -> Self {
        Self { circuity: 1.3, speed_kmh: 45.0 }
    }
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tiles {
    pub(crate) max_zoom: u8,
}

impl Default for Tiles {
    fn default() -> Self {
        Self { max_zoom: 12 }
    }
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// Unique; figures name it in their provenance.
    pub(crate) id: String,
    pub(crate) format: Format,
    /// One file, or several of the same format; relative to the configuration. `*` stands for any
    /// part of a file name.
    pub(crate) path: Paths,
    pub(crate) title: String,
    pub(crate) producer: String,
    pub(crate) licence: String,
    /// The date the data speak of.
    pub(crate) vintage: String,
    pub(crate) url: Option<String>,
    /// Only the services of these kinds are taken from it: another source knows the others better.
    #[serde(default)]
    pub(crate) kinds: Vec<KindId>,
    /// The year of the communes that its codes name, when it is not the geography year: codes
    /// are then carried over mergers.
    pub(crate) geography_year: Option<u16>,
    /// The earlier year that it speaks of; without it, the present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) year: Option<u16>,
    /// The layer of a GeoPackage, where it has several.
    pub(crate) layer: Option<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Paths {
    One(String),
    Several(Vec<String>),
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    CommunesShapefile,
    CommunesGeojson,
    CommunesGeopackage,
    CogCommunes,
    EpciXlsx,
    CommuneCounts,
    BirthsSeries,
    SeatsCsv,
    SeatsGeojson,
    FranceServices,
    BpeSchools,
    BpeCountsXlsx,
    BpeGeolocated,
    MediationNumerique,
    MsapShapefile,
    OsmServices,
    CnafRates,
    CnafIris,
    Incomes,
    GridCsv,
    ServiceList,
    DepartementsCsv,
    MovementsCsv,
    OsmRoads,
    Gtfs,
    OnDemandCsv,
    OnDemandGeojson,
    LiftsCsv,
}

impl Format {
    /// Whether it gives communes their outlines.
    pub(crate) fn is_boundaries(self) -> bool {
        matches!(self, Self::CommunesShapefile | Self::CommunesGeojson | Self::CommunesGeopackage)
    }

    /// Whether it is read as a timetable or transport on demand.
    pub(crate) fn is_timed(self) -> bool {
        matches!(self, Self::Gtfs | Self::OnDemandCsv | Self::OnDemandGeojson | Self::LiftsCsv)
    }

    /// Whether it says how one travels, rather than what there is.
    pub(crate) fn is_travel(self) -> bool {
        self == Self::OsmRoads || self.is_timed()
    }

    /// The word of the configuration.
    pub(crate) fn word(self) -> String {
        toml::Value::try_from(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// The formats whose sources may speak of an earlier year.
const PAST: [Format; 9] = [
    Format::CommuneCounts,
    Format::ServiceList,
    Format::FranceServices,
    Format::BpeSchools,
    Format::BpeCountsXlsx,
    Format::BpeGeolocated,
    Format::MediationNumerique,
    Format::MsapShapefile,
    Format::OsmServices,
];

impl Config {
    /// Reads and checks a configuration; every path it names must exist.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read the configuration {}", path.display()))?;
        let config: Self =
            toml::from_str(&text).with_context(|| format!("{} is not a configuration", path.display()))?;
        config.check().with_context(|| path.display().to_string())?;
        Ok(config)
    }

    fn check(&self) -> Result<()> {
        ensure!(
            (1943..=2100).contains(&self.geography_year),
            "geography_year = {} is not a year of communes",
            self.geography_year
        );
        coverage::Estimate::new(self.estimation.circuity, self.estimation.speed_kmh)
            .map_err(|e| anyhow::anyhow!("[estimation] {e}"))?;
        ensure!(self.tiles.max_zoom <= 14, "[tiles] max_zoom = {} is above 14, the finest zoom", self.tiles.max_zoom);
        self.travel.check().context("[travel]")?;
        self.check_years()?;
        for (i, source) in self.sources.iter().enumerate() {
            let fine = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            ensure!(
                !source.id.is_empty() && source.id.chars().all(fine),
                "source id `{}`: use letters, digits, - and _ only",
                source.id
            );
            for kind in &source.kinds {
                let kinds = Kinds::builtin();
                ensure!(
                    kinds.get(kind.as_str()).is_some(),
                    "source `{}`: `{}` is no kind; use {}",
                    source.id,
                    kind.as_str(),
                    kinds.words()
                );
            }
            ensure!(self.sources[..i].iter().all(|s| s.id != source.id), "source id `{}` stands twice", source.id);
        }
        ensure!(
            self.sources.iter().any(|s| s.format.is_boundaries()),
            "no source of communes; add a [[source]] with format = \"communes-shapefile\", \"communes-geojson\" or \"communes-geopackage\""
        );
        Ok(())
    }
}

impl Config {
    /// The year that sources without `year` speak of.
    pub(crate) fn present_year(&self) -> u16 {
        self.year.unwrap_or(self.geography_year)
    }

    /// The same configuration with the sources of the present only.
    pub(crate) fn present(&self) -> Self {
        let mut present = self.clone();
        present.sources.retain(|source| source.year.is_none());
        present
    }

    /// The earlier years, ascending.
    pub(crate) fn earlier_years(&self) -> Vec<u16> {
        let of_sources = self.sources.iter().filter_map(|source| source.year);
        let years: BTreeSet<u16> = of_sources.chain(self.past_years.iter().copied()).collect();
        years.into_iter().collect()
    }

    fn check_years(&self) -> Result<()> {
        let (present, known) = (self.present_year(), 1943..=2100);
        ensure!(known.contains(&present), "year = {present} is not a year of figures");
        for year in self.earlier_years() {
            ensure!(
                known.contains(&year) && year < present,
                "the year {year} of a source or of `past_years` is not before the present one, {present}; \
                 a source of the present has no `year`"
            );
        }
        for source in &self.sources {
            let (id, format) = (&source.id, source.format);
            if let Some(year) = source.geography_year {
                ensure!(known.contains(&year), "source `{id}`: geography_year = {year} is not a year of communes");
            }
            if source.year.is_none() {
                continue;
            }
            ensure!(
                format != Format::BirthsSeries,
                "source `{id}`: a series of births names its years itself; leave `year` out"
            );
            ensure!(
                PAST.contains(&format),
                "source `{id}`: {} cannot have a `year`, only {} can: borders and places are those of the present",
                format.word(),
                PAST.map(Format::word).join(", ")
            );
        }
        let series = self.sources.iter().filter(|s| s.format == Format::BirthsSeries);
        let geographies: BTreeSet<Option<u16>> = series.map(|s| s.geography_year).collect();
        ensure!(
            geographies.len() <= 1 || self.earlier_years().is_empty(),
            "series of births of several geography years cannot be carried to earlier years together; keep one"
        );
        Ok(())
    }
}

impl Source {
    /// The files of the source, `*` resolved, sorted.
    pub(crate) fn files(&self, base: &Path) -> Result<Vec<PathBuf>> {
        let patterns = match &self.path {
            Paths::One(path) => std::slice::from_ref(path),
            Paths::Several(paths) => paths.as_slice(),
        };
        let mut files = Vec::new();
        for pattern in patterns {
            let path = base.join(pattern);
            if !pattern.contains('*') {
                ensure!(
                    path.is_file(),
                    "source `{}`: {} does not exist (paths start from --data, or from the configuration's folder)",
                    self.id,
                    path.display()
                );
                files.push(path);
                continue;
            }
            let found = matching(&path).with_context(|| format!("source `{}`", self.id))?;
            ensure!(!found.is_empty(), "source `{}`: no file is named like {}", self.id, path.display());
            files.extend(found);
        }
        Ok(files)
    }
}

/// Files whose name matches a pattern with one `*` in its last part.
fn matching(pattern: &Path) -> Result<Vec<PathBuf>> {
    let folder = pattern.parent().unwrap_or(Path::new("."));
    let name = pattern.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let Some((before, after)) = name.split_once('*') else {
        bail!("{}: `*` may only stand in a file's name", pattern.display())
    };
    ensure!(!after.contains('*'), "{}: only one `*` is understood", pattern.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))? {
        let entry = entry?;
        let fits = entry
            .file_name()
            .to_str()
            .is_some_and(|n| n.len() >= before.len() + after.len() && n.starts_with(before) && n.ends_with(after));
        if fits && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "[[source]]\nid = \"c\"\nformat = \"communes-geojson\"\npath = \"c.geojson\"\ntitle = \"\"\nproducer = \"\"\nlicence = \"\"\nvintage = \"\"\n";

    fn parse(text: &str) -> Result<Config> {
        let config: Config = toml::from_str(text)?;
        config.check()?;
        Ok(config)
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let text = format!("name = \"x\"\ngeography_year = 2024\ncolour = \"red\"\n{SOURCE}");
        let error = parse(&text).unwrap_err().to_string();
        assert!(error.contains("colour") && error.contains("line 3"), "{error}");
    }

    #[test]
    fn an_unknown_format_lists_those_that_work() {
        let text =
            format!("name = \"x\"\ngeography_year = 2024\n{}", SOURCE.replace("communes-geojson", "communes-dxf"));
        let error = parse(&text).unwrap_err().to_string();
        assert!(error.contains("communes-dxf") && error.contains("service-list"), "{error}");
    }

    #[test]
    fn two_sources_of_one_id_and_a_build_without_communes_are_refused() {
        let head = "name = \"x\"\ngeography_year = 2024\n";
        assert!(parse(&format!("{head}{SOURCE}{SOURCE}")).unwrap_err().to_string().contains("stands twice"));
        let other = SOURCE.replace("communes-geojson", "service-list");
        assert!(parse(&format!("{head}{other}")).unwrap_err().to_string().contains("communes-shapefile"));
        assert!(parse(&format!("{head}{SOURCE}")).is_ok());
    }

    #[test]
    fn a_star_stands_for_any_part_of_a_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["communes-01.geojson", "communes-02.geojson", "autres.geojson"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let names: Vec<_> = matching(&folder.path().join("communes-*.geojson")).unwrap();
        assert_eq!(names.len(), 2);
        assert!(names.is_sorted());
    }

    #[test]
    fn years_of_sources_are_before_the_present_and_of_formats_that_have_a_past() {
        let other = |format: &str, year: &str| {
            let source = SOURCE.replace("\"c\"", "\"d\"").replace("communes-geojson", format);
            format!("name = \"x\"\ngeography_year = 2024\n{SOURCE}{source}{year}\n")
        };
        let said = |text: &str| parse(text).unwrap_err().to_string();
        let past = parse(&other("commune-counts", "year = 2021")).unwrap();
        assert_eq!((past.present_year(), past.earlier_years(), past.present().sources.len()), (2024, vec![2021], 1));
        assert!(said(&other("commune-counts", "year = 2024")).contains("before the present one, 2024"));
        assert!(said(&other("seats-csv", "year = 2021")).contains("service-list"));
        assert!(said(&other("births-series", "year = 2021")).contains("names its years itself"));
        assert!(said(&other("commune-counts", "geography_year = 21")).contains("not a year of communes"));
        let head = "name = \"x\"\ngeography_year = 2024\nyear = 2025\npast_years = [2020, 2024]\n";
        let config = parse(&format!("{head}{SOURCE}")).unwrap();
        assert_eq!((config.present_year(), config.earlier_years()), (2025, vec![2020, 2024]));
    }

    #[test]
    fn formats_have_words() {
        assert_eq!(Format::BpeCountsXlsx.word(), "bpe-counts-xlsx");
    }
}
