//! From what was read and the options to a problem in whole numbers.

use anyhow::{Context, bail};
use siting::{Objective, Problem, Reach, Rules, Sharing, Status};

use super::{
    args::{ProblemChoice, SiteArgs},
    decimals::{MOST_DECIMALS, Told, Written},
    read::{Input, index},
};

/// A problem, its names, and the fractions it is counted in.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) problem: Problem,
    pub(super) homes: Vec<String>,
    pub(super) sites: Vec<String>,
    pub(super) units: Units,
}

/// Decimals of distances and of weights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Units {
    pub(super) distance: u32,
    pub(super) weight: u32,
    /// Whether distances were rounded to these decimals.
    pub(super) rounded: bool,
    /// Decimals of what homes count in the objective.
    counted: u32,
}

impl Units {
    pub(super) fn distance(self, value: u64) -> Told {
        Told { value: i128::from(value), decimals: self.distance }
    }

    pub(super) fn demand(self, value: u64) -> Told {
        Told { value: i128::from(value), decimals: self.weight }
    }

    /// Weight × distance.
    pub(super) fn travelled(self, value: i64) -> Told {
        Told { value: i128::from(value), decimals: self.weight + self.distance }
    }

    /// A value of an objective.
    pub(super) fn value(self, objective: Objective, value: u64) -> Told {
        let decimals = match objective {
            Objective::MaxCover { .. } => self.counted,
            Objective::PCenter => self.distance,
            Objective::SetCover { .. } => 0,
            Objective::PMedian | Objective::Combined { .. } => self.counted + self.distance,
        };
        Told { value: i128::from(value), decimals }
    }
}

/// Decimals of weights that are kept.
const WEIGHT_DECIMALS: u32 = 3;

/// Brings everything to whole numbers, with as many decimals as exact sums have room for.
pub(super) fn prepare(args: &SiteArgs, mut input: Input) -> anyhow::Result<Prepared> {
    settle_statuses(args, &mut input)?;
    let most = |numbers: &mut dyn Iterator<Item = Written>| numbers.map(Written::decimals).max().unwrap_or(0);
    let weights = input.weights.iter().copied().chain(input.capacities.iter().copied().flatten());
    let weight = most(&mut weights.into_iter()).min(WEIGHT_DECIMALS);
    let written = most(&mut input.pairs.iter().map(|p| p.2));
    let mut distance = written.min(MOST_DECIMALS);
    loop {
        let counted = if args.count_homes { 0 } else { weight };
        let units = Units { distance, weight, rounded: written > distance, counted };
        let problem = problem(args, &input, units);
        let fits = problem.as_ref().is_ok_and(|p| p.check().is_ok());
        if fits || distance == 0 {
            let problem = problem?;
            return Ok(Prepared { problem, homes: input.homes, sites: input.sites, units });
        }
        distance -= 1;
    }
}

fn settle_statuses(args: &SiteArgs, input: &mut Input) -> anyhow::Result<()> {
    let known = index(&input.sites);
    for (ids, option, status) in [(&args.require, "require", Status::Required), (&args.close, "close", Status::Closed)]
    {
        for id in ids {
            let some: Vec<&str> = input.sites.iter().take(3).map(String::as_str).collect();
            let &site = known
                .get(id.as_str())
                .with_context(|| format!("--{option}: site {id:?} is not known; there are {} …", some.join(", ")))?;
            if status == Status::Closed && args.require.contains(id) {
                bail!("--require and --close both name the site {id:?}");
            }
            input.list[site].status = status;
        }
    }
    Ok(())
}

fn problem(args: &SiteArgs, input: &Input, units: Units) -> anyhow::Result<Problem> {
    let large = "a number is too large to be computed exactly: use larger units";
    let pair = |&(home, site, d): &(u32, u32, Written)| Some((home, site, d.at(units.distance)?));
    let pairs = input.pairs.iter().map(pair).collect::<Option<Vec<_>>>().context(large)?;
    let weights = input.weights.iter().map(|w| w.at(units.weight)).collect::<Option<Vec<_>>>().context(large)?;
    let mut sites = input.list.clone();
    for (site, capacity) in sites.iter_mut().zip(&input.capacities) {
        site.capacity = capacity.map(|c| c.at(units.weight).context(large)).transpose()?;
    }
    let distance = |name: &str, value: Option<f64>| -> anyhow::Result<Option<u64>> {
        let Some(value) = value else { return Ok(None) };
        let whole = Written::read(&value.to_string()).and_then(|w| w.at(units.distance));
        Ok(Some(whole.with_context(|| format!("--{name} {value} is no distance of 0 or more"))?))
    };
    let limit = distance("limit", args.limit)?;
    let mut apart = Vec::new();
    if let Some(least) = distance("apart", args.apart)? {
        if input.between.is_empty() {
            bail!("--apart needs distances between sites: give --between, or a file whose nodes are the sites");
        }
        let near = |p: &&(u32, u32, Written)| p.0 != p.1 && p.2.at(units.distance).is_some_and(|d| d < least);
        apart = input.between.iter().filter(near).map(|p| [p.0, p.1]).collect();
    }
    let rules = Rules {
        open: args.k.or(input.open),
        budget: args.budget,
        apart,
        farthest: distance("farthest", args.farthest)?,
        sharing: if args.whole { Sharing::Whole } else { Sharing::Split },
    };
    let importance = args.count_homes.then(|| vec![1; weights.len()]);
    let reach = Reach::from_pairs(weights.len(), sites.len(), pairs)?;
    let (objective, rules) = objective(args, limit, rules, units)?;
    Ok(Problem { weights, importance, sites, reach, objective, rules })
}

fn objective(args: &SiteArgs, limit: Option<u64>, rules: Rules, units: Units) -> anyhow::Result<(Objective, Rules)> {
    // Ranking looks at distances within the limit only: that is covering.
    let choice = args.problem.unwrap_or(ProblemChoice::MaxCover);
    let needed = || limit.with_context(|| format!("{} needs --limit: within which distance?", told(args)));
    let counted = rules.open.is_some() || rules.budget.is_some() || args.curve.is_some() || args.rank;
    let many = |rules: Rules| if counted { Ok(rules) } else { bail!("{} needs --k, or a --budget", choice.name()) };
    let power = |exponent: u32| 10_u64.pow(exponent);
    Ok(match choice {
        ProblemChoice::MaxCover => (Objective::MaxCover { limit: needed()? }, many(rules)?),
        ProblemChoice::PMedian => (Objective::PMedian, many(rules)?),
        ProblemChoice::PCenter => (Objective::PCenter, many(rules)?),
        // As few as it takes: the number that an instance asks for in its file is for other problems.
        ProblemChoice::SetCover => (Objective::SetCover { limit: needed()? }, Rules { open: args.k, ..rules }),
        ProblemChoice::Combined => {
            let limit = if args.per_far > 0 { needed()? } else { limit.unwrap_or(u64::MAX) };
            let large = "a price is too large to be computed exactly";
            let per_far = args.per_far.checked_mul(power(units.distance)).context(large)?;
            let per_cost = args.per_cost.checked_mul(power(units.distance + units.counted)).context(large)?;
            (Objective::Combined { limit, per_distance: args.per_distance, per_far, per_cost }, rules)
        }
    })
}

fn told(args: &SiteArgs) -> &'static str {
    args.problem.map_or("--rank", ProblemChoice::name)
}
