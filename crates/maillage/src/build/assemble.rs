//! From rows of many files to one territory.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use geo::{Closest, Distance, Haversine, HaversineClosestPoint};
use ingest::{CommuneArea, CommuneCounts, EpciMember, Finding, YearBirths};
use snapshot::SourceRecord;
use territory::{
    AreaIndex, Check, ChildrenMethod, Commune, CommuneCode, Departement, DepartementCode, Epci, Kinds, LonLat,
    Published, Quantity, Siren, Territory, service::HomeCare,
};

use super::{
    Rejections,
    carry::Carrier,
    demand::demand,
    history::{self, Given, PastYear},
    read::{Input, Inputs, Tallies, Tally},
    rows::Read,
    services::{self, Found},
};
use crate::{
    config::{Config, Format},
    progress::Progress,
};

/// What a build is made from.
pub(crate) struct Assembled {
    pub(crate) territory: Territory,
    pub(crate) history: Vec<PastYear>,
    pub(crate) published: Vec<Published>,
    pub(crate) sources: Vec<SourceRecord>,
    pub(crate) rejections: Rejections,
}

/// Reads every source and puts the territory together. Rows that are refused are in the result;
/// a file that cannot be read at all is an error.
/// `notes` say what became of the rows of the sources of travel, which were read before.
pub(crate) fn assemble(
    config: &Config,
    inputs: &Inputs,
    kinds: &Kinds,
    notes: &BTreeMap<String, Tally>,
    progress: &Progress,
) -> Result<Assembled> {
    let (mut read, mut given) = (Read::default(), Vec::new());
    let present = &config.present();
    let mut tallies = Tallies::new();
    let (travel, others): (Vec<_>, Vec<_>) = inputs.of(config).partition(|(source, _)| source.format.is_travel());
    for (source, _) in travel {
        tallies.insert(&source.id, notes.get(&source.id).cloned().unwrap_or_default());
    }
    progress.reading(others.iter().flat_map(|(_, files)| *files).map(Input::length).sum());
    let (mut done, mut rows) = (0, 0);
    for (source, files) in others {
        let tally = tallies.entry(&source.id).or_default();
        let mut past = Read::default();
        let to = if source.year.is_some() { &mut past } else { &mut read };
        for input in files {
            let before = tally.rows();
            to.file(source, input, kinds, tally, progress).with_context(|| format!("source `{}`", source.id))?;
            done += input.length();
            rows += tally.rows() - before;
            progress.at(done, 0);
            progress.rows(rows);
        }
        if let Some(year) = source.year {
            given.push(Given { source, year, counts: past.counts, services: past.services });
        }
    }
    progress.stage("Territory", "", 0);
    let mut territory = read.communes(present, &mut tallies)?;
    read.levels(&mut territory);
    let areas = AreaIndex::new(territory.communes.iter().map(|c| &c.area));
    let (points, outside, aside) = demand(&territory.communes, &areas, &read.cells);
    territory.demand = points;
    read.tally_cells(present, &mut tallies, outside, aside);
    for (source, input, found) in std::mem::take(&mut read.services) {
        let carrier = Carrier::new(config, source, &read.movements);
        let found = Found { source, file: &input.name, carrier, services: found };
        services::place(&mut territory, &areas, kinds, found, tallies.entry(&source.id).or_default());
    }
    services::finish(&mut territory);
    let (movements, births) = (&read.movements[..], &read.births[..]);
    let known = history::Known { config, kinds, territory: &territory, areas: &areas, movements, births };
    let history = history::years(&known, given, &mut tallies);
    let published = std::mem::take(&mut read.extra).published(config, &territory, &read.movements, &mut tallies);
    let (sources, rejections) = records(config, inputs, tallies);
    Ok(Assembled { territory, history, published, sources, rejections })
}

impl Read<'_> {
    /// The communes of the snapshot: those with an area, in the départements asked for.
    fn communes(&mut self, config: &Config, tallies: &mut Tallies<'_>) -> Result<Territory> {
        let mut areas = std::mem::take(&mut self.areas);
        areas.retain(|a| config.departements.is_empty() || config.departements.contains(&a.code.departement()));
        areas.sort_by_key(|a| a.code);
        let before = areas.len();
        areas.dedup_by(|later, first| later.code == first.code);
        ensure!(
            areas.len() == before,
            "{} communes stand in two sources of boundaries; keep one",
            before - areas.len()
        );
        ensure!(
            !areas.is_empty(),
            "no commune is left; check `departements` ({}) and the sources of communes",
            config.departements.iter().map(DepartementCode::as_str).collect::<Vec<_>>().join(", ")
        );
        let codes: Vec<CommuneCode> = areas.iter().map(|a| a.code).collect();
        let epci: BTreeMap<CommuneCode, &EpciMember> = self.epci.iter().map(|m| (m.commune, m)).collect();
        let counts: BTreeMap<CommuneCode, &CommuneCounts> = self.counts.iter().map(|c| (c.commune, c)).collect();
        let seats = self.seats_inside(config, &areas, tallies);
        self.tally_outside(config, &codes, tallies);
        let births = Births::of(&self.births);
        let mut communes = Vec::with_capacity(areas.len());
        for area in areas {
            let count = counts.get(&area.code);
            let one_year = count.map_or(Quantity::Missing, |c| c.births);
            let (children_under_3, children_method) = births.children(area.code, one_year);
            let seat = seats.get(&area.code).copied().or_else(|| Commune::point_inside(&area.area));
            let seat =
                seat.with_context(|| format!("commune {} ({}) has an area without inside", area.name, area.code))?;
            let member = epci.get(&area.code);
            let population = count.map_or(Quantity::Missing, |c| c.population);
            let stated = member.and_then(|m| m.population).or(area.population);
            communes.push(Commune {
                code: area.code,
                epci: member.map(|m| m.siren).or(area.epci),
                departement: area.code.departement(),
                postcodes: count.map(|c| c.postcodes.clone()).unwrap_or_default(),
                population: if population == Quantity::Missing { stated.into() } else { population },
                births: births.last(area.code).map_or(one_year, Quantity::Known),
                children_under_3,
                children_method,
                seat,
                seat_is_sourced: seats.contains_key(&area.code),
                name: named(&area, count.copied(), member.copied(), self.extra.names.get(&area.code)),
                area: area.area,
            });
        }
        let home_care = vec![HomeCare::UNKNOWN; communes.len()];
        Ok(Territory { communes, home_care, ..Territory::default() })
    }

    /// Town centres of the communes of the snapshot; one that lies outside its commune is refused.
    fn seats_inside(
        &self,
        config: &Config,
        areas: &[CommuneArea],
        tallies: &mut Tallies<'_>,
    ) -> BTreeMap<CommuneCode, LonLat> {
        let index = AreaIndex::new(areas.iter().map(|a| &a.area));
        let source = config.sources.iter().find(|s| matches!(s.format, Format::SeatsCsv | Format::SeatsGeojson));
        let mut seats = BTreeMap::new();
        for seat in &self.seats {
            let Ok(position) = areas.binary_search_by(|a| a.code.cmp(&seat.commune)) else { continue };
            match index.containing(seat.at) {
                inside if inside == Some(position) || close_to(&areas[position], seat.at) => {
                    seats.entry(seat.commune).or_insert(seat.at);
                }
                other => {
                    let Some(tally) = source.and_then(|s| tallies.get_mut(s.id.as_str())) else { continue };
                    let place = other.map_or("no commune of the territory".to_owned(), |i| {
                        format!("{} ({})", areas[i].name, areas[i].code)
                    });
                    let reason = format!(
                        "the point {}, {} lies in {place}; a point inside the commune is used",
                        seat.at.lon_deg(),
                        seat.at.lat_deg()
                    );
                    let file = source.map(|s| s.id.clone()).unwrap_or_default();
                    tally.reject(Finding {
                        field: "town centre".into(),
                        value: format!("{} {}", seat.commune, seat.name),
                        at: Some(seat.at),
                        commune: Some(seat.commune),
                        ..Finding::whole(&file, reason).of(Check::OutsideItsCommune)
                    });
                }
            }
        }
        seats
    }

    /// Rows about communes that are not in the snapshot are counted apart.
    fn tally_outside(&self, config: &Config, codes: &[CommuneCode], tallies: &mut Tallies<'_>) {
        let mut count = |formats: &[Format], outside: usize| {
            if let Some(source) = config.sources.iter().find(|s| formats.contains(&s.format))
                && let Some(tally) = tallies.get_mut(source.id.as_str())
            {
                (0..outside).for_each(|_| tally.outside());
            }
        };
        let beyond =
            |all: &mut dyn Iterator<Item = CommuneCode>| all.filter(|c| codes.binary_search(c).is_err()).count();
        count(&[Format::EpciXlsx], beyond(&mut self.epci.iter().map(|m| m.commune)));
        count(&[Format::CommuneCounts], beyond(&mut self.counts.iter().map(|c| c.commune)));
        count(&[Format::BirthsSeries], beyond(&mut self.births.iter().map(|b| b.commune)));
        count(&[Format::SeatsCsv, Format::SeatsGeojson], beyond(&mut self.seats.iter().map(|s| s.commune)));
    }

    fn tally_cells(&self, config: &Config, tallies: &mut Tallies<'_>, outside: u64, aside: u64) {
        let Some(source) = config.sources.iter().find(|s| s.format == Format::GridCsv) else { return };
        let Some(tally) = tallies.get_mut(source.id.as_str()) else { return };
        (0..outside).for_each(|_| tally.outside());
        if aside > 0 {
            let reason =
                "these cells cover only a part of their commune's population; its town centre stands for it instead";
            tally.warn(Finding {
                field: "ind".into(),
                value: format!("{aside} cells"),
                ..Finding::whole(&source.id, reason)
            });
        }
    }

    fn levels(&self, territory: &mut Territory) {
        let mut epcis: BTreeMap<Siren, Epci> = BTreeMap::new();
        let mut departements: BTreeMap<DepartementCode, Departement> = BTreeMap::new();
        for (i, commune) in territory.communes.iter().enumerate() {
            if let Some(siren) = commune.epci {
                let new = || Epci { siren, name: siren.to_string(), members: Vec::new(), declared_members: 0 };
                epcis.entry(siren).or_insert_with(new).members.push(i);
            }
            let code = commune.departement;
            let new = || Departement { code, name: code.to_string(), members: Vec::new() };
            departements.entry(code).or_insert_with(new).members.push(i);
        }
        for member in &self.epci {
            if let Some(epci) = epcis.get_mut(&member.siren) {
                epci.name.clone_from(&member.epci_name);
                epci.declared_members += 1;
            }
        }
        for epci in epcis.values_mut() {
            epci.declared_members = epci.declared_members.max(epci.members.len());
        }
        for named in &self.departements {
            if let Some(departement) = departements.get_mut(&named.code) {
                departement.name.clone_from(&named.name);
            }
        }
        territory.epcis = epcis.into_values().collect();
        territory.departements = departements.into_values().collect();
    }
}

/// Generalised boundaries cut corners: a centre this near its commune is still its centre.
const NEAR_M: f64 = 1_000.0;

fn close_to(area: &CommuneArea, at: LonLat) -> bool {
    match area.area.haversine_closest_point(&at.point()) {
        Closest::Intersection(_) => true,
        Closest::SinglePoint(border) => Haversine.distance(border, at.point()) <= NEAR_M,
        Closest::Indeterminate => false,
    }
}

/// The name of the boundaries, else of another source, else the code.
fn named(
    area: &CommuneArea,
    count: Option<&CommuneCounts>,
    member: Option<&EpciMember>,
    official: Option<&String>,
) -> String {
    let names = [Some(&area.name), official, count.map(|c| &c.name), member.map(|m| &m.commune_name)];
    names.into_iter().flatten().find(|n| !n.is_empty()).cloned().unwrap_or_else(|| area.code.to_string())
}

/// Births by commune and year.
struct Births(BTreeMap<CommuneCode, BTreeMap<u16, f64>>);

impl Births {
    fn of(rows: &[YearBirths]) -> Self {
        let mut all: BTreeMap<CommuneCode, BTreeMap<u16, f64>> = BTreeMap::new();
        for row in rows {
            all.entry(row.commune).or_default().insert(row.year, row.births);
        }
        Self(all)
    }

    fn last(&self, code: CommuneCode) -> Option<f64> {
        self.0.get(&code)?.last_key_value().map(|(_, births)| *births)
    }

    /// Children under three: the last three years in a row where they are there, else three times
    /// the one year.
    fn children(&self, code: CommuneCode, one_year: Quantity) -> (Quantity, ChildrenMethod) {
        if let Some(years) = self.0.get(&code)
            && let Some((last, _)) = years.last_key_value()
        {
            let sum: Option<f64> = (0..3).map(|back| years.get(&(last - back)).copied()).sum();
            if let Some(sum) = sum {
                return (Quantity::Known(sum), ChildrenMethod::LastThreeBirths);
            }
        }
        match one_year {
            Quantity::Known(births) => (Quantity::Known(3.0 * births), ChildrenMethod::ThreeTimesBirths),
            other => (other, ChildrenMethod::None),
        }
    }
}

fn records(config: &Config, inputs: &Inputs, mut tallies: Tallies<'_>) -> (Vec<SourceRecord>, Rejections) {
    let (mut records, mut rejections) = (Vec::new(), Rejections::new());
    for (source, files) in inputs.of(config) {
        let tally = tallies.remove(source.id.as_str()).unwrap_or_default();
        records.push(SourceRecord {
            id: source.id.clone(),
            format: source.format.word(),
            title: source.title.clone(),
            producer: source.producer.clone(),
            licence: source.licence.clone(),
            vintage: source.vintage.clone(),
            url: source.url.clone(),
            files: files.iter().flat_map(|f| f.records.clone()).collect(),
            accepted: tally.accepted,
            rejected: tally.rejected,
            repaired: tally.repaired,
            outside: tally.outside,
        });
        rejections.insert(source.id.clone(), tally.records);
    }
    (records, rejections)
}
