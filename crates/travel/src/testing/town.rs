//! Towns drawn from a seed: roads of two ends each, one-way streets, restrictions.

use territory::LonLat;

use crate::{
    network::{Network, NetworkBuilder, Preparation, Restriction, Via},
    profile::{Profile, Profiles, Tags},
};

/// Numbers from a seed (xorshift64*).
#[derive(Debug, Clone)]
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }
}

/// What a drawn town looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Blocks, some streets missing.
    Blocks,
    /// Points joined to their neighbours.
    Neighbours,
    /// Dead ends everywhere, few loops, and a second town that no road leads to.
    DeadEnds,
}

/// A road between two nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Road {
    pub(crate) ends: [usize; 2],
    pub(crate) limit_kmh: u32,
    pub(crate) oneway: bool,
}

/// A town; ways are numbered from 1000 in the order of `roads`, nodes from 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Town {
    /// Degrees.
    pub(crate) nodes: Vec<[f64; 2]>,
    pub(crate) roads: Vec<Road>,
    /// Kind, roads from / via / to; without via roads the turn is at the first node shared.
    pub(crate) turns: Vec<(String, usize, Vec<usize>, usize)>,
}

/// South-west corner, and about 300 m in degrees.
const CORNER: [f64; 2] = [-1.0, 46.6];
const STEP: [f64; 2] = [0.0039, 0.0027];

impl Town {
    pub(crate) fn drawn(shape: Shape, seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        let mut town = Self::default();
        match shape {
            Shape::Blocks => town.blocks(&mut draw),
            Shape::Neighbours => town.neighbours(&mut draw),
            Shape::DeadEnds => town.dead_ends(&mut draw),
        }
        for _ in 0..6 {
            town.restrict(&mut draw);
        }
        town
    }

    fn node(&mut self, x: f64, y: f64) -> usize {
        // Whole units of 1e-7 degrees, as maps have them.
        let round = |v: f64| (v * 1e7).round() / 1e7;
        self.nodes.push([round(CORNER[0] + x * STEP[0]), round(CORNER[1] + y * STEP[1])]);
        self.nodes.len() - 1
    }

    pub(crate) fn road(&mut self, from: usize, to: usize, limit_kmh: u32, oneway: bool) -> usize {
        self.roads.push(Road { ends: [from, to], limit_kmh, oneway });
        self.roads.len() - 1
    }

    fn any_road(&mut self, draw: &mut Draw, a: usize, b: usize) {
        let ends = if draw.chance(0.5) { [a, b] } else { [b, a] };
        let known = self.roads.iter().any(|r| r.ends == ends || r.ends == [ends[1], ends[0]]);
        if a != b && !known {
            let limit = [20, 30, 50, 70, 80, 90, 110][draw.below(7)];
            let oneway = draw.chance(0.15);
            self.road(ends[0], ends[1], limit, oneway);
        }
    }

    fn blocks(&mut self, draw: &mut Draw) {
        let (w, h) = (3 + draw.below(4), 3 + draw.below(4));
        for k in 0..w * h {
            let (dx, dy) = (draw.share() * 0.3, draw.share() * 0.3);
            self.node((k % w) as f64 + dx, (k / w) as f64 + dy);
        }
        for k in 0..w * h {
            for (right, other) in [(k % w + 1 < w, k + 1), (k / w + 1 < h, k + w)] {
                if right && draw.chance(0.85) {
                    self.any_road(draw, k, other);
                }
            }
        }
    }

    fn neighbours(&mut self, draw: &mut Draw) {
        let n = 10 + draw.below(25);
        for _ in 0..n {
            let (x, y) = (draw.share() * 6.0, draw.share() * 6.0);
            self.node(x, y);
        }
        for a in 0..n {
            let far = |b: &usize| {
                let d = [self.nodes[a][0] - self.nodes[*b][0], self.nodes[a][1] - self.nodes[*b][1]];
                (d[0].hypot(d[1]) * 1e7) as u64
            };
            let mut near: Vec<usize> = (0..n).filter(|b| *b != a).collect();
            near.sort_by_key(far);
            for b in near.into_iter().take(2) {
                self.any_road(draw, a, b);
            }
        }
    }

    fn dead_ends(&mut self, draw: &mut Draw) {
        for island in 0..2 {
            let first = self.nodes.len();
            for k in 0..8 + draw.below(12) {
                let (x, y) = (draw.share() * 5.0 + f64::from(island) * 20.0, draw.share() * 5.0);
                let node = self.node(x, y);
                if k > 0 {
                    let parent = first + draw.below(node - first);
                    self.any_road(draw, parent, node);
                }
            }
            for _ in 0..2 {
                let span = self.nodes.len() - first;
                let (a, b) = (first + draw.below(span), first + draw.below(span));
                self.any_road(draw, a, b);
            }
        }
    }

    /// Adds a turn restriction somewhere, of any kind, at a node or over a way.
    fn restrict(&mut self, draw: &mut Draw) {
        if self.roads.is_empty() {
            return;
        }
        let from = draw.below(self.roads.len());
        let at = self.roads[from].ends[draw.below(2)];
        let meeting = |node: usize| -> Vec<usize> {
            (0..self.roads.len()).filter(|r| self.roads[*r].ends.contains(&node)).collect()
        };
        let here = meeting(at);
        let kind = ["no_left_turn", "only_straight_on", "no_u_turn", "no_straight_on"][draw.below(4)];
        let over = here[draw.below(here.len())];
        if kind == "no_u_turn" {
            self.turns.push((kind.to_owned(), from, vec![], from));
        } else if draw.chance(0.4) && over != from {
            let ends = self.roads[over].ends;
            let beyond = meeting(if ends[0] == at { ends[1] } else { ends[0] });
            let to = beyond[draw.below(beyond.len())];
            self.turns.push((kind.to_owned(), from, vec![over], to));
        } else if over != from {
            self.turns.push((kind.to_owned(), from, vec![], over));
        }
    }

    /// The node where a turn without via roads happens: the first end of `from` that `to` shares.
    pub(crate) fn via_node(&self, from: usize, to: usize) -> Option<usize> {
        self.roads[from].ends.into_iter().find(|n| self.roads[to].ends.contains(n))
    }

    pub(crate) fn builder(&self) -> NetworkBuilder {
        let mut map = NetworkBuilder::new();
        for (i, [lon, lat]) in self.nodes.iter().enumerate() {
            map.node(i as i64 + 1, LonLat::new(*lon, *lat).unwrap());
        }
        let way = |r: usize| r as i64 + 1000;
        for (i, road) in self.roads.iter().enumerate() {
            let mut tags = vec![("highway", "residential".to_owned()), ("maxspeed", road.limit_kmh.to_string())];
            if road.oneway {
                tags.push(("oneway", "yes".to_owned()));
            }
            let tags = Tags(tags.into_iter().map(|(k, v)| (k.to_owned(), v)).collect());
            map.way(way(i), &road.ends.map(|n| n as i64 + 1), tags);
        }
        for (kind, from, over, to) in &self.turns {
            let via = if over.is_empty() {
                let Some(node) = self.via_node(*from, *to) else { continue };
                Via::Node(node as i64 + 1)
            } else {
                Via::Ways(over.iter().map(|r| way(*r)).collect())
            };
            map.restriction(Restriction {
                kind: kind.clone(),
                vehicle: None,
                except: String::new(),
                from: vec![way(*from)],
                via,
                to: vec![way(*to)],
            });
        }
        map
    }

    pub(crate) fn car() -> Profile {
        Profiles::builtin().get("car").unwrap().clone()
    }

    pub(crate) fn network(&self, preparation: Preparation) -> Network {
        self.builder().freeze(&Self::car(), preparation).unwrap()
    }

    /// A place beside the town, at random.
    pub(crate) fn somewhere(&self, draw: &mut Draw) -> LonLat {
        let [a, b] = self.roads[draw.below(self.roads.len())].ends.map(|n| self.nodes[n]);
        // Some lie beyond an end: their place on the street is the junction itself.
        let t = draw.share() * 1.3 - 0.15;
        let off = |d: &mut Draw| (d.share() - 0.5) * 0.001;
        LonLat::new(a[0] + t * (b[0] - a[0]) + off(draw), a[1] + t * (b[1] - a[1]) + off(draw)).unwrap()
    }
}
