//! Ways to travel, and what can be asked of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How one travels, from door to door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TravelMode {
    /// By car, parking included.
    Car,
    /// By bike.
    Bike,
    /// On foot.
    Foot,
    /// By timetable, with walking to and from stops.
    Transit,
    /// By timetable and rides on demand.
    OnDemand,
}

impl From<territory::TravelMode> for TravelMode {
    fn from(mode: territory::TravelMode) -> Self {
        match mode {
            territory::TravelMode::Car => Self::Car,
            territory::TravelMode::Bike => Self::Bike,
            territory::TravelMode::Foot => Self::Foot,
            territory::TravelMode::Transit => Self::Transit,
            territory::TravelMode::OnDemand => Self::OnDemand,
        }
    }
}

impl From<TravelMode> for territory::TravelMode {
    fn from(mode: TravelMode) -> Self {
        match mode {
            TravelMode::Car => Self::Car,
            TravelMode::Bike => Self::Bike,
            TravelMode::Foot => Self::Foot,
            TravelMode::Transit => Self::Transit,
            TravelMode::OnDemand => Self::OnDemand,
        }
    }
}

/// What the observatory knows of travelling.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TravelCard {
    /// The modes that have figures, in the order of the menus.
    pub modes: Vec<TravelModeCard>,
    /// The mode that is meant where none is asked for.
    pub default: TravelMode,
    /// The timetable; `null` without one.
    #[schema(required = true)]
    pub timetable: Option<TimetableCard>,
}

/// A way to travel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TravelModeCard {
    /// Its word.
    pub id: TravelMode,
    /// French label.
    pub label_fr: &'static str,
    /// English label.
    pub label_en: &'static str,
    /// True where times are great-circle estimates: neither areas nor routes can then be asked for.
    pub estimated: bool,
    /// Longest travel searched, minutes; `null` where nothing bounds it (an estimate).
    #[schema(required = true)]
    pub limit_minutes: Option<u32>,
    /// Sources of its roads and timetables.
    pub sources: Vec<String>,
}

/// What figures by timetable were computed with, and the days that routes can be asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimetableCard {
    /// The day of the figures, "2025-01-14".
    pub day: String,
    /// Its name in the configuration: "school_tuesday".
    #[schema(required = true)]
    pub day_name: Option<String>,
    /// Arrival at the service at the latest: "09:00".
    pub arrive_by: String,
    /// Length of the window before that, minutes.
    pub window_minutes: u32,
    /// Which of the times within the window: 50 for the median.
    pub percentile: u8,
    /// First day of the timetable.
    pub first_day: String,
    /// Last day of the timetable.
    pub last_day: String,
    /// Days by name.
    pub days: Vec<NamedDayCard>,
}

/// A day by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedDayCard {
    /// Its word: "school_tuesday".
    pub id: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// The day that stands for it, "2025-01-14".
    pub date: String,
}
