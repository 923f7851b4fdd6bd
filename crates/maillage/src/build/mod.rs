//! `maillage build`: sources → territory → figures → tiles → snapshot.

mod assemble;
mod carry;
mod demand;
mod extra;
mod figures;
mod history;
mod read;
mod rows;
mod services;
mod travel;

use std::{
    fs::File,
    io::{self, BufWriter},
    path::Path,
};

use anyhow::{Context, Result};
use history::PastYear;
use snapshot::{Digest, Estimation, KeyBuilder, ManifestDraft, RejectionRecord, SourceRecord, TravelRecord, Writer};
use territory::{Kinds, Published, Territory};

use crate::{cli::BuildArgs, config::Config, progress::Progress};

/// Rows that were refused, repaired or doubted, by source.
pub(crate) type Rejections = std::collections::BTreeMap<String, Vec<RejectionRecord>>;

pub(crate) fn run(args: &BuildArgs) -> Result<()> {
    let config = Config::read(&args.config)?;
    let base = args.data.as_deref().or_else(|| args.config.parent()).unwrap_or(Path::new("."));
    let progress = Progress::new(args.quiet);
    let kinds = Kinds::builtin();

    progress.stage("Digests", "sources", config.sources.len() as u64);
    let inputs = read::Inputs::open(&config, base, &progress)?;
    let mut writer = Writer::create(&args.out)?;
    let keys = Keys::new(&config, &inputs)?;

    let taken = writer.reuse("territory", keys.territory)?
        && writer.reuse("published", keys.territory)?
        && writer.reuse("sources", keys.territory)?
        && writer.reuse("history", keys.territory)?
        && writer.reuse("rejections", keys.territory)?;
    if !taken {
        // A half-taken set is made anew as a whole.
        drop(writer);
        writer = Writer::create(&args.out)?;
    }
    let made = travel::make(&config, &inputs, &keys.program, &mut writer, &progress)?;
    let (territory, history, published, sources): (Territory, Vec<PastYear>, Vec<Published>, Vec<SourceRecord>) =
        if taken {
            (writer.read("territory")?, writer.read("history")?, writer.read("published")?, writer.read("sources")?)
        } else {
            let assembled = assemble::assemble(&config, &inputs, &kinds, &made.notes, &progress)?;
            let assemble::Assembled { territory, history, published, sources, rejections } = assembled;
            writer.put("territory", keys.territory, &territory)?;
            writer.put("history", keys.territory, &history)?;
            writer.put("published", keys.territory, &published)?;
            writer.put("sources", keys.territory, &sources)?;
            writer.put("rejections", keys.territory, &rejections)?;
            (territory, history, published, sources)
        };
    drop(inputs);

    let known = figures::Known { territory: &territory, history: &history, published: &published, kinds: &kinds };
    let record = figures::compute(&config, &keys, &known, &made, &mut writer, &progress)?;

    let of_territory = writer.digest("territory").map(|d| d.to_string()).unwrap_or_default();
    let tiles_key = keys.derived("tiles", &of_territory).with("max_zoom", &config.tiles.max_zoom.to_string()).finish();
    if !writer.reuse("tiles", tiles_key)? {
        writer.put_file("tiles", tiles_key, "pmtiles", |file| {
            tiles(&config, &territory, &kinds, &progress, &sources, file)
        })?;
    }

    progress.stage("In force", "", 0);
    let manifest = writer.finish(draft(&config, sources, record)?)?;
    progress.end();
    if !args.quiet {
        summary(args, &manifest, &territory, &progress);
    }
    Ok(())
}

/// Digests of everything that each artifact is made from.
pub(crate) struct Keys {
    program: String,
    territory: Digest,
    estimation: String,
    travel: String,
}

impl Keys {
    fn new(config: &Config, inputs: &read::Inputs) -> Result<Self> {
        // The program itself is an input: an artifact of yesterday's code is not taken for today's.
        let program = std::env::current_exe().and_then(File::open).and_then(Digest::of_reader);
        let program = program.context("cannot read the program's own file")?.0.to_string();
        let estimation = toml::to_string(&config.estimation).context("the estimation cannot be written")?;
        let mut timeless = config.clone();
        timeless.estimation = crate::config::Estimation::default();
        timeless.tiles = crate::config::Tiles::default();
        timeless.travel = crate::config::Travel::default();
        let mut key = KeyBuilder::new("territory")
            .with("program", &program)
            .with("config", &toml::to_string(&timeless).context("the configuration cannot be written")?);
        for (name, digest) in inputs.digests() {
            key = key.with(name, &digest.to_string());
        }
        let travel = toml::to_string(&config.travel).context("the table [travel] cannot be written")?;
        Ok(Self { territory: key.finish(), program, estimation, travel })
    }

    fn derived(&self, name: &str, of_territory: &str) -> KeyBuilder {
        KeyBuilder::new(name).with("program", &self.program).with("territory", of_territory)
    }
}

fn tiles(
    config: &Config,
    territory: &Territory,
    kinds: &Kinds,
    progress: &Progress,
    sources: &[SourceRecord],
    file: &mut BufWriter<File>,
) -> io::Result<()> {
    let mut producers: Vec<&str> = sources.iter().map(|s| s.producer.as_str()).collect();
    producers.sort_unstable();
    producers.dedup();
    let mut options = tiles::TileOptions::standard(config.name.clone(), producers.join(" · "));
    options.max_zoom = config.tiles.max_zoom;
    progress.stage("Tiles", "tiles", 0);
    let report = |_stage, done, total| progress.at(done, total);
    tiles::build_archive(territory, kinds, &options, &report, file).map(|_| ()).map_err(io::Error::other)
}

fn draft(config: &Config, sources: Vec<SourceRecord>, travel: TravelRecord) -> Result<ManifestDraft> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).context("the clock is before 1970")?;
    Ok(ManifestDraft {
        built_at: rfc3339(now.as_secs()),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        name: config.name.clone(),
        notice_fr: config.notice_fr.clone(),
        notice_en: config.notice_en.clone(),
        geography_year: config.geography_year,
        default_parent: config.default_parent.clone(),
        estimation: Estimation { circuity: config.estimation.circuity, speed_kmh: config.estimation.speed_kmh },
        travel,
        sources,
    })
}

fn summary(args: &BuildArgs, manifest: &snapshot::Manifest, territory: &Territory, progress: &Progress) {
    for source in &manifest.sources {
        let mut line = format!("{:<28}{:>9} rows accepted", source.id, source.accepted);
        for (count, word) in
            [(source.rejected, "refused"), (source.repaired, "repaired"), (source.outside, "of other communes")]
        {
            if count > 0 {
                line += &format!(", {count} {word}");
            }
        }
        eprintln!("{line}");
    }
    let times: Vec<String> =
        progress.times().into_iter().map(|(name, time)| format!("{name} {:.1} s", time.as_secs_f64())).collect();
    eprintln!("{}", times.join(" · "));
    eprintln!(
        "{} communes, {} EPCI, {} services → {} (snap-{})",
        territory.communes.len(),
        territory.epcis.len(),
        territory.services.len(),
        args.out.display(),
        manifest.id
    );
}

/// Seconds since 1970 as "2026-01-31T08:00:00Z" (civil-from-days, H. Hinnant, public domain).
fn rfc3339(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::rfc3339;

    #[test]
    fn the_clock_is_written_as_rfc_3339() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(rfc3339(1_798_761_599), "2026-12-31T23:59:59Z");
    }
}
