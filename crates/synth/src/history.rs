//! The communes of earlier years: one of today's was two until a merger, two of today's were one
//! until a split; how many people lived there and were born.

use crate::options::PRESENT;
use crate::rng::Rng;
use crate::world::World;

/// First year of the commune that two others had merged into.
pub(crate) const MERGED: u16 = 2021;
/// First year of the commune that had left another.
pub(crate) const PARTED: u16 = 2023;
/// Share of the merged commune's people who lived in the part that gave it its code.
const MAIN_PART: f64 = 0.62;

/// What happened to the communes of a territory.
#[derive(Debug)]
pub(crate) struct Events {
    pub(crate) merger: Merger,
    /// None where fewer than two neighbours of one EPCI are left beside the merged commune.
    pub(crate) split: Option<Split>,
}

/// A commune nouvelle: its first part gave it its code.
#[derive(Debug)]
pub(crate) struct Merger {
    /// Position in [`World::communes`].
    pub(crate) into: usize,
    /// Name of the part with the same code.
    pub(crate) main: String,
    /// Code and name of the part that is no commune any more.
    pub(crate) gone: (String, String),
}

/// A commune restored: it left another, which kept its code and its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Split {
    /// Positions in [`World::communes`].
    pub(crate) from: usize,
    pub(crate) restored: usize,
}

/// A commune as it was on 1 January of a year.
#[derive(Debug)]
pub(crate) struct PastCommune {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Positions in [`World::communes`] of what it is a part of, or what became of it, the one
    /// with its town centre first, with the share of that commune's people.
    pub(crate) parts: Vec<(usize, Share)>,
}

/// A share of a commune's people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Share {
    Whole,
    Main,
    /// What the main part leaves.
    Rest,
}

impl Share {
    /// That share of a whole number; the main part and the rest sum to it.
    pub(crate) fn of(self, whole: u32) -> u32 {
        let main = (f64::from(whole) * MAIN_PART).round() as u32;
        match self {
            Self::Whole => whole,
            Self::Main => main,
            Self::Rest => whole - main,
        }
    }

    /// That share of a measure.
    pub(crate) fn of_measure(self, whole: f64) -> f64 {
        match self {
            Self::Whole => whole,
            Self::Main => whole * MAIN_PART,
            Self::Rest => whole * (1.0 - MAIN_PART),
        }
    }
}

/// The communes of a year, sorted by code. Those of the present year are [`World::communes`].
pub(crate) fn communes(world: &World, year: u16) -> Vec<PastCommune> {
    let Events { merger, split } = &world.events;
    let split = split.filter(|_| year < PARTED);
    let mut all = Vec::with_capacity(world.communes.len() + 1);
    for (i, commune) in world.communes.iter().enumerate() {
        let past = |name: &str, parts| PastCommune { code: commune.code.clone(), name: name.to_owned(), parts };
        match split {
            Some(Split { restored, .. }) if restored == i => {}
            Some(Split { from, restored }) if from == i => {
                all.push(past(&commune.name, vec![(from, Share::Whole), (restored, Share::Whole)]));
            }
            _ if merger.into == i && year < MERGED => {
                all.push(past(&merger.main, vec![(i, Share::Main)]));
                let (code, name) = merger.gone.clone();
                all.push(PastCommune { code, name, parts: vec![(i, Share::Rest)] });
            }
            _ => all.push(past(&commune.name, vec![(i, Share::Whole)])),
        }
    }
    all.sort_by(|a, b| a.code.cmp(&b.code));
    all
}

/// Code and name, in a year, of the commune of something that stands in `commune` today; what is
/// called `id` stays in the same part of the merged one.
pub(crate) fn commune_of<'a>(world: &'a World, year: u16, commune: usize, id: &str) -> (&'a str, &'a str) {
    let Events { merger, split } = &world.events;
    let today = |i: usize| (world.communes[i].code.as_str(), world.communes[i].name.as_str());
    match split {
        Some(split) if year < PARTED && split.restored == commune => today(split.from),
        _ if year < MERGED && merger.into == commune => {
            if Rng::of(world.options.seed, id, 0).chance(MAIN_PART) {
                (today(commune).0, &merger.main)
            } else {
                (&merger.gone.0, &merger.gone.1)
            }
        }
        _ => today(commune),
    }
}

/// Inhabitants of one of today's communes as the figures of `year` tell them.
pub(crate) fn population(world: &World, commune: usize, year: u16) -> u32 {
    let today = f64::from(world.communes[commune].people.population);
    let growth = world.rng("growth", commune).between(-0.006, 0.011);
    (today * (1.0 - growth * f64::from(PRESENT - year))).round() as u32
}

/// Births of a calendar year until 2022 in one of today's communes: fewer from year to year, as in
/// all of France.
pub(crate) fn births(world: &World, commune: usize, year: u16) -> u32 {
    let births = world.communes[commune].people.births;
    if let Some(known) = year.checked_sub(2020).and_then(|n| births.get(usize::from(n))) {
        return *known;
    }
    let mean = f64::from(births.iter().sum::<u32>()) / 3.0;
    let mut rng = world.rng(&format!("births of {year}"), commune);
    let expected = mean * (1.0 + 0.02 * (2021.0 - f64::from(year))) * rng.between(0.93, 1.07);
    rng.round(expected)
}

/// What happens in a territory: the last commune merged, and two villages of one EPCI parted.
/// `neighbours` gives for each commune the positions of those around it, `epci_of` its EPCI and
/// `rank` its place in it; `spare` is a code that no commune has.
pub(crate) fn events(
    names: &[&str],
    neighbours: &[Vec<usize>],
    epci_of: &[usize],
    rank: &[usize],
    spare: String,
) -> Events {
    let into = names.len() - 1;
    let short = crate::names::split_article(names[into]).1;
    let merger = Merger { into, main: format!("{short}-le-Bourg"), gone: (spare, format!("{short}-les-Champs")) };
    let pairs = || {
        let apart = |i: &usize| *i != into;
        (0..names.len()).filter(apart).flat_map(move |i| {
            let around = neighbours[i].iter().copied().filter(apart);
            around.filter(move |j| epci_of[*j] == epci_of[i]).map(move |j| Split { from: i, restored: j })
        })
    };
    // A larger village loses a smaller one: of the same EPCI, so that no figure of an EPCI moves.
    let village = |s: &Split| rank[s.from] >= 2 && rank[s.from] < rank[s.restored];
    let split = pairs().find(village).or_else(|| pairs().find(|s| rank[s.from] < rank[s.restored]));
    Events { merger, split }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SynthOptions;

    fn world(communes: u32) -> World {
        World::new(&SynthOptions::new(communes, 7).unwrap()).unwrap()
    }

    #[test]
    fn two_communes_merge_in_2021_and_one_leaves_another_in_2023() {
        let world = world(15);
        let counts: Vec<usize> = (2019..=PRESENT).map(|year| communes(&world, year).len()).collect();
        assert_eq!(counts, [15, 15, 14, 14, 15, 15]);
        let today: Vec<&str> = world.communes.iter().map(|c| c.code.as_str()).collect();
        let codes = |year| communes(&world, year).into_iter().map(|c| c.code).collect::<Vec<_>>();
        assert_eq!(codes(PRESENT), today);
        assert_eq!(codes(PARTED), today);
        let gone: Vec<String> = codes(2020).into_iter().filter(|c| !today.contains(&c.as_str())).collect();
        assert_eq!(gone, std::slice::from_ref(&world.events.merger.gone.0));
        let split = world.events.split.unwrap();
        assert!(!codes(2022).iter().any(|c| *c == world.communes[split.restored].code));
        assert_eq!(world.communes[split.from].epci, world.communes[split.restored].epci);
    }

    #[test]
    fn everybody_of_a_year_lives_in_one_of_its_communes() {
        let world = world(120);
        for year in 2015..=PRESENT {
            let all = communes(&world, year);
            assert!(all.windows(2).all(|w| w[0].code < w[1].code), "sorted and distinct");
            let of = |count: &dyn Fn(usize) -> u32| -> u32 {
                let parts = all.iter().flat_map(|c| &c.parts);
                parts.map(|(i, share)| share.of(count(*i))).sum()
            };
            let people = |i| population(&world, i, year);
            assert_eq!(of(&people), (0..world.communes.len()).map(people).sum::<u32>(), "{year}");
            let known: Vec<&str> = all.iter().map(|c| c.code.as_str()).collect();
            for i in 0..world.communes.len() {
                for id in ["a", "b", "c", "d"] {
                    assert!(known.contains(&commune_of(&world, year, i, id).0), "{year}");
                }
            }
        }
    }

    #[test]
    fn fewer_are_born_from_year_to_year() {
        let world = world(300);
        let born = |year| (0..world.communes.len()).map(|i| births(&world, i, year)).sum::<u32>();
        assert!(born(2013) > born(2016) && born(2016) > born(2019), "{} {} {}", born(2013), born(2016), born(2019));
        assert!(born(2019) > (born(2020) + born(2021) + born(2022)) / 3);
    }

    #[test]
    fn a_single_commune_has_merged_and_nothing_could_leave_it() {
        let world = world(1);
        assert!(world.events.split.is_none());
        assert_eq!(communes(&world, 2019).len(), 2);
    }
}
