//! Everything that is drawn, ready to be cut into the tiles of any zoom.

use geozero::mvt::tile;
use territory::{Kinds, Level, Territory};

use super::{BORDERS, COMMUNES, DEPARTEMENTS, EPCIS, GRID, LAYERS, NAMES, SEATS, SERVICES};
use super::{areas, borders, cells, names, places};
use crate::TileError;
use crate::encode::{LayerBuilder, Value, point, polygon};
use crate::mercator::project;
use crate::options::LayerReport;
use crate::pieces::{Piece, Pieces};
use crate::simplify::{ArcsAtZoom, visible_from};
use crate::topology::{Shapes, Topology, dissolve};

/// The territory as arcs, shapes and points.
pub(crate) struct Scene<'a> {
    territory: &'a Territory,
    topology: Topology,
    /// First zoom of each point of the topology.
    visible: Vec<u8>,
    epcis: Shapes,
    departements: Shapes,
    /// Rank of each arc.
    border_ranks: Vec<u8>,
    seats: places::Points,
    /// Rank of each commune's seat.
    seat_ranks: Vec<u32>,
    names: places::Points,
    /// Rank of each EPCI's name; 0 for one without a commune, which has none.
    name_ranks: Vec<u32>,
    services: places::Points,
    cells: Vec<cells::Cell>,
}

impl<'a> Scene<'a> {
    /// Cuts borders into arcs and assembles EPCI and départements.
    pub(crate) fn new(territory: &'a Territory, kinds: &Kinds) -> Result<Self, TileError> {
        check_members(territory)?;
        let vertices: usize = territory.communes.iter().map(|c| geo::CoordsIter::coords_count(&c.area)).sum();
        if vertices > (u32::MAX / 4) as usize {
            return Err(TileError::TooManyVertices(vertices));
        }
        let seat = |c: &territory::Commune| project(c.seat.lon_deg(), c.seat.lat_deg());
        let anchors: Vec<_> = territory.communes.iter().map(seat).collect();
        let topology = Topology::build(territory.communes.iter().map(|c| &c.area), &anchors).map_err(|bad| {
            let commune = territory.communes[bad.area].code.to_string();
            TileError::NotAPosition { commune, lon: bad.lon_deg, lat: bad.lat_deg }
        })?;
        let seats = places::seats_by_rank(territory);
        let mut seat_ranks = vec![0; seats.len()];
        for (&(commune, _), rank) in seats.iter().zip(0u32..) {
            seat_ranks[commune as usize] = rank;
        }
        let epcis = dissolve(&topology, territory.epcis.iter().map(|e| &e.members[..]));
        let names = names::names_by_rank(territory, &epcis, &topology);
        let mut name_ranks = vec![0; epcis.len()];
        for (&(epci, _), rank) in names.iter().zip(0u32..) {
            name_ranks[epci as usize] = rank;
        }
        Ok(Self {
            epcis,
            departements: dissolve(&topology, territory.departements.iter().map(|d| &d.members[..])),
            border_ranks: borders::ranks(territory, &topology),
            visible: Vec::new(),
            seats,
            seat_ranks,
            names,
            name_ranks,
            services: places::public_services(territory, kinds),
            cells: cells::cells(territory),
            topology,
            territory,
        })
    }

    /// Decides from which zoom each vertex is drawn; `progress` is told how many are done.
    pub(crate) fn simplify(&mut self, max_zoom: u8, progress: &dyn Fn(u64)) {
        self.visible = visible_from(&self.topology, max_zoom, progress);
    }

    /// Distinct border vertices.
    pub(crate) fn vertices(&self) -> u64 {
        self.topology.points.len() as u64
    }

    /// Pieces of border.
    pub(crate) fn arcs(&self) -> u64 {
        self.topology.arcs.len() as u64
    }

    /// The layers, nothing placed yet.
    pub(crate) fn report(&self) -> Vec<LayerReport> {
        let drawn = |level| (0..self.territory.count(level)).filter(|&i| self.is_drawn(level, i)).count();
        let count = |layer: u8| match layer {
            COMMUNES => drawn(Level::Commune),
            EPCIS => drawn(Level::Epci),
            DEPARTEMENTS => drawn(Level::Departement),
            BORDERS => self.border_ranks.iter().filter(|r| **r != borders::NO_BORDER).count(),
            GRID => self.cells.len(),
            SERVICES => self.services.len(),
            NAMES => self.names.len(),
            _ => self.seats.len(),
        };
        let reports = LAYERS.iter().zip(0u8..);
        reports.map(|(l, i)| LayerReport { layer: l.id, features: count(i) as u64, placements: 0 }).collect()
    }

    /// All that the tiles of a zoom show, in the order of the archive.
    pub(crate) fn pieces(&self, zoom: u8, buffer: i32) -> Pieces {
        let at = (zoom, buffer);
        let arcs = ArcsAtZoom::new(&self.topology, &self.visible, zoom);
        let mut all = areas::pieces(&self.topology.areas, &arcs, COMMUNES, at, |_| true);
        all.append(areas::pieces(&self.epcis, &arcs, EPCIS, at, |i| self.is_drawn(Level::Epci, i)));
        let departements = |i| self.is_drawn(Level::Departement, i);
        all.append(areas::pieces(&self.departements, &arcs, DEPARTEMENTS, at, departements));
        all.append(borders::pieces(&self.border_ranks, &arcs, at));
        all.append(cells::pieces(&self.cells, at));
        all.append(places::service_pieces(&self.services, at));
        all.append(places::seat_pieces(&self.seats, at));
        all.append(names::name_pieces(&self.names, at));
        all.sort();
        all
    }

    /// The layers of one tile, from its pieces in order.
    pub(crate) fn layers(&self, pieces: &Pieces, tile: &[Piece]) -> Vec<tile::Layer> {
        tile.chunk_by(|a, b| a.layer == b.layer).map(|group| self.layer(pieces, group)).collect()
    }

    fn layer(&self, pieces: &Pieces, group: &[Piece]) -> tile::Layer {
        let layer = group[0].layer;
        let spec = &LAYERS[usize::from(layer)];
        let mut builder = LayerBuilder::new(spec.id, spec.fields.iter().map(|(name, _)| *name));
        if layer == BORDERS {
            for rank in [borders::COMMUNE, borders::EPCI, borders::DEPARTEMENT] {
                if let Some(lines) = borders::lines_of_rank(rank, &self.border_ranks, pieces, group) {
                    builder.push(None, lines, &[Value::Count(u64::from(rank))]);
                }
            }
            return builder.finish();
        }
        for piece in group {
            let feature = piece.feature as usize;
            let id = |position: usize| Some(position as u64 + 1);
            let mut runs = pieces.runs(piece);
            let code_and_name = |level| {
                let text = |t: Option<&'a str>| Value::Text(t.unwrap_or_default());
                [text(self.territory.code(level, feature)), text(self.territory.name(level, feature))]
            };
            match layer {
                COMMUNES => builder.push(id(feature), polygon(runs), &code_and_name(Level::Commune)),
                EPCIS => builder.push(id(feature), polygon(runs), &code_and_name(Level::Epci)),
                DEPARTEMENTS => builder.push(id(feature), polygon(runs), &code_and_name(Level::Departement)),
                GRID => {
                    let cell = &self.cells[feature];
                    builder.push(id(cell.demand as usize), polygon(runs), &[Value::Tenths(cell.tenths)]);
                }
                _ => {
                    let at = runs.next().map_or([0, 0], |run| run[0]);
                    if layer == SEATS || layer == NAMES {
                        let (level, ranks) = match layer {
                            SEATS => (Level::Commune, &self.seat_ranks),
                            _ => (Level::Epci, &self.name_ranks),
                        };
                        let [code, name] = code_and_name(level);
                        let rank = Value::Count(u64::from(ranks[feature]));
                        builder.push(id(feature), point(at), &[code, name, rank]);
                    } else {
                        let service = &self.territory.services[feature];
                        let values = [Value::Text(service.kind.as_str()), Value::Text(&service.name)];
                        builder.push(id(feature), point(at), &values);
                    }
                }
            }
        }
        builder.finish()
    }

    /// Whether the territory can be drawn: groups need a commune.
    fn is_drawn(&self, level: Level, position: usize) -> bool {
        level == Level::Commune || !self.territory.members(level, position).is_empty()
    }
}

fn check_members(territory: &Territory) -> Result<(), TileError> {
    let communes = territory.communes.len();
    for level in [Level::Epci, Level::Departement] {
        for i in 0..territory.count(level) {
            if let Some(&position) = territory.members(level, i).iter().find(|m| **m >= communes) {
                let group = format!("{} {}", level.as_str(), territory.code(level, i).unwrap_or_default());
                return Err(TileError::UnknownMember { group, position, communes });
            }
        }
    }
    Ok(())
}
