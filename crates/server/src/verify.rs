//! Whether the artifacts of a snapshot fit each other.

use territory::{FigureSet, Kinds, Territory};

/// Positions are used without a further look once they were seen to be inside their lists.
pub(crate) fn check(territory: &Territory, figures: &FigureSet) -> Result<(), String> {
    let communes = territory.communes.len();
    if communes == 0 {
        return Err("it has no commune".into());
    }
    if !figures.is_ordered() {
        return Err("its figures are not in order".into());
    }
    for year in figures.years() {
        columns(territory, figures, year)?;
        if figures.carried_in(year).last().is_some_and(|&position| position as usize >= communes) {
            return Err(format!("the figures of {year} name a commune beyond the end"));
        }
    }
    if !figures.nearest.is_empty() && figures.nearest.len() != communes {
        return Err(format!("closest services of {} communes for {communes}", figures.nearest.len()));
    }
    let services = territory.services.len();
    if figures.nearest.iter().flatten().filter_map(|n| n.service).any(|position| position as usize >= services) {
        return Err("a closest service lies beyond the end".into());
    }
    let members = territory.epcis.iter().map(|e| &e.members).chain(territory.departements.iter().map(|d| &d.members));
    if members.flatten().any(|&member| member >= communes) {
        return Err("a member lies beyond the last commune".into());
    }
    // Homes of assistants maternels are never published, whoever built the snapshot.
    let kinds = Kinds::builtin();
    let nominative = |s: &&territory::Service| kinds.get(s.kind.as_str()).is_some_and(|k| k.nominative);
    if let Some(service) = territory.services.iter().find(nominative) {
        return Err(format!("a service of the nominative kind `{}` is listed", service.kind.as_str()));
    }
    let unknown = |commune: &&territory::Commune| territory.departement(commune.departement).is_none();
    if let Some(commune) = territory.communes.iter().find(unknown) {
        return Err(format!("commune {} is in the unknown département {}", commune.code, commune.departement));
    }
    Ok(())
}

fn columns(territory: &Territory, figures: &FigureSet, year: u16) -> Result<(), String> {
    for column in figures.columns_in(year).unwrap_or_default() {
        let rows = territory.count(column.level);
        let name = format!("{}/{} at level {} in {year}", column.indicator, column.facet, column.level.as_str());
        if column.values.len() != rows {
            return Err(format!("{name} has {} values for {rows} territories", column.values.len()));
        }
        for parts in [&column.numerators, &column.denominators] {
            if !parts.is_empty() && parts.len() != rows {
                return Err(format!("{name} has {} parts of ratios for {rows} territories", parts.len()));
            }
        }
        if column.partial.iter().any(|&position| position as usize >= rows) {
            return Err(format!("{name} names a territory beyond the end"));
        }
        if figures.provenance(&column.provenance).is_none() {
            return Err(format!("{name} has no provenance `{}`", column.provenance));
        }
    }
    Ok(())
}
