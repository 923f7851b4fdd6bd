//! Territories to compare with: of the same class of density, closest in number of children. The
//! classes are data: `data/densities.toml`.

use geo::GeodesicArea;
use serde::Deserialize;
use territory::{Level, Quantity, Territory};

use crate::members::members;

/// A class of density.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DensityClass {
    /// "peu_dense".
    pub id: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// Inhabitants per km² below which a territory belongs here; absent for the last class.
    #[serde(default)]
    pub below: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    density: Vec<DensityClass>,
}

/// The classes, sparsest first.
///
/// # Panics
/// Never in a released binary: the catalogue is part of it, and a test reads it.
pub fn density_classes() -> Vec<DensityClass> {
    let text = include_str!("../../../data/densities.toml");
    toml::from_str::<Catalogue>(text).expect("data/densities.toml is valid").density
}

/// What makes territories of one level similar.
#[derive(Debug, Clone, PartialEq)]
pub struct Densities {
    /// Position in [`density_classes`]; `None` where the population is not known.
    class: Vec<Option<usize>>,
    children: Vec<Quantity>,
}

impl Densities {
    /// Densities of a level: inhabitants over the geodesic area of the communes, WGS84 ellipsoid.
    /// A territory of which one commune's population is not known has none.
    pub fn new(territory: &Territory, level: Level) -> Self {
        let classes = density_classes();
        let km2: Vec<f64> = territory.communes.iter().map(|c| c.area.geodesic_area_unsigned() / 1e6).collect();
        let sum = |position: usize, of: &dyn Fn(usize) -> Quantity| {
            let members = members(territory, level, position).into_iter();
            members.map(of).fold(Quantity::Known(0.0), |sum, n| sum.zip_with(n, |a, b| a + b))
        };
        let class = |position: usize| {
            let people = sum(position, &|m| territory.communes[m].population);
            let density = people.zip_with(sum(position, &|m| Quantity::Known(km2[m])), |n, km2| n / km2).known()?;
            classes.iter().position(|c| c.below.is_none_or(|limit| density < limit))
        };
        let count = territory.count(level);
        Self {
            class: (0..count).map(class).collect(),
            children: (0..count).map(|p| sum(p, &|m| territory.communes[m].children_under_3)).collect(),
        }
    }

    /// The class of a territory, a position in [`density_classes`].
    pub fn class(&self, position: usize) -> Option<usize> {
        self.class.get(position).copied().flatten()
    }

    /// At most `count` other territories of the same class, the closest in number of children first
    /// (as a ratio: 50 is as far from 100 as 200 is), equally close ones in order. Empty where the
    /// class or the number of children is not known.
    pub fn similar(&self, position: usize, count: usize) -> Vec<usize> {
        // One more than there are: a territory without a child has neighbours too.
        let size = |p: usize| self.children[p].known().map(|n| (n + 1.0).ln());
        let (Some(class), Some(ours)) =
            (self.class(position), self.children.get(position).and_then(|_| size(position)))
        else {
            return Vec::new();
        };
        let of_class = (0..self.class.len()).filter(|p| *p != position && self.class[*p] == Some(class));
        let mut others: Vec<(f64, usize)> = of_class.filter_map(|p| Some(((size(p)? - ours).abs(), p))).collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        others.into_iter().take(count).map(|(_, p)| p).collect()
    }
}
