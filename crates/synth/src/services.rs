//! Which services each commune has: many in towns, few in villages, none at some edges.

use territory::{Kind, Kinds};

use crate::options::PRESENT;
use crate::rng::Rng;
use crate::words::{NOUNS, STREETS};
use crate::world::{Commune, World};
use crate::{SynthError, place};

/// A row of the service list.
#[derive(Debug, Default)]
pub(crate) struct Service {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    /// Position in [`World::communes`].
    pub(crate) commune: usize,
    pub(crate) address: String,
    /// WGS84 degrees; none when only the commune is told.
    pub(crate) at: Option<geo_types::Coord<f64>>,
    pub(crate) phone: String,
    pub(crate) hours: &'static str,
    pub(crate) itinerant: bool,
    pub(crate) places_agreees: Option<u32>,
    pub(crate) places_actives: Option<u32>,
    /// Free places and the day they were declared, month and day.
    pub(crate) disponibles: Option<(u32, &'static str)>,
    pub(crate) assistants: Option<u32>,
    pub(crate) agrement: Option<Agrement>,
}

/// What the département's protection maternelle et infantile allows one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agrement {
    pub(crate) number: String,
    /// First day; it lasts five years.
    pub(crate) since: Day,
    /// Ages of the children, months: from, until.
    pub(crate) ages: (u32, u32),
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    pub(crate) year: u16,
    /// 1 to 12.
    pub(crate) month: u8,
    /// 1 to 28: every month has it.
    pub(crate) day: u8,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

pub(crate) const DECLARED: [&str; 4] = ["05-28", "09-16", "11-25", "11-29"];
const LAEP_SESSIONS: [&str; 5] = [
    "Tu 09:00-12:00",
    "Th 09:30-12:00",
    "Mo 09:00-11:30; Th 15:00-18:00",
    "Fr 14:30-17:30",
    "We 09:00-12:00; Sa 09:30-12:00",
];

/// Whether another file of the territory gives this kind: the list of France services, the schools
/// of the Base permanente des équipements.
pub(crate) fn has_its_own_file(kind: &Kind) -> bool {
    kind.id.as_str() == "france_services" || kind.bpe.iter().any(|code| code.starts_with("C1"))
}

/// Services of every kind that has no file of its own, kind by kind, commune by commune.
pub(crate) fn list(world: &World, kinds: &Kinds) -> Result<Vec<Service>, SynthError> {
    let mut services = Vec::new();
    for kind in kinds.all.iter().filter(|k| !has_its_own_file(k)) {
        for (i, commune) in world.communes.iter().enumerate() {
            let mut rng = world.rng(kind.id.as_str(), i);
            for nth in 1..=how_many(kind.id.as_str(), world, commune, &mut rng) {
                let drawn = if kind.id.as_str() == "assistant_maternel" {
                    assistant(services.len(), &mut rng)
                } else {
                    collective(kind, commune, &mut rng)
                };
                let at = match kind.id.as_str() {
                    // Half of them keep their address to themselves, as the law allows.
                    "assistant_maternel" if rng.chance(0.5) => None,
                    "assistant_maternel" | "arret_transport" => Some(1_500.0),
                    _ => Some(350.0),
                };
                let at = at.map(|reach| world.degrees(place::near(&commune.ring, commune.seat, reach, &mut rng)));
                let id = format!("{}-{}-{nth}", kind.id.as_str().replace('_', "-"), commune.code);
                let agrement = (kind.id.as_str() == "assistant_maternel").then(|| agrement(world, i, &id, PRESENT));
                services.push(Service {
                    id,
                    kind: kind.id.0.clone(),
                    commune: i,
                    at: at.transpose()?,
                    agrement,
                    ..drawn
                });
            }
        }
    }
    Ok(services)
}

/// A street and a number.
pub(crate) fn address(rng: &mut Rng) -> String {
    format!("{} {}", rng.whole(1, 48), rng.pick(&STREETS))
}

/// A number of the range that the regulator keeps for fiction.
pub(crate) fn phone(rng: &mut Rng) -> String {
    format!("02 61 91 {:02} {:02}", rng.whole(0, 99), rng.whole(0, 99))
}

fn how_many(kind: &str, world: &World, commune: &Commune, rng: &mut Rng) -> u32 {
    let (rank, population) = (commune.people.rank, commune.people.population);
    let likely = |probability: f64, rng: &mut Rng| u32::from(rng.chance(probability));
    let many = |per: u32| (population / per).max(1);
    let count = match (kind, rank) {
        ("assistant_maternel", _) => return assistants(world, commune, rng),
        // One EPCI in three has no crèche: its families look beyond its border.
        ("creche", 0) if commune.epci % 3 == 1 => 0,
        ("creche", 0) => many(6_000),
        ("creche", 1) if population > 4_500 => likely(0.3, rng),
        ("micro_creche", 0) => likely(0.5, rng) * many(15_000),
        ("micro_creche", 1) => likely(0.6, rng),
        ("micro_creche", _) if population > 1_000 => likely(0.22, rng),
        ("mam", 0 | 1) => likely(0.45, rng) * many(12_000),
        ("mam", _) if population > 400 => likely(0.2, rng),
        ("rpe", 0) => many(25_000),
        ("pmi", 0) => likely(0.7, rng) * many(30_000),
        ("laep", 0) => likely(0.8, rng) * many(20_000),
        // One that goes from place to place in the first EPCI, as everywhere in the country.
        ("laep", 1) if commune.epci == 0 => 1,
        ("laep", 1) => likely(0.35, rng),
        ("centre_social", 0) => likely(0.5, rng) * many(20_000),
        ("alsh", 0) => many(8_000),
        ("alsh", 1) => likely(0.9, rng),
        ("alsh", _) if population > 800 => likely(0.5, rng),
        ("mediation_numerique", 0) => many(15_000),
        ("mediation_numerique", _) if population > 1_200 => likely(0.35, rng),
        ("arret_transport", 0) => 3 + population / 4_000,
        ("arret_transport", 1) => 2,
        ("arret_transport", _) if population > 400 => likely(0.45, rng),
        ("creche" | "micro_creche" | "mam" | "rpe" | "pmi" | "laep" | "centre_social" | "alsh", _)
        | ("mediation_numerique" | "arret_transport", _) => 0,
        // A kind that this crate does not know.
        (_, 0) => 1,
        _ => 0,
    };
    // The main town of the first EPCI has everything: no kind is missing from a territory.
    if commune.epci == 0 && rank == 0 { count.max(1) } else { count }
}

/// Assistants maternels: none in the last commune of each EPCI, fewer than five in the one before
/// it and in some others, so that statistical secrecy is met.
fn assistants(world: &World, commune: &Commune, rng: &mut Rng) -> u32 {
    let of_epci = world.epcis[commune.epci].members.len();
    let births: u32 = commune.people.births.iter().sum();
    match commune.people.rank {
        0 => (births * rng.whole(16, 24) / 100).clamp(6, 90),
        rank if of_epci >= 6 && rank == of_epci - 1 => 0,
        rank if of_epci >= 6 && rank == of_epci - 2 => rng.whole(1, 4),
        _ => match rng.unit() {
            draw if draw < 0.05 => 0,
            draw if draw < 0.2 => rng.whole(1, 4),
            _ => (births * rng.whole(14, 24) / 100).clamp(5, 30),
        },
    }
}

/// The agrément in force on 1 December of a year: renewed every five years since the first one.
pub(crate) fn agrement(world: &World, commune: usize, id: &str, year: u16) -> Agrement {
    let mut rng = Rng::of(world.options.seed, id, 1);
    let first = Day {
        // Before the first list that can be asked for.
        year: PRESENT - 10 - rng.whole(0, 14) as u16,
        month: rng.whole(1, 11) as u8,
        day: rng.whole(1, 28) as u8,
    };
    let departement = &world.departements[world.communes[commune].departement].code;
    let ages = *rng.pick(&[(0, 36), (0, 36), (0, 72), (3, 36), (18, 72), (0, 216)]);
    Agrement {
        number: format!("FICTIF-{departement}-{}-{:05}", first.year, rng.whole(0, 99_999)),
        since: Day { year: first.year + (year - first.year) / 5 * 5, ..first },
        ages,
    }
}

pub(crate) fn assistant(nth: usize, rng: &mut Rng) -> Service {
    let agreees = rng.whole(2, 4);
    let actives = if rng.chance(0.75) { agreees } else { agreees - 1 };
    let free = if rng.chance(0.35) { rng.whole(1, actives) } else { 0 };
    let disponibles = rng.chance(0.7).then(|| (free, *rng.pick(&DECLARED)));
    Service {
        name: format!("Assistante Fictive {nth:04}"),
        places_agreees: Some(agreees),
        places_actives: Some(actives),
        disponibles,
        assistants: Some(1),
        ..Service::default()
    }
}

pub(crate) fn collective(kind: &Kind, commune: &Commune, rng: &mut Rng) -> Service {
    let label = kind.label_fr.split(" (").next().unwrap_or(&kind.label_fr);
    let noun = rng.pick(&NOUNS);
    let mut service = Service {
        name: format!("{label} {}{}", noun.article, noun.noun),
        address: address(rng),
        phone: phone(rng),
        ..Service::default()
    };
    match kind.id.as_str() {
        "creche" => {
            // A crèche in a town that is no town yet is a small one.
            let most = if commune.people.population < 4_000 { 3 } else { 6 };
            places(&mut service, *rng.pick(&[18, 20, 25, 30, 40, 60][..most]), rng);
            service.hours = "Mo-Fr 07:30-18:30";
        }
        "micro_creche" => {
            places(&mut service, rng.whole(10, 12), rng);
            service.hours = "Mo-Fr 07:15-18:45";
        }
        "mam" => {
            let assistants = rng.whole(2, 4);
            places(&mut service, assistants * 4, rng);
            service.assistants = Some(assistants);
            service.hours = "Mo-Fr 06:45-19:00";
        }
        "alsh" => {
            service.places_agreees = Some(8 * rng.whole(3, 10));
            service.hours = "We 07:30-18:30";
        }
        "rpe" => service.hours = "Mo-Tu 09:00-12:00,13:30-17:00; Th 09:00-12:00",
        "pmi" => service.hours = "Tu 14:00-17:00; Th 09:00-12:00",
        "laep" => {
            service.hours = rng.pick::<&str>(&LAEP_SESSIONS);
            service.itinerant = commune.people.rank != 0;
        }
        "centre_social" => service.hours = "Mo-Fr 09:00-12:30,14:00-18:00",
        "mediation_numerique" => service.hours = "Tu-Th 09:30-12:00,14:00-17:30",
        "arret_transport" => {
            service.name = format!("Arrêt {}", rng.pick(&STREETS));
            (service.address, service.phone) = (String::new(), String::new());
        }
        _ => {}
    }
    service
}

fn places(service: &mut Service, agreees: u32, rng: &mut Rng) {
    let actives = agreees - rng.whole(0, 2);
    service.places_agreees = Some(agreees);
    service.places_actives = Some(actives);
    service.disponibles = rng.chance(0.5).then(|| (rng.whole(0, 2), *rng.pick(&DECLARED)));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::SynthOptions;

    #[test]
    fn even_one_commune_has_every_kind() {
        let kinds = Kinds::builtin();
        for communes in [1, 15] {
            let world = World::new(&SynthOptions::new(communes, 2).unwrap()).unwrap();
            let found: BTreeSet<String> = list(&world, &kinds).unwrap().into_iter().map(|s| s.kind).collect();
            let expected: BTreeSet<String> =
                kinds.all.iter().filter(|k| !has_its_own_file(k)).map(|k| k.id.0.clone()).collect();
            assert_eq!(found, expected, "{communes} communes");
            assert_eq!(kinds.all.len() - expected.len(), 3, "two kinds of schools and France services come apart");
        }
    }

    #[test]
    fn places_are_those_that_the_law_allows() {
        let kinds = Kinds::builtin();
        let world = World::new(&SynthOptions::new(400, 6).unwrap()).unwrap();
        let services = list(&world, &kinds).unwrap();
        for service in &services {
            let (agreees, actives) = (service.places_agreees, service.places_actives);
            assert!(actives.is_none() || actives <= agreees, "{}", service.id);
            assert!(service.disponibles.is_none_or(|(free, _)| Some(free) <= actives), "{}", service.id);
            let allowed = match service.kind.as_str() {
                "creche" => 18..=60,
                "micro_creche" => 10..=12,
                "mam" => 8..=16,
                "assistant_maternel" => 2..=4,
                "alsh" => 24..=80,
                _ => {
                    assert_eq!(agreees, None, "{} adds no place", service.id);
                    continue;
                }
            };
            assert!(agreees.is_some_and(|n| allowed.contains(&n)), "{}: {agreees:?}", service.id);
        }
        let ids: BTreeSet<&str> = services.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids.len(), services.len(), "an id stands twice");
    }

    #[test]
    fn some_communes_have_no_assistant_and_some_too_few_to_be_told() {
        let kinds = Kinds::builtin();
        let world = World::new(&crate::demo_options()).unwrap();
        let mut counts = vec![0u32; world.communes.len()];
        for service in list(&world, &kinds).unwrap() {
            if service.kind == "assistant_maternel" {
                counts[service.commune] += 1;
                assert!(service.name.starts_with("Assistante Fictive"), "{}", service.name);
            }
        }
        let having = |range: std::ops::RangeInclusive<u32>| counts.iter().filter(|n| range.contains(n)).count();
        assert!(having(0..=0) >= 1 && having(1..=4) >= 1 && having(5..=30) >= 8, "{counts:?}");
        let declared = |s: &Service| s.disponibles.is_some();
        let world = World::new(&SynthOptions::new(300, 1).unwrap()).unwrap();
        let assistants: Vec<Service> =
            list(&world, &kinds).unwrap().into_iter().filter(|s| s.kind == "assistant_maternel").collect();
        let share = assistants.iter().filter(|s| declared(s)).count() as f64 / assistants.len() as f64;
        assert!((0.65..0.75).contains(&share), "{share}");
    }
}
