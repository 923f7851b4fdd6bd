//! Counters and durations in Prometheus' text format. The recorder belongs to the state, so that
//! two servers in one process do not count each other's requests.

use std::{fmt, time::Duration};

use metrics::{Key, Label, Level, Metadata, Recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

const METADATA: Metadata<'static> = Metadata::new("maillage::server", Level::INFO, None);
const REQUESTS: &str = "maillage_http_requests_total";
const SECONDS: &str = "maillage_http_request_seconds";
const RELOADS: &str = "maillage_snapshot_reloads_total";
const SNAPSHOT: &str = "maillage_snapshot_info";

/// What is counted.
pub(crate) struct Metrics {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        // Seconds: from a cached tile to the largest table of figures.
        let buckets = [0.000_25, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5];
        let builder = PrometheusBuilder::new();
        // The only error of the builder is an empty list of buckets.
        let builder = builder.set_buckets(&buckets).unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        recorder.describe_counter(REQUESTS.into(), None, "Requests answered, by route and status.".into());
        recorder.describe_histogram(SECONDS.into(), None, "Time until the head of the response was ready.".into());
        recorder.describe_counter(RELOADS.into(), None, "Looks at a new snapshot, by outcome.".into());
        recorder.describe_gauge(SNAPSHOT.into(), None, "1 for the snapshot that is served.".into());
        Self { recorder, handle }
    }

    /// A request was answered.
    pub(crate) fn request(&self, route: &str, status: u16, took: Duration) {
        let route = Label::new("route", route.to_owned());
        let labels = vec![route.clone(), Label::new("status", status.to_string())];
        self.recorder.register_counter(&Key::from_parts(REQUESTS, labels), &METADATA).increment(1);
        let key = Key::from_parts(SECONDS, vec![route]);
        self.recorder.register_histogram(&key, &METADATA).record(took.as_secs_f64());
    }

    /// A new snapshot was looked at: "swapped" or "refused".
    pub(crate) fn reload(&self, outcome: &'static str) {
        let key = Key::from_parts(RELOADS, vec![Label::from_static_parts("outcome", outcome)]);
        self.recorder.register_counter(&key, &METADATA).increment(1);
    }

    /// The snapshot that is served from now on.
    pub(crate) fn snapshot(&self, id: &str, previous: Option<&str>) {
        for (id, value) in previous.map(|id| (id, 0.0)).into_iter().chain([(id, 1.0)]) {
            let key = Key::from_parts(SNAPSHOT, vec![Label::new("id", id.to_owned())]);
            self.recorder.register_gauge(&key, &METADATA).set(value);
        }
    }

    /// Folds what was recorded into its buckets; without it the records pile up.
    pub(crate) fn upkeep(&self) {
        self.handle.run_upkeep();
    }

    /// Everything, as Prometheus reads it.
    pub(crate) fn render(&self) -> String {
        self.handle.render()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}
