//! Files of `maillage site` become homes, sites and distances; what is wrong names file, line, field, value.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use siting::{Site, Status};

use super::{args::InputArgs, decimals::Written, instances};

/// Everything read, numbers as they are written.
#[derive(Debug, Default)]
pub(super) struct Input {
    pub(super) homes: Vec<String>,
    pub(super) weights: Vec<Written>,
    pub(super) sites: Vec<String>,
    pub(super) list: Vec<Site>,
    /// Capacities in the unit of the weights.
    pub(super) capacities: Vec<Option<Written>>,
    pub(super) pairs: Vec<(u32, u32, Written)>,
    /// Distances between sites, where a file gives them.
    pub(super) between: Vec<(u32, u32, Written)>,
    /// How many sites the file itself asks for.
    pub(super) open: Option<usize>,
}

/// Reads the files that the options name.
pub(super) fn read(args: &InputArgs) -> anyhow::Result<Input> {
    let names = Names::new(&args.columns)?;
    let mut input = match (&args.matrix, &args.graph, &args.coordinates, &args.square) {
        (Some(path), ..) => matrix(path, args, &names)?,
        (_, Some(path), ..) => instances::graph(path)?,
        (_, _, Some(path), _) => instances::coordinates(path, args.demand.as_deref())?,
        (_, _, _, Some(path)) => instances::square(path)?,
        _ => bail!("no distances: give --matrix, --graph, --coordinates or --square"),
    };
    if args.matrix.is_none() {
        if let Some(path) = &args.homes {
            let known = index(&input.homes);
            for (line, id, weight) in weights(path, &names)? {
                let home = *known.get(id.as_str()).with_context(|| unknown(path, line, "home", &id, &input.homes))?;
                input.weights[home] = weight;
            }
        }
        if let Some(path) = &args.sites {
            let table = sites(path, &names)?;
            let known = index(&input.sites);
            for row in table {
                let message = || unknown(path, row.line, "site", &row.id, &input.sites);
                let site = *known.get(row.id.as_str()).with_context(message)?;
                (input.list[site], input.capacities[site]) = (row.site, row.capacity);
            }
        }
    }
    Ok(input)
}

/// Names of columns, ours → those of the files.
pub(super) struct Names(HashMap<String, String>);

const OURS: [&str; 9] = ["home", "site", "distance", "id", "weight", "status", "capacity", "cost", "other"];

impl Names {
    fn new(columns: &[String]) -> anyhow::Result<Self> {
        let mut names = HashMap::new();
        for column in columns {
            let Some((ours, theirs)) = column.split_once('=').filter(|(o, _)| OURS.contains(o)) else {
                bail!("--columns: {column:?} is not one of {} followed by = and a column", OURS.join(", "));
            };
            names.insert(ours.to_owned(), theirs.to_owned());
        }
        Ok(Self(names))
    }
}

/// A CSV file with its header.
struct Table {
    path: PathBuf,
    reader: csv::Reader<std::fs::File>,
    headers: Vec<String>,
}

impl Table {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
        let headers = reader.headers().with_context(|| path.display().to_string())?;
        let headers = headers.iter().map(|h| h.trim_start_matches('\u{feff}').to_owned()).collect();
        Ok(Self { path: path.to_owned(), reader, headers })
    }

    fn column(&self, names: &Names, ours: &str, others: &[&str]) -> Option<usize> {
        let given = names.0.get(ours).map(String::as_str);
        let wanted: Vec<&str> = given.map_or_else(|| [&[ours], others].concat(), |g| vec![g]);
        wanted.iter().find_map(|w| self.headers.iter().position(|h| h == w))
    }

    fn needed(&self, names: &Names, ours: &str, others: &[&str]) -> anyhow::Result<usize> {
        self.column(names, ours, others).with_context(|| {
            let wanted = names.0.get(ours).map_or(ours, String::as_str);
            format!(
                "{}, line 1: no column {wanted:?}; there are {}; name another with --columns {ours}=…",
                self.path.display(),
                self.headers.join(", ")
            )
        })
    }

    fn rows(
        mut self,
        mut each: impl FnMut(&Path, u64, &csv::StringRecord) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut record = csv::StringRecord::new();
        loop {
            let more = self.reader.read_record(&mut record);
            if !more.with_context(|| self.path.display().to_string())? {
                return Ok(());
            }
            each(&self.path, record.position().map_or(0, csv::Position::line), &record)?;
        }
    }
}

/// A number of a field, or what is wrong with it.
pub(super) fn number(path: &Path, line: u64, field: &str, value: &str) -> anyhow::Result<Written> {
    let wrong =
        || format!("{}, line {line}: {field} {value:?} is no number of 0 or more, with a point", path.display());
    Written::read(value).with_context(wrong)
}

/// Numbers of ids.
pub(super) fn index(ids: &[String]) -> HashMap<&str, usize> {
    ids.iter().enumerate().map(|(i, id)| (id.as_str(), i)).collect()
}

fn unknown(path: &Path, line: u64, what: &str, id: &str, known: &[String]) -> String {
    let some: Vec<&str> = known.iter().take(3).map(String::as_str).collect();
    format!("{}, line {line}: {what} {id:?} is not known; there are {} …", path.display(), some.join(", "))
}

fn weights(path: &Path, names: &Names) -> anyhow::Result<Vec<(u64, String, Written)>> {
    let table = Table::open(path)?;
    let id = table.needed(names, "id", &["home", "code"])?;
    let weight = table.needed(names, "weight", &["children", "demand", "population"])?;
    let field = table.headers[weight].clone();
    let (mut rows, mut seen) = (Vec::new(), HashMap::new());
    table.rows(|path, line, record| {
        let id = record[id].to_owned();
        if let Some(first) = seen.insert(id.clone(), line) {
            bail!("{}, line {line}: home {id:?} is already on line {first}", path.display());
        }
        rows.push((line, id, number(path, line, &field, &record[weight])?));
        Ok(())
    })?;
    Ok(rows)
}

struct SiteRow {
    line: u64,
    id: String,
    site: Site,
    capacity: Option<Written>,
}

fn sites(path: &Path, names: &Names) -> anyhow::Result<Vec<SiteRow>> {
    let table = Table::open(path)?;
    let id = table.needed(names, "id", &["site", "service"])?;
    let optional = ["status", "capacity", "cost"].map(|c| table.column(names, c, &[]));
    let (mut rows, mut seen) = (Vec::new(), HashMap::new());
    table.rows(|path, line, record| {
        let [status, capacity, cost] = optional.map(|c| c.map(|c| &record[c]).filter(|v| !v.is_empty()));
        let id = record[id].to_owned();
        if let Some(first) = seen.insert(id.clone(), line) {
            bail!("{}, line {line}: site {id:?} is already on line {first}", path.display());
        }
        let status = match status {
            None | Some("candidate") => Status::Candidate,
            Some("required") => Status::Required,
            Some("closed") => Status::Closed,
            Some(other) => {
                bail!("{}, line {line}: status {other:?} is not required, candidate or closed", path.display())
            }
        };
        let cost = match cost {
            None => 1,
            Some(text) => text.parse().ok().with_context(|| {
                format!("{}, line {line}: cost {text:?} is no whole number of 0 or more", path.display())
            })?,
        };
        let capacity = capacity.map(|c| number(path, line, "capacity", c)).transpose()?;
        rows.push(SiteRow { line, id, site: Site { status, capacity: None, cost }, capacity });
        Ok(())
    })?;
    Ok(rows)
}

/// Ids become numbers in the order in which they are met; closed lists take no more.
struct Ids {
    ids: Vec<String>,
    known: HashMap<String, u32>,
    closed: bool,
}

impl Ids {
    fn new(ids: Vec<String>, closed: bool) -> Self {
        let known = ids.iter().cloned().zip(0..).collect();
        Self { ids, known, closed }
    }

    fn number(&mut self, id: &str) -> Option<u32> {
        if let Some(&number) = self.known.get(id) {
            return Some(number);
        }
        if self.closed {
            return None;
        }
        let number = u32::try_from(self.ids.len()).ok()?;
        self.ids.push(id.to_owned());
        self.known.insert(id.to_owned(), number);
        Some(number)
    }
}

fn matrix(path: &Path, args: &InputArgs, names: &Names) -> anyhow::Result<Input> {
    let mut input = Input::default();
    let mut ids = Vec::new();
    if let Some(path) = &args.homes {
        for (_, id, weight) in weights(path, names)? {
            ids.push(id);
            input.weights.push(weight);
        }
    }
    let mut homes = Ids::new(ids, args.homes.is_some());
    let mut ids = Vec::new();
    if let Some(path) = &args.sites {
        for row in sites(path, names)? {
            ids.push(row.id);
            input.list.push(row.site);
            input.capacities.push(row.capacity);
        }
    }
    let mut sites = Ids::new(ids, args.sites.is_some());
    let table = Table::open(path)?;
    let home = table.needed(names, "home", &[])?;
    let site = table.needed(names, "site", &["service"])?;
    let distance = table.needed(names, "distance", &["seconds", "metres", "meters"])?;
    let field = table.headers[distance].clone();
    let mut seen = HashMap::new();
    table.rows(|path, line, record| {
        let value = number(path, line, &field, &record[distance])?;
        let other = |what, file: &str, id: &str| {
            format!("{}, line {line}: {what} {id:?} is not in the file of --{file}", path.display())
        };
        let from = homes.number(&record[home]).with_context(|| other("home", "homes", &record[home]))?;
        let to = sites.number(&record[site]).with_context(|| other("site", "sites", &record[site]))?;
        if let Some(first) = seen.insert((from, to), line) {
            bail!(
                "{}, line {line}: home {:?} and site {:?} are already on line {first}",
                path.display(),
                &record[home],
                &record[site]
            );
        }
        input.pairs.push((from, to, value));
        Ok(())
    })?;
    let one = Written::read("1").context("1 is a number")?;
    input.weights.resize(homes.ids.len(), one);
    input.list.resize(sites.ids.len(), Site::CANDIDATE);
    input.capacities.resize(sites.ids.len(), None);
    if let Some(path) = &args.between {
        let table = Table::open(path)?;
        let (site, other) = (table.needed(names, "site", &[])?, table.needed(names, "other", &[])?);
        let distance = table.needed(names, "distance", &["seconds", "metres", "meters"])?;
        let field = table.headers[distance].clone();
        sites.closed = true;
        table.rows(|path, line, record| {
            let mut find = |id: &str| sites.number(id).with_context(|| unknown(path, line, "site", id, &[]));
            let pair = (find(&record[site])?, find(&record[other])?);
            input.between.push((pair.0, pair.1, number(path, line, &field, &record[distance])?));
            Ok(())
        })?;
    }
    (input.homes, input.sites) = (homes.ids, sites.ids);
    Ok(input)
}
