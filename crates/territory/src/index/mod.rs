//! Spatial indexes: nearest points, and the area that holds a point.

mod area;
mod point;

pub use area::AreaIndex;
pub use point::PointIndex;
