//! All figures of a territory.

use territory::{
    CareMode, Column, FigureSet, Kind, Kinds, Level, Provenance, Quantity, SourceId, Territory, TravelMode, TravelTimes,
};

use crate::{
    Basis, Estimate, Group, Hidden, Reach,
    column::{Rows, ratios, sums},
    coverage_rate, method, places, protect,
};

/// What the caller decides.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The year that the territory speaks of.
    pub year: u16,
    /// Travel times where no network is.
    pub estimate: Estimate,
    /// Travel times of this territory: [`crate::travel_times`].
    pub times: &'a TravelTimes,
    /// Every place of care within the longest catchment, of this territory: [`crate::reach`].
    pub reach: &'a Reach,
    /// How they were computed, for the provenance: one a mode that has a network or a timetable.
    pub how: &'a [How],
    /// Who said what, for the provenance.
    pub roles: Roles,
}

/// How the times of a mode were computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct How {
    /// The mode.
    pub mode: TravelMode,
    /// Sources of its roads and timetables.
    pub sources: Vec<SourceId>,
    /// Profile, speeds, limit, day …, by name, as text with their unit.
    pub parameters: Vec<(String, String)>,
}

/// The sources of each ingredient.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    /// Births, by which children are counted.
    pub births: Vec<SourceId>,
    /// Municipal populations.
    pub population: Vec<SourceId>,
    /// Where people live: cells, town centres, boundaries.
    pub homes: Vec<SourceId>,
    /// Assistants maternels.
    pub home_care: Vec<SourceId>,
}

/// Every column that the territory's sources allow, at every level, with its provenance; and what
/// is closest to each town centre. A measure without any source has no column at all.
pub fn figures(territory: &Territory, kinds: &Kinds, options: &Options<'_>) -> FigureSet {
    let mut set = Builder { territory, set: FigureSet { year: options.year, ..FigureSet::default() } };
    let secrecy = Secrecy::of(territory, kinds.home_care_threshold);
    let children: Vec<Quantity> = territory.communes.iter().map(|c| c.children_under_3).collect();
    set.people(options, &children);
    set.places_and_rates(kinds, options, &children, &secrecy);
    set.accessible(kinds, options, &secrecy);
    let mut nearest = vec![Vec::new(); territory.communes.len()];
    for kind in &kinds.all {
        set.service_count(kind, options, &secrecy);
        set.access(kind, options, &children, &mut nearest);
    }
    let Builder { mut set, .. } = set;
    set.nearest = nearest;
    set.put_in_order();
    set
}

/// Which territories hide what concerns their assistants maternels, by level.
pub(crate) struct Secrecy {
    pub(crate) hidden: Hidden,
}

impl Secrecy {
    fn of(territory: &Territory, threshold: u32) -> Self {
        let assistants: Vec<Quantity> = territory.home_care.iter().map(|c| c.assistants).collect();
        let (n, e) = (territory.communes.len(), territory.epcis.len());
        let mut cells = assistants.clone();
        cells.resize(n, Quantity::Missing);
        cells.extend(sums(territory, Level::Epci, &cells[..n]).values);
        cells.extend(sums(territory, Level::Departement, &cells[..n]).values);
        let mut groups: Vec<Group> = Vec::new();
        for (i, epci) in territory.epcis.iter().enumerate() {
            groups.push(Group { total: n + i, parts: epci.members.clone() });
        }
        for (i, departement) in territory.departements.iter().enumerate() {
            // By EPCI where the EPCI lies inside, by commune for the rest.
            let mut parts: Vec<usize> = Vec::new();
            let mut inside = vec![false; n];
            departement.members.iter().for_each(|m| inside[*m] = true);
            for (j, epci) in territory.epcis.iter().enumerate() {
                if epci.members.iter().all(|m| inside[*m]) {
                    parts.push(n + j);
                    epci.members.iter().for_each(|m| inside[*m] = false);
                }
            }
            parts.extend((0..n).filter(|m| inside[*m]));
            groups.push(Group { total: n + e + i, parts });
        }
        let secret = protect(&cells, &groups, threshold);
        let hidden = Hidden {
            communes: secret[..n].to_vec(),
            epcis: secret[n..n + e].to_vec(),
            departements: secret[n + e..].to_vec(),
        };
        Self { hidden }
    }

    fn at(&self, level: Level) -> &[bool] {
        match level {
            Level::Commune => &self.hidden.communes,
            Level::Epci => &self.hidden.epcis,
            Level::Departement => &self.hidden.departements,
        }
    }

    fn hide(&self, level: Level, rows: &mut Rows) {
        for (value, secret) in rows.values.iter_mut().zip(self.at(level)) {
            if *secret {
                *value = Quantity::Suppressed;
            }
        }
    }
}

/// The figures as they are made.
pub(crate) struct Builder<'a> {
    pub(crate) territory: &'a Territory,
    pub(crate) set: FigureSet,
}

impl Builder<'_> {
    fn push(&mut self, level: Level, rows: Rows, parts: Option<(&Rows, &Rows)>, provenance: &Provenance) {
        self.push_by(None, level, rows, parts, provenance);
    }

    /// Adds a column of a mode of travel; the id of its provenance begins with "indicator.facet".
    pub(crate) fn push_by(
        &mut self,
        travel: Option<TravelMode>,
        level: Level,
        rows: Rows,
        parts: Option<(&Rows, &Rows)>,
        provenance: &Provenance,
    ) {
        let mut words = provenance.id.split('.');
        let mut word = || words.next().expect("a provenance id is indicator.facet").to_owned();
        let (indicator, facet) = (word(), word());
        // A ratio that is secret keeps its parts secret as well.
        let part = |part: &Rows| {
            let hidden = part.values.iter().zip(&rows.values);
            hidden.map(|(p, v)| if *v == Quantity::Suppressed { Quantity::Suppressed } else { *p }).collect()
        };
        let (numerators, denominators) = parts.map_or((Vec::new(), Vec::new()), |(n, d)| (part(n), part(d)));
        self.set.columns.push(Column {
            indicator,
            facet,
            travel,
            level,
            values: rows.values,
            numerators,
            denominators,
            partial: rows.partial,
            provenance: provenance.id.clone(),
        });
    }

    fn people(&mut self, options: &Options<'_>, children: &[Quantity]) {
        let communes = &self.territory.communes;
        let births: Vec<Quantity> = communes.iter().map(|c| c.births).collect();
        let population: Vec<Quantity> = communes.iter().map(|c| c.population).collect();
        let count = [
            (
                "births",
                births,
                &options.roles.births,
                method::exact(
                    "Naissances domiciliées, telles que publiées ; somme des communes.",
                    "Births to resident mothers, as published; sum of the communes.",
                ),
            ),
            (
                "population",
                population,
                &options.roles.population,
                method::exact(
                    "Population municipale, telle que publiée ; somme des communes.",
                    "Municipal population, as published; sum of the communes.",
                ),
            ),
            ("children_under_3", children.to_vec(), &options.roles.births, method::children()),
        ];
        for (indicator, values, sources, text) in count {
            if values.iter().all(|v| v.known().is_none()) {
                continue;
            }
            let provenance = method::provenance(indicator, "total", text, sources.clone(), Vec::new());
            for level in Level::ALL {
                self.push(level, sums(self.territory, level, &values), None, &provenance);
            }
            self.set.provenances.push(provenance);
        }
    }

    fn places_and_rates(&mut self, kinds: &Kinds, options: &Options<'_>, children: &[Quantity], secrecy: &Secrecy) {
        for basis in Basis::ALL {
            let modes: Vec<(CareMode, Vec<Quantity>)> =
                CareMode::ALL.into_iter().filter_map(|m| Some((m, places(self.territory, kinds, m, basis)?))).collect();
            let total = modes
                .iter()
                .map(|(_, values)| values.clone())
                .reduce(|a, b| a.into_iter().zip(b).map(|(a, b)| a.zip_with(b, |a, b| a + b)).collect());
            let by_facet = modes.iter().map(|(m, values)| (m.as_str(), vec![*m], values.clone()));
            let all: Vec<CareMode> = modes.iter().map(|(m, _)| *m).collect();
            let total = total.map(|values| ("total", all, values));
            for (facet, modes, values) in by_facet.chain(total) {
                // The total less the public modes would give the assistants maternels away.
                let secret = modes.contains(&CareMode::AssistantMaternel);
                self.places_and_rate(facet, &modes, &values, (basis, secret), kinds, options, children, secrecy);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row of the table above, spelt out once")]
    fn places_and_rate(
        &mut self,
        facet: &str,
        modes: &[CareMode],
        values: &[Quantity],
        (basis, secret): (Basis, bool),
        kinds: &Kinds,
        options: &Options<'_>,
        children: &[Quantity],
        secrecy: &Secrecy,
    ) {
        let of_mode = |k: &Kind| k.mode.is_some_and(|m| modes.contains(&m));
        let mut sources = self.sources(|id| kinds.get(id).is_some_and(of_mode));
        if secret {
            sources.extend(options.roles.home_care.iter().cloned());
        }
        let text = method::places(basis);
        let places = method::provenance(basis.indicator(), facet, text, sources.clone(), Vec::new());
        sources.extend(options.roles.births.iter().cloned());
        let rate = method::provenance("coverage_rate", facet, method::rate(facet, modes), sources, Vec::new());
        for level in Level::ALL {
            let mut upper = sums(self.territory, level, values);
            if secret {
                secrecy.hide(level, &mut upper);
            }
            // Only the agrément makes an official rate; the other counts stay counts.
            if basis == Basis::Agreees {
                let lower = sums(self.territory, level, children);
                let rows = ratios(&upper, &lower, coverage_rate);
                self.push(level, rows, Some((&upper, &lower)), &rate);
            }
            self.push(level, upper, None, &places);
        }
        if basis == Basis::Agreees {
            self.set.provenances.push(rate);
        }
        self.set.provenances.push(places);
    }

    fn service_count(&mut self, kind: &Kind, options: &Options<'_>, secrecy: &Secrecy) {
        let values: Vec<Quantity> = if kind.nominative {
            let values: Vec<_> = self.territory.home_care.iter().map(|c| c.assistants).collect();
            if values.iter().all(|v| v.known().is_none()) {
                return;
            }
            values
        } else {
            let mut counts = vec![0u32; self.territory.communes.len()];
            let of_kind = self.territory.services.iter().filter(|s| s.kind == kind.id);
            of_kind.filter_map(|s| self.territory.commune(s.commune)).for_each(|i| counts[i] += 1);
            if counts.iter().all(|n| *n == 0) {
                return;
            }
            counts.into_iter().map(|n| Quantity::Known(f64::from(n))).collect()
        };
        let sources =
            if kind.nominative { options.roles.home_care.clone() } else { self.sources(|id| id == kind.id.as_str()) };
        let provenance =
            method::provenance("service_count", kind.id.as_str(), method::count(kind), sources, Vec::new());
        for level in Level::ALL {
            let mut rows = sums(self.territory, level, &values);
            if kind.nominative {
                secrecy.hide(level, &mut rows);
            }
            self.push(level, rows, None, &provenance);
        }
        self.set.provenances.push(provenance);
    }

    /// The sources of services of some kinds.
    pub(crate) fn sources(&self, of_kind: impl Fn(&str) -> bool) -> Vec<SourceId> {
        let mut sources: Vec<SourceId> = Vec::new();
        for service in self.territory.services.iter().filter(|s| of_kind(s.kind.as_str())) {
            if !sources.contains(&service.source) {
                sources.push(service.source.clone());
            }
        }
        sources
    }
}
