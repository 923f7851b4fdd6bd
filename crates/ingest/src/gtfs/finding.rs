//! What the check of a feed has to say, one line of one file at a time.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;
pub use territory::transit::{Action, FeedFinding, FindingKind};

use crate::Finding;

/// A feed that cannot be used at all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedRefused {
    /// The label of the feed.
    pub file: String,
    /// All findings; at least one says [`Action::Refused`].
    pub findings: Vec<FeedFinding>,
}

/// Findings by kind and action, with how many there are.
pub fn count_findings(findings: &[FeedFinding]) -> BTreeMap<(FindingKind, Action), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.kind, finding.action)).or_insert(0) += 1;
    }
    counts
}

impl fmt::Display for FeedRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons = self.findings.iter().filter(|finding| finding.action == Action::Refused);
        let reasons: Vec<String> = reasons.map(|r| format!("{}: {}", r.file, r.reason)).collect();
        write!(f, "{}: not a timetable that can be used: {}", self.file, reasons.join("; "))
    }
}

impl std::error::Error for FeedRefused {}

/// Findings as they are made.
#[derive(Default)]
pub(super) struct Log(pub(super) Vec<FeedFinding>);

impl Log {
    pub(super) fn add(&mut self, kind: FindingKind, action: Action, at: Finding) {
        let Finding { file, line, field, value, reason, .. } = at;
        self.0.push(FeedFinding { kind, action, file, line, field, value, reason });
    }

    pub(super) fn refused(&self) -> bool {
        self.0.iter().any(|finding| finding.action == Action::Refused)
    }
}
