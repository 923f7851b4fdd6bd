//! Earlier years: their counts and services, carried to the communes of the present.
//!
//! Borders, town centres and the places where people live are those of the present; only what
//! sources say of the year is of the year.

use std::collections::{BTreeMap, BTreeSet};

use ingest::{Carried, CarriedBy, CommuneCounts, FoundService, Movement, YearBirths, carry_counts, carry_forward};
use serde::{Deserialize, Serialize};
use territory::{
    AreaIndex, ChildrenMethod, Commune, CommuneCode, DemandPoint, Kinds, Quantity, Service, Territory,
    service::HomeCare,
};

use super::{
    carry::Carrier,
    read::{Input, Tally},
    services::{self, Found},
};
use crate::config::{Config, Format, Source};

/// What is known of the communes of the present in an earlier year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PastYear {
    pub(crate) year: u16,
    /// In the order of the communes.
    people: Vec<People>,
    services: Vec<Service>,
    home_care: Vec<HomeCare>,
    /// Positions of communes that are made of merged or split ones, ascending.
    pub(crate) carried: Vec<u32>,
}

/// The people of a commune in one year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct People {
    population: Quantity,
    births: Quantity,
    children_under_3: Quantity,
    method: ChildrenMethod,
}

/// What one source says of an earlier year.
pub(crate) struct Given<'a> {
    pub(crate) source: &'a Source,
    pub(crate) year: u16,
    pub(crate) counts: Vec<CommuneCounts>,
    pub(crate) services: Vec<(&'a Source, &'a Input, Vec<FoundService>)>,
}

/// What is known already when earlier years are put together.
pub(crate) struct Known<'a> {
    pub(crate) config: &'a Config,
    pub(crate) kinds: &'a Kinds,
    pub(crate) territory: &'a Territory,
    pub(crate) areas: &'a AreaIndex,
    pub(crate) movements: &'a [Movement],
    /// Rows of the series of births.
    pub(crate) births: &'a [YearBirths],
}

/// Every earlier year of the configuration, ascending.
pub(crate) fn years<'a>(
    known: &Known<'_>,
    mut given: Vec<Given<'a>>,
    tallies: &mut BTreeMap<&'a str, Tally>,
) -> Vec<PastYear> {
    let years = known.config.earlier_years();
    if years.is_empty() {
        return Vec::new();
    }
    let births = Births::carried(known);
    let of_year = |year| {
        let (own, others) = std::mem::take(&mut given).into_iter().partition(|g: &Given<'a>| g.year == year);
        given = others;
        one(known, &births, year, own, tallies)
    };
    years.into_iter().map(of_year).collect()
}

/// The territory as it was: the communes of the present with the people and services of the year.
/// It serves to compute figures: outlines are left out.
pub(crate) fn territory_in(present: &Territory, past: &PastYear) -> Territory {
    let then = |(commune, people): (&Commune, &People)| Commune {
        population: people.population,
        births: people.births,
        children_under_3: people.children_under_3,
        children_method: people.method,
        ..bare(commune)
    };
    Territory {
        communes: present.communes.iter().zip(&past.people).map(then).collect(),
        epcis: present.epcis.clone(),
        departements: present.departements.clone(),
        services: past.services.clone(),
        home_care: past.home_care.clone(),
        demand: demand(present, &past.people),
    }
}

/// A commune without its outline and its postal codes.
fn bare(commune: &Commune) -> Commune {
    Commune { area: geo::MultiPolygon(Vec::new()), postcodes: Vec::new(), name: commune.name.clone(), ..*commune }
}

/// Homes of the present with the children of the year: each commune's are spread over its places
/// as they are today, evenly where nobody under three lives there today. Where the year does not
/// know them, those of today stay, so that mean times are weighted alike; numbers of children stay
/// unknown all the same.
fn demand(present: &Territory, people: &[People]) -> Vec<DemandPoint> {
    let mut now = vec![(0.0, 0u32); present.communes.len()];
    for point in &present.demand {
        let (children, points) = &mut now[point.commune as usize];
        *children += point.children;
        *points += 1;
    }
    let then = |point: &DemandPoint| {
        let (children, points) = now[point.commune as usize];
        let share = if children > 0.0 { point.children / children } else { 1.0 / f64::from(points) };
        let all = people[point.commune as usize].children_under_3.known();
        DemandPoint { children: all.map_or(point.children, |all| all * share), ..*point }
    };
    present.demand.iter().map(then).collect()
}

fn one<'a>(
    known: &Known<'_>,
    births: &Births,
    year: u16,
    given: Vec<Given<'a>>,
    tallies: &mut BTreeMap<&'a str, Tally>,
) -> PastYear {
    let communes = &known.territory.communes;
    let nothing = People {
        population: Quantity::Missing,
        births: Quantity::Missing,
        children_under_3: Quantity::Missing,
        method: ChildrenMethod::None,
    };
    let mut people = vec![nothing; communes.len()];
    let mut touched = births.touched.clone();
    // Services are placed as those of the present are, among communes without outlines.
    let mut then = Territory {
        communes: communes.iter().map(bare).collect(),
        home_care: vec![HomeCare::UNKNOWN; communes.len()],
        ..Territory::default()
    };
    for Given { source, counts, services, .. } in given {
        let carry = Carry::of(known, source.geography_year);
        touched.extend(carry.touched());
        let tally = tallies.entry(&source.id).or_default();
        let carrier = Carrier::new(known.config, source, known.movements);
        let beyond = counts.iter().filter(|row| known.territory.commune(carrier.carry(row.commune)).is_none());
        beyond.for_each(|_| tally.outside());
        carry.fill(&counts, &mut people);
        for (source, input, services) in services {
            let carrier = Carrier::new(known.config, source, known.movements);
            let found = Found { source, file: &input.name, carrier, services };
            services::place(&mut then, known.areas, known.kinds, found, tally);
        }
    }
    for (commune, people) in communes.iter().zip(&mut people) {
        births.complete(year, commune.code, people);
    }
    services::finish(&mut then);
    let carried = (0u32..).zip(communes).filter(|(_, c)| touched.contains(&c.code)).map(|(i, _)| i).collect();
    PastYear { year, people, services: then.services, home_care: then.home_care, carried }
}

/// From the communes of one year to those of the geography year.
struct Carry<'a> {
    known: &'a Known<'a>,
    from: String,
    to: String,
}

impl<'a> Carry<'a> {
    fn of(known: &'a Known<'a>, geography_year: Option<u16>) -> Self {
        let first_of = |year: u16| format!("{year:04}-01-01");
        let to = known.config.geography_year;
        Self { known, from: first_of(geography_year.unwrap_or(to)), to: first_of(to) }
    }

    /// Counts of merged communes are added up, those of split ones shared out by the present
    /// population of the parts.
    fn counts(&self, counts: &BTreeMap<CommuneCode, Quantity>) -> BTreeMap<CommuneCode, Quantity> {
        let territory = self.known.territory;
        let weight = |code| territory.communes[territory.commune(code)?].population.known();
        carry_counts(self.known.movements, counts, &self.from, &self.to, weight).values
    }

    /// Counts of a source into the people of a year; a second source fills the gaps of the first.
    fn fill(&self, counts: &[CommuneCounts], people: &mut [People]) {
        if counts.is_empty() {
            return;
        }
        let column = |of: fn(&CommuneCounts) -> Quantity| {
            self.counts(&counts.iter().map(|row| (row.commune, of(row))).collect())
        };
        let (population, births) = (column(|c| c.population), column(|c| c.births));
        let fill = |known: &mut Quantity, more: Option<&Quantity>| {
            if *known == Quantity::Missing {
                *known = more.copied().unwrap_or(Quantity::Missing);
            }
        };
        for (commune, people) in self.known.territory.communes.iter().zip(people) {
            fill(&mut people.population, population.get(&commune.code));
            fill(&mut people.births, births.get(&commune.code));
        }
    }

    /// The communes that merged or were split on the way, whatever counts there are.
    fn touched(&self) -> BTreeSet<CommuneCode> {
        let (first, last) = if self.from <= self.to { (&self.from, &self.to) } else { (&self.to, &self.from) };
        let within = self.known.movements.iter().filter(|m| *first < m.date && m.date <= *last);
        let moved: BTreeSet<CommuneCode> = within.flat_map(|m| [m.before, m.after]).collect();
        let existed =
            |code: &CommuneCode| carry_forward(self.known.movements, *code, &self.from, &self.from) != Carried::Unknown;
        let ones = moved.into_iter().filter(existed).map(|code| (code, Quantity::Known(1.0))).collect();
        let carried = carry_counts(self.known.movements, &ones, &self.from, &self.to, |_| None).carried;
        carried.into_iter().filter(|c| c.by != CarriedBy::Renumbering).map(|c| c.code).collect()
    }
}

/// Births by year, in the communes of the present.
struct Births {
    by_year: BTreeMap<u16, BTreeMap<CommuneCode, Quantity>>,
    /// How many years the last known births are behind the present year: an earlier year is shown
    /// with the same delay, so that years can be compared.
    delay: u16,
    touched: BTreeSet<CommuneCode>,
}

impl Births {
    fn carried(known: &Known<'_>) -> Self {
        let series = known.config.sources.iter().find(|s| s.format == Format::BirthsSeries);
        let carry = Carry::of(known, series.and_then(|s| s.geography_year));
        let mut by_year: BTreeMap<u16, BTreeMap<CommuneCode, Quantity>> = BTreeMap::new();
        for row in known.births {
            by_year.entry(row.year).or_default().insert(row.commune, Quantity::Known(row.births));
        }
        let present = known.config.present_year();
        let last = by_year.last_key_value().map_or(present, |(year, _)| *year);
        Self {
            by_year: by_year.iter().map(|(year, counts)| (*year, carry.counts(counts))).collect(),
            delay: present.saturating_sub(last),
            touched: if series.is_some() { carry.touched() } else { BTreeSet::new() },
        }
    }

    /// Births and children under three of a commune: from the series where it has the year, else
    /// from the births that the counts of the year gave.
    fn complete(&self, year: u16, code: CommuneCode, people: &mut People) {
        let last = year.saturating_sub(self.delay);
        let of = |year: u16| self.by_year.get(&year)?.get(&code)?.known();
        let three: Option<f64> = (0..3).map(|back| of(last.checked_sub(back)?)).sum();
        people.births = of(last).map_or(people.births, Quantity::Known);
        (people.children_under_3, people.method) = match (three, people.births) {
            (Some(children), _) => (Quantity::Known(children), ChildrenMethod::LastThreeBirths),
            (None, Quantity::Known(births)) => (Quantity::Known(3.0 * births), ChildrenMethod::ThreeTimesBirths),
            (None, other) => (other, ChildrenMethod::None),
        };
    }
}
