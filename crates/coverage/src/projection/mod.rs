//! Projection to five and ten years: children, assistants maternels, places, and the rate that
//! follows. A projection is arithmetic on assumptions: it carries them along, to be shown.

mod assistants;
mod assumptions;
mod children;

use std::collections::BTreeMap;

use territory::{CareMode, Quantity};

use crate::coverage_rate;

pub use assistants::{Band, Pyramid};
pub use assumptions::{Assumptions, Births, Migration, Trade};
pub use children::net_migration_percent;

/// How births go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// Fewest births.
    Low,
    /// In between.
    Central,
    /// Most births.
    High,
}

impl Scenario {
    /// Every scenario, fewest births first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Central, Self::High];
}

/// A territory in the first year.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The first year.
    pub year: u16,
    /// Births of the last three years, oldest first.
    pub births: [f64; 3],
    /// Children under three in the first year.
    pub children: f64,
    /// Places by mode in the first year; a mode that is absent is not projected.
    pub places: BTreeMap<CareMode, f64>,
    /// Ages of the assistants maternels; without them their places stay as they are.
    pub pyramid: Option<Pyramid>,
    /// What is planned.
    pub openings: Vec<Opening>,
}

/// Places that open, or close when negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opening {
    /// The first year in which they count.
    pub year: u16,
    /// Their mode.
    pub mode: CareMode,
    /// How many.
    pub places: f64,
}

/// A year of a projection.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// Children under three.
    pub children: f64,
    /// Assistants maternels; missing without their ages.
    pub assistants: Quantity,
    /// Assistants who retired since the first year; missing without their ages.
    pub retired: Quantity,
    /// Places by mode.
    pub places: BTreeMap<CareMode, f64>,
    /// 100 × places ÷ children; missing over no child.
    pub rate: Quantity,
}

/// A projection with all that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// Which births.
    pub scenario: Scenario,
    /// The first year and each year up to the furthest horizon.
    pub years: Vec<Year>,
    /// The years of the horizons, ascending.
    pub horizons: Vec<u16>,
    /// Modes whose places were left as they are but for planned openings: nothing is known of how
    /// they will go.
    pub held_constant: Vec<CareMode>,
    /// What was assumed.
    pub assumptions: Assumptions,
}

/// Where a territory goes under one scenario of births.
///
/// # Errors
/// A sentence when a number of the start or of the assumptions is not usable.
pub fn projection(start: &Start, assumptions: &Assumptions, scenario: Scenario) -> Result<Projection, String> {
    assumptions.check()?;
    check(start)?;
    let last = assumptions.horizons.iter().copied().max().unwrap_or(0);
    let children = children::children(start, assumptions, scenario, last);
    let assistants = start.pyramid.as_ref().map(|p| p.ahead(&assumptions.assistants, last));
    let per_assistant = start.pyramid.as_ref().and_then(|pyramid| {
        let places = start.places.get(&CareMode::AssistantMaternel)?;
        (pyramid.total() > 0.0).then(|| places / pyramid.total())
    });
    let year = |ahead: u16| {
        let year = start.year + ahead;
        let of = assistants.as_ref().map(|all| all[usize::from(ahead)]);
        let mut places = start.places.clone();
        if let (Some(per), Some(of)) = (per_assistant, of) {
            places.insert(CareMode::AssistantMaternel, per * of.active);
        }
        for opening in start.openings.iter().filter(|o| start.year < o.year && o.year <= year) {
            let of_mode = places.entry(opening.mode).or_default();
            *of_mode = (*of_mode + opening.places).max(0.0);
        }
        let children = children[usize::from(ahead)];
        Year {
            year,
            children,
            assistants: of.map(|a| a.active).into(),
            retired: of.map(|a| a.retired).into(),
            rate: coverage_rate(Quantity::from(places.values().sum::<f64>()), Quantity::from(children)),
            places,
        }
    };
    let moves = |mode: &CareMode| *mode == CareMode::AssistantMaternel && per_assistant.is_some();
    let mut horizons: Vec<u16> = assumptions.horizons.iter().map(|ahead| start.year + ahead).collect();
    horizons.sort_unstable();
    horizons.dedup();
    Ok(Projection {
        scenario,
        years: (0..=last).map(year).collect(),
        horizons,
        held_constant: start.places.keys().copied().filter(|m| !moves(m)).collect(),
        assumptions: assumptions.clone(),
    })
}

fn check(start: &Start) -> Result<(), String> {
    let counts = start.births.iter().chain([&start.children]).chain(start.places.values());
    match counts.copied().find(|n| !(n.is_finite() && *n >= 0.0)) {
        Some(n) => Err(format!("{n} is not a number of children or places: 0 or above is needed")),
        None if start.openings.iter().any(|o| !o.places.is_finite()) => {
            Err("a planned opening has no finite number of places".into())
        }
        None => Ok(()),
    }
}
