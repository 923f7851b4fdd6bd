//! What travels: one file a resource. Field names are the JSON names; every optional field is
//! present and may be `null`.

mod figure;
mod geometry;
mod observatory;
mod portrait;
mod search;
mod series;
mod service;
mod source;
mod territory;
mod tilejson;
mod value;
mod warning;

pub use figure::{BreaksMethod, FigureTable, Parameter, ProvenanceCard, Summary};
pub use geometry::{Feature, FeatureCollection, FeatureProperties, Geometry, MultiPolygonGeometry};
pub use observatory::{
    Background, Better, Counts, DefaultView, EstimationParameters, FacetKind, IndicatorCard, KindCard, LevelCode,
    Observatory, SnapshotCard, ThemeCard, ThemeId,
};
pub use portrait::{ComparedLevel, Comparison, NearestService, NearestTarget, Portrait, PortraitFigure, Rank};
pub use search::{Matched, SearchHit, SearchResults};
pub use series::{Series, SeriesPoint, ShortPoint};
pub use service::{Capacity, Located, ServiceCard, ServicePage};
pub use source::{FileCard, Rejection, RejectionPage, RejectionSeverity, SourceCard, SourceList};
pub use territory::{TerritoryDetail, TerritoryItem, TerritoryPage};
pub use tilejson::{Binary, TileJson, VectorLayer};
pub use value::{CareMode, ChildrenMethod, Language, Level, Named, Quantity, Status};
pub use warning::{CheckCount, WarningCard, WarningPage};
