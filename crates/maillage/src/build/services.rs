//! Services of every source, placed in the communes of the snapshot; assistants maternels summed
//! by commune, their homes left behind.

use geo::{Distance, Haversine};
use ingest::{Finding, FoundService, KnownAreas};
use territory::{
    AreaIndex, Capacity, Check, Commune, CommuneCode, Kinds, Located, LonLat, Quantity, Service, ServiceId, SourceId,
    Territory, Vintage, service::HomeCare,
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

/// Farther than this from the commune that its row names, a position outside the territory is not
/// used: the town centre is.
const FAR_M: f64 = 20_000.0;

/// Puts the services of one source into the territory, and says what is doubtful about them.
pub(crate) fn place(territory: &mut Territory, areas: &AreaIndex, kinds: &Kinds, found: Found<'_>, tally: &mut Tally) {
    let Found { source, file, carrier, services } = found;
    let mut ours = Vec::new();
    for mut service in services {
        if !source.kinds.is_empty() && !source.kinds.contains(&service.kind) {
            tally.outside();
            continue;
        }
        let holder = || {
            let inside = service.at.and_then(|at| areas.containing(at));
            inside.map(|position| territory.communes[position].code)
        };
        let carried = service.commune.map(|code| carrier.carry_at(code, holder()));
        service.commune = carried;
        // The code decides whether the row is ours: a misplaced point of a national list is not.
        let position = match service.commune {
            Some(code) => territory.commune(code),
            None => service.at.and_then(|at| areas.containing(at)),
        };
        let Some(position) = position else {
            let inside = service.at.and_then(|at| areas.containing(at));
            if let Some(finding) = inside.and_then(|i| postcode_as_code(&territory.communes[i], file, &service)) {
                tally.warn(finding);
            }
            tally.outside();
            continue;
        };
        if kinds.get(service.kind.as_str()).is_some_and(|k| k.nominative) {
            add_home_care(&mut territory.home_care[position], &service);
        } else {
            ours.push((position, service));
        }
    }
    doubt(territory, areas, file, &ours, tally);
    for (position, service) in ours {
        let seat = territory.communes[position].seat;
        let usable =
            |at: &LonLat| areas.containing(*at).is_some() || Haversine.distance(at.point(), seat.point()) <= FAR_M;
        let (at, located) = service.at.filter(usable).map_or((seat, Located::TownCentre), |at| (at, Located::Exact));
        push(territory, source, position, &service, at, located);
    }
}

/// A row that is left out because its commune code is none of ours, although it lies in one of our
/// communes: its code is its postal code.
fn postcode_as_code(commune: &Commune, file: &str, service: &FoundService) -> Option<Finding> {
    let code = service.commune.filter(|code| service.postcode.as_deref() == Some(code.as_str()))?;
    let reason = format!(
        "the commune code is the postal code; the point lies in {} ({}): give its INSEE code, the row is left out",
        commune.name, commune.code
    );
    let finding = Finding::at(file, service.line, "code_insee", code.as_str(), reason).of(Check::PostcodeForInsee);
    Some(Finding { at: service.at, commune: Some(commune.code), ..finding })
}

/// Quality checks of places that are open to families: a home never comes here.
fn doubt(territory: &Territory, areas: &AreaIndex, file: &str, services: &[(usize, FoundService)], tally: &mut Tally) {
    let codes: Vec<CommuneCode> = territory.communes.iter().map(|c| c.code).collect();
    let outlines: Vec<_> = territory.communes.iter().map(|c| &c.area).collect();
    let known = KnownAreas { index: areas, codes: &codes, outlines: &outlines };
    let services: Vec<FoundService> = services.iter().map(|(_, service)| service.clone()).collect();
    for finding in ingest::doubts(file, &services, &tally.said(file), Some(known)) {
        tally.warn(finding);
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
