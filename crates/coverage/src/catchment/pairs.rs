//! Travel times from homes to services, as far as they were searched.

use rayon::prelude::*;
use territory::Seconds;

/// Pairs of a home and a service with the travel time from the one to the other, grouped by home.
/// Homes and services are named by their position in the caller's lists. Six bytes a pair.
///
/// A pair that is absent lies beyond the time that was searched. A home without times
/// ([`Pairs::lacks_times`]) is another thing: nobody knows what it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs {
    services: usize,
    /// Where the pairs of each home start, and the end of the last.
    starts: Vec<usize>,
    service: Vec<u32>,
    seconds: Vec<u16>,
    without_times: Vec<u32>,
}

/// Why pairs were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairError {
    /// The home is not in the list.
    #[error("home {home} is not one of the {homes} homes (0 to {homes} excluded)")]
    Home {
        /// The position given.
        home: u32,
        /// How many there are.
        homes: usize,
    },
    /// The service is not in the list.
    #[error("service {service} is not one of the {services} services (0 to {services} excluded)")]
    Service {
        /// The position given.
        service: u32,
        /// How many there are.
        services: usize,
    },
    /// The time does not fit.
    #[error("home {home} to service {service}: {seconds} s is above the longest time kept, {LONGEST} s")]
    TooLong {
        /// The home.
        home: u32,
        /// The service.
        service: u32,
        /// The time given.
        seconds: u32,
    },
    /// The pair was given twice.
    #[error("home {home} to service {service} is given twice: once is expected")]
    Twice {
        /// The home.
        home: u32,
        /// The service.
        service: u32,
    },
}

/// The longest time a pair keeps, seconds (18 hours).
const LONGEST: u32 = u16::MAX as u32;

/// Collects pairs in any order, as a search from each service gives them.
#[derive(Debug, Clone)]
pub struct PairsBuilder {
    homes: usize,
    services: usize,
    pairs: Vec<(u32, u32, u16)>,
    without_times: Vec<u32>,
}

impl PairsBuilder {
    /// For lists of that many homes and services.
    pub fn new(homes: usize, services: usize) -> Self {
        Self { homes, services, pairs: Vec::new(), without_times: Vec::new() }
    }

    /// Adds a pair.
    ///
    /// # Errors
    /// A position outside the lists, or a time that does not fit.
    pub fn push(&mut self, home: u32, service: u32, time: Seconds) -> Result<(), PairError> {
        let (homes, services) = (self.homes, self.services);
        if home as usize >= homes {
            return Err(PairError::Home { home, homes });
        }
        if service as usize >= services {
            return Err(PairError::Service { service, services });
        }
        let seconds = u16::try_from(time.0).map_err(|_| PairError::TooLong { home, service, seconds: time.0 })?;
        self.pairs.push((home, service, seconds));
        Ok(())
    }

    /// Says that no time could be searched from a home: it is on no road.
    ///
    /// # Errors
    /// A position outside the list.
    pub fn lacks_times(&mut self, home: u32) -> Result<(), PairError> {
        if home as usize >= self.homes {
            return Err(PairError::Home { home, homes: self.homes });
        }
        self.without_times.push(home);
        Ok(())
    }

    /// Groups them by home.
    ///
    /// # Errors
    /// A pair that was given twice.
    pub fn build(mut self) -> Result<Pairs, PairError> {
        self.pairs.par_sort_unstable();
        if let Some(twice) = self.pairs.windows(2).find(|w| (w[0].0, w[0].1) == (w[1].0, w[1].1)) {
            return Err(PairError::Twice { home: twice[0].0, service: twice[0].1 });
        }
        let mut starts = vec![0; self.homes + 1];
        self.pairs.iter().for_each(|(home, _, _)| starts[*home as usize + 1] += 1);
        accumulate(&mut starts);
        self.without_times.sort_unstable();
        self.without_times.dedup();
        Ok(Pairs {
            services: self.services,
            starts,
            service: self.pairs.iter().map(|p| p.1).collect(),
            seconds: self.pairs.iter().map(|p| p.2).collect(),
            without_times: self.without_times,
        })
    }
}

impl Pairs {
    /// From one list of (service, time) a home, in the order of the homes: what a search from each
    /// home gives, without a copy in between. `None` for a home without times.
    ///
    /// # Errors
    /// As [`PairsBuilder::push`] and [`PairsBuilder::build`].
    pub fn by_home<L>(services: usize, lists: impl IntoIterator<Item = Option<L>>) -> Result<Self, PairError>
    where
        L: IntoIterator<Item = (u32, Seconds)>,
    {
        let mut pairs =
            Self { services, starts: vec![0], service: Vec::new(), seconds: Vec::new(), without_times: Vec::new() };
        let mut row: Vec<(u32, u16)> = Vec::new();
        for (home, list) in (0u32..).zip(lists) {
            match list {
                None => pairs.without_times.push(home),
                Some(list) => {
                    row.clear();
                    for (service, time) in list {
                        if service as usize >= services {
                            return Err(PairError::Service { service, services });
                        }
                        let seconds =
                            u16::try_from(time.0).map_err(|_| PairError::TooLong { home, service, seconds: time.0 })?;
                        row.push((service, seconds));
                    }
                    row.sort_unstable();
                    if let Some(twice) = row.windows(2).find(|w| w[0].0 == w[1].0) {
                        return Err(PairError::Twice { home, service: twice[0].0 });
                    }
                    pairs.service.extend(row.iter().map(|p| p.0));
                    pairs.seconds.extend(row.iter().map(|p| p.1));
                }
            }
            pairs.starts.push(pairs.service.len());
        }
        Ok(pairs)
    }

    /// How many homes.
    pub fn homes(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many services.
    pub fn services(&self) -> usize {
        self.services
    }

    /// How many pairs.
    pub fn len(&self) -> usize {
        self.service.len()
    }

    /// True without a pair.
    pub fn is_empty(&self) -> bool {
        self.service.is_empty()
    }

    /// Homes without times, ascending.
    pub fn without_times(&self) -> &[u32] {
        &self.without_times
    }

    /// Whether nobody knows what the home reaches.
    pub fn lacks_times(&self, home: usize) -> bool {
        u32::try_from(home).is_ok_and(|home| self.without_times.binary_search(&home).is_ok())
    }

    /// Services and times of a home, in the order of the services.
    pub fn of(&self, home: usize) -> impl ExactSizeIterator<Item = (u32, Seconds)> + '_ {
        let (services, seconds) = self.row(home);
        services.iter().zip(seconds).map(|(service, seconds)| (*service, Seconds(u32::from(*seconds))))
    }

    /// The same pairs grouped by service: what `of` then names a home is a service. Homes without
    /// times have no pair and are not named in it.
    pub fn by_service(&self) -> Self {
        let mut starts = vec![0; self.services + 1];
        self.service.iter().for_each(|service| starts[*service as usize + 1] += 1);
        accumulate(&mut starts);
        let mut next = starts.clone();
        let (mut service, mut seconds) = (vec![0; self.len()], vec![0; self.len()]);
        for home in 0..self.homes() {
            let (services, times) = self.row(home);
            for (of, time) in services.iter().zip(times) {
                let at = &mut next[*of as usize];
                (service[*at], seconds[*at]) = (home as u32, *time);
                *at += 1;
            }
        }
        Self { services: self.homes(), starts, service, seconds, without_times: Vec::new() }
    }

    pub(crate) fn row(&self, home: usize) -> (&[u32], &[u16]) {
        let span = self.starts[home]..self.starts[home + 1];
        (&self.service[span.clone()], &self.seconds[span])
    }
}

/// Counts of each row become starts of each row.
fn accumulate(starts: &mut [usize]) {
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Pairs {
        let mut builder = PairsBuilder::new(3, 2);
        for (home, service, seconds) in [(2, 0, 90), (0, 1, 60), (2, 1, 30)] {
            builder.push(home, service, Seconds(seconds)).unwrap();
        }
        builder.lacks_times(1).unwrap();
        builder.build().unwrap()
    }

    #[test]
    fn pairs_come_grouped_by_home_and_turned_round_grouped_by_service() {
        let pairs = some();
        assert_eq!(pairs.of(2).collect::<Vec<_>>(), [(0, Seconds(90)), (1, Seconds(30))]);
        assert_eq!((pairs.of(1).len(), pairs.lacks_times(1), pairs.lacks_times(0)), (0, true, false));
        let turned = pairs.by_service();
        assert_eq!(turned.of(1).collect::<Vec<_>>(), [(0, Seconds(60)), (2, Seconds(30))]);
        assert_eq!((turned.homes(), turned.services(), turned.len()), (2, 3, 3));
    }

    #[test]
    fn lists_by_home_make_the_same_pairs() {
        let lists = [Some(vec![(1, Seconds(60))]), None, Some(vec![(1, Seconds(30)), (0, Seconds(90))])];
        assert_eq!(Pairs::by_home(2, lists).unwrap(), some());
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_reason() {
        let mut builder = PairsBuilder::new(3, 2);
        assert!(builder.push(3, 0, Seconds(1)).unwrap_err().to_string().contains("home 3"));
        assert!(builder.push(0, 2, Seconds(1)).unwrap_err().to_string().contains("service 2"));
        assert!(builder.push(0, 0, Seconds(65_536)).unwrap_err().to_string().contains("65536 s is above"));
        assert!(builder.lacks_times(3).is_err());
        builder.push(0, 0, Seconds(1)).unwrap();
        builder.push(0, 0, Seconds(2)).unwrap();
        assert_eq!(builder.build().unwrap_err(), PairError::Twice { home: 0, service: 0 });
        assert!(Pairs::by_home(1, [Some([(1, Seconds(1))])]).is_err());
    }
}
