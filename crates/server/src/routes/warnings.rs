//! Quality findings of all sources. Homes are never here: ingest gives no position, name or
//! commune of a row about a person.

use axum::Json;
use serde::Deserialize;
use snapshot::{RejectionRecord, Severity};
use territory::Check;
use utoipa::IntoParams;

use super::{named_commune, short};
use crate::{
    dto,
    problem::Problem,
    query::{Limit, Query},
    state::{Loaded, Snap},
};

/// Which findings.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListWarnings {
    /// Only of this check.
    #[param(example = "outside_its_commune")]
    check: Option<String>,
    /// Only of this source.
    source: Option<String>,
    /// Items of a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<Limit<1000>>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Rows of all sources that were taken and look wrong: each with its line, the reason, and where
/// it is.
#[utoipa::path(
    get, path = "/api/v1/warnings", operation_id = "list_warnings", tag = "sources",
    params(ListWarnings),
    responses(
        (status = 200, description = "A page of findings", body = dto::WarningPage),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_warnings(
    Snap(loaded): Snap,
    Query(asked): Query<ListWarnings>,
) -> Result<Json<dto::WarningPage>, Problem> {
    let check = match asked.check.as_deref() {
        None => None,
        Some(word) => Some(Check::ALL.into_iter().find(|c| c.as_str() == word).ok_or_else(|| {
            let detail = format!("The parameter `check` is no check: `{}`.", short(word));
            Problem::parameter("check", detail).with_valid(Check::ALL.map(Check::as_str))
        })?),
    };
    let sources = || loaded.manifest.sources.iter().map(|source| source.id.clone());
    if let Some(source) = asked.source.as_deref().filter(|id| !sources().any(|known| known == *id)) {
        let detail = format!("The parameter `source` names no source: `{}`.", short(source));
        return Err(Problem::parameter("source", detail).with_valid(sources()));
    }
    let of_source: Vec<Finding<'_>> =
        findings(&loaded).filter(|f| asked.source.as_deref().is_none_or(|id| id == f.source)).collect();
    let wanted: Vec<&Finding<'_>> = of_source.iter().filter(|f| check.is_none_or(|c| c == f.check)).collect();
    // Rows have no key of their own; their place in this list, which never changes, is one.
    let start = match asked.after.as_deref().map(str::parse::<usize>) {
        None => 0,
        Some(Ok(after)) if after <= wanted.len() => after,
        Some(_) => {
            let detail = "The parameter `after` is not the `next` of a page of this list.";
            return Err(Problem::parameter("after", detail));
        }
    };
    let end = wanted.len().min(start + Limit::or(asked.limit, 100));
    let count = |check: Check| of_source.iter().filter(|f| f.check == check).count();
    Ok(Json(dto::WarningPage {
        items: wanted[start..end].iter().map(|finding| card(&loaded, finding)).collect(),
        total: wanted.len(),
        next: (end < wanted.len()).then(|| end.to_string()),
        checks: Check::ALL
            .into_iter()
            .map(|check| dto::CheckCount {
                check: check.as_str().to_owned(),
                count: count(check),
                label_fr: check.label_fr().to_owned(),
                label_en: check.label_en().to_owned(),
            })
            .filter(|counted| counted.count > 0)
            .collect(),
    }))
}

/// A finding, and where it stands in its source.
struct Finding<'a> {
    source: &'a str,
    number: usize,
    check: Check,
    row: &'a RejectionRecord,
}

/// Every finding of a check, in the order of the sources.
fn findings(loaded: &Loaded) -> impl Iterator<Item = Finding<'_>> {
    loaded.manifest.sources.iter().flat_map(|source| {
        let rows = loaded.rejections.get(&source.id).map_or(&[][..], Vec::as_slice);
        rows.iter().enumerate().filter_map(|(number, row)| {
            let check = row.check.filter(|_| row.severity == Severity::Warning)?;
            Some(Finding { source: &source.id, number, check, row })
        })
    })
}

fn card(loaded: &Loaded, finding: &Finding<'_>) -> dto::WarningCard {
    let Finding { source, number, check, row } = finding;
    dto::WarningCard {
        id: format!("{source}/{number}"),
        check: check.as_str().to_owned(),
        source: (*source).to_owned(),
        file: row.file.clone(),
        line: row.line,
        field: row.field.clone(),
        value: row.value.clone(),
        reason_fr: check.reason_fr().to_owned(),
        reason: row.reason.clone(),
        lon: row.at.map(territory::LonLat::lon_deg),
        lat: row.at.map(territory::LonLat::lat_deg),
        commune: row.commune.map(|code| named_commune(loaded, code)),
    }
}
