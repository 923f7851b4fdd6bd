//! One file as rows, whatever holds them: the same data set may come as CSV, workbook, GeoJSON,
//! GeoPackage or shapefile.

use std::collections::BTreeMap;

use territory::{CommuneCode, Kinds, Quantity};

use crate::{
    Batch, CnafFigures, CogCommune, CommuneArea, Content, FoundService, Income, IngestError, IrisChildren, LegacyRate,
    cnaf, cog, geojson, geopackage, secrets, services, shapefile,
    sniff::{self, Format},
    tabular::{self, Tabular},
    text,
};

/// The rows of one file, to be read as one data set.
pub struct DataTable(Tabular);

impl DataTable {
    /// The rows of a file out of its wrapping; `layer` names one of a GeoPackage.
    ///
    /// # Errors
    /// When the bytes are of another kind than a table, or damaged; when a GeoPackage has no such
    /// layer.
    pub fn open(content: &Content, layer: Option<&str>) -> Result<Self, IngestError> {
        let tabular = match content {
            Content::Shapefile { name, parts } => tabular::read_shapefile(name, parts)?,
            Content::File { name, bytes } if sniff::format_of(bytes) == Ok(Format::GeoPackage) => {
                tabular::layer(name, bytes, layer)?
            }
            Content::File { name, bytes } if bytes.trim_ascii().is_empty() => {
                return Err(IngestError::Empty { file: name.clone() });
            }
            Content::File { name, bytes } => tabular::read(name, bytes)?,
        };
        Ok(Self(tabular))
    }

    /// A list of services, as CSV, workbook or any other table: see [`crate::read_service_list`].
    ///
    /// # Errors
    /// When a column is missing, as for every reader of this type.
    pub fn service_list(&self, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
        services::service_list_of(&self.0.table, kinds).map(|batch| self.with_rejected(batch))
    }

    /// France services of any year: see [`crate::read_france_services`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn france_services(&self) -> Result<Batch<FoundService>, IngestError> {
        services::france_services_of(&self.0.table).map(|batch| self.with_rejected(batch))
    }

    /// Maisons de services au public of 2018: see [`crate::read_msap`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn msap(&self) -> Result<Batch<FoundService>, IngestError> {
        services::msap(&self.0.table).map(|batch| self.with_rejected(batch))
    }

    /// Places of digital mediation: see [`crate::read_mediation`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn mediation(&self) -> Result<Batch<FoundService>, IngestError> {
        services::mediation(&self.0.table).map(|batch| self.with_rejected(batch))
    }

    /// Geolocated equipments of the BPE: see [`crate::read_bpe_places`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn bpe_places(&self, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
        services::bpe_places(&self.0.table, kinds).map(|batch| self.with_rejected(batch))
    }

    /// Objects of OpenStreetMap, one row each: tags as columns (`amenity`, `school:FR` or `type`,
    /// `name` or `n`…) and a position. Homes of assistants maternels are counted and nothing of
    /// them is kept.
    ///
    /// # Errors
    /// When a column is missing.
    pub fn osm_services(&self, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
        services::osm_services(&self.0.table, kinds).map(|batch| self.with_rejected(batch))
    }

    /// Communes of the Code officiel géographique: see [`crate::read_communes_csv`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn cog_communes(&self) -> Result<Batch<CogCommune>, IngestError> {
        cog::communes(&self.0.table)
    }

    /// Coverage rates of the Cnaf: see [`crate::read_cnaf_rates`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn cnaf_rates(&self) -> Result<Batch<CnafFigures>, IngestError> {
        cnaf::rates(&self.0.table)
    }

    /// Places by mode of care of the Cnaf: see [`crate::read_cnaf_places`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn cnaf_places(&self) -> Result<Batch<CnafFigures>, IngestError> {
        cnaf::places(&self.0.table)
    }

    /// Coverage rates of every commune, 2019 to 2021: see [`crate::read_cnaf_legacy`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn cnaf_legacy(&self) -> Result<Batch<LegacyRate>, IngestError> {
        cnaf::legacy(&self.0.table)
    }

    /// Whether the columns are those of [`Self::cnaf_rates`].
    pub fn is_cnaf_rates(&self) -> bool {
        cnaf::is_rates(&self.0.table)
    }

    /// Whether the columns are those of [`Self::cnaf_places`].
    pub fn is_cnaf_places(&self) -> bool {
        cnaf::is_places(&self.0.table)
    }

    /// Young children per IRIS: see [`crate::read_cnaf_iris`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn cnaf_iris(&self) -> Result<Batch<IrisChildren>, IngestError> {
        secrets::iris(&self.0.table)
    }

    /// Incomes of communes or EPCI: see [`crate::read_incomes`].
    ///
    /// # Errors
    /// When a column is missing.
    pub fn incomes(&self) -> Result<Batch<Income>, IngestError> {
        secrets::incomes(&self.0.table)
    }

    /// With the features and records that were none.
    fn with_rejected<T>(&self, mut batch: Batch<T>) -> Batch<T> {
        batch.rejected.splice(0..0, self.0.rejected.iter().cloned());
        batch
    }
}

/// The communes of a file of outlines, whichever format it has; `layer` names one of a GeoPackage.
///
/// # Errors
/// As for [`crate::read_communes_geojson`] and its like; when the file holds no outlines.
pub fn read_communes(content: &Content, layer: Option<&str>) -> Result<Batch<CommuneArea>, IngestError> {
    match content {
        Content::Shapefile { name, parts } => shapefile::read_communes_shapefile(name, parts),
        Content::File { name, bytes } => match sniff::format_of(bytes) {
            Ok(Format::GeoPackage) => geopackage::read_communes_geopackage(name, bytes, layer),
            Ok(Format::GeoJson) => geojson::read_communes_geojson(name, bytes.as_slice()),
            Ok(other) => Err(tabular::other_kind(name, &format!("no file of outlines ({other:?})"))),
            Err(found) => Err(tabular::other_kind(name, &found)),
        },
    }
}

/// Children of 0 to 2 and of 3 to 5 years per commune: sums over its IRIS. A sum is secret when
/// the number of one of its IRIS is.
pub fn children_by_commune(rows: &[IrisChildren]) -> BTreeMap<CommuneCode, (Quantity, Quantity)> {
    let mut sums = BTreeMap::new();
    for row in rows {
        let Some(code) = row.iris.get(..5).and_then(|code| text::commune_code(code).ok()) else { continue };
        let sum = sums.entry(code.value).or_insert((Quantity::Known(0.0), Quantity::Known(0.0)));
        sum.0 = sum.0.zip_with(row.under_3, |a, b| a + b);
        sum.1 = sum.1.zip_with(row.from_3_to_5, |a, b| a + b);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_has_the_sum_of_its_iris_unless_one_is_secret() {
        let row = |iris: &str, under_3: Quantity| IrisChildren {
            iris: iris.into(),
            under_3,
            from_3_to_5: Quantity::Known(1.0),
        };
        let sums = children_by_commune(&[
            row("990010101", Quantity::Known(12.0)),
            row("990010102", Quantity::Known(30.0)),
            row("990020101", Quantity::Known(12.0)),
            row("990020102", Quantity::Suppressed),
        ]);
        let of = |code: &str| sums[&CommuneCode::new(code).unwrap()];
        assert_eq!(of("99001"), (Quantity::Known(42.0), Quantity::Known(2.0)));
        assert_eq!(of("99002"), (Quantity::Suppressed, Quantity::Known(2.0)));
    }
}
