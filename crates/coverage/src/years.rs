//! Figures of an earlier year, for the territories of the present geography.

use territory::{Kinds, Provenance, Territory, YearFigures};

use crate::{Options, figures};

/// What [`figures`] says of a territory whose counts and services are those of `options.year`, with
/// the communes of the present. Secrecy is applied to the year on its own. `carried` are the
/// positions, ascending, of the communes whose data were carried over a merger or a split: the
/// method of every figure of the year says so, and its provenance has an id of its own.
pub fn past_figures(territory: &Territory, kinds: &Kinds, options: &Options<'_>, carried: Vec<u32>) -> YearFigures {
    let set = figures(territory, kinds, options);
    let year = options.year;
    let (mut columns, mut provenances) = (set.columns, set.provenances);
    columns.iter_mut().for_each(|column| column.provenance = id_in(year, &column.provenance));
    provenances.iter_mut().for_each(|provenance| of_year(provenance, year, carried.len()));
    provenances.sort_by(|a, b| a.id.cmp(&b.id));
    YearFigures { year, columns, carried, provenances }
}

/// "coverage_rate.total" in 2021 is "coverage_rate.total.2021".
fn id_in(year: u16, id: &str) -> String {
    format!("{id}.{year}")
}

/// Name of the parameter that only figures over a network have.
const PROFILE: &str = "profile";

fn of_year(provenance: &mut Provenance, year: u16, carried: usize) {
    provenance.id = id_in(year, &provenance.id);
    provenance.method_fr += &format!(" Situation de {year}, dans les limites communales d’aujourd’hui");
    provenance.method_en += &format!(" As of {year}, within the boundaries of today’s communes");
    if carried > 0 {
        provenance.method_fr += " : les données des communes fusionnées sont additionnées, celles des communes scindées \
                                 réparties selon la population actuelle de leurs parties";
        provenance.method_en += ": data of merged communes are added up, those of split communes shared out by the \
                                 present population of their parts";
    }
    provenance.method_fr.push('.');
    provenance.method_en.push('.');
    if provenance.parameters.iter().any(|(name, _)| name == PROFILE) {
        provenance.method_fr += " Les routes sont celles d’aujourd’hui.";
        provenance.method_en += " Roads are those of today.";
    }
    provenance.parameters.push(("year".into(), year.to_string()));
}
