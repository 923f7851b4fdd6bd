//! The observatory as a whole.

use axum::{Json, extract::State};
use report::Language;
use territory::{Level, Seconds, Theme, TravelMode};

use crate::{
    Background, dto,
    problem::Problem,
    query::{NoQuery, Query},
    state::{AppState, Loaded, Snap},
    words,
};

/// What this observatory holds, what can be asked of it, and what to show first.
#[utoipa::path(
    get, path = "/api/v1/observatory", operation_id = "get_observatory", tag = "observatory",
    responses(
        (status = 200, description = "The observatory", body = dto::Observatory),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_observatory(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    _: Query<NoQuery>,
) -> Json<dto::Observatory> {
    Json(observatory(&loaded, state.background().map(Background::card)))
}

fn observatory(loaded: &Loaded, background: Option<dto::Background>) -> dto::Observatory {
    let Loaded { manifest, territory, .. } = loaded;
    let indicators: Vec<dto::IndicatorCard> = indicators(loaded);
    dto::Observatory {
        name: manifest.name.clone(),
        notice_fr: manifest.notice_fr.clone(),
        notice_en: manifest.notice_en.clone(),
        geography_year: manifest.geography_year,
        year: loaded.figures.year,
        years: loaded.figures.years().collect(),
        snapshot: dto::SnapshotCard {
            id: manifest.id.clone(),
            built_at: manifest.built_at.clone(),
            format_version: manifest.format_version,
            program_version: manifest.program_version.clone(),
        },
        bounds: territory.extent().map(crate::load::corners).unwrap_or_default(),
        counts: dto::Counts {
            commune: territory.communes.len(),
            epci: territory.epcis.len(),
            departement: territory.departements.len(),
            services: territory.services.len(),
            demand_points: territory.demand.len(),
        },
        levels: Level::ALL.into_iter().filter(|&l| territory.count(l) > 0).map(dto::Level::from).collect(),
        themes: themes(loaded),
        kinds: loaded.kinds.all.iter().map(|kind| kind_card(loaded, kind)).collect(),
        modes: territory::CareMode::ALL.map(dto::CareMode::from).to_vec(),
        default_view: default_view(loaded, &indicators),
        indicators,
        estimation: dto::EstimationParameters {
            circuity: manifest.estimation.circuity,
            speed_kmh: manifest.estimation.speed_kmh,
        },
        travel: travel(loaded),
        background,
    }
}

fn themes(loaded: &Loaded) -> Vec<dto::ThemeCard> {
    let mut themes: Vec<Theme> = Vec::new();
    for kind in &loaded.kinds.all {
        if !themes.contains(&kind.theme) {
            themes.push(kind.theme);
        }
    }
    themes.into_iter().map(|theme| dto::ThemeCard { id: theme.into() }).collect()
}

fn kind_card(loaded: &Loaded, kind: &territory::Kind) -> dto::KindCard {
    dto::KindCard {
        id: kind.id.as_str().to_owned(),
        theme: kind.theme.into(),
        label_fr: kind.label_fr.clone(),
        plural_fr: kind.plural_fr.clone(),
        one_fr: kind.one_fr.clone(),
        label_en: kind.label_en.clone(),
        plural_en: kind.plural_en.clone(),
        threshold_min: kind.threshold_min,
        nominative: kind.nominative,
        color: kind.color.clone(),
        count: loaded.kind_count(&kind.id),
    }
}

fn indicators(loaded: &Loaded) -> Vec<dto::IndicatorCard> {
    let with_figures =
        loaded.indicators.iter().zip(&loaded.facets).zip(&loaded.years).filter(|((_, facets), _)| !facets.is_empty());
    let card = |((indicator, facets), years): ((&territory::Indicator, &Vec<String>), &Vec<u16>)| dto::IndicatorCard {
        id: indicator.id.clone(),
        label_fr: indicator.label_fr.clone(),
        label_en: indicator.label_en.clone(),
        help_fr: indicator.help_fr.clone(),
        help_en: indicator.help_en.clone(),
        unit: indicator.unit.clone(),
        decimals: indicator.decimals,
        better: indicator.better.into(),
        facet: indicator.facet.into(),
        facets: facets.clone(),
        travels: travels(loaded, &indicator.id, facets),
        levels: levels_of(loaded, &indicator.id),
        years: years.clone(),
        breaks: indicator.breaks.clone(),
    };
    with_figures.map(card).collect()
}

/// The modes by which a measure has figures, whatever its facet.
fn travels(loaded: &Loaded, indicator: &str, facets: &[String]) -> Vec<dto::TravelMode> {
    let by_facet: Vec<TravelMode> = facets.iter().flat_map(|f| loaded.figures.travels(indicator, f)).collect();
    TravelMode::ALL.into_iter().filter(|mode| by_facet.contains(mode)).map(dto::TravelMode::from).collect()
}

fn travel(loaded: &Loaded) -> dto::TravelCard {
    let record = &loaded.manifest.travel;
    let card = |mode: &snapshot::ModeRecord| dto::TravelModeCard {
        id: mode.mode.into(),
        label_fr: words::travel(mode.mode, Language::Fr),
        label_en: words::travel(mode.mode, Language::En),
        estimated: mode.estimated,
        limit_minutes: Some(mode.limit_s / 60).filter(|limit| *limit > 0),
        sources: mode.source_ids.clone(),
    };
    dto::TravelCard {
        modes: record.modes.iter().map(card).collect(),
        default: dto::TravelMode::Car,
        timetable: timetable(loaded),
    }
}

fn timetable(loaded: &Loaded) -> Option<dto::TimetableCard> {
    let record = &loaded.manifest.travel;
    let named = |(word, fr, en, date): &(&str, &str, &str, territory::Date)| dto::NamedDayCard {
        id: (*word).to_owned(),
        label_fr: (*fr).to_owned(),
        label_en: (*en).to_owned(),
        date: date.to_string(),
    };
    let (day, [first_day, last_day]) = record.day.clone().zip(record.range.clone())?;
    let clock = Seconds(record.arrive_by_s).to_string();
    Some(dto::TimetableCard {
        day,
        day_name: record.day_name.clone(),
        arrive_by: clock.get(..5).unwrap_or(&clock).to_owned(),
        window_minutes: record.window_s / 60,
        percentile: record.percentile,
        first_day,
        last_day,
        days: loaded.travels.timetable()?.days().iter().map(named).collect(),
    })
}

fn levels_of(loaded: &Loaded, indicator: &str) -> Vec<dto::Level> {
    let has = |level: &Level| loaded.figures.columns.iter().any(|c| c.indicator == indicator && c.level == *level);
    Level::ALL.into_iter().filter(has).map(dto::Level::from).collect()
}

/// The first of: the coverage rate, minutes to a crèche, children beyond its threshold, minutes to
/// any kind; each with at least half of the communes known. Else the first measure.
fn default_view(loaded: &Loaded, indicators: &[dto::IndicatorCard]) -> dto::DefaultView {
    let mostly_known = |indicator: &str, facet: &str| {
        let column = loaded.figures.column(indicator, facet, Level::Commune);
        column.is_some_and(|c| 2 * c.values.iter().filter(|v| v.known().is_some()).count() >= c.values.len())
    };
    let kinds = loaded.kinds.all.iter().map(|kind| ("nearest_minutes", kind.id.as_str()));
    let candidates = [("coverage_rate", "total"), ("nearest_minutes", "creche"), ("share_beyond", "creche")];
    let first = indicators.first().and_then(|i| Some((i.id.as_str(), i.facets.first()?.as_str())));
    let chosen = candidates.into_iter().chain(kinds).find(|(indicator, facet)| mostly_known(indicator, facet));
    let (indicator, facet) = chosen.or(first).unwrap_or_default();
    let parent = loaded.manifest.default_parent.as_deref().and_then(|parent| {
        let (level, code) = parent.split_once(':')?;
        let level = Level::parse(level)?;
        loaded.territory.find(level, code)?;
        Some(dto::LevelCode { level: level.into(), code: code.to_owned() })
    });
    dto::DefaultView { indicator: indicator.to_owned(), facet: facet.to_owned(), level: dto::Level::Commune, parent }
}
