//! Services of every source, placed in the communes of the snapshot; assistants maternels summed
//! by commune, their homes left behind.

use geo::{Distance, Haversine};
use ingest::{Finding, FoundService};
use territory::{
    AreaIndex, Capacity, CommuneCode, Kinds, Located, LonLat, Quantity, Service, ServiceId, SourceId, Territory,
    Vintage, service::HomeCare,
};

use super::{carry::Carrier, read::Tally};
use crate::config::Source;

/// A source of services as it was read.
pub(crate) struct Found<'a> {
    pub(crate) source: &'a Source,
    pub(crate) file: &'a str,
    pub(crate) carrier: Carrier<'a>,
    pub(crate) services: Vec<FoundService>,
}

/// Farther than this from the commune that its row names, a position is doubted aloud.
const FAR_M: f64 = 20_000.0;

/// Puts the services of one source into the territory.
pub(crate) fn place(territory: &mut Territory, areas: &AreaIndex, kinds: &Kinds, found: Found<'_>, tally: &mut Tally) {
    let Found { source, file, carrier, services } = found;
    for service in services {
        if !source.kinds.is_empty() && !source.kinds.contains(&service.kind) {
            tally.outside();
            continue;
        }
        let nominative = kinds.get(service.kind.as_str()).is_some_and(|k| k.nominative);
        let inside = service.at.and_then(|at| areas.containing(at));
        let holder = inside.map(|position| territory.communes[position].code);
        let stated = service.commune.map(|code| carrier.carry_at(code, holder));
        let by_code = stated.and_then(|code| territory.commune(code));
        // The code decides whether the row is ours: a misplaced point of a national list is not.
        let position = match (stated, by_code, inside) {
            (Some(_), Some(commune), _) => commune,
            (Some(_), None, _) | (None, _, None) => {
                tally.outside();
                continue;
            }
            (None, _, Some(commune)) => commune,
        };
        if nominative {
            add_home_care(&mut territory.home_care[position], &service);
            continue;
        }
        let seat = territory.communes[position].seat;
        let doubt = |reason: String| Finding {
            file: file.to_owned(),
            line: Some(service.line),
            field: "latitude, longitude".into(),
            value: service.at.map(|at| format!("{}, {}", at.lat_deg(), at.lon_deg())).unwrap_or_default(),
            reason,
        };
        let commune = &territory.communes[position];
        match (service.at, inside) {
            (Some(_), Some(other)) if other != position => tally.warn(doubt(format!(
                "the point lies in {} ({}), the row names {} ({}); the row's commune is kept",
                territory.communes[other].name, territory.communes[other].code, commune.name, commune.code
            ))),
            (Some(at), None) if Haversine.distance(at.point(), seat.point()) > FAR_M => tally.warn(doubt(format!(
                "the point lies outside the territory, far from {} ({}); it is placed at the town centre",
                commune.name, commune.code
            ))),
            _ => {}
        }
        let usable = service.at.filter(|at| inside.is_some() || Haversine.distance(at.point(), seat.point()) <= FAR_M);
        let (at, located) = usable.map_or((seat, Located::TownCentre), |at| (at, Located::Exact));
        push(territory, source, position, &service, at, located);
    }
}

fn push(
    territory: &mut Territory,
    source: &Source,
    position: usize,
    service: &FoundService,
    at: LonLat,
    located: Located,
) {
    let commune: CommuneCode = territory.communes[position].code;
    for n in 0..service.count.max(1) {
        let id = if service.count > 1 {
            format!("{}:{}-{}", source.id, service.local_id, n + 1)
        } else {
            format!("{}:{}", source.id, service.local_id)
        };
        territory.services.push(Service {
            id: ServiceId(id),
            kind: service.kind.clone(),
            name: service.name.clone(),
            at,
            located,
            commune,
            capacity: service.capacity,
            hours: service.hours.clone(),
            itinerant: service.itinerant,
            address: service.address.clone(),
            postcode: service.postcode.clone(),
            phone: service.phone.clone(),
            website: service.website.clone(),
            source: SourceId(source.id.clone()),
            vintage: Vintage(service.date.clone().unwrap_or_else(|| source.vintage.clone())),
        });
    }
}

fn add_home_care(care: &mut HomeCare, row: &FoundService) {
    let assistants = row.assistants.known().unwrap_or_else(|| f64::from(row.count.max(1)));
    care.assistants = Quantity::Known(care.assistants.known().unwrap_or(0.0) + assistants);
    // What one of them does not state leaves the sum of the others: only declared places count.
    let add = |sum: &mut Quantity, more: Quantity| {
        if let Some(more) = more.known() {
            *sum = Quantity::Known(sum.known().unwrap_or(0.0) + more);
        }
    };
    let Capacity { agreees, actives, disponibles } = row.capacity;
    add(&mut care.capacity.agreees, agreees);
    add(&mut care.capacity.actives, actives);
    add(&mut care.capacity.disponibles, disponibles);
}

/// Once every source is in: where assistants maternels are known at all, a commune without any has
/// none; services and ids are put in order, and a second service of one id is refused.
pub(crate) fn finish(territory: &mut Territory) {
    if territory.home_care.iter().any(|c| c.assistants.known().is_some()) {
        for care in territory.home_care.iter_mut().filter(|c| c.assistants == Quantity::Missing) {
            care.assistants = Quantity::Known(0.0);
        }
    }
    territory.services.sort_by(|a, b| a.id.cmp(&b.id));
}
