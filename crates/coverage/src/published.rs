//! Columns of figures that others published, beside ours and never in them.

use territory::{Column, FigureSet, Level, Published, Quantity, Territory};

use crate::method::{self, Method};

/// Puts published columns into the set, each measure with its own provenance. A column of another
/// length than its level is left out: it speaks of another territory.
pub fn add_published(set: &mut FigureSet, territory: &Territory, published: &[Published]) {
    for column in published.iter().filter(|p| p.values.len() == territory.count(p.level)) {
        let id = format!("{}.{}", column.indicator, column.facet);
        let year = column.year.map(|year| year.to_string());
        match set.provenances.iter_mut().find(|p| p.id == id) {
            Some(provenance) => {
                if !provenance.sources.contains(&column.source) {
                    provenance.sources.push(column.source.clone());
                }
                let parameters = year.map(|year| (YEAR.to_owned(), year));
                let new = parameters.filter(|new| !provenance.parameters.contains(new));
                provenance.parameters.extend(new);
            }
            None => set.provenances.push(method::provenance(
                &column.indicator,
                &column.facet,
                text(&column.indicator, column.summed),
                vec![column.source.clone()],
                year.map(|year| (YEAR.to_owned(), year)).into_iter().collect(),
            )),
        }
        set.columns.push(Column {
            indicator: column.indicator.clone(),
            facet: column.facet.clone(),
            travel: None,
            level: column.level,
            values: column.values.clone(),
            numerators: Vec::new(),
            denominators: Vec::new(),
            partial: Vec::new(),
            provenance: id,
        });
    }
    set.put_in_order();
}

/// Name of the parameter that gives the year of the figures.
const YEAR: &str = "année des données";

/// Sums of published communes for a level above: secret where any of its communes is, as the sum
/// would give the secret away; missing where a commune is.
pub fn sums_of_published(territory: &Territory, level: Level, communes: &[Quantity]) -> Vec<Quantity> {
    let of = |position: usize| {
        let members = territory.members(level, position);
        let beyond = level == Level::Epci && territory.epcis[position].declared_members > members.len();
        let start = if beyond || members.is_empty() { Quantity::Missing } else { Quantity::Known(0.0) };
        members.iter().fold(start, |sum, member| sum.zip_with(communes[*member], |a, b| a + b))
    };
    match level {
        Level::Commune => communes.to_vec(),
        Level::Epci | Level::Departement => (0..territory.count(level)).map(of).collect(),
    }
}

fn text(indicator: &str, summed: bool) -> Method {
    let (fr, en) = match indicator {
        "official_coverage_rate" => (
            "Taux publié par la Cnaf, tel quel : capacité théorique d’accueil pour 100 enfants de moins de 3 ans. Il n’entre \
             dans aucun calcul de cet observatoire.",
            "Rate published by the Cnaf, as it is: theoretical places for 100 children under three. It enters no \
             computation of this observatory.",
        ),
        "official_places" => (
            "Places publiées par la Cnaf, telles quelles : capacité théorique d’accueil. Elles n’entrent dans aucun calcul \
             de cet observatoire.",
            "Places published by the Cnaf, as they are: theoretical capacity. They enter no computation of this observatory.",
        ),
        "median_income" => (
            "Revenu disponible médian par unité de consommation, publié par l’Insee (Filosofi), tel quel.",
            "Median disposable income per consumption unit, published by Insee (Filosofi), as it is.",
        ),
        _ => (
            "Enfants des familles connues de la Cnaf, publiés par Iris et additionnés par commune. Une somme dont un Iris \
             est secret est secrète.",
            "Children of families known to the Cnaf, published by Iris and added up by commune. A sum with a secret Iris \
             is secret.",
        ),
    };
    let (more_fr, more_en) = if summed {
        (" Au-dessus de la commune : sommes de cet observatoire.", " Above the commune: sums of this observatory.")
    } else {
        ("", "")
    };
    method::exact(&format!("{fr}{more_fr}"), &format!("{en}{more_en}"))
}
