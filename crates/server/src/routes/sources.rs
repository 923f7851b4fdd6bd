//! Sources and what became of their rows.

use axum::Json;
use serde::Deserialize;
use snapshot::{RejectionRecord, Severity, SourceRecord};
use utoipa::IntoParams;

use super::short;
use crate::{
    dto, messages,
    problem::Problem,
    query::{Limit, NoQuery, Query, Segment},
    state::Snap,
};

/// The sources of the snapshot, with licence, vintage, files and counts of rows.
#[utoipa::path(
    get, path = "/api/v1/sources", operation_id = "list_sources", tag = "sources",
    responses(
        (status = 200, description = "The sources", body = dto::SourceList),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_sources(Snap(loaded): Snap, _: Query<NoQuery>) -> Json<dto::SourceList> {
    Json(dto::SourceList { items: loaded.manifest.sources.iter().map(source_card).collect() })
}

/// Which rows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListRejections {
    /// Items of a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<Limit<1000>>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Rows of a source that were refused, repaired or doubted, each with its line and the reason.
#[utoipa::path(
    get, path = "/api/v1/sources/{id}/rejections", operation_id = "list_rejections", tag = "sources",
    params(("id" = String, Path, description = "Identifier of the source"), ListRejections),
    responses(
        (status = 200, description = "A page of rows", body = dto::RejectionPage),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such source", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_rejections(
    Snap(loaded): Snap,
    Segment(id): Segment,
    Query(asked): Query<ListRejections>,
) -> Result<Json<dto::RejectionPage>, Problem> {
    if !loaded.manifest.sources.iter().any(|source| source.id == id) {
        let ids = loaded.manifest.sources.iter().map(|source| source.id.clone());
        return Err(Problem::not_found(format!("There is no source `{}`.", short(&id))).with_valid(ids));
    }
    let rows: &[RejectionRecord] = loaded.rejections.get(&id).map_or(&[], Vec::as_slice);
    // Rows have no key of their own; their number in the snapshot, which never changes, is one.
    let start = match asked.after.as_deref().map(str::parse::<usize>) {
        None => 0,
        Some(Ok(after)) if after <= rows.len() => after,
        Some(_) => {
            let detail = "The parameter `after` is not the `next` of a page of this list.";
            return Err(Problem::parameter("after", detail));
        }
    };
    let end = rows.len().min(start + Limit::or(asked.limit, 100));
    Ok(Json(dto::RejectionPage {
        items: rows[start..end].iter().map(rejection).collect(),
        total: rows.len(),
        next: (end < rows.len()).then(|| end.to_string()),
    }))
}

pub(super) fn source_card(source: &SourceRecord) -> dto::SourceCard {
    let file =
        |f: &snapshot::FileRecord| dto::FileCard { file: f.file.clone(), sha256: f.sha256.to_string(), bytes: f.bytes };
    dto::SourceCard {
        id: source.id.clone(),
        title: source.title.clone(),
        producer: source.producer.clone(),
        licence: source.licence.clone(),
        vintage: source.vintage.clone(),
        url: source.url.clone(),
        files: source.files.iter().map(file).collect(),
        accepted: source.accepted,
        rejected: source.rejected,
        outside: source.outside,
        repaired: source.repaired,
    }
}

fn rejection(row: &RejectionRecord) -> dto::Rejection {
    dto::Rejection {
        file: row.file.clone(),
        line: row.line,
        field: row.field.clone(),
        value: row.value.clone(),
        reason: row.reason.clone(),
        reason_fr: messages::reason_fr(row),
        severity: match row.severity {
            Severity::Rejected => dto::RejectionSeverity::Rejected,
            Severity::Repaired => dto::RejectionSeverity::Repaired,
            Severity::Warning => dto::RejectionSeverity::Warning,
        },
        check: row.check.map(|check| check.as_str().to_owned()),
    }
}
