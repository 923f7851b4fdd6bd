//! `maillage site`: the published instances at their optimum, tables of our own, and what is refused.

use std::{fs, path::Path};

use maillage_tests::{real_data, refuse, succeed};
use serde_json::Value;

fn solved(arguments: &[&str]) -> Value {
    let mut all = vec!["site", "--json", "--quiet"];
    all.extend(arguments);
    serde_json::from_str(&succeed(&all)).expect("an answer is JSON")
}

/// Value and proof of an answer, after looking whether it adds up.
fn value(arguments: &[&str]) -> (f64, bool) {
    let answer = solved(arguments);
    let sum =
        |list: &str| -> f64 { answer[list].as_array().unwrap().iter().map(|r| r["amount"].as_f64().unwrap()).sum() };
    let demand = answer["demand"].as_f64().unwrap();
    let counted = sum("served") + sum("unserved") + sum("unreachable");
    assert!((counted - demand).abs() < 1e-6, "{arguments:?}: {counted} counted of {demand}");
    for site in answer["sites"].as_array().unwrap() {
        if let Some(capacity) = site["capacity"].as_f64() {
            assert!(site["served"].as_f64().unwrap() <= capacity, "{arguments:?}: {site}");
        }
    }
    (answer["value"].as_f64().unwrap(), answer["proven"].as_bool().unwrap())
}

fn optima(data: &Path) -> Value {
    let text = fs::read_to_string(data.join("reference/location-optima.json")).expect("the list of optima");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn pmed_graphs_reach_their_published_median_and_center() {
    let Some(data) = real_data("pmed_graphs_reach_their_published_median_and_center") else { return };
    let optima = optima(&data);
    let mut reached = 0;
    for instance in optima["p_median_and_p_center"]["instances"].as_array().unwrap() {
        let n = &instance["n"];
        let graph = data.join(format!("reference/pmed/pmed{n}.txt")).display().to_string();
        // The median is found long before it is proven, which is for the benchmark.
        let (median, _) = value(&["--problem", "p-median", "--graph", &graph, "--time-limit", "6"]);
        assert_eq!(median, instance["p_median"].as_f64().unwrap(), "p-median of pmed{n}");
        let center = value(&["--problem", "p-center", "--graph", &graph]);
        assert_eq!(center, (instance["p_center"].as_f64().unwrap(), true), "p-center of pmed{n}");
        reached += 2;
    }
    assert_eq!(reached, 40);
}

#[test]
fn sjc_points_cover_what_is_proven_to_be_the_most_and_are_covered_by_as_few_as_that_takes() {
    let test = "sjc_points_cover_what_is_proven_to_be_the_most_and_are_covered_by_as_few_as_that_takes";
    let Some(data) = real_data(test) else { return };
    let optima = optima(&data);
    let mut reached = 0;
    for instance in optima["maximal_covering"]["instances"].as_array().unwrap() {
        let file = instance["file"].as_str().unwrap();
        let points = data.join(format!("reference/sjc/{file}.txt")).display().to_string();
        let demand = data.join(format!("reference/sjc/demand-{file}.dat")).display().to_string();
        let limit = instance["S"].to_string();
        // The most is found long before it is proven.
        let common = ["--coordinates", &points, "--demand", &demand, "--limit", &limit, "--time-limit", "6"];
        let covered = instance["covered"].as_array().unwrap();
        for (k, most) in (1..).zip(covered) {
            let k = format!("{k}");
            let arguments = [&["--problem", "max-cover", "--k", &k], &common[..]].concat();
            assert_eq!(value(&arguments).0, most.as_f64().unwrap(), "{file} {limit} {k}");
            reached += 1;
        }
        let (all, _) = value(&[&["--problem", "set-cover"], &common[..]].concat());
        assert_eq!(all, covered.len() as f64, "{file} {limit}");
    }
    assert!(reached >= 36, "only {reached} instances are in the reference");
}

#[test]
fn capacitated_medians_reach_their_optimum() {
    let Some(data) = real_data("capacitated_medians_reach_their_optimum") else { return };
    let optima = optima(&data);
    for (n, best) in optima["capacitated_p_median"]["optimum"].as_object().unwrap() {
        let table = data.join(format!("reference/capacitated/p550-{n}.txt")).display().to_string();
        let reached = value(&["--problem", "p-median", "--whole", "--count-homes", "--square", &table]);
        assert_eq!(reached, (best.as_f64().unwrap(), true), "p550-{n}");
    }
}

#[test]
fn san_francisco_reaches_its_published_values() {
    let Some(data) = real_data("san_francisco_reaches_its_published_values") else { return };
    let optima = &optima(&data)["san_francisco"];
    let file = |name: &str| data.join("reference").join(name).display().to_string();
    let matrix = file("SF_network_distance_candidateStore_16_censusTract_205_new.csv");
    let homes = file("SF_demand_205_centroid_uniform_weight.csv");
    let columns = "home=DestinationName,site=name,id=NAME,weight=POP2000";
    let common = ["--matrix", &matrix, "--homes", &homes, "--columns", columns];
    let each = |problem: &str, key: &str, more: &[&str], off: f64| {
        for (k, best) in optima[key].as_object().unwrap() {
            let arguments = [&["--problem", problem, "--k", k], more, &common[..]].concat();
            let (value, proven) = value(&arguments);
            // The published values are rounded.
            assert!(proven && (value - best.as_f64().unwrap()).abs() <= off, "{problem} {k}: {value}, not {best}");
        }
    };
    each("p-median", "p_median", &[], 0.5);
    each("p-center", "p_center", &[], 0.001);
    each("max-cover", "mclp_covered_population_R5000", &["--limit", "5000"], 0.0);
    let all = value(&[&["--problem", "set-cover", "--limit", "5000"], &common[..]].concat());
    assert_eq!(all, (optima["lscp_R5000"].as_f64().unwrap(), true));
}

/// Four villages on a road, 10 minutes apart; who lives where is a power of two.
struct Road {
    folder: tempfile::TempDir,
}

impl Road {
    fn new() -> Self {
        let road = Self { folder: tempfile::tempdir().unwrap() };
        let mut matrix = "home,site,seconds\n".to_owned();
        for home in 0..4_i32 {
            for site in 0..4_i32 {
                matrix += &format!("h{home},s{site},{}\n", (home - site).abs() * 600);
            }
        }
        road.write("matrix.csv", &matrix);
        road.write("homes.csv", "id,weight\nh0,1\nh1,2\nh2,4\nh3,8\nfar,16\n");
        road.write("sites.csv", "id,status,capacity,cost\ns0,,3,5\ns1,,3,5\ns2,candidate,,9\ns3,closed,,1\n");
        road
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

#[test]
fn a_planner_reads_who_is_served_by_what_who_is_left_and_what_each_place_gains() {
    let road = Road::new();
    let (matrix, homes, sites) = (road.path("matrix.csv"), road.path("homes.csv"), road.path("sites.csv"));
    let tables = ["--matrix", matrix.as_str(), "--homes", &homes, "--sites", &sites];
    let cover = ["--problem", "max-cover", "--limit", "600"];
    // s2 serves h1, h2 and h3, which is 14, at exactly 600 seconds; who lives far reaches nothing.
    let answer = solved(&[&cover[..], &["--k", "1"], &tables].concat());
    assert_eq!(answer["sites"][0]["site"], "s2");
    assert_eq!((&answer["value"], &answer["proven"]), (&14.into(), &true.into()));
    assert_eq!(answer["unserved"], serde_json::json!([{"home": "h0", "amount": 1}]));
    assert_eq!(answer["unreachable"], serde_json::json!([{"home": "far", "amount": 16}]));
    // Two places of 3: h0 and h1 fill one of them.
    let required = solved(&[&cover[..], &["--k", "1", "--require", "s0", "--close", "s2"], &tables].concat());
    assert_eq!(required["value"], 6);
    assert_eq!(required["sites"][0]["status"], "required");
    // A budget of 6 leaves only the cheap sites.
    let cheap = solved(&[&cover[..], &["--budget", "6"], &tables].concat());
    assert_eq!(cheap["value"], 3);
    // Sites 600 seconds from each other are too near.
    road.write("between.csv", "site,other,distance\ns0,s1,600\ns1,s2,600\ns0,s2,1200\n");
    let between = road.path("between.csv");
    let apart = ["--k", "2", "--apart", "900", "--between", &between];
    let apart = solved(&[&cover[..], &apart, &tables].concat());
    let open: Vec<&str> = apart["sites"].as_array().unwrap().iter().map(|s| s["site"].as_str().unwrap()).collect();
    assert_eq!(open, ["s0", "s2"]);
}

#[test]
fn tables_come_out_as_csv_and_everybody_is_in_the_assignments_once() {
    let road = Road::new();
    let (matrix, homes, out) = (road.path("matrix.csv"), road.path("homes.csv"), road.path("out.csv"));
    let tables = ["site", "--matrix", matrix.as_str(), "--homes", &homes, "--quiet"];
    let median = ["--problem", "p-median", "--k", "2", "--assignments", &out];
    let table = succeed(&[&tables[..], &median].concat());
    // s3 for h3 and s2 for the others: 1200 + 2 × 600.
    let rows = ["s2,candidate,7,,0,4200", "s3,candidate,8,,0,4800"];
    let header = "site,status,served,capacity,lost_without,farther_without";
    assert_eq!(table.lines().collect::<Vec<_>>(), [header, rows[0], rows[1]]);
    let assignments = fs::read_to_string(&out).unwrap();
    assert_eq!(assignments.lines().count(), 1 + 5);
    assert!(assignments.contains("h0,s2,1,1200\n") && assignments.ends_with("far,,16,\n"), "{assignments}");
    let curve = succeed(&[&tables[..], &["--problem", "p-median", "--curve", "4"]].concat());
    let values: Vec<&str> = curve.lines().skip(1).map(|l| l.split(',').nth(1).unwrap()).collect();
    assert_eq!(values, ["6600", "2400", "600", "0"]);
    let trade = succeed(&[&tables[..], &["--problem", "p-median", "--k", "1", "--trade-off", "9"]].concat());
    assert_eq!(
        trade,
        "worst,value,bound,proven,served,open
1800,6600,6600,true,15,s3
1200,7200,7200,true,15,s2
"
    );
    let ranked = succeed(&[&tables[..], &["--rank", "--limit", "600"]].concat());
    assert_eq!(ranked, "rank,site,demand,fits\n1,s2,14,14\n2,s3,12,12\n3,s1,7,7\n4,s0,3,3\n");
}

#[test]
fn bad_input_is_refused_with_its_file_line_field_and_value() {
    let road = Road::new();
    let matrix = road.path("matrix.csv");
    let refused = |more: &[&str]| refuse(&[&["site", "--problem", "p-median", "--k", "1"], more].concat());
    for (text, said) in [
        ("home,site,seconds\nh0,s0,12\nh0,s1,soon\n", "bad.csv, line 3: seconds \"soon\" is no number"),
        ("home,site,seconds\nh0,s0,-4\n", "line 2: seconds \"-4\" is no number of 0 or more"),
        ("home,site,seconds\nh0,s0,1\nh0,s0,2\n", "line 3: home \"h0\" and site \"s0\" are already on line 2"),
        ("home,place,seconds\n", "line 1: no column \"site\"; there are home, place, seconds"),
    ] {
        road.write("bad.csv", text);
        let message = refused(&["--matrix", &road.path("bad.csv")]);
        assert!(message.contains(said), "{message}");
    }
    road.write("homes.csv", "id,weight\nh0,1\nh0,2\n");
    let message = refused(&["--matrix", &matrix, "--homes", &road.path("homes.csv")]);
    assert!(message.contains("homes.csv, line 3: home \"h0\" is already on line 2"), "{message}");
    road.write("sites.csv", "id,status\ns0,open\n");
    let message = refused(&["--matrix", &matrix, "--sites", &road.path("sites.csv")]);
    assert!(message.contains("sites.csv, line 2: status \"open\" is not required, candidate or closed"), "{message}");
    let message = refused(&["--matrix", &matrix, "--require", "s9"]);
    assert!(message.contains("site \"s9\" is not known; there are s0, s1, s2"), "{message}");
    road.write("graph.txt", "3 2 1\n1 2 5\n2 4 5\n");
    let message = refused(&["--graph", &road.path("graph.txt")]);
    assert!(message.contains("graph.txt, line 3: j 4 is no node from 1 to 3"), "{message}");
    let message = refuse(&["site", "--problem", "max-cover", "--k", "1", "--matrix", &matrix]);
    assert!(message.contains("max-cover needs --limit"), "{message}");
    // One place cannot serve a village beyond the greatest distance, and that is proven.
    let message = refused(&["--matrix", &matrix, "--farthest", "600"]);
    assert!(message.contains("no choice of sites keeps the rules"), "{message}");
}
