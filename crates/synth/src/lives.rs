//! Services of earlier years: what had not opened yet, what has closed since, and assistants
//! maternels, who are fewer from year to year.

use territory::{Kind, Kinds};

use crate::options::PRESENT;
use crate::rng::Rng;
use crate::services::{self, Service};
use crate::world::World;
use crate::{SynthError, place};

/// First of December of this year on, the crèche of the first town is open.
pub(crate) const CRECHE_OPENS: u16 = 2022;
/// Shares of the assistants maternels of a commune who leave and who begin in a year.
const LEAVE: f64 = 0.065;
const BEGIN: f64 = 0.02;

/// The services of 1 December of a year before [`PRESENT`], of every kind without a file of its
/// own, with the ids that they have in the lists of the other years.
pub(crate) fn list(world: &World, kinds: &Kinds, year: u16) -> Result<Vec<Service>, SynthError> {
    let mut services: Vec<Service> = Vec::new();
    let careers: Vec<Careers> = (0..world.communes.len()).map(|i| Careers::of(world, i)).collect();
    let mut staff = vec![0; world.communes.len()];
    let present = services::list(world, kinds)?;
    for service in &present {
        staff[service.commune] += u32::from(service.agrement.is_some());
    }
    let mut nth = vec![0; world.communes.len()];
    for mut service in present {
        let i = service.commune;
        if service.agrement.is_some() {
            nth[i] += 1;
            // Who came last in the list began last.
            if staff[i] - nth[i] < careers[i].begun_after(year, staff[i]) {
                continue;
            }
            service.agrement = Some(services::agrement(world, i, &service.id, year));
        } else if opening(world, &service) > year {
            continue;
        }
        declare(world, &mut service, year);
        services.push(service);
    }
    for (i, careers) in careers.iter().enumerate() {
        for nth in 0..careers.left_after(year, staff[i]) {
            let mut service = retired(world, i, nth)?;
            service.agrement = Some(services::agrement(world, i, &service.id, year));
            declare(world, &mut service, year);
            services.push(service);
        }
        services.extend(closed(world, kinds, i, year)?);
    }
    Ok(services)
}

/// The year in which a service of today opened; long ago for most.
fn opening(world: &World, service: &Service) -> u16 {
    let commune = &world.communes[service.commune];
    if service.kind == "creche" && commune.epci == 0 && commune.people.rank == 0 {
        return CRECHE_OPENS;
    }
    let mut rng = Rng::of(world.options.seed, &service.id, 2);
    // Young kinds of service open more often than schools of music do.
    let young = match service.kind.as_str() {
        "micro_creche" | "mam" => 0.5,
        "mediation_numerique" => 0.6,
        "creche" | "laep" => 0.15,
        "arret_transport" => 0.0,
        _ => 0.08,
    };
    if rng.chance(young) { rng.whole(u32::from(PRESENT) - 6, u32::from(PRESENT)) as u16 } else { 0 }
}

/// Declarations are of the year of the list.
fn declare(world: &World, service: &mut Service, year: u16) {
    let Some(actives) = service.places_actives else { return };
    let mut rng = Rng::of(world.options.seed, &service.id, u64::from(year));
    let (most, likely) = if service.agrement.is_some() { (actives, 0.7) } else { (2.min(actives), 0.5) };
    let free = if rng.chance(0.4) { rng.whole(0, most) } else { 0 };
    service.disponibles = rng.chance(likely).then(|| (free, *rng.pick(&services::DECLARED)));
}

/// How the assistants maternels of one commune came and went, as draws that do not depend on how
/// many they are.
struct Careers {
    /// One draw a year before the present one, the latest first: who left, who began.
    draws: Vec<(f64, f64)>,
    /// At least one leaves every year.
    always: bool,
}

impl Careers {
    fn of(world: &World, commune: usize) -> Self {
        let mut rng = world.rng("careers", commune);
        let people = &world.communes[commune].people;
        let draws = (0..crate::MAX_YEARS).map(|_| (rng.unit(), rng.unit())).collect();
        Self { draws, always: people.rank == 0 && world.communes[commune].epci == 0 }
    }

    /// Of `staff` today, how many began after 1 December of the year; never more than left.
    fn begun_after(&self, year: u16, staff: u32) -> u32 {
        self.moves(year, staff).map(|(_, begun)| begun).sum::<u32>().min(staff)
    }

    /// How many were there on 1 December of the year and have left since.
    fn left_after(&self, year: u16, staff: u32) -> u32 {
        self.moves(year, staff).map(|(left, _)| left).sum()
    }

    fn moves(&self, year: u16, staff: u32) -> impl Iterator<Item = (u32, u32)> {
        let of = move |share: f64, draw: &f64| (f64::from(staff) * share + draw).floor() as u32;
        let least = u32::from(self.always);
        self.draws.iter().take(usize::from(PRESENT - year)).map(move |(leave, begin)| {
            let left = of(LEAVE, leave).max(least);
            (left, of(BEGIN, begin).min(left.saturating_sub(least)))
        })
    }
}

/// An assistant maternel who has left since; the first of them left last.
fn retired(world: &World, commune: usize, nth: u32) -> Result<Service, SynthError> {
    let mut rng = Rng::of(world.options.seed, &format!("retired {nth}"), commune as u64);
    let home = &world.communes[commune];
    let drawn = services::assistant(0, &mut rng);
    let at = rng.chance(0.5).then(|| world.degrees(place::near(&home.ring, home.seat, 1_500.0, &mut rng)));
    Ok(Service {
        id: format!("assistant-maternel-{}-ancien-{}", home.code, nth + 1),
        name: format!("Assistante Fictive A{commune:04}-{}", nth + 1),
        kind: "assistant_maternel".to_owned(),
        commune,
        at: at.transpose()?,
        ..drawn
    })
}

/// Collective services of a commune that were open in a year and are closed today.
fn closed(world: &World, kinds: &Kinds, commune: usize, year: u16) -> Result<Vec<Service>, SynthError> {
    let home = &world.communes[commune];
    let likely = |kind: &Kind| match (kind.id.as_str(), home.people.rank) {
        ("mam", 0..=2) => 0.25,
        ("micro_creche", 0) => 0.2,
        ("laep", 0 | 1) => 0.1,
        ("alsh", 2..) if home.people.population > 500 => 0.12,
        _ => 0.0,
    };
    let mut found = Vec::new();
    for kind in &kinds.all {
        let mut rng = Rng::of(world.options.seed, &format!("closed {}", kind.id.as_str()), commune as u64);
        // Closed in the course of this year.
        let end = PRESENT - rng.whole(0, 5) as u16;
        if !rng.chance(likely(kind)) || year >= end {
            continue;
        }
        let drawn = services::collective(kind, home, &mut rng);
        let at = world.degrees(place::near(&home.ring, home.seat, 350.0, &mut rng))?;
        let id = format!("{}-{}-ancien", kind.id.as_str().replace('_', "-"), home.code);
        let mut service = Service { id, kind: kind.id.0.clone(), commune, at: Some(at), ..drawn };
        declare(world, &mut service, year);
        found.push(service);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::SynthOptions;

    fn by_year(world: &World) -> Vec<(u16, Vec<Service>)> {
        let kinds = Kinds::builtin();
        let mut all: Vec<_> = world.options.past().map(|year| (year, list(world, &kinds, year).unwrap())).collect();
        all.push((PRESENT, services::list(world, &kinds).unwrap()));
        all
    }

    #[test]
    fn assistants_maternels_are_fewer_every_year_and_most_stay() {
        for world in [World::new(&crate::demo_options()), World::new(&SynthOptions::new(300, 2).unwrap())] {
            let world = world.unwrap();
            let ids: Vec<BTreeSet<String>> = by_year(&world)
                .into_iter()
                .map(|(_, services)| services.into_iter().filter(|s| s.agrement.is_some()).map(|s| s.id).collect())
                .collect();
            for pair in ids.windows(2) {
                assert!(pair[1].len() < pair[0].len(), "{} then {}", pair[0].len(), pair[1].len());
                let stay = pair[0].intersection(&pair[1]).count() as f64 / pair[0].len() as f64;
                assert!(stay > 0.85, "{stay} of them stay from one year to the next");
            }
            let fall = ids[5].len() as f64 / ids[0].len() as f64;
            assert!((0.7..0.92).contains(&fall), "{fall} are left after five years");
        }
    }

    #[test]
    fn the_creche_of_the_first_town_opens_in_2022() {
        let world = World::new(&crate::demo_options()).unwrap();
        let town = world.epcis[0].members[0];
        for (year, services) in by_year(&world) {
            let open = services.iter().any(|s| s.kind == "creche" && s.commune == town);
            assert_eq!(open, year >= CRECHE_OPENS, "{year}");
        }
    }

    #[test]
    fn a_service_opens_once_and_closes_once_and_ids_are_distinct() {
        let world = World::new(&SynthOptions::new(300, 5).unwrap()).unwrap();
        let years = by_year(&world);
        let mut opened = 0;
        let mut gone: BTreeSet<String> = BTreeSet::new();
        let mut before: BTreeSet<String> = BTreeSet::new();
        for (year, services) in years {
            let ids: BTreeSet<String> = services.iter().map(|s| s.id.clone()).collect();
            assert_eq!(ids.len(), services.len(), "{year}");
            assert!(gone.is_disjoint(&ids), "what closed stays closed: {year}");
            gone.extend(before.difference(&ids).cloned());
            opened += ids.difference(&before).count();
            before = ids;
        }
        assert!(!gone.is_empty() && opened > before.len());
    }

    #[test]
    fn an_agrement_is_in_force_in_the_year_of_its_list() {
        let world = World::new(&SynthOptions::new(60, 5).unwrap()).unwrap();
        for (year, services) in by_year(&world) {
            for agrement in services.iter().filter_map(|s| s.agrement.as_ref()) {
                let last = year.saturating_sub(5);
                assert!(last < agrement.since.year && agrement.since.year <= year, "{year}: {agrement:?}");
                assert!(agrement.ages.0 < agrement.ages.1 && agrement.number.starts_with("FICTIF-"), "{agrement:?}");
            }
        }
    }
}
