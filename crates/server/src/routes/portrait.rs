//! A territory in figures and one sentence.

use axum::{Json, extract::State};
use serde::Deserialize;
use territory::{
    Column, Kind, Level, Quantity, TravelMode,
    figure::Better,
    reference::{self, ReferenceLevel},
};
use utoipa::IntoParams;

use super::{
    figures::find_year,
    find_territory, named, named_commune,
    series::{part, short_series},
    territories::{count, detail, home_departement},
};
use crate::{
    dto,
    problem::Problem,
    query::{Query, TerritoryPath, Year},
    sentence::{self, Place},
    state::{AppState, Loaded, Snap},
};

/// Which year.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct GetPortrait {
    /// One of the observatory's `years`; the present one by default.
    #[param(value_type = Option<u16>, example = 2021)]
    year: Option<Year>,
}

/// A territory in one sentence and in figures, beside the territories that hold it.
#[utoipa::path(
    get, path = "/api/v1/territories/{level}/{code}/portrait", operation_id = "get_portrait", tag = "territories",
    params(
        ("level" = dto::Level, Path, description = "The level"),
        ("code" = String, Path, description = "INSEE code, or SIREN number for an EPCI"),
        GetPortrait,
    ),
    responses(
        (status = 200, description = "The portrait", body = dto::Portrait),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such territory", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_portrait(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    path: TerritoryPath,
    Query(asked): Query<GetPortrait>,
) -> Result<Json<dto::Portrait>, Problem> {
    let position = find_territory(&loaded, path.level, &path.code)?;
    let year = find_year(&loaded, asked.year)?;
    Ok(Json(state.heavy(move || portrait(&loaded, path.level, position, year)).await?))
}

fn portrait(loaded: &Loaded, level: Level, position: usize, year: u16) -> dto::Portrait {
    let territory = detail(loaded, level, position);
    let [sentence_fr, sentence_en] = sentences(loaded, level, position, year);
    let siblings = siblings(loaded, level, position);
    let compared = compared_with(loaded, level, position);
    let method = children_method(loaded, level, position);
    let (notes_fr, notes_en) = notes(loaded, level, position);
    let mut figures = Vec::new();
    for (indicator, facets) in loaded.indicators.iter().zip(&loaded.facets) {
        for facet in facets {
            if let Some(column) = loaded.figures.column_in(year, &indicator.id, facet, level) {
                figures.push(figure(loaded, (year, column), indicator.better, position, &siblings, &compared));
            }
        }
    }
    let nearest = match level {
        Level::Commune if year == loaded.figures.year => nearest(loaded, position),
        _ => Vec::new(),
    };
    dto::Portrait {
        territory,
        year,
        sentence_fr,
        sentence_en,
        figures,
        minutes: minutes(loaded, level, position, year),
        nearest,
        children_method: method.into(),
        notes_fr,
        notes_en,
    }
}

fn figure(
    loaded: &Loaded,
    (year, column): (u16, &Column),
    better: Better,
    position: usize,
    siblings: &[usize],
    compared: &[(Level, usize)],
) -> dto::PortraitFigure {
    let value = column.values[position];
    let compare = compared.iter().filter_map(|&(level, other)| {
        let value = loaded.figures.column_in(year, &column.indicator, &column.facet, level)?.values[other];
        let dto::Named { code, name } = named(loaded, level, other);
        Some(dto::Comparison { level: level.into(), code, name, value: value.into(), year: None, source: None })
    });
    dto::PortraitFigure {
        indicator: column.indicator.clone(),
        facet: column.facet.clone(),
        travel: column.travel.map(dto::TravelMode::from),
        value: value.into(),
        rank: rank(column, better, position, siblings),
        compare: compare.chain(published(loaded, column, position)).collect(),
        numerator: part(value, &column.numerators, position),
        denominator: part(value, &column.denominators, position),
        partial: column.partial.iter().any(|&p| p as usize == position),
        series: short_series(loaded, column, position),
        provenance: column.provenance.clone(),
    }
}

/// Mean minutes to each kind by each mode that has a figure.
fn minutes(loaded: &Loaded, level: Level, position: usize, year: u16) -> Vec<dto::KindMinutes> {
    let of = |kind: &str, mode| {
        let column = loaded.figures.column_by_in(year, "nearest_minutes", kind, Some(mode), level)?;
        Some(dto::ModeMinutes {
            travel: mode.into(),
            value: column.values[position].into(),
            estimated: loaded.figures.provenance(&column.provenance).is_some_and(|p| p.estimate),
            partial: column.partial.iter().any(|&p| p as usize == position),
            provenance: column.provenance.clone(),
        })
    };
    let kind = |kind: &Kind| {
        let modes: Vec<_> = TravelMode::ALL.into_iter().filter_map(|mode| of(kind.id.as_str(), mode)).collect();
        (!modes.is_empty()).then(|| dto::KindMinutes { kind: kind.id.as_str().to_owned(), modes })
    };
    loaded.kinds.all.iter().filter_map(kind).collect()
}

/// What others published of the same measure for the département and for the country. A fictional
/// département may have the code of a real one: its name tells them apart.
fn published(loaded: &Loaded, column: &Column, position: usize) -> Vec<dto::Comparison> {
    let home = home_departement(loaded, column.level, position).map(|d| named(loaded, Level::Departement, d));
    let departement = home.and_then(|home| {
        let latest = |level| reference::latest(&loaded.references, level, &home.code, &column.indicator, &column.facet);
        latest(ReferenceLevel::Departement).filter(|(known, _)| known.name == home.name)
    });
    let country = reference::latest(&loaded.references, ReferenceLevel::Pays, "FR", &column.indicator, &column.facet);
    let comparison = |(known, value): (&territory::Reference, f64)| dto::Comparison {
        level: match known.level {
            ReferenceLevel::Departement => dto::ComparedLevel::Departement,
            ReferenceLevel::Pays => dto::ComparedLevel::Pays,
        },
        code: known.code.clone(),
        name: known.name.clone(),
        value: Quantity::Known(value).into(),
        year: Some(known.year),
        source: Some(known.source.clone()),
    };
    departement.into_iter().chain(country).map(comparison).collect()
}

/// Where a known value stands among the known values of its siblings, itself included; equals share
/// a rank. The best is first, and the highest where neither end is better.
fn rank(column: &Column, better: Better, position: usize, siblings: &[usize]) -> Option<dto::Rank> {
    let own = column.values[position].known()?;
    let known: Vec<f64> = siblings.iter().filter_map(|&s| column.values[s].known()).collect();
    if known.len() < 2 {
        return None;
    }
    let ahead = |v: &&f64| match better {
        Better::Higher | Better::Neutral => **v > own,
        Better::Lower => **v < own,
    };
    Some(dto::Rank { position: known.iter().filter(ahead).count() + 1, of: known.len() })
}

/// The communes of the same EPCI, or of the département for the only commune of an EPCI and for
/// one without EPCI; the EPCI of the same département.
fn siblings(loaded: &Loaded, level: Level, position: usize) -> Vec<usize> {
    let territory = &loaded.territory;
    let home = home_departement(loaded, level, position);
    match level {
        Level::Commune => {
            let epci = territory.communes[position].epci.and_then(|siren| territory.epci(siren));
            let members = epci.map(|epci| &territory.epcis[epci].members).filter(|members| members.len() > 1);
            members.or(home.map(|d| &territory.departements[d].members)).cloned().unwrap_or_default()
        }
        Level::Epci => home.map(|d| loaded.departement_epcis[d].clone()).unwrap_or_default(),
        Level::Departement => Vec::new(),
    }
}

/// The territories that hold this one.
fn compared_with(loaded: &Loaded, level: Level, position: usize) -> Vec<(Level, usize)> {
    let territory = &loaded.territory;
    match level {
        Level::Commune => {
            let epci = territory.communes[position].epci.and_then(|siren| territory.epci(siren));
            let departement = home_departement(loaded, level, position);
            epci.map(|e| (Level::Epci, e)).into_iter().chain(departement.map(|d| (Level::Departement, d))).collect()
        }
        Level::Epci => loaded.epci_departements[position].iter().map(|&d| (Level::Departement, d)).collect(),
        Level::Departement => Vec::new(),
    }
}

fn nearest(loaded: &Loaded, position: usize) -> Vec<dto::NearestService> {
    let entries = loaded.figures.nearest.get(position).map_or(&[][..], Vec::as_slice);
    let entry = |near: &territory::figure::Nearest| {
        let service = near.service.map(|s| &loaded.territory.services[s as usize]);
        let target = service.map(|service| {
            let commune = named_commune(loaded, service.commune);
            dto::NearestTarget {
                id: service.id.0.clone(),
                name: service.name.clone(),
                commune_code: commune.code,
                commune_name: commune.name,
            }
        });
        dto::NearestService {
            kind: near.kind.as_str().to_owned(),
            travel: near.travel.into(),
            rank: near.rank,
            estimated: near.estimated,
            service: target,
            minutes: (f64::from(near.seconds) / 6.0).round() / 10.0,
            distance_m: (near.distance_m / 100.0).round() as u32 * 100,
            hours: service.and_then(|s| s.hours.as_ref()).map(territory::WeeklyHours::to_osm),
        }
    };
    entries.iter().map(entry).collect()
}

fn sentences(loaded: &Loaded, level: Level, position: usize, year: u16) -> [String; 2] {
    let name = loaded.territory.name(level, position).unwrap_or_default();
    let place = Place { level, code: loaded.territory.code(level, position).unwrap_or_default(), name };
    let creche_first = |kind: &&Kind| kind.id.as_str() != "creche";
    let mut kinds: Vec<&Kind> = loaded.kinds.all.iter().collect();
    kinds.sort_by_key(creche_first);
    // What is said first is what families ask first; a kind without service is named as unknown.
    let unknown = kinds.first().copied().filter(|kind| !kind.nominative && loaded.kind_count(&kind.id) == 0);
    let told = |kind: &&'_ Kind| {
        let column = loaded.figures.column_in(year, "children_beyond", kind.id.as_str(), level)?;
        let estimate = loaded.figures.provenance(&column.provenance).is_some_and(|p| p.estimate);
        Some((column.values[position], estimate))
    };
    let known: Vec<(&Kind, Quantity, bool)> = kinds
        .iter()
        .filter(|kind| kind.nominative || loaded.kind_count(&kind.id) > 0)
        .filter_map(|kind| told(kind).map(|(value, estimate)| (*kind, value, estimate)))
        .collect();
    let children = count(loaded, level, position, "children_under_3", |c| c.children_under_3);
    let telling = sentence::choose(children, &known);
    // Without a single known service there is nothing to add about one kind.
    let unknown =
        unknown.filter(|_| matches!(telling, sentence::Telling::Beyond { .. } | sentence::Telling::Secret(_)));
    [sentence::french(place, unknown, telling), sentence::english(place, unknown, telling)]
}

/// The method of the commune; the weakest of the communes' for a sum.
fn children_method(loaded: &Loaded, level: Level, position: usize) -> territory::ChildrenMethod {
    let communes = &loaded.territory.communes;
    let members = loaded.territory.members(level, position).iter().map(|&m| communes[m].children_method);
    match level {
        Level::Commune => communes[position].children_method,
        _ => {
            let known = members.filter(|method| *method != territory::ChildrenMethod::None);
            known.max().unwrap_or(territory::ChildrenMethod::None)
        }
    }
}

/// What a reader must know of this territory's figures, in French and English; how its children
/// were counted is said by `children_method`.
fn notes(loaded: &Loaded, level: Level, position: usize) -> (Vec<String>, Vec<String>) {
    let mut notes: Vec<[String; 2]> = Vec::new();
    let mut say = |fr: String, en: String| notes.push([fr, en]);
    if level == Level::Epci {
        let epci = &loaded.territory.epcis[position];
        let (here, declared) = (epci.members.len(), epci.declared_members);
        if here < declared {
            say(
                format!(
                    "Cet EPCI a {declared} communes, dont {here} dans cet observatoire : les chiffres ne portent que sur celles-ci."
                ),
                format!(
                    "This EPCI has {declared} communes, {here} of them in this observatory: figures speak of these only."
                ),
            );
        }
    }
    if level == Level::Commune && !loaded.territory.communes[position].seat_is_sourced {
        say(
            "Aucune source ne donne le centre-bourg : les temps partent d’un point situé dans la commune.".into(),
            "No source gives the town centre: times start from a point inside the commune.".into(),
        );
    }
    notes.into_iter().map(|[fr, en]| (fr, en)).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Quantity::{Known, Missing, Suppressed};

    fn column(values: Vec<Quantity>) -> Column {
        Column {
            indicator: "x".into(),
            facet: "total".into(),
            travel: None,
            level: Level::Commune,
            values,
            numerators: Vec::new(),
            denominators: Vec::new(),
            partial: Vec::new(),
            provenance: "x".into(),
        }
    }

    #[test]
    fn a_rank_counts_known_values_only_and_equals_share_it() {
        let column = column(vec![Known(5.0), Missing, Known(9.0), Known(5.0), Suppressed, Known(1.0)]);
        let all = [0, 1, 2, 3, 4, 5];
        let of = |position, better| rank(&column, better, position, &all).map(|r| (r.position, r.of));
        assert_eq!(
            [of(2, Better::Higher), of(0, Better::Higher), of(3, Better::Higher)],
            [Some((1, 4)), Some((2, 4)), Some((2, 4))]
        );
        assert_eq!(of(5, Better::Higher), Some((4, 4)));
        assert_eq!(of(5, Better::Lower), Some((1, 4)));
        assert_eq!([of(1, Better::Higher), of(4, Better::Lower)], [None, None]);
    }

    #[test]
    fn nobody_is_first_alone() {
        assert_eq!(rank(&column(vec![Known(5.0)]), Better::Higher, 0, &[0]), None);
    }
}
