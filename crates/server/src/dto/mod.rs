//! What travels: one file a resource. Field names are the JSON names; every optional field is
//! present and may be `null`.

mod figure;
mod geometry;
mod isochrone;
mod observatory;
mod portrait;
mod reached;
mod route;
mod search;
mod series;
mod service;
mod source;
mod territory;
mod tilejson;
mod timetable;
mod travel;
mod value;
mod warning;

pub use figure::{BreaksMethod, FigureTable, Parameter, ProvenanceCard, Summary};
pub use geometry::{Feature, FeatureCollection, FeatureProperties, Geometry, MultiPolygonGeometry};
pub use isochrone::{IsochroneCollection, IsochroneFeature, IsochroneProperties, Position};
pub use observatory::{
    Background, Better, Counts, DefaultView, EstimationParameters, FacetKind, IndicatorCard, KindCard, LevelCode,
    Observatory, SnapshotCard, ThemeCard, ThemeId,
};
pub use portrait::{
    ComparedLevel, Comparison, KindMinutes, ModeMinutes, NearestService, NearestTarget, Portrait, PortraitFigure, Rank,
};
pub use reached::{
    AskTravelTimes, End, NearestItem, NearestList, TravelTime, TravelTimesHeader, TravelTimesLine, Unreached,
};
pub use route::{
    Journey, JourneyProperties, LegMeans, LegProperties, LineStringGeometry, RoadProperties, RoadRoute, Route, Step,
};
pub use search::{Matched, SearchHit, SearchResults};
pub use series::{Series, SeriesPoint, ShortPoint};
pub use service::{Capacity, Located, ServiceCard, ServicePage};
pub use source::{FileCard, Rejection, RejectionPage, RejectionSeverity, SourceCard, SourceList};
pub use territory::{TerritoryDetail, TerritoryItem, TerritoryPage};
pub use tilejson::{Binary, TileJson, VectorLayer};
pub(crate) use timetable::word;
pub use timetable::{
    FeedCount, FeedDay, FeedFinding, FeedReport, FeedReportList, LineCollection, LineProperties, StopCollection,
    StopProperties,
};
pub use travel::{NamedDayCard, TimetableCard, TravelCard, TravelMode, TravelModeCard};
pub use value::{CareMode, ChildrenMethod, Language, Level, Named, Quantity, Status};
pub use warning::{CheckCount, WarningCard, WarningPage};
