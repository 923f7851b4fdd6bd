//! Timetables: what is said of their feeds, and the layers of the map.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use territory::transit::{self, Action, FeedDiagnosis, FindingKind};

use crate::{
    dto::{self, word},
    finding,
    problem::Problem,
    query::{NoQuery, Query},
    state::{AppState, Snap},
};

/// Findings of one kind and action that are listed for a feed; their number is in `counts`.
const LISTED: usize = 50;

type JsonBytes = ([(HeaderName, &'static str); 1], Vec<u8>);

/// What each feed of a timetable holds, on which days, and what is wrong on which line; the first
/// fifty findings of each kind. Empty without timetables.
#[utoipa::path(
    get, path = "/api/v1/timetables/diagnosis", operation_id = "get_diagnosis", tag = "timetables",
    responses(
        (status = 200, description = "The feeds", body = dto::FeedReportList),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_diagnosis(Snap(loaded): Snap, _: Query<NoQuery>) -> Json<dto::FeedReportList> {
    let report = |report: &transit::FeedReport| feed(&report.source.0, &report.diagnosis);
    Json(dto::FeedReportList { items: loaded.travels.feeds.iter().map(report).collect() })
}

/// The stops at which something calls, as GeoJSON. Empty without timetables.
#[utoipa::path(
    get, path = "/api/v1/timetables/stops", operation_id = "list_stops", tag = "timetables",
    responses(
        (status = 200, description = "The stops", body = dto::StopCollection),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_stops(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    _: Query<NoQuery>,
) -> Result<JsonBytes, Problem> {
    let body = state.heavy(move || {
        let stop = |stop: &transit::MapStop| {
            let properties = dto::StopProperties {
                id: stop.id.clone(),
                name: stop.name.clone(),
                kinds: stop.kinds.iter().map(word).collect(),
                trips_on_day: stop.trips_on_day,
            };
            (properties, stop.at)
        };
        serde_json::to_vec(&dto::StopCollection::new(loaded.travels.map.stops.iter().map(stop)))
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], body.await?.map_err(Problem::internal)?))
}

/// The lines, as GeoJSON: one feature a path. Empty without timetables.
#[utoipa::path(
    get, path = "/api/v1/timetables/lines", operation_id = "list_lines", tag = "timetables",
    responses(
        (status = 200, description = "The lines", body = dto::LineCollection),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_lines(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    _: Query<NoQuery>,
) -> Result<JsonBytes, Problem> {
    let body = state.heavy(move || {
        let line = |line: &transit::MapLine| {
            let properties = dto::LineProperties {
                id: line.id.clone(),
                short_name: line.short_name.clone(),
                long_name: line.long_name.clone(),
                kind: word(&line.kind),
                color: line.color.as_ref().filter(|c| is_color(c)).map(|c| format!("#{}", c.to_ascii_lowercase())),
                agency: line.agency.clone(),
                trips_on_day: line.trips_on_day,
            };
            (properties, dto::LineStringGeometry::new(line.points.iter().copied()))
        };
        serde_json::to_vec(&dto::LineCollection::new(loaded.travels.map.lines.iter().map(line)))
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], body.await?.map_err(Problem::internal)?))
}

/// Six hexadecimal digits: what operators publish goes into styles.
fn is_color(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn feed(source: &str, d: &FeedDiagnosis) -> dto::FeedReport {
    let mut listed: BTreeMap<(FindingKind, Action), usize> = BTreeMap::new();
    let mut first = |kind, action| {
        let seen = listed.entry((kind, action)).or_default();
        *seen += 1;
        *seen <= LISTED
    };
    let findings = d.findings.iter().filter(|f| first(f.kind, f.action)).map(|f| dto::FeedFinding {
        kind: word(&f.kind),
        action: word(&f.action),
        file: f.file.clone(),
        line: f.line,
        field: f.field.clone(),
        value: f.value.clone(),
        reason: f.reason.clone(),
    });
    let findings = findings.collect();
    let count = |count: &transit::FindingCount| {
        let [label_fr, label_en] = finding::label(count.kind);
        dto::FeedCount { kind: word(&count.kind), action: word(&count.action), count: count.count, label_fr, label_en }
    };
    let day = |day: &transit::DayCount| dto::FeedDay {
        weekday: day.weekday,
        days: day.days,
        least: day.least,
        median: day.median,
        most: day.most,
    };
    dto::FeedReport {
        source: source.to_owned(),
        file: d.file.clone(),
        refused: d.refused.clone(),
        first_day: d.first_day.map(|day| day.to_string()),
        last_day: d.last_day.map(|day| day.to_string()),
        bounds: d.bounds,
        agencies: d.agencies.clone(),
        stops: d.stops,
        stops_without_service: d.stops_without_service.len(),
        routes: d.routes,
        routes_by_kind: d.routes_by_kind.iter().map(|(kind, count)| (word(kind), *count)).collect(),
        trips: d.trips,
        calls: d.calls,
        calls_past_midnight: d.calls_past_midnight,
        flex_trips: d.flex_trips,
        flex_zones: d.flex_zones,
        days: d.days.iter().map(day).collect(),
        counts: d.counts.iter().map(count).collect(),
        findings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_that_is_none_is_left_out() {
        assert!(is_color("00aaFF"));
        for bad in ["", "fff", "#00aaff", "zzzzzz", "00aaff;x"] {
            assert!(!is_color(bad), "{bad}");
        }
    }
}
