//! Services with a public address. Kinds whose places are homes are never here: the territory
//! does not hold them one by one, and loading refuses a snapshot that does.

use axum::{Json, extract::State};
use serde::Deserialize;
use territory::{CommuneCode, Quantity, Service, ServiceId, Siren};
use utoipa::IntoParams;

use super::{fid, named_commune, public_kind, short};
use crate::{
    dto, messages,
    problem::Problem,
    query::{Bbox, Limit, NoQuery, Query, Segment},
    state::{AppState, Loaded, Snap},
};

/// Which services.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListServices {
    /// Only this kind.
    #[param(example = "creche")]
    kind: Option<String>,
    /// Only in this commune, by its INSEE code.
    #[param(example = "85051")]
    commune: Option<String>,
    /// Only in this EPCI, by its SIREN number.
    #[param(example = "248500340")]
    epci: Option<String>,
    /// Only in this box: west,south,east,north in WGS84 degrees, borders included.
    #[param(value_type = Option<String>, example = "-1.3,46.5,-0.9,46.9")]
    bbox: Option<Bbox>,
    /// Items of a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<Limit<1000>>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Services with a public address, in the order of their identifiers, a page at a time.
#[utoipa::path(
    get, path = "/api/v1/services", operation_id = "list_services", tag = "services",
    params(ListServices),
    responses(
        (status = 200, description = "A page of services", body = dto::ServicePage),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_services(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    Query(asked): Query<ListServices>,
) -> Result<Json<dto::ServicePage>, Problem> {
    let filter = Filter::new(&loaded, &asked)?;
    let page = state.heavy(move || page(&loaded, &filter, asked.after.as_deref(), Limit::or(asked.limit, 100)));
    Ok(Json(page.await?))
}

/// A service.
#[utoipa::path(
    get, path = "/api/v1/services/{id}", operation_id = "get_service", tag = "services",
    params(("id" = String, Path, description = "Identifier of the service", example = "france-services:1820")),
    responses(
        (status = 200, description = "The service", body = dto::ServiceCard),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such service", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_service(
    Snap(loaded): Snap,
    Segment(id): Segment,
    _: Query<NoQuery>,
) -> Result<Json<dto::ServiceCard>, Problem> {
    let id = ServiceId(id);
    match loaded.territory.services.binary_search_by(|s| s.id.cmp(&id)) {
        Ok(position) => Ok(Json(card(&loaded, position))),
        Err(_) => Err(Problem::not_found(messages::no_service(&short(&id.0)))),
    }
}

struct Filter {
    kind: Option<String>,
    communes: Option<Vec<CommuneCode>>,
    bbox: Option<Bbox>,
}

impl Filter {
    fn new(loaded: &Loaded, asked: &ListServices) -> Result<Self, Problem> {
        asked.kind.as_deref().map_or(Ok(()), |kind| public_kind(loaded, kind))?;
        let territory = &loaded.territory;
        let unknown =
            |name: &str, value: &str| Problem::parameter(name, messages::no_such_territory(name, name, &short(value)));
        let commune = asked.commune.as_deref().map(|text| {
            let code = CommuneCode::new(text).ok().filter(|code| territory.commune(*code).is_some());
            code.ok_or_else(|| unknown("commune", text))
        });
        let commune = commune.transpose()?;
        let members = asked.epci.as_deref().map(|text| {
            let epci = Siren::new(text).ok().and_then(|siren| territory.epci(siren));
            let members = epci.map(|epci| territory.epcis[epci].members.iter().map(|&m| territory.communes[m].code));
            members.map(Iterator::collect::<Vec<_>>).ok_or_else(|| unknown("epci", text))
        });
        let communes = match (commune, members.transpose()?) {
            (Some(code), Some(members)) => Some(members.into_iter().filter(|member| *member == code).collect()),
            (Some(code), None) => Some(vec![code]),
            (None, members) => members,
        };
        Ok(Self { kind: asked.kind.clone(), communes, bbox: asked.bbox })
    }

    /// The communes are sorted, as the territory's list is.
    fn keeps(&self, service: &Service) -> bool {
        self.kind.as_ref().is_none_or(|kind| service.kind.as_str() == kind)
            && self.communes.as_ref().is_none_or(|communes| communes.binary_search(&service.commune).is_ok())
            && self.bbox.is_none_or(|bbox| bbox.contains(service.at))
    }
}

fn page(loaded: &Loaded, filter: &Filter, after: Option<&str>, limit: usize) -> dto::ServicePage {
    let services = &loaded.territory.services;
    let kept: Vec<usize> = (0..services.len()).filter(|&p| filter.keeps(&services[p])).collect();
    let start = after.map_or(0, |after| kept.partition_point(|&p| services[p].id.0.as_str() <= after));
    let page = &kept[start..kept.len().min(start + limit)];
    let more = start + page.len() < kept.len();
    dto::ServicePage {
        items: page.iter().map(|&position| card(loaded, position)).collect(),
        total: kept.len(),
        next: page.last().filter(|_| more).map(|&last| services[last].id.0.clone()),
    }
}

fn card(loaded: &Loaded, position: usize) -> dto::ServiceCard {
    let service = &loaded.territory.services[position];
    let places = [service.capacity.agreees, service.capacity.actives, service.capacity.disponibles];
    let [agreees, actives, disponibles] = places.map(dto::Quantity::from);
    dto::ServiceCard {
        fid: fid(position),
        id: service.id.0.clone(),
        kind: service.kind.as_str().to_owned(),
        name: service.name.clone(),
        lon: service.at.lon_deg(),
        lat: service.at.lat_deg(),
        located: match service.located {
            territory::Located::Exact => dto::Located::Exact,
            territory::Located::TownCentre => dto::Located::TownCentre,
        },
        commune: named_commune(loaded, service.commune),
        capacity: places.iter().any(|p| *p != Quantity::Missing).then_some(dto::Capacity {
            agreees,
            actives,
            disponibles,
        }),
        hours: service.hours.as_ref().map(territory::WeeklyHours::to_osm),
        itinerant: service.itinerant,
        address: service.address.clone(),
        postcode: service.postcode.clone(),
        phone: service.phone.clone(),
        website: service.website.clone(),
        source: service.source.0.clone(),
        vintage: service.vintage.0.clone(),
    }
}
