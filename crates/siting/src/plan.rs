//! An answer in the core's terms.

/// A part of a home's demand that goes to a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) home: u32,
    pub(crate) site: u32,
    pub(crate) amount: i64,
}

/// Which sites are open, and, under capacities, who goes where.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) cost: i64,
    pub(crate) open: Vec<bool>,
    /// Under capacities only; without them everybody goes to the cheapest open site.
    pub(crate) shares: Option<Vec<Share>>,
}

impl Plan {
    pub(crate) fn of_set(cost: i64, open: Vec<bool>) -> Self {
        Self { cost, open, shares: None }
    }
}
