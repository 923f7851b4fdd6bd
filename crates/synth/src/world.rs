//! The fictional territory as a whole, before it is written: communes, EPCI, départements.

use std::collections::BTreeMap;

use geo_types::Coord;
use territory::LonLat;
use territory::projection::{Crs, Projector};

use crate::field::{Cell, Field, SPACING_M};
use crate::people::People;
use crate::rng::Rng;
use crate::{SynthError, SynthOptions, groups, history, names, outline, people, place};

/// The INSEE code of the region: no region has it.
pub(crate) const REGION: &str = "00";
/// SIREN numbers of EPCI start here.
const FIRST_SIREN: u32 = 200_099_010;

/// A fictional territory. Communes are sorted by code.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) options: SynthOptions,
    pub(crate) communes: Vec<Commune>,
    pub(crate) epcis: Vec<Epci>,
    pub(crate) departements: Vec<Departement>,
    /// Positions of the communes around each commune.
    pub(crate) neighbours: Vec<Vec<usize>>,
    /// What happened to its communes before the present year.
    pub(crate) events: history::Events,
    lambert: Projector,
}

/// A commune.
#[derive(Debug)]
pub(crate) struct Commune {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Position in [`World::epcis`].
    pub(crate) epci: usize,
    /// Whether files say so.
    pub(crate) tells_epci: bool,
    /// Position in [`World::departements`].
    pub(crate) departement: usize,
    pub(crate) people: People,
    /// One or two.
    pub(crate) postcodes: Vec<String>,
    /// Town centre, Lambert-93 metres.
    pub(crate) seat: Coord<f64>,
    /// Outline, Lambert-93 metres rounded to the centimetre, counter-clockwise, closed.
    pub(crate) ring: Vec<Coord<f64>>,
    /// The same outline in WGS84 degrees, seven decimals.
    pub(crate) ring_deg: Vec<Coord<f64>>,
}

/// An EPCI.
#[derive(Debug)]
pub(crate) struct Epci {
    pub(crate) siren: u32,
    /// "CC" or "CA".
    pub(crate) nature: &'static str,
    /// Name with its nature.
    pub(crate) name: String,
    /// Positions of its communes, the main town first.
    pub(crate) members: Vec<usize>,
}

/// A département.
#[derive(Debug)]
pub(crate) struct Departement {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Position of its most populated commune.
    pub(crate) seat: usize,
}

impl World {
    /// The territory of those options.
    pub(crate) fn new(options: &SynthOptions) -> Result<Self, SynthError> {
        let (seed, count) = (options.seed, options.communes as usize);
        let cells = outline::grow(seed, count);
        let neighbours = groups::neighbours(&cells);
        let epci_of = groups::epcis(seed, &cells, &neighbours);
        let departement_of = groups::departements(&cells, &epci_of);
        let people = people::settle(seed, &cells, &epci_of);
        let names = names::communes(seed, count);

        // INSEE numbers communes in the order of their names, département by département.
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|i| (departement_of[epci_of[*i]], territory::name::fold(&names[*i])));

        let lambert = Projector::new(Crs::Lambert93);
        let field = Field::new(seed, origin(count));
        let detail = Detail::of(&cells);
        let postcodes = postcodes(seed, &epci_of, &departement_of, &people);
        let mut communes = Vec::with_capacity(count);
        let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
        for &i in &order {
            let departement = departement_of[epci_of[i]];
            let number = numbers.entry(departement).and_modify(|n| *n += 1).or_insert(1);
            let ring = field.ring(cells[i], detail.sides(cells[i]));
            let ring_deg = ring.iter().map(|at| degrees(&lambert, *at, 1e7)).collect::<Result<_, _>>()?;
            communes.push(Commune {
                code: format!("{}{number:03}", departement_code(departement)),
                name: names[i].clone(),
                epci: epci_of[i],
                tells_epci: true,
                departement,
                people: people[i],
                postcodes: postcodes[i].clone(),
                seat: seat(seed, i, &ring, field.centre(cells[i])),
                ring,
                ring_deg,
            });
        }
        let neighbours = moved(&order, &neighbours);
        let events = events(&neighbours, &communes, &numbers);
        let epcis = make_epcis(seed, &communes);
        let departements = make_departements(&communes);
        Ok(Self { options: *options, communes, epcis, departements, neighbours, events, lambert })
    }

    /// A Lambert-93 position in WGS84 degrees, six decimals, as services and seats are written.
    pub(crate) fn degrees(&self, at: Coord<f64>) -> Result<Coord<f64>, SynthError> {
        degrees(&self.lambert, at, 1e6)
    }

    /// Lambert-93 metres of a WGS84 position.
    pub(crate) fn metres(&self, at: LonLat) -> Result<Coord<f64>, SynthError> {
        let (x, y) = self.lambert.from_wgs84(at)?;
        Ok(crate::field::round_cm(Coord { x, y }))
    }

    /// WGS84 position of Lambert-93 metres, not rounded.
    pub(crate) fn lon_lat(&self, at: Coord<f64>) -> Result<LonLat, SynthError> {
        Ok(self.lambert.to_wgs84(at.x, at.y)?)
    }

    /// A stream of random numbers for one thing of one commune.
    pub(crate) fn rng(&self, purpose: &str, commune: usize) -> Rng {
        Rng::of(self.options.seed, purpose, commune as u64)
    }
}

/// Neighbours of each commune, when `order` gives for each its position before.
fn moved(order: &[usize], neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut position = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        position[*old] = new;
    }
    order.iter().map(|old| neighbours[*old].iter().map(|n| position[*n]).collect()).collect()
}

/// What happens to the communes; `numbers` are the last ones taken in each département.
fn events(neighbours: &[Vec<usize>], communes: &[Commune], numbers: &BTreeMap<usize, u32>) -> history::Events {
    let names: Vec<&str> = communes.iter().map(|c| c.name.as_str()).collect();
    let epci_of: Vec<usize> = communes.iter().map(|c| c.epci).collect();
    let rank: Vec<usize> = communes.iter().map(|c| c.people.rank).collect();
    let last = communes.last().map_or(0, |c| c.departement);
    let spare = format!("{}{:03}", departement_code(last), numbers.get(&last).map_or(1, |n| n + 1));
    history::events(&names, neighbours, &epci_of, &rank, spare)
}

/// Off the Atlantic coast for a small territory; France itself is covered by a large one.
fn origin(count: usize) -> Coord<f64> {
    let radius = SPACING_M * (count as f64 * 0.866 / std::f64::consts::PI).sqrt();
    Coord { x: 250_000.0_f64.max(190_000.0 + radius), y: 6_550_000.0 }
}

/// How finely borders are drawn: coarser for larger territories, finer along the outline.
struct Detail {
    cells: BTreeMap<Cell, ()>,
    halvings: u32,
}

impl Detail {
    fn of(cells: &[Cell]) -> Self {
        let halvings = match cells.len() {
            0..=300 => 5,
            301..=5_000 => 4,
            _ => 3,
        };
        Self { cells: cells.iter().map(|c| (*c, ())).collect(), halvings }
    }

    fn sides(&self, cell: Cell) -> [u32; 6] {
        cell.neighbours().map(|n| if self.cells.contains_key(&n) { self.halvings } else { self.halvings + 1 })
    }
}

fn degrees(lambert: &Projector, at: Coord<f64>, per_degree: f64) -> Result<Coord<f64>, SynthError> {
    let at = lambert.to_wgs84(at.x, at.y)?;
    let round = |x: f64| (x * per_degree).round() / per_degree;
    Ok(Coord { x: round(at.lon_deg()), y: round(at.lat_deg()) })
}

fn seat(seed: u64, commune: usize, ring: &[Coord<f64>], centre: Coord<f64>) -> Coord<f64> {
    let mut rng = Rng::of(seed, "seat", commune as u64);
    for _ in 0..8 {
        let offset = Coord { x: rng.between(-700.0, 700.0), y: rng.between(-700.0, 700.0) };
        let at = crate::field::round_cm(centre + offset);
        if place::inside(ring, at, 300.0) {
            return at;
        }
    }
    crate::field::round_cm(centre)
}

/// Two digits from 00 on, without 20, which Corsica gave up for 2A and 2B.
fn departement_code(departement: usize) -> String {
    format!("{:02}", departement + usize::from(departement >= 20))
}

/// One postal code per EPCI, a second one for its second town, and both for some of its villages.
fn postcodes(seed: u64, epci_of: &[usize], departement_of: &[usize], people: &[People]) -> Vec<Vec<String>> {
    let mut ranks: Vec<usize> = Vec::with_capacity(departement_of.len());
    let mut next: BTreeMap<usize, usize> = BTreeMap::new();
    for departement in departement_of {
        let rank = next.entry(*departement).or_default();
        *rank += 1;
        ranks.push(*rank);
    }
    let of = |i: usize| {
        let (epci, mut rng) = (epci_of[i], Rng::of(seed, "postcode", i as u64));
        // Ten codes an EPCI: a département has fewer than a hundred EPCI.
        let prefix = format!("{}{:02}", departement_code(departement_of[epci]), ranks[epci] % 100);
        let (main, other) = (format!("{prefix}0"), format!("{prefix}5"));
        match people[i].rank {
            0 => vec![main],
            1 => vec![other],
            2 => vec![main, other],
            _ if rng.chance(0.08) => vec![main, other],
            _ => vec![if rng.chance(0.6) { main } else { other }],
        }
    };
    (0..epci_of.len()).map(of).collect()
}

fn make_epcis(seed: u64, communes: &[Commune]) -> Vec<Epci> {
    let count = communes.iter().map(|c| c.epci + 1).max().unwrap_or(0);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (i, commune) in communes.iter().enumerate() {
        members[commune.epci].push(i);
    }
    for of_epci in &mut members {
        of_epci.sort_by_key(|i| communes[*i].people.rank);
    }
    let towns: Vec<&str> = members.iter().map(|m| communes[m[0]].name.as_str()).collect();
    let names = names::epcis(seed, &towns);
    let sirens = (FIRST_SIREN..).filter(|siren| !passes_luhn(*siren));
    let epcis = members.into_iter().zip(names).zip(sirens);
    epcis
        .map(|((members, name), siren)| {
            let population: u32 = members.iter().map(|i| communes[*i].people.population).sum();
            let nature = if population > 50_000 { "CA" } else { "CC" };
            Epci { siren, nature, name: format!("{nature} {name}"), members }
        })
        .collect()
}

fn make_departements(communes: &[Commune]) -> Vec<Departement> {
    let mut seats: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, commune) in communes.iter().enumerate() {
        let seat = seats.entry(commune.departement).or_insert(i);
        if communes[*seat].people.population < commune.people.population {
            *seat = i;
        }
    }
    seats
        .into_iter()
        .map(|(i, seat)| Departement { code: departement_code(i), name: names::departement(i), seat })
        .collect()
}

/// Whether nine digits carry a valid check digit, as every real SIREN number does.
pub(crate) fn passes_luhn(siren: u32) -> bool {
    let mut rest = siren;
    let mut sum = 0;
    for place in 0..9 {
        let digit = (rest % 10) << (place % 2);
        sum += digit / 10 + digit % 10;
        rest /= 10;
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_siren_numbers_pass_the_check_and_ours_do_not() {
        // Published numbers of three EPCI.
        for real in [248_500_340, 200_072_882, 241_501_089] {
            assert!(passes_luhn(real), "{real}");
        }
        let world = World::new(&SynthOptions::new(900, 3).unwrap()).unwrap();
        assert_eq!(world.epcis[0].siren, FIRST_SIREN);
        assert_eq!(world.epcis[0].name, "CC du Pays de la Maille");
        let mut sirens: Vec<u32> = world.epcis.iter().map(|e| e.siren).collect();
        assert!(sirens.iter().all(|s| !passes_luhn(*s)));
        sirens.dedup();
        assert_eq!(sirens.len(), world.epcis.len());
    }

    #[test]
    fn every_town_centre_is_inside_its_commune_and_off_the_border() {
        for seed in 0..6 {
            let world = World::new(&SynthOptions::new(200, seed).unwrap()).unwrap();
            for commune in &world.communes {
                assert!(place::inside(&commune.ring, commune.seat, 160.0), "{} of seed {seed}", commune.code);
            }
        }
    }

    #[test]
    fn communes_are_a_few_square_kilometres() {
        let world = World::new(&SynthOptions::new(400, 1).unwrap()).unwrap();
        let mut areas: Vec<f64> = world.communes.iter().map(|c| place::area_m2(&c.ring) / 1e6).collect();
        areas.sort_by(f64::total_cmp);
        assert!(areas[0] > 5.0 && areas[399] < 40.0, "{} to {} km²", areas[0], areas[399]);
        assert!((10.0..25.0).contains(&areas[200]), "median {} km²", areas[200]);
    }

    #[test]
    fn two_departements_do_not_share_a_code_and_each_starts_at_one() {
        let world = World::new(&SynthOptions::new(1_100, 8).unwrap()).unwrap();
        let codes: Vec<&str> = world.communes.iter().map(|c| c.code.as_str()).collect();
        assert!(codes.windows(2).all(|w| w[0] < w[1]), "sorted and distinct");
        let firsts: Vec<&&str> = codes.iter().filter(|c| c.ends_with("001")).collect();
        assert_eq!(firsts, [&"00001", &"01001", &"02001"]);
        assert_eq!([19, 20, 71].map(departement_code), ["19", "21", "72"]);
    }
}
