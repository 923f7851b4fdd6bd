//! The service list of this project, of the present year and of the years before.

use csv::WriterBuilder;
use territory::Kinds;

use super::{facilities, table};
use crate::options::PRESENT;
use crate::services::{self, Day, Service};
use crate::world::World;
use crate::{SynthError, SynthFile, history, lives};

const COLUMNS: [&str; 28] = [
    "id",
    "nom",
    "type",
    "commune",
    "code_insee",
    "code_postal",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "itinerance",
    "date_maj",
    "siret",
    "places_agreees",
    "places_actives",
    "places_disponibles",
    "places_disponibles_le",
    "assistants",
    "source",
    "agrement_numero",
    "agrement_debut",
    "agrement_fin",
    "agrement_age_min_mois",
    "agrement_age_max_mois",
];

/// `services/services.csv`: every kind without a file of its own.
pub(super) fn present(world: &World, kinds: &Kinds) -> Result<SynthFile, SynthError> {
    list(world, "services/services.csv", PRESENT, services::list(world, kinds)?)
}

/// `history/2021/services.csv`: every kind as of 1 December of a past year, France services and
/// schools among them.
pub(super) fn past(world: &World, kinds: &Kinds, year: u16) -> Result<SynthFile, SynthError> {
    let mut services = lives::list(world, kinds, year)?;
    services.extend(spaces(world, year)?);
    services.extend(schools(world, kinds)?);
    list(world, &format!("history/{year}/services.csv"), year, services)
}

fn list(world: &World, path: &str, year: u16, services: Vec<Service>) -> Result<SynthFile, SynthError> {
    table(path, &WriterBuilder::new(), |w| {
        w.write_record(COLUMNS)?;
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        for service in services {
            let commune = &world.communes[service.commune];
            let (code, name) = history::commune_of(world, year, service.commune, &service.id);
            let (latitude, longitude) = service.at.map(|at| (at.y.to_string(), at.x.to_string())).unwrap_or_default();
            // Nothing here has an address on the web but centres sociaux, at a name kept for examples.
            let website = match service.kind.as_str() {
                "centre_social" => format!("https://{}.example/", service.id),
                _ => String::new(),
            };
            let (free, declared) = service.disponibles.unzip();
            let agrement = service.agrement.as_ref();
            let day = |years: u16| agrement.map(|a| Day { year: a.since.year + years, ..a.since }.to_string());
            w.write_record([
                service.id.as_str(),
                &service.name,
                &service.kind,
                name,
                code,
                &commune.postcodes[0],
                &service.address,
                "",
                &latitude,
                &longitude,
                &international(&service.phone),
                "",
                &website,
                service.hours,
                if service.itinerant { "oui" } else { "" },
                &format!("{year}-12-01"),
                "",
                &number(service.places_agreees),
                &number(service.places_actives),
                &number(free),
                &declared.map(|day| format!("{year}-{day}")).unwrap_or_default(),
                &number(service.assistants),
                "Maillage (fictif)",
                agrement.map_or("", |a| &a.number),
                &day(0).unwrap_or_default(),
                &day(5).unwrap_or_default(),
                &number(agrement.map(|a| a.ages.0)),
                &number(agrement.map(|a| a.ages.1)),
            ])?;
        }
        Ok(())
    })
}

/// France services that were open: the label is of 2019, the first ones opened in 2020.
fn spaces(world: &World, year: u16) -> Result<Vec<Service>, SynthError> {
    let mut open = Vec::new();
    for (nth, row) in facilities::spaces(world)?.into_iter().enumerate() {
        let since = if nth == 0 { 2020 } else { 2020 + world.rng("first day of a space", nth).whole(0, 3) as u16 };
        let [name, address, code, latitude, longitude] = [1, 2, 4, 7, 8].map(|i| &row[i]);
        let position = |text: &String| text.parse::<f64>().ok();
        let commune = world.communes.binary_search_by(|c| c.code.cmp(code));
        if let (true, Ok(commune), Some(x), Some(y)) = (since <= year, commune, position(longitude), position(latitude))
        {
            open.push(Service {
                id: format!("france-services-{}", nth + 1),
                name: name.clone(),
                kind: "france_services".to_owned(),
                commune,
                address: address.clone(),
                at: Some(geo_types::Coord { x, y }),
                itinerant: row[facilities::FORMAT] != "Fixe",
                ..Service::default()
            });
        }
    }
    Ok(open)
}

/// Schools: the same in every year, at the town centre.
fn schools(world: &World, kinds: &Kinds) -> Result<Vec<Service>, SynthError> {
    let mut schools = Vec::new();
    for (i, commune) in world.communes.iter().enumerate() {
        for (school, sector, count) in facilities::schools_of(commune, &mut world.rng("schools", i)) {
            let Some(kind) = kinds.all.iter().find(|k| k.bpe.iter().any(|code| code == school)) else { continue };
            for nth in 1..=count {
                let label = kind.label_fr.split(" (").next().unwrap_or(&kind.label_fr);
                schools.push(Service {
                    id: format!("{school}-{sector}-{}-{nth}", commune.code),
                    name: format!("{label} de {}", commune.name),
                    kind: kind.id.0.clone(),
                    commune: i,
                    at: Some(world.degrees(commune.seat)?),
                    ..Service::default()
                });
            }
        }
    }
    Ok(schools)
}

/// "02 61 91 00 00" as "+33261910000".
fn international(phone: &str) -> String {
    phone.strip_prefix('0').map(|rest| format!("+33{}", rest.replace(' ', ""))).unwrap_or_default()
}
