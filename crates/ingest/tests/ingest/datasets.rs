//! Data sets of which no real file is at hand, in fictional rows of exactly their format; then
//! the real files of the others.

use std::fs;

use ingest::{Batch, CnafFigures, CnafLevel, Content, Dataset, Diagnosis, Limits};
use territory::{Kinds, Quantity::*};

use crate::real_file;

/// Fictional: no département is 98 for the Cnaf, and the figures are round.
const RATES: &str = "annee;numdep;nomdep;txcouv_psu_col_dep;txcouv_hors_psu_col_dep;txcouv_eaje_dep;txcouv_prescol_dep;txcouv_am_ind_dep;txcouv_gad_ind_dep;txcouv_dep
2030;98;Département fictif;10,0;5,0;15,0;2,0;30,0;1,0;48,0
2030;XX;Non renseigné;10;5;15;2;30;1;195,8
2030;XXX;Non renseigné;;;;;;;
2030;97;Autre fiction;10,0;5,0;15,3;2,0;30,0;1,0;48,6
30;96;Année fausse;1;1;2;1;1;1;5
";

fn rates(text: &str) -> Batch<CnafFigures> {
    ingest::read_cnaf_rates("txcouv_pe_dep.csv", text.as_bytes()).unwrap()
}

#[test]
fn rates_of_the_cnaf_are_read_and_their_sums_checked() {
    let batch = rates(RATES);
    assert_eq!(batch.accepted.len(), 2);
    let first = &batch.accepted[0];
    assert_eq!((first.year, first.level, first.code.as_str()), (2030, CnafLevel::Departement, "98"));
    assert_eq!(
        (first.psu, first.outside_psu, first.eaje, first.total),
        (Known(10.0), Known(5.0), Known(15.0), Known(48.0))
    );
    let warnings: Vec<_> = batch.warnings.iter().map(|f| (f.line.unwrap(), f.field.as_str())).collect();
    // Line 5: 15.3 is not 10 + 5, and 48.6 not the sum of its modes. Line 3 opens the unknown ones.
    assert_eq!(warnings, [(5, "txcouv_eaje_dep"), (5, "txcouv_dep"), (3, "numdep")]);
    assert!(batch.warnings[2].reason.contains("2 row(s)"), "{}", batch.warnings[2].reason);
    assert_eq!(batch.rejected.iter().map(|f| f.line.unwrap()).collect::<Vec<_>>(), [6]);
}

#[test]
fn a_tenth_and_a_half_is_rounding_and_more_is_not() {
    let with_total = |total: &str| RATES.lines().take(2).collect::<Vec<_>>().join("\n").replace(";48,0", total);
    for (total, warnings) in [(";48,1", 0), (";48,15", 0), (";47,85", 0), (";48,2", 1), (";47,8", 1)] {
        assert_eq!(rates(&with_total(total)).warnings.len(), warnings, "{total}");
    }
}

#[test]
fn labels_and_commas_and_a_date_for_a_year_are_the_national_export() {
    let text = "Année,National,Taux de couv EAJE PSU,Taux de couv EAJE Hors PSU,Taux de couv EAJE,Taux de couv préscolarisation,Taux de couv assistante maternelle,Taux de couv garde à domicile,Taux de couv global\n2030-01-01,National,10.0,5.0,15.0,2.0,30.0,1.0,48.0\n";
    let batch = rates(text);
    assert_eq!((batch.accepted[0].year, batch.accepted[0].level), (2030, CnafLevel::National));
    assert_eq!(
        (batch.accepted[0].psu, batch.accepted[0].eaje, batch.accepted[0].total),
        (Known(10.0), Known(15.0), Known(48.0))
    );
    assert!(batch.warnings.is_empty() && batch.rejected.is_empty(), "{batch:?}");
}

#[test]
fn places_of_an_epci_are_read_beside_the_columns_of_its_parents() {
    let text = "annee,numepci,nomepci,numdep,pl_psu_col_epci,pl_hors_psu_col_epci,pl_eaje_epci,pl_prescol_epci,pl_am_ind_epci,pl_gad_ind_epci,tot_offre_epci,tot_offre_dep\n2030,200000001,CC fictive,98,100,20,120,10,300,5,435,9000\n2030,20000,CC tronquée,98,1,1,2,1,1,1,5,9000\n";
    let batch = ingest::read_cnaf_places("nbpla_pe_epci.csv", text.as_bytes()).unwrap();
    assert_eq!(batch.accepted.len(), 1);
    assert_eq!((batch.accepted[0].level, batch.accepted[0].total), (CnafLevel::Epci, Known(435.0)));
    assert_eq!((batch.rejected.len(), batch.warnings.len()), (1, 0), "{batch:?}");
}

#[test]
fn rates_without_a_total_name_the_missing_column() {
    let error = ingest::read_cnaf_rates("f.csv", "annee;numcom;txcouv_eaje_com\n".as_bytes()).unwrap_err();
    assert!(error.to_string().contains("txcouv_com"), "{error}");
}

#[test]
fn a_blank_rate_of_2019_is_a_secret_and_zero_is_a_rate() {
    for name in ["TAUXCOUV_COM", "TAUXCOUV_COMM"] {
        let text = format!(
            "NUM_COM;NOM_COM;NUM_EPCI;NOM_EPCI;{name}\n1001;Alpha;200000001;CC;45,2\n99002;Bêta;200000001;CC;\n99003;Gamma;200000001;CC;0\n"
        );
        let batch = ingest::read_cnaf_legacy("TAUXCOUV2019.csv", text.as_bytes()).unwrap();
        let rates: Vec<_> = batch.accepted.iter().map(|r| r.rate).collect();
        assert_eq!(rates, [Known(45.2), Suppressed, Known(0.0)]);
        assert_eq!((batch.accepted[0].commune.as_str(), batch.repaired.len()), ("01001", 1));
    }
}

fn diagnosed(name: &str, bytes: &[u8]) -> Result<Diagnosis, ingest::IngestError> {
    let content = ingest::open(name, bytes.to_vec(), &Limits::default())?;
    ingest::diagnose(&content, &Kinds::builtin(), None)
}

#[test]
fn a_data_set_is_known_by_its_columns_whatever_its_name() {
    let cases: [(&str, Dataset); 8] = [
        (RATES, Dataset::CnafRates),
        ("id;nom;type;commune;code_insee;date_maj\ns;Alpha;creche;A;99001;2030-01-01\n", Dataset::Services),
        ("CODGEO;ENF_2;ENF_3_5\n990010101;1;\n", Dataset::CnafIris),
        ("CODGEO;LIBGEO;NBMEN30;Q230\n99001;A;1;\n", Dataset::Incomes),
        ("geo_code,name,cheflieu_y,cheflieu_x\n99001,A,5800000,540000\n", Dataset::Seats),
        ("TYPECOM,COM,DEP,LIBELLE,COMPARENT\nCOM,99001,99,A,\n", Dataset::CogCommunes),
        ("DEPCOM,AN,TYPEQU,LAMBERT_X,LAMBERT_Y,QUALITE_XY\n85051,2030,D502,397600,6628300,Bonne\n", Dataset::BpePlaces),
        ("a,b\n1,2\n", Dataset::Table),
    ];
    for (text, dataset) in cases {
        let diagnosis = diagnosed("nom-sans-rapport.dat", text.as_bytes()).unwrap();
        assert_eq!(diagnosis.recognised.dataset, dataset, "{text}");
        assert!(diagnosis.accepted > 0 && !diagnosis.recognised.why.is_empty(), "{diagnosis:?}");
    }
}

#[test]
fn another_kind_of_file_under_the_right_name_is_told() {
    let said = diagnosed("services.csv", b"GIF89a\x01\0").unwrap_err().to_string();
    assert!(said.contains("this is a GIF image, not the csv that its name says"), "{said}");
    let said = diagnosed("lettre.txt", "Madame, Monsieur,\nvoici le fichier\ndemandé, hier.\nBien à vous\n".as_bytes())
        .unwrap_err()
        .to_string();
    assert!(said.contains("no table"), "{said}");
    let said = diagnosed("schema.json", b"{\"fields\": []}").unwrap_err().to_string();
    assert!(said.contains("neither a table nor GeoJSON"), "{said}");
}

#[test]
fn columns_that_say_wgs84_over_metres_and_absent_points_are_diagnosed() {
    let text = "nom;c_x_wgs84;c_y_wgs84\nA;-53001.6;5832291.2\nB;-53002;5832292\nC;;\nD;-0.46;46.32\n";
    let diagnosis = diagnosed("f.csv", text.as_bytes()).unwrap();
    let reasons: Vec<_> =
        diagnosis.findings.iter().map(|r| (r.finding.line.unwrap(), r.finding.reason.as_str())).collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert_eq!(reasons[0], (4, "no coordinates"));
    assert!(
        reasons[1].0 == 2 && reasons[1].1.contains("Web Mercator") && reasons[1].1.ends_with("2 rows in all"),
        "{reasons:?}"
    );
    let dbase = diagnosed("f.csv", "NOM,C,254;X,N,19,11\nA;1\n".as_bytes()).unwrap();
    assert!(dbase.findings[0].finding.reason.contains("dBase"), "{dbase:?}");
}

fn real(test: &str, relative: &str) -> Option<Diagnosis> {
    let path = real_file(test, relative)?;
    let content = if relative.ends_with(".shp") {
        let mut parts = ingest::ShapefileParts::default();
        for extension in ["shp", "shx", "dbf", "prj", "cpg"] {
            if let Ok(bytes) = fs::read(path.with_extension(extension)) {
                parts.set(extension, bytes);
            }
        }
        Content::Shapefile { name: relative.into(), parts }
    } else {
        ingest::open(relative, fs::read(path).unwrap(), &Limits::default()).unwrap()
    };
    Some(ingest::diagnose(&content, &Kinds::builtin(), None).unwrap_or_else(|e| panic!("{relative}: {e}")))
}

#[test]
fn real_files_are_recognised_with_their_rows_and_traps() {
    // Data set, rows, accepted, then what some finding says.
    let cases = [
        ("cog/communes.csv", Dataset::CogCommunes, 37_544, 37_544, ""),
        ("cog/EPCI_2020_insee_codgeo_epci.csv", Dataset::EpciMembers, 0, 0, ""),
        ("france-services/2020-01-09_france_services.csv", Dataset::FranceServices, 0, 0, ""),
        ("france-services/2021-04_france_services.geojson", Dataset::FranceServices, 908, 908, "a postal code is text"),
        (
            "france-services/liste-fs-20240801.csv",
            Dataset::FranceServices,
            2845,
            2845,
            "coordinates are those of its base",
        ),
        ("france-services/msap-2018/MSAP-20180627_geolocalisation_pole_emploi.shp", Dataset::Msap, 980, 979, "-9."),
        ("inclusion/standard-mediation-num_exemple-valide.csv", Dataset::MediationNumerique, 1, 1, ""),
        ("population/data_CAF_2017_IRIS.csv", Dataset::CnafIris, 0, 0, "secret"),
        ("population/data_CAF_2020_IRIS.csv", Dataset::CnafIris, 0, 0, "secret"),
        ("population/FILO2019_DISP_COM.csv", Dataset::Incomes, 0, 0, "secret"),
        ("population/FILO2019_DISP_EPCI.csv", Dataset::Incomes, 0, 0, ""),
        ("bpe/geolocated-2018/bpe2018_maternites_reg04.csv", Dataset::BpePlaces, 0, 0, "no service of the catalogue"),
        ("childcare/nantes/DataCreches.json", Dataset::Table, 112, 112, ""),
        ("childcare/niort/creches.geojson", Dataset::Table, 0, 0, ""),
        ("childcare/niort/ehpad.geojson", Dataset::Table, 0, 0, "metres labelled as degrees"),
        ("childcare/niort/boundary.geojson", Dataset::Communes, 1, 1, ""),
        ("childcare/montpellier/EtabliPublic/VilleMTP_MTP_EtabliPublic.csv", Dataset::Table, 0, 0, "dBase"),
        ("childcare/montpellier/EffectifSco/VilleMTP_MTP_EffectifSco_2014.csv", Dataset::Table, 0, 0, "code page 850"),
        ("childcare/montpellier/EtabliPublic/VilleMTP_MTP_EtabliPublic.zip", Dataset::Table, 0, 0, ""),
        ("shapefiles/bdtopo3-olemps-lambert93/AERODROME.shp", Dataset::Table, 0, 0, "no row"),
        ("cog/epcicom.xlsx", Dataset::EpciMembers, 0, 0, ""),
        ("boundaries/admin-express-2018/cantons-85-vendee.geojson", Dataset::Table, 17, 17, ""),
        ("boundaries/admin-express-2018/arrondissements-85-vendee.geojson", Dataset::Table, 3, 3, ""),
        ("boundaries/admin-express-2018/communes-85-vendee.geojson", Dataset::Communes, 0, 0, ""),
        ("boundaries/france-2017/communes-973-guyane.geojson", Dataset::Communes, 0, 0, ""),
        ("schools/reunion/ecoles.geojson", Dataset::OsmServices, 0, 0, "no service of the catalogue"),
        ("osm/redon.osm", Dataset::OsmServices, 0, 0, ""),
        ("osm/pont-de-veyle.osm.gz", Dataset::OsmServices, 0, 0, ""),
    ];
    let mut failures = Vec::new();
    for (file, dataset, rows, accepted, says) in cases {
        let Some(diagnosis) = real("real data sets", file) else { return };
        println!(
            "{file}: {:?}, {} rows, {} accepted, {} rejected, {} repaired, {} warnings",
            diagnosis.recognised.dataset,
            diagnosis.rows,
            diagnosis.accepted,
            diagnosis.rejected,
            diagnosis.repaired,
            diagnosis.warnings
        );
        let says = says.is_empty() || diagnosis.findings.iter().any(|r| r.finding.reason.contains(says));
        let counts = rows == 0 || (diagnosis.rows, diagnosis.accepted) == (rows, accepted);
        if diagnosis.recognised.dataset != dataset || !counts || !says {
            failures.push(format!(
                "{file}: {:?} {says} {} rows {} accepted {:?}",
                diagnosis.recognised,
                diagnosis.rows,
                diagnosis.accepted,
                diagnosis.findings.iter().take(4).collect::<Vec<_>>()
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_official_example_of_mediation_is_far_from_the_commune_it_names() {
    let Some(path) = real_file("Reims", "inclusion/standard-mediation-num_exemple-valide.csv") else { return };
    let Some(communes) = real_file("Reims", "boundaries/france-2017/communes-51-marne.geojson") else { return };
    let places = ingest::read_mediation("exemple.csv", fs::File::open(path).unwrap()).unwrap().accepted;
    let mut marne = ingest::read_communes_geojson("51", fs::File::open(communes).unwrap()).unwrap().accepted;
    marne.sort_by_key(|commune| commune.code);
    let index = territory::AreaIndex::new(marne.iter().map(|c| &c.area));
    let codes: Vec<_> = marne.iter().map(|c| c.code).collect();
    let outlines: Vec<_> = marne.iter().map(|c| &c.area).collect();
    let areas = ingest::KnownAreas { index: &index, codes: &codes, outlines: &outlines };
    let doubts = ingest::doubts("exemple.csv", &places, &[], Some(areas));
    assert!(doubts.iter().any(|f| f.reason.contains("outside commune 51454")), "{doubts:?}");
}
