// Written by `npm run types` from crates/server/openapi.json: do not edit.

export interface paths {
    "/api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page to read this contract and to try it. */
        get: operations["get_docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This contract: OpenAPI 3.1, self-contained. */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One measure for every territory of a level, as columns. */
        get: operations["list_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same table as a workbook (XLSX): its rows, then its sources and its method. A cell without a
         *     number says why; a secret row carries no number at all.
         */
        get: operations["export_figures_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures/{id}/provenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a column of figures came to be: method, parameters, sources. */
        get: operations["get_provenance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/isochrones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The areas from where one gets to a place within some limits, the largest first; and how many
         *     children under three live there, by their own travel time.
         */
        get: operations["list_isochrones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/observatory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this observatory holds, what can be asked of it, and what to show first. */
        get: operations["get_observatory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fastest way from a place to another or to a service, with its steps or its legs. */
        get: operations["get_route"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Territories by name, postal code or official code, best first: the whole name, then its
         *     beginning, then the beginning of its words; the most populated first among equals.
         */
        get: operations["search_territories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Services with a public address, in the order of their identifiers, a page at a time. */
        get: operations["list_services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/nearest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The services of a kind that are nearest to a place, by travel time. Without a road network, times
         *     by car are estimated from the distance, and say so.
         */
        get: operations["list_nearest_services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A service. */
        get: operations["get_service"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sources of the snapshot, with licence, vintage, files and counts of rows. */
        get: operations["list_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{id}/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of a source that were refused, repaired or doubted, each with its line and the reason. */
        get: operations["list_rejections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/territories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Territories of a level, in the order of their codes, a page at a time. */
        get: operations["list_territories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/territories/{level}/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A territory. */
        get: operations["get_territory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/territories/{level}/{code}/geometry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The area of a commune, or of every commune of a larger territory, as GeoJSON in WGS84. */
        get: operations["get_territory_geometry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/territories/{level}/{code}/portrait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A territory in one sentence and in figures, beside the territories that hold it. */
        get: operations["get_portrait"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/territories/{level}/{code}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A measure of a territory year by year, the present one included. */
        get: operations["get_series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/timetables/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each feed of a timetable holds, on which days, and what is wrong on which line; the first
         *     fifty findings of each kind. Empty without timetables.
         */
        get: operations["get_diagnosis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/timetables/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lines, as GeoJSON: one feature a path. Empty without timetables. */
        get: operations["list_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/timetables/stops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stops at which something calls, as GeoJSON. Empty without timetables. */
        get: operations["list_stops"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/travel-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How long it takes from each origin to each destination, one line a pair that is within the limit.
         *     The first line says what was asked for and which places no usable road is near to. The table is
         *     sent while it is computed: a connection that ends early leaves a body without its end.
         */
        post: operations["compute_travel_times"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows of all sources that were taken and look wrong: each with its line, the reason, and where
         *     it is.
         */
        get: operations["list_warnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives. */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters and durations in Prometheus' text format. */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests may be sent here: a snapshot is loaded and the server does not end. */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/observatory.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the tiles are and what they hold (TileJSON 3.0.0). */
        get: operations["get_tilejson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/observatory.pmtiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole archive, PMTiles 3, or a range of its bytes. */
        get: operations["get_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/observatory/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile. `y` may end with `.mvt` or `.pbf`. */
        get: operations["get_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A table of travel times that is asked for. */
        AskTravelTimes: {
            /** @description Where one gets to. */
            destinations: components["schemas"]["End"][];
            /**
             * Format: int32
             * @description Longest travel that counts, minutes; the longest that the snapshot searches unless it is given.
             */
            minutes?: number | null;
            /** @description Where one leaves. */
            origins: components["schemas"]["End"][];
            travel?: components["schemas"]["TravelMode"] | null;
        };
        /** @description A background map whose images come from another service: readers' addresses are seen there. */
        Background: {
            /** @description What must stand on the map while it is shown. */
            attribution: string;
            /** @description Its word: "ign". */
            id: string;
            /** @description English label. */
            label_en: string;
            /** @description French label. */
            label_fr: string;
            /**
             * Format: int32
             * @description Deepest zoom that has tiles.
             */
            max_zoom: number;
            /** @description Templates of addresses with `{z}`, `{x}` and `{y}`; tiles of 256 pixels, Web Mercator. */
            tiles: string[];
        };
        /**
         * @description Which end of a scale is good news.
         * @enum {string}
         */
        Better: "higher" | "lower" | "neutral";
        /**
         * Format: binary
         * @description Bytes that are no text.
         */
        Binary: string;
        /**
         * @description How class limits were chosen.
         * @enum {string}
         */
        BreaksMethod: "fixed" | "quantiles";
        /** @description Places for children: three counts that never enter one rate together. */
        Capacity: {
            /** @description Places really offered. */
            actives: components["schemas"]["Quantity"];
            /** @description Places of the agrément. */
            agreees: components["schemas"]["Quantity"];
            /** @description Places free at the date of the source. */
            disponibles: components["schemas"]["Quantity"];
        };
        /**
         * @description A mode of care of the official coverage rate.
         * @enum {string}
         */
        CareMode: "eaje" | "assistant_maternel" | "prescolarisation" | "garde_a_domicile";
        /** @description How many findings a check has. */
        CheckCount: {
            /** @description Its word. */
            check: string;
            /** @description Findings, in the source that was asked for or in all. */
            count: number;
            /** @description English label. */
            label_en: string;
            /** @description French label. */
            label_fr: string;
        };
        /**
         * @description How the number of children under three was obtained.
         * @enum {string}
         */
        ChildrenMethod: "last_three_births" | "three_times_births" | "none";
        /**
         * @description The level of what a figure is compared with.
         * @enum {string}
         */
        ComparedLevel: "commune" | "epci" | "departement" | "pays";
        /**
         * @description The same measure in another territory: computed here, or published by others and then never
         *     mixed with what is computed.
         */
        Comparison: {
            /** @description Its code; "FR" for the country. */
            code: string;
            /** @description Its level. */
            level: components["schemas"]["ComparedLevel"];
            /** @description Its name. */
            name: string;
            /** @description Who published it; `null` for a computed one. */
            source: string | null;
            /** @description Its value. */
            value: components["schemas"]["Quantity"];
            /**
             * Format: int32
             * @description The year of a published value; `null` for a computed one.
             */
            year: number | null;
        };
        /** @description How much a snapshot holds. */
        Counts: {
            /** @description Communes. */
            commune: number;
            /** @description Places where children live (200 m cells, or town centres). */
            demand_points: number;
            /** @description Départements. */
            departement: number;
            /** @description EPCI. */
            epci: number;
            /** @description Services with a public address. */
            services: number;
        };
        /** @description What to show first. */
        DefaultView: {
            /** @description One of its facets. */
            facet: string;
            /** @description A measure. */
            indicator: string;
            /** @description The level that is coloured. */
            level: components["schemas"]["Level"];
            parent: components["schemas"]["LevelCode"] | null;
        };
        /** @description A place with a name. */
        End: {
            /**
             * @description Longitude and latitude, WGS84 degrees.
             * @example [
             *       -1.25,
             *       46.67
             *     ]
             */
            at: [
                number,
                number
            ];
            /** @description Its name in the answer. */
            id: string;
        };
        /** @description Parameters of estimated travel times: great-circle distance × `circuity` at `speed_kmh`. */
        EstimationParameters: {
            /**
             * Format: double
             * @description Road distance over great-circle distance.
             */
            circuity: number;
            /**
             * Format: double
             * @description Constant speed, kilometres per hour.
             */
            speed_kmh: number;
        };
        /**
         * @description What a measure is split by.
         * @enum {string}
         */
        FacetKind: "none" | "mode" | "kind";
        /** @description A commune with its area. */
        Feature: {
            /** @description The area. */
            geometry: components["schemas"]["MultiPolygonGeometry"];
            /**
             * Format: int32
             * @description Feature id in tiles.
             */
            id: number;
            /** @description Code and name. */
            properties: components["schemas"]["FeatureProperties"];
            /** @description Always `Feature`. */
            type: components["schemas"]["FeatureType"];
        };
        /** @description Several communes with their areas. */
        FeatureCollection: {
            /** @description The communes, in the order of their codes. */
            features: components["schemas"]["Feature"][];
            /** @description Always `FeatureCollection`. */
            type: components["schemas"]["FeatureCollectionType"];
        };
        /**
         * @description The word `FeatureCollection`.
         * @enum {string}
         */
        FeatureCollectionType: "FeatureCollection";
        /** @description What a feature says of its commune. */
        FeatureProperties: {
            /** @description INSEE code. */
            code: string;
            /** @description Its level. */
            level: components["schemas"]["Level"];
            /** @description Name. */
            name: string;
        };
        /**
         * @description The word `Feature`.
         * @enum {string}
         */
        FeatureType: "Feature";
        /** @description How often one thing was found. */
        FeedCount: {
            /** @description What was done: "kept", "repaired", "dropped", "refused". */
            action: string;
            /** @description How often. */
            count: number;
            /** @description What: "unknown_stop". */
            kind: string;
            /** @description English label. */
            label_en: string;
            /** @description French label. */
            label_fr: string;
        };
        /** @description How many trips run on the days of one name. */
        FeedDay: {
            /** @description Days of this name from the first to the last day of the feed. */
            days: number;
            /** @description Fewest trips on one of them. */
            least: number;
            /** @description Trips on the middle one. */
            median: number;
            /** @description Most trips on one of them. */
            most: number;
            /**
             * Format: int32
             * @description 0 for Monday to 6 for Sunday.
             */
            weekday: number;
        };
        /** @description One remark about a feed. */
        FeedFinding: {
            /** @description What was done. */
            action: string;
            /** @description The column; blank for the whole row. */
            field: string;
            /** @description The file. */
            file: string;
            /** @description What sort of remark it is. */
            kind: string;
            /**
             * Format: int64
             * @description The line, from 1; `null` for the whole file.
             */
            line: number | null;
            /** @description What is wrong and what was done about it, in English. */
            reason: string;
            /** @description The value, shortened. */
            value: string;
        };
        /** @description What a feed holds and what is wrong with it. */
        FeedReport: {
            /** @description Operators. */
            agencies: string[];
            /** @description West, south, east, north of its stops; WGS84 degrees. */
            bounds: [
                number,
                number,
                number,
                number
            ] | null;
            /** @description Calls at stops. */
            calls: number;
            /** @description Calls that arrive at 24:00 or later. */
            calls_past_midnight: number;
            /** @description Findings by kind and what was done, with a number each. */
            counts: components["schemas"]["FeedCount"][];
            /** @description Trips a day, Monday to Sunday. */
            days: components["schemas"]["FeedDay"][];
            /** @description Its file. */
            file: string;
            /** @description The first findings of each kind. */
            findings: components["schemas"]["FeedFinding"][];
            /** @description First day with a service, "2025-01-01". */
            first_day: string | null;
            /** @description Booked runs (GTFS-Flex). */
            flex_trips: number;
            /** @description Zones of booked runs. */
            flex_zones: number;
            /** @description Last day with a service. */
            last_day: string | null;
            /** @description Why it cannot be used; `null` when it can. */
            refused: string | null;
            /** @description Lines. */
            routes: number;
            /** @description Lines by means of transport: "bus", "rail". */
            routes_by_kind: {
                [key: string]: number;
            };
            /** @description The source that names it. */
            source: string;
            /** @description Stops, stations and their parts. */
            stops: number;
            /** @description Stops at which nothing calls. */
            stops_without_service: number;
            /** @description Trips, each counted once whatever its days. */
            trips: number;
        };
        /** @description What is said of each feed, in the order of the sources. */
        FeedReportList: {
            /** @description One a feed; empty without timetables. */
            items: components["schemas"]["FeedReport"][];
        };
        /**
         * @description One measure for many territories. `fids`, `codes`, `names`, `values`, `status` and, for a
         *     ratio, `numerators` and `denominators` have one entry a territory, in the same order.
         */
        FigureTable: {
            /** @description Which end of the scale is good news. */
            better: components["schemas"]["Better"];
            /** @description Class limits, ascending; each is the lower bound of the class above it. */
            breaks: number[];
            /** @description How they were chosen. */
            breaks_method: components["schemas"]["BreaksMethod"];
            /**
             * @description Feature ids whose data of that year were carried to today's communes over a merger (added
             *     up) or a split (shared out), and of the territories that hold such a commune.
             */
            carried: number[];
            /** @description Official codes. */
            codes: string[];
            /**
             * Format: int32
             * @description Decimals to show.
             */
            decimals: number;
            /** @description Lower part of a ratio; `null` for what is no ratio. Secret rows carry none. */
            denominators: (number | null)[] | null;
            /** @description Its facet. */
            facet: string;
            /** @description Feature ids in tiles, ascending. */
            fids: number[];
            /** @description The measure. */
            indicator: string;
            /** @description The level of the rows. */
            level: components["schemas"]["Level"];
            /** @description Names. */
            names: string[];
            /** @description Upper part of a ratio; `null` for what is no ratio. Secret rows carry none. */
            numerators: (number | null)[] | null;
            /** @description Feature ids whose value leaves out communes that are not known. */
            partial: number[];
            /** @description Identifier for `/api/v1/figures/{id}/provenance`. */
            provenance: string;
            /** @description One letter a row: `k` known, `s` suppressed, `m` missing. */
            status: string;
            /** @description The rows in brief. */
            summary: components["schemas"]["Summary"];
            travel: components["schemas"]["TravelMode"] | null;
            /** @description Unit word. */
            unit: string;
            /** @description Values; `null` unless known. */
            values: (number | null)[];
            /**
             * Format: int32
             * @description The year that the values speak of.
             */
            year: number;
        };
        /** @description A file that was read. */
        FileCard: {
            /**
             * Format: int64
             * @description Its length in bytes.
             */
            bytes: number;
            /** @description Its name. */
            file: string;
            /** @description SHA-256 of its bytes, hexadecimal. */
            sha256: string;
        };
        /** @description The area of a commune, or of every commune of a larger territory. */
        Geometry: components["schemas"]["Feature"] | components["schemas"]["FeatureCollection"];
        /** @description A measure. */
        IndicatorCard: {
            /** @description Which end of the scale is good news. */
            better: components["schemas"]["Better"];
            /** @description Fixed class limits, ascending, each the lower bound of the class above; empty for quantiles. */
            breaks: number[];
            /**
             * Format: int32
             * @description Decimals to show.
             */
            decimals: number;
            /** @description What it is split by. */
            facet: components["schemas"]["FacetKind"];
            /** @description The facets that have figures in this snapshot. */
            facets: string[];
            /** @description The same in English. */
            help_en: string;
            /** @description What it counts and its limits, in French. */
            help_fr: string;
            /** @description Its word: "coverage_rate". */
            id: string;
            /** @description English label. */
            label_en: string;
            /** @description French label. */
            label_fr: string;
            /** @description The levels that have figures in this snapshot. */
            levels: components["schemas"]["Level"][];
            /** @description The modes of travel that have figures in this snapshot; empty for a measure that is not of travel. */
            travels: components["schemas"]["TravelMode"][];
            /** @description Unit word: "places_per_100", "minutes", "percent", "children", "count", "places", "births", "inhabitants", "euros", "children_3_5". */
            unit: string;
            /** @description The years that have figures, ascending. */
            years: number[];
        };
        /** @description The areas from where one gets to a place within some limits: one feature a limit, the largest first. */
        IsochroneCollection: {
            /**
             * Format: int32
             * @description Metres between the place and the road that leads to it.
             */
            away_m: number;
            /** @description The areas. */
            features: components["schemas"]["IsochroneFeature"][];
            /** @description The place that one gets to. */
            origin: components["schemas"]["Position"];
            /** @description Its service, where it was named by one. */
            service: string | null;
            /** @description How one travels. */
            travel: components["schemas"]["TravelMode"];
            /** @description Always `FeatureCollection`. */
            type: components["schemas"]["FeatureCollectionType"];
        };
        /** @description The area of one limit. */
        IsochroneFeature: {
            /** @description The area, to be drawn: people are counted by their own travel time. */
            geometry: components["schemas"]["MultiPolygonGeometry"];
            /** @description The limit and who lives within it. */
            properties: components["schemas"]["IsochroneProperties"];
            /** @description Always `Feature`. */
            type: components["schemas"]["FeatureType"];
        };
        /** @description A limit, and who lives within it. */
        IsochroneProperties: {
            /**
             * @description Children under three who get there in time, counted by the travel time of the point where they
             *     live; whole children, secret below five.
             */
            children_under_3: components["schemas"]["Quantity"];
            /** @description Communes whose town centre gets there in time. */
            communes_reached: number;
            /**
             * Format: int32
             * @description The limit, minutes.
             */
            minutes: number;
            /** @description How one travels. */
            travel: components["schemas"]["TravelMode"];
        };
        /** @description A way by timetable: its legs in order. */
        Journey: {
            /** @description The legs in order. */
            features: components["schemas"]["Leg"][];
            /** @description How long it takes. */
            properties: components["schemas"]["JourneyProperties"];
            /** @description Always `FeatureCollection`. */
            type: components["schemas"]["FeatureCollectionType"];
        };
        /** @description How long a way by timetable takes. `seconds` = walking + riding + waiting. */
        JourneyProperties: {
            /** @description Being there. */
            arrives: string;
            /** @description The day, "2025-01-14". */
            day: string;
            /** @description Leaving: "08:12"; beyond "24:00" for the night that follows. */
            departs: string;
            /**
             * Format: int32
             * @description In vehicles.
             */
            riding_s: number;
            /**
             * Format: int32
             * @description From leaving to the time at which one wants to be there, waiting before it included.
             */
            seconds: number;
            /**
             * Format: int32
             * @description Changes from vehicle to vehicle.
             */
            transfers: number;
            /** @description How one travels. */
            travel: components["schemas"]["TravelMode"];
            /**
             * Format: int32
             * @description At stops, and at the end until the time at which one wants to be there.
             */
            waiting_s: number;
            /**
             * Format: int32
             * @description On foot.
             */
            walking_s: number;
        };
        /** @description A kind of service. */
        KindCard: {
            /** @description Colour of its symbol, "#rrggbb". */
            color: string;
            /** @description How many services of this kind have a public address in the snapshot. */
            count: number;
            /** @description Its word: "creche". */
            id: string;
            /** @description English label, singular. */
            label_en: string;
            /** @description French label, singular, without article. */
            label_fr: string;
            /** @description Its places are homes: published as counts only, never one by one. */
            nominative: boolean;
            /** @description With its French indefinite article: "une crèche". */
            one_fr: string;
            /** @description English label, plural. */
            plural_en: string;
            /** @description French label, plural. */
            plural_fr: string;
            /** @description What it is for. */
            theme: components["schemas"]["ThemeId"];
            /**
             * Format: int32
             * @description Minutes beyond which a family counts as far.
             */
            threshold_min: number;
        };
        /** @description How far a kind of service is, by each mode of travel that has figures. */
        KindMinutes: {
            /** @description The kind. */
            kind: string;
            /** @description In the order of the menus. */
            modes: components["schemas"]["ModeMinutes"][];
        };
        /** @description A leg. */
        Leg: {
            /** @description A straight line from end to end for a ride, the streets of a walk. */
            geometry: components["schemas"]["LineStringGeometry"];
            /** @description What is done. */
            properties: components["schemas"]["LegProperties"];
            /** @description Always `Feature`. */
            type: components["schemas"]["FeatureType"];
        };
        /**
         * @description How a leg is travelled.
         * @enum {string}
         */
        LegMeans: "walk" | "ride" | "on_demand";
        /** @description What is done on a leg. */
        LegProperties: {
            /** @description "08:31". */
            arrives: string;
            /** @description "08:12". */
            departs: string;
            /** @description Name of the stop where it begins; `null` at the place of departure. */
            from: string | null;
            /** @description Name of the line, or of the ride on demand; `null` on foot. */
            line: string | null;
            /** @description How. */
            means: components["schemas"]["LegMeans"];
            /**
             * Format: int32
             * @description How long it takes.
             */
            seconds: number;
            /** @description Name of the stop where it ends; `null` at the destination. */
            to: string | null;
        };
        /**
         * @description A level of the administrative hierarchy.
         * @enum {string}
         */
        Level: "commune" | "epci" | "departement";
        /** @description A territory by its level and code. */
        LevelCode: {
            /** @description Its official code. */
            code: string;
            /** @description Its level. */
            level: components["schemas"]["Level"];
        };
        /** @description The lines. */
        LineCollection: {
            /** @description Sorted by id; a line of several paths has several features. */
            features: components["schemas"]["LineFeature"][];
            /** @description Always `FeatureCollection`. */
            type: components["schemas"]["FeatureCollectionType"];
        };
        /** @description A path of a line. */
        LineFeature: {
            /** @description The path: as drawn by the operator, else from stop to stop. */
            geometry: components["schemas"]["LineStringGeometry"];
            /** @description What is known of it. */
            properties: components["schemas"]["LineProperties"];
            /** @description Always `Feature`. */
            type: components["schemas"]["FeatureType"];
        };
        /** @description What is known of a line. */
        LineProperties: {
            /** @description Operator; blank where it has none. */
            agency: string;
            /** @description "#rrggbb"; `null` where the operator gives none. */
            color: string | null;
            /** @description Its identifier. */
            id: string;
            /** @description Means of transport: "bus". */
            kind: string;
            /** @description Name. */
            long_name: string;
            /** @description Number or letter. */
            short_name: string;
            /**
             * Format: int32
             * @description Trips along this path on the day of the figures.
             */
            trips_on_day: number;
        };
        /** @description A line. */
        LineStringGeometry: {
            /** @description Positions, longitude first; six decimals (0.1 m). */
            coordinates: [
                number,
                number
            ][];
            /** @description Always `LineString`. */
            type: components["schemas"]["LineStringType"];
        };
        /**
         * @description The word `LineString`.
         * @enum {string}
         */
        LineStringType: "LineString";
        /**
         * @description How the position of a service is known.
         * @enum {string}
         */
        Located: "exact" | "town_centre";
        /**
         * @description What the text was found in.
         * @enum {string}
         */
        Matched: "name" | "postcode" | "code";
        /** @description How far a kind of service is by one mode. */
        ModeMinutes: {
            /** @description True where it rests on the great-circle estimate. */
            estimated: boolean;
            /** @description True when it leaves somebody out: an unknown commune, a home outside the network or beyond the limit. */
            partial: boolean;
            /** @description Identifier for `/api/v1/figures/{id}/provenance`. */
            provenance: string;
            /** @description How one travels. */
            travel: components["schemas"]["TravelMode"];
            /** @description Mean minutes of the children under three. */
            value: components["schemas"]["Quantity"];
        };
        /** @description An area. */
        MultiPolygonGeometry: {
            /** @description Polygons, rings (outer first, counter-clockwise), positions; six decimals (0.1 m). */
            coordinates: [
                number,
                number
            ][][][];
            /** @description Always `MultiPolygon`. */
            type: components["schemas"]["MultiPolygonType"];
        };
        /**
         * @description The word `MultiPolygon`.
         * @enum {string}
         */
        MultiPolygonType: "MultiPolygon";
        /** @description A territory by its official code and its name. */
        Named: {
            /** @description INSEE code, or SIREN number for an EPCI. */
            code: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A day by name. */
        NamedDayCard: {
            /** @description The day that stands for it, "2025-01-14". */
            date: string;
            /** @description Its word: "school_tuesday". */
            id: string;
            /** @description English label. */
            label_en: string;
            /** @description French label. */
            label_fr: string;
        };
        /** @description A service within the limit. */
        NearestItem: {
            /** @description Where it is. */
            at: components["schemas"]["Position"];
            /** @description True where it rests on the great-circle estimate. */
            estimated: boolean;
            /**
             * Format: int32
             * @description Feature id in tiles.
             */
            fid: number;
            /** @description Its kind. */
            kind: string;
            /**
             * Format: double
             * @description The same in minutes, one decimal.
             */
            minutes: number;
            /** @description Its name. */
            name: string;
            /**
             * Format: int32
             * @description From door to door, whole seconds.
             */
            seconds: number;
            /** @description Its identifier. */
            service: string;
        };
        /** @description The nearest services of a kind. */
        NearestList: {
            /** @description The nearest first; of equally near ones the first in the list of services. */
            items: components["schemas"]["NearestItem"][];
            /** @description The kind. */
            kind: string;
            /**
             * Format: int32
             * @description Longest travel that was searched.
             */
            minutes: number;
            /** @description The place that was asked for. */
            origin: components["schemas"]["Position"];
            outcome: components["schemas"]["Unreached"] | null;
            /**
             * Format: int32
             * @description Longest way between a place and a usable road, metres; `null` for an estimate.
             */
            snap_limit_m: number | null;
            /** @description How one travels. */
            travel: components["schemas"]["TravelMode"];
        };
        /** @description A service among the closest of its kind, from the town centre. */
        NearestService: {
            /**
             * Format: int32
             * @description Great-circle distance in metres, rounded to 100 m.
             */
            distance_m: number;
            /** @description True where the time rests on the great-circle distance, not on roads or timetables. */
            estimated: boolean;
            /** @description Opening hours in the syntax of OpenStreetMap's `opening_hours`. */
            hours: string | null;
            /** @description The kind. */
            kind: string;
            /**
             * Format: double
             * @description Travel time in minutes, one decimal.
             */
            minutes: number;
            /**
             * Format: int32
             * @description 1 for the closest, up to 3.
             */
            rank: number;
            service: components["schemas"]["NearestTarget"] | null;
            /** @description How one travels there. */
            travel: components["schemas"]["TravelMode"];
        };
        /** @description Which service is the closest. */
        NearestTarget: {
            /** @description INSEE code of its commune. */
            commune_code: string;
            /** @description Name of its commune; the code when the commune is outside the snapshot. */
            commune_name: string;
            /** @description Its identifier. */
            id: string;
            /** @description Its name. */
            name: string;
        };
        /** @description What this observatory holds and how to show it. */
        Observatory: {
            background: components["schemas"]["Background"] | null;
            /** @description West, south, east, north; WGS84 degrees. */
            bounds: [
                number,
                number,
                number,
                number
            ];
            /** @description How much there is. */
            counts: components["schemas"]["Counts"];
            /** @description What to show first. */
            default_view: components["schemas"]["DefaultView"];
            /** @description Parameters of estimated travel times. */
            estimation: components["schemas"]["EstimationParameters"];
            /**
             * Format: int32
             * @description The year whose communes are the geography.
             */
            geography_year: number;
            /** @description Measures that have at least one figure, in the order of the menus. */
            indicators: components["schemas"]["IndicatorCard"][];
            /** @description Kinds of services, in the order of the menus. */
            kinds: components["schemas"]["KindCard"][];
            /** @description The levels that have territories, finest first. */
            levels: components["schemas"]["Level"][];
            /** @description Modes of care, in the order of the menus. */
            modes: components["schemas"]["CareMode"][];
            /** @description Its name. */
            name: string;
            /** @description The same in English. */
            notice_en: string | null;
            /** @description A notice that stands above every page, in French. */
            notice_fr: string | null;
            /** @description The snapshot that is served. */
            snapshot: components["schemas"]["SnapshotCard"];
            /** @description Themes, in the order of the menus. */
            themes: components["schemas"]["ThemeCard"][];
            /** @description Ways to travel. */
            travel: components["schemas"]["TravelCard"];
            /**
             * Format: int32
             * @description The present year: what is shown unless another one is asked for.
             */
            year: number;
            /** @description Every year that has figures, ascending, the present one included. */
            years: number[];
        };
        /** @description A parameter of a method. */
        Parameter: {
            /** @description Its name. */
            name: string;
            /** @description Its value with its unit. */
            value: string;
        };
        /** @description A position. */
        PointGeometry: {
            /** @description Longitude, latitude; six decimals (0.1 m). */
            coordinates: [
                number,
                number
            ];
            /** @description Always `Point`. */
            type: components["schemas"]["PointType"];
        };
        /**
         * @description The word `Point`.
         * @enum {string}
         */
        PointType: "Point";
        /** @description A territory, one sentence, its figures beside those of the territories that hold it. */
        Portrait: {
            /** @description How the number of children was obtained; the weakest method for a sum over communes. */
            children_method: components["schemas"]["ChildrenMethod"];
            /**
             * @description Every figure of the year for this territory, in the order of the menus; those of travel by
             *     the default mode.
             */
            figures: components["schemas"]["PortraitFigure"][];
            /** @description Mean minutes to the closest service of each kind, by each mode of travel, in the order of the menus. */
            minutes: components["schemas"]["KindMinutes"][];
            /**
             * @description For a commune, the closest services of each kind by each mode, in the order of the menus, the
             *     nearest first; empty for other levels and for earlier years.
             */
            nearest: components["schemas"]["NearestService"][];
            /** @description The same in English. */
            notes_en: string[];
            /** @description What a reader must know of these figures, in French. */
            notes_fr: string[];
            /** @description The same in English. */
            sentence_en: string;
            /** @description The most telling figure in one French sentence. */
            sentence_fr: string;
            /** @description The territory. */
            territory: components["schemas"]["TerritoryDetail"];
            /**
             * Format: int32
             * @description The year that `figures` and `minutes` speak of.
             */
            year: number;
        };
        /** @description A figure of a portrait. */
        PortraitFigure: {
            /**
             * @description The same measure in the territories that hold this one, then what was published for the
             *     département and the country.
             */
            compare: components["schemas"]["Comparison"][];
            denominator: components["schemas"]["Quantity"] | null;
            /** @description Its facet. */
            facet: string;
            /** @description The measure. */
            indicator: string;
            numerator: components["schemas"]["Quantity"] | null;
            /** @description True when some communes of the territory have no known value. */
            partial: boolean;
            /** @description Identifier for `/api/v1/figures/{id}/provenance`. */
            provenance: string;
            rank: components["schemas"]["Rank"] | null;
            /** @description The value year by year, ascending, the present one included; empty with fewer than two years. */
            series: components["schemas"]["ShortPoint"][];
            travel: components["schemas"]["TravelMode"] | null;
            /** @description The value here. */
            value: components["schemas"]["Quantity"];
        };
        /** @description A position. */
        Position: {
            /**
             * Format: double
             * @description Latitude, WGS84 degrees.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude, WGS84 degrees.
             */
            lon: number;
        };
        /** @description Why a request was not answered (RFC 9457). */
        Problem: {
            /** @description What is wrong and what would work. */
            detail: string;
            /** @description The path that was asked. */
            instance: string | null;
            /** @description The parameter that was refused. */
            parameter?: string;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description The kind in a few words. */
            title: string;
            /**
             * @description Kind of problem: an anchor of the page `/api`.
             * @example /api#invalid-parameter
             */
            type: string;
            /** @description What would have been valid. */
            valid?: string[];
        };
        /** @description How a column of figures came to be. */
        ProvenanceCard: {
            /** @description True when it rests on an approximation that must be labelled *estimation*. */
            estimate: boolean;
            /** @description Its identifier. */
            id: string;
            /** @description The same in English. */
            method_en: string;
            /** @description What is counted and how, in French. */
            method_fr: string;
            /**
             * Format: int32
             * @description Raised whenever the result can change for equal input.
             */
            method_version: number;
            /** @description Parameters with their unit. */
            parameters: components["schemas"]["Parameter"][];
            /** @description Version of the program that computed it. */
            program_version: string;
            /** @description The snapshot it belongs to. */
            snapshot_id: string;
            /** @description The sources that entered the figure. */
            sources: components["schemas"]["SourceCard"][];
        };
        /** @description A number, or the reason why there is none. */
        Quantity: {
            /** @description Whether there is a number. */
            status: components["schemas"]["Status"];
            /**
             * Format: double
             * @description The number; `null` unless `status` is `known`.
             */
            value: number | null;
        };
        /**
         * @description A rank among the communes of the same EPCI (of the same département when the EPCI has no other
         *     commune), or among the EPCI of the same département. Only known values count; equals share a rank.
         */
        Rank: {
            /** @description How many have a known value. */
            of: number;
            /** @description 1 is the best; the highest for a measure that is neither good nor bad. */
            position: number;
        };
        /** @description A row that was refused, repaired or doubted. */
        Rejection: {
            /** @description The quality check that the row did not pass: "outside_its_commune". */
            check: string | null;
            /** @description The field. */
            field: string;
            /** @description The file. */
            file: string;
            /**
             * Format: int64
             * @description Line of a text file, row of a sheet, record of a shapefile, from 1.
             */
            line: number | null;
            /** @description What is wrong and what would work, in English. */
            reason: string;
            /** @description The same in French; `null` for a rare reason that is told in English only. */
            reason_fr: string | null;
            /** @description What became of the row. */
            severity: components["schemas"]["RejectionSeverity"];
            /** @description Its value, shortened. */
            value: string;
        };
        /** @description A page of refused, repaired or doubted rows, in the order of the files. */
        RejectionPage: {
            /** @description At most `limit` rows. */
            items: components["schemas"]["Rejection"][];
            /** @description The `after` of the next page; `null` on the last one. */
            next: string | null;
            /** @description How many the whole list has. */
            total: number;
        };
        /**
         * @description What became of a row.
         * @enum {string}
         */
        RejectionSeverity: "rejected" | "repaired" | "warning";
        /** @description How long a way by road takes. */
        RoadProperties: {
            /**
             * Format: int32
             * @description On streets, metres.
             */
            metres: number;
            /**
             * Format: int32
             * @description From door to door, whole seconds: the same as every other address gives.
             */
            seconds: number;
            /** @description The streets in order. */
            steps: components["schemas"]["Step"][];
            /** @description How one travels. */
            travel: components["schemas"]["TravelMode"];
        };
        /** @description A way by road, from the place on the first street to the place on the last one. */
        RoadRoute: {
            /** @description The line. */
            geometry: components["schemas"]["LineStringGeometry"];
            /** @description How long it takes, and its steps. */
            properties: components["schemas"]["RoadProperties"];
            /** @description Always `Feature`. */
            type: components["schemas"]["FeatureType"];
        };
        /** @description A way: one feature by road, one feature a leg by timetable. */
        Route: components["schemas"]["RoadRoute"] | components["schemas"]["Journey"];
        /** @description A territory that answers a search. */
        SearchHit: {
            /** @description West, south, east, north; WGS84 degrees. */
            bbox: [
                number,
                number,
                number,
                number
            ];
            /** @description Its code. */
            code: string;
            /** @description What tells it from its homonyms: the EPCI of a commune, the département of an EPCI. */
            context: string;
            /**
             * Format: int32
             * @description Feature id in tiles.
             */
            fid: number;
            /** @description Its level. */
            level: components["schemas"]["Level"];
            /** @description What the text was found in. */
            matched: components["schemas"]["Matched"];
            /** @description Its name. */
            name: string;
            /** @description Postal codes; communes only. */
            postcodes: string[];
        };
        /** @description Territories that answer a search, the best first. */
        SearchResults: {
            /** @description At most `limit` territories. */
            items: components["schemas"]["SearchHit"][];
        };
        /**
         * @description A measure of a territory year by year. Years without any source are not there: no value is made
         *     up between two points.
         */
        Series: {
            /** @description Its code. */
            code: string;
            /**
             * Format: int32
             * @description Decimals to show.
             */
            decimals: number;
            /** @description Its facet. */
            facet: string;
            /** @description The measure. */
            indicator: string;
            /** @description Level of the territory. */
            level: components["schemas"]["Level"];
            /** @description Ascending by year; the last one is the present. */
            points: components["schemas"]["SeriesPoint"][];
            travel: components["schemas"]["TravelMode"] | null;
            /** @description Unit word. */
            unit: string;
        };
        /** @description A year of a series. */
        SeriesPoint: {
            /** @description True when data of former communes were added up or shared out to make it. */
            carried: boolean;
            denominator: components["schemas"]["Quantity"] | null;
            numerator: components["schemas"]["Quantity"] | null;
            /** @description True when some communes of the territory have no known value. */
            partial: boolean;
            /** @description Identifier for `/api/v1/figures/{id}/provenance`. */
            provenance: string;
            /** @description The value. */
            value: components["schemas"]["Quantity"];
            /**
             * Format: int32
             * @description The year.
             */
            year: number;
        };
        /** @description A service with a public address. */
        ServiceCard: {
            /** @description Street line of the address. */
            address: string | null;
            capacity: components["schemas"]["Capacity"] | null;
            /** @description Its commune; the code stands for the name of one outside the snapshot. */
            commune: components["schemas"]["Named"];
            /**
             * Format: int32
             * @description Feature id in tiles.
             */
            fid: number;
            /** @description Opening hours in the syntax of OpenStreetMap's `opening_hours`. */
            hours: string | null;
            /** @description Unique in the snapshot: "france-services:1820". */
            id: string;
            /** @description Held at several places in turn: the position is only its base. */
            itinerant: boolean;
            /** @description Its kind. */
            kind: string;
            /**
             * Format: double
             * @description Latitude, WGS84 degrees.
             */
            lat: number;
            /** @description How the position is known. */
            located: components["schemas"]["Located"];
            /**
             * Format: double
             * @description Longitude, WGS84 degrees.
             */
            lon: number;
            /** @description Name as published. */
            name: string;
            /** @description Telephone, as published. */
            phone: string | null;
            /** @description Postal code. */
            postcode: string | null;
            /** @description Identifier of the source it was read from. */
            source: string;
            /** @description The date the data speak of. */
            vintage: string;
            /** @description Address on the web. */
            website: string | null;
        };
        /** @description A page of services, in the order of their identifiers. */
        ServicePage: {
            /** @description At most `limit` services. */
            items: components["schemas"]["ServiceCard"][];
            /** @description The `after` of the next page; `null` on the last one. */
            next: string | null;
            /** @description How many the whole list has. */
            total: number;
        };
        /** @description A year of a short series. */
        ShortPoint: {
            /** @description True when data of former communes were added up or shared out to make it. */
            carried: boolean;
            /** @description The value. */
            value: components["schemas"]["Quantity"];
            /**
             * Format: int32
             * @description The year.
             */
            year: number;
        };
        /** @description Identity of a snapshot. */
        SnapshotCard: {
            /** @description When it was built, RFC 3339. */
            built_at: string;
            /**
             * Format: int32
             * @description Version of the encoding.
             */
            format_version: number;
            /** @description Sixteen hexadecimal digits; equal inputs give an equal id. */
            id: string;
            /** @description Version of the program that built it. */
            program_version: string;
        };
        /** @description A source: whose data, under which licence, and what became of its rows. */
        SourceCard: {
            /**
             * Format: int64
             * @description Rows taken.
             */
            accepted: number;
            /** @description Its files. */
            files: components["schemas"]["FileCard"][];
            /** @description Its identifier. */
            id: string;
            /** @description Licence. */
            licence: string;
            /**
             * Format: int64
             * @description Valid rows of communes outside the observatory, or of kinds that are taken from another source.
             */
            outside: number;
            /** @description Who publishes it. */
            producer: string;
            /**
             * Format: int64
             * @description Rows refused.
             */
            rejected: number;
            /**
             * Format: int64
             * @description Rows taken after a repair.
             */
            repaired: number;
            /** @description Title for people. */
            title: string;
            /** @description Public address of the data set. */
            url: string | null;
            /** @description The date the data speak of. */
            vintage: string;
        };
        /** @description The sources of the snapshot. */
        SourceList: {
            /** @description In the order of the configuration. */
            items: components["schemas"]["SourceCard"][];
        };
        /**
         * @description Whether a number is known, kept secret, or absent from the sources: three different things.
         * @enum {string}
         */
        Status: "known" | "suppressed" | "missing";
        /** @description A stretch of streets of one name. */
        Step: {
            /**
             * Format: int32
             * @description Length.
             */
            metres: number;
            /** @description Name or number of the street, blank where the map has none. */
            name: string;
            /**
             * Format: int32
             * @description Rounded for itself: the sum may differ from the whole by the rounding, the way to and from the
             *     doors, and parking.
             */
            seconds: number;
            /** @description Number of its first position in the line, from 0. */
            start: number;
        };
        /** @description The stops at which something calls. */
        StopCollection: {
            /** @description Sorted by id. */
            features: components["schemas"]["StopFeature"][];
            /** @description Always `FeatureCollection`. */
            type: components["schemas"]["FeatureCollectionType"];
        };
        /** @description A stop. */
        StopFeature: {
            /** @description Where it is. */
            geometry: components["schemas"]["PointGeometry"];
            /** @description What is known of it. */
            properties: components["schemas"]["StopProperties"];
            /** @description Always `Feature`. */
            type: components["schemas"]["FeatureType"];
        };
        /** @description What is known of a stop. */
        StopProperties: {
            /** @description Its identifier. */
            id: string;
            /** @description What calls there: "bus", "rail". */
            kinds: string[];
            /** @description Its name. */
            name: string;
            /**
             * Format: int32
             * @description Vehicles that call there on the day of the figures.
             */
            trips_on_day: number;
        };
        /** @description Rows in brief. */
        Summary: {
            /** @description Rows with a known value. */
            known: number;
            /**
             * Format: double
             * @description Greatest known value.
             */
            max: number | null;
            /**
             * Format: double
             * @description Least known value.
             */
            min: number | null;
            /** @description Rows that no source gives. */
            missing: number;
            /** @description Rows that are secret. */
            suppressed: number;
        };
        /** @description A territory. */
        TerritoryDetail: components["schemas"]["TerritoryItem"] & {
            /**
             * @description Communes that its own source declares; more than `members` when it straddles the border of
             *     the snapshot; EPCI only.
             */
            declared_members: number | null;
            /** @description The département that holds it (most of its communes, for an EPCI), or itself. */
            departement: components["schemas"]["Named"];
            epci: components["schemas"]["Named"] | null;
            /** @description Communes of this territory in the snapshot; 1 for a commune. */
            members: number;
            /** @description Postal codes, sorted. */
            postcodes: string[];
        };
        /** @description A territory in a list. */
        TerritoryItem: {
            /** @description West, south, east, north; WGS84 degrees. */
            bbox: [
                number,
                number,
                number,
                number
            ];
            /** @description Children under three who live there. */
            children_under_3: components["schemas"]["Quantity"];
            /** @description INSEE code, or SIREN number for an EPCI. */
            code: string;
            /**
             * Format: int32
             * @description Feature id in tiles.
             */
            fid: number;
            /** @description Its level. */
            level: components["schemas"]["Level"];
            /** @description Official name with its article. */
            name: string;
            /** @description Code of the département that holds it (most of its communes, for an EPCI); `null` for a département. */
            parent_departement: string | null;
            /** @description SIREN of the EPCI that holds it; `null` for four communes and for other levels. */
            parent_epci: string | null;
            /** @description Municipal population, inhabitants. */
            population: components["schemas"]["Quantity"];
            /** @description Longitude and latitude of the town centre, WGS84 degrees; communes only. */
            seat: [
                number,
                number
            ] | null;
        };
        /** @description A page of a list of territories, in the order of their codes. */
        TerritoryPage: {
            /** @description At most `limit` territories. */
            items: components["schemas"]["TerritoryItem"][];
            /** @description The `after` of the next page; `null` on the last one. */
            next: string | null;
            /** @description How many the whole list has. */
            total: number;
        };
        /** @description A theme of the menus. */
        ThemeCard: {
            /** @description Its word. */
            id: components["schemas"]["ThemeId"];
        };
        /**
         * @description What a kind of service is for.
         * @enum {string}
         */
        ThemeId: "petite-enfance" | "parentalite" | "enfance-jeunesse" | "acces-aux-droits" | "mobilite";
        /** @description Where the tiles are and what they hold. */
        TileJson: {
            /** @description Whose data, as HTML. */
            attribution: string;
            /** @description West, south, east, north; WGS84 degrees. */
            bounds: [
                number,
                number,
                number,
                number
            ];
            /**
             * Format: int32
             * @description Last zoom that has tiles.
             */
            maxzoom: number;
            /**
             * Format: int32
             * @description First zoom that has tiles.
             */
            minzoom: number;
            /** @description Name of the observatory. */
            name: string;
            /** @description Always "xyz". */
            scheme: string;
            /** @description "3.0.0". */
            tilejson: string;
            /** @description Address of a tile, with `{z}`, `{x}` and `{y}`. */
            tiles: string[];
            /** @description The layers of a tile. */
            vector_layers: components["schemas"]["VectorLayer"][];
        };
        /** @description What figures by timetable were computed with, and the days that routes can be asked for. */
        TimetableCard: {
            /** @description Arrival at the service at the latest: "09:00". */
            arrive_by: string;
            /** @description The day of the figures, "2025-01-14". */
            day: string;
            /** @description Its name in the configuration: "school_tuesday". */
            day_name: string | null;
            /** @description Days by name. */
            days: components["schemas"]["NamedDayCard"][];
            /** @description First day of the timetable. */
            first_day: string;
            /** @description Last day of the timetable. */
            last_day: string;
            /**
             * Format: int32
             * @description Which of the times within the window: 50 for the median.
             */
            percentile: number;
            /**
             * Format: int32
             * @description Length of the window before that, minutes.
             */
            window_minutes: number;
        };
        /** @description What the observatory knows of travelling. */
        TravelCard: {
            /** @description The mode that is meant where none is asked for. */
            default: components["schemas"]["TravelMode"];
            /** @description The modes that have figures, in the order of the menus. */
            modes: components["schemas"]["TravelModeCard"][];
            timetable: components["schemas"]["TimetableCard"] | null;
        };
        /**
         * @description How one travels, from door to door.
         * @enum {string}
         */
        TravelMode: "car" | "bike" | "foot" | "transit" | "on_demand";
        /** @description A way to travel. */
        TravelModeCard: {
            /** @description True where times are great-circle estimates: neither areas nor routes can then be asked for. */
            estimated: boolean;
            /** @description Its word. */
            id: components["schemas"]["TravelMode"];
            /** @description English label. */
            label_en: string;
            /** @description French label. */
            label_fr: string;
            /**
             * Format: int32
             * @description Longest travel searched, minutes; `null` where nothing bounds it (an estimate).
             */
            limit_minutes: number | null;
            /** @description Sources of its roads and timetables. */
            sources: string[];
        };
        /** @description A pair within the limit. */
        TravelTime: {
            /** @description Name of the destination. */
            destination: string;
            /** @description Name of the origin. */
            origin: string;
            /**
             * Format: int32
             * @description From door to door, whole seconds.
             */
            seconds: number;
        };
        /** @description The first line of a table of travel times. */
        TravelTimesHeader: {
            /** @description How many destinations. */
            destinations: number;
            /** @description Names of destinations that no usable road is near to: they have no line. */
            destinations_not_snapped: string[];
            /** @description True where times are great-circle estimates. */
            estimated: boolean;
            /**
             * Format: int32
             * @description Longest travel that counts.
             */
            minutes: number;
            /** @description How many origins were asked for. */
            origins: number;
            /** @description Names of origins that no usable road is near to: they have no line. */
            origins_not_snapped: string[];
            /**
             * Format: int32
             * @description Longest way between a place and a usable road, metres; `null` for an estimate.
             */
            snap_limit_m: number | null;
            /** @description How one travels. */
            travel: components["schemas"]["TravelMode"];
        };
        /** @description A line of the answer: first the header, then one line a pair within the limit. */
        TravelTimesLine: components["schemas"]["TravelTimesHeader"] | components["schemas"]["TravelTime"];
        /**
         * @description Why nothing is reached.
         * @enum {string}
         */
        Unreached: "beyond" | "unreachable" | "not_snapped";
        /** @description A layer of a vector tile. */
        VectorLayer: {
            /** @description What it shows. */
            description?: string;
            /** @description Its properties, with a word for their type. */
            fields: {
                [key: string]: string;
            };
            /** @description Its name. */
            id: string;
            /**
             * Format: int32
             * @description Last zoom that has it.
             */
            maxzoom?: number;
            /**
             * Format: int32
             * @description First zoom that has it.
             */
            minzoom?: number;
        };
        /** @description A row that was taken as it is, and looks wrong. */
        WarningCard: {
            /** @description The check that found it: "outside_its_commune". */
            check: string;
            commune: components["schemas"]["Named"] | null;
            /** @description The field. */
            field: string;
            /** @description The file. */
            file: string;
            /** @description Unique in the snapshot: "france-services/12". */
            id: string;
            /**
             * Format: double
             * @description Latitude of the same.
             */
            lat: number | null;
            /**
             * Format: int64
             * @description Line of a text file, row of a sheet, record of a shapefile, from 1.
             */
            line: number | null;
            /**
             * Format: double
             * @description Longitude in WGS84 degrees: where the row puts itself or, where that is nowhere in France,
             *     where it more likely is.
             */
            lon: number | null;
            /** @description What is wrong with this row and what would work, in English. */
            reason: string;
            /** @description What the check says, in French. */
            reason_fr: string;
            /** @description Identifier of the source. */
            source: string;
            /** @description Its value, shortened. */
            value: string;
        };
        /** @description A page of quality findings, in the order of the sources and of their lines. */
        WarningPage: {
            /** @description The checks that have findings, whichever `check` was asked for. */
            checks: components["schemas"]["CheckCount"][];
            /** @description At most `limit` findings. */
            items: components["schemas"]["WarningCard"][];
            /** @description The `after` of the next page; `null` on the last one. */
            next: string | null;
            /** @description How many the whole list has. */
            total: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contract */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_figures: {
        parameters: {
            query: {
                /**
                 * @description A measure: "coverage_rate".
                 * @example coverage_rate
                 */
                indicator: string;
                /**
                 * @description One of its facets: "total", a mode or a kind.
                 * @example total
                 */
                facet: string;
                /** @description The level of the rows. */
                level: components["schemas"]["Level"];
                /** @description How one travels, for a measure of travel; one of its `travels`, the car by default. */
                travel?: "car" | "bike" | "foot" | "transit" | "on_demand";
                /**
                 * @description Only rows inside `epci:<siren>` or `departement:<code>`.
                 * @example epci:248500340
                 */
                parent?: string;
                /**
                 * @description One of the observatory's `years`; the present one by default.
                 * @example 2021
                 */
                year?: number;
                /** @description Language of the words of a workbook (French by default) and of a refusal. */
                lang?: "fr" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The columns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureTable"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_figures_xlsx: {
        parameters: {
            query: {
                /**
                 * @description A measure: "coverage_rate".
                 * @example coverage_rate
                 */
                indicator: string;
                /**
                 * @description One of its facets: "total", a mode or a kind.
                 * @example total
                 */
                facet: string;
                /** @description The level of the rows. */
                level: components["schemas"]["Level"];
                /** @description How one travels, for a measure of travel; one of its `travels`, the car by default. */
                travel?: "car" | "bike" | "foot" | "transit" | "on_demand";
                /**
                 * @description Only rows inside `epci:<siren>` or `departement:<code>`.
                 * @example epci:248500340
                 */
                parent?: string;
                /**
                 * @description One of the observatory's `years`; the present one by default.
                 * @example 2021
                 */
                year?: number;
                /** @description Language of the words of a workbook (French by default) and of a refusal. */
                lang?: "fr" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workbook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": components["schemas"]["Binary"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_provenance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `provenance` of a figure
                 * @example coverage_rate.total
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provenance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvenanceCard"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such provenance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_isochrones: {
        parameters: {
            query?: {
                /**
                 * @description The place that one gets to: longitude,latitude. Or `service`.
                 * @example -1.25,46.67
                 */
                at?: string;
                /** @description The service that one gets to, by its identifier. Or `at`. */
                service?: string;
                /** @description How one travels; the car by default. Areas are drawn for roads only. */
                travel?: "car" | "bike" | "foot" | "transit" | "on_demand";
                /**
                 * @description One to six limits in minutes.
                 * @example 5,10,15
                 */
                minutes?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The areas */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsochroneCollection"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No usable road is near to the place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No road network for this mode */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_observatory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The observatory */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Observatory"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_route: {
        parameters: {
            query: {
                /**
                 * @description Where one leaves: longitude,latitude.
                 * @example -1.25,46.67
                 */
                from: string;
                /**
                 * @description Where one gets to: longitude,latitude. Or `service`.
                 * @example -1.2,46.7
                 */
                to?: string;
                /** @description The service that one gets to, by its identifier. Or `to`. */
                service?: string;
                /** @description How one travels; the car by default. */
                travel?: "car" | "bike" | "foot" | "transit" | "on_demand";
                /**
                 * @description By timetable: a day of the observatory's `travel.timetable.days`, or a date; the day of the
                 *     figures by default.
                 * @example 2025-01-14
                 */
                day?: string;
                /**
                 * @description By timetable: when one wants to be there; the hour of the figures by default.
                 * @example 09:00
                 */
                arrive_by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Route"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No usable road is near, or no way leads there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No network for this mode */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_territories: {
        parameters: {
            query: {
                /**
                 * @description The beginning of each word of a name, a postal code or an official code.
                 * @example chant
                 */
                q: string;
                /** @description Answers at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_services: {
        parameters: {
            query?: {
                /**
                 * @description Only this kind.
                 * @example creche
                 */
                kind?: string;
                /**
                 * @description Only in this commune, by its INSEE code.
                 * @example 85051
                 */
                commune?: string;
                /**
                 * @description Only in this EPCI, by its SIREN number.
                 * @example 248500340
                 */
                epci?: string;
                /**
                 * @description Only in this box: west,south,east,north in WGS84 degrees, borders included.
                 * @example -1.3,46.5,-0.9,46.9
                 */
                bbox?: string;
                /** @description Items of a page. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of services */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServicePage"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_nearest_services: {
        parameters: {
            query: {
                /**
                 * @description Where one leaves: longitude,latitude.
                 * @example -1.25,46.67
                 */
                at: string;
                /**
                 * @description The kind of service.
                 * @example creche
                 */
                kind: string;
                /** @description How one travels; the car by default. */
                travel?: "car" | "bike" | "foot" | "transit" | "on_demand";
                /** @description How many services. */
                count?: number;
                /** @description Longest travel, minutes; the longest that the snapshot searches by default. */
                minutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The nearest services, or why there is none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NearestList"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No network for this mode */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_service: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the service
                 * @example france-services:1820
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceCard"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such service */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sources */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceList"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rejections: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Identifier of the source */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectionPage"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such source */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_territories: {
        parameters: {
            query: {
                /** @description The level. */
                level: components["schemas"]["Level"];
                /**
                 * @description Only those inside `epci:<siren>` or `departement:<code>`.
                 * @example epci:248500340
                 */
                parent?: string;
                /** @description Items of a page. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of territories */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerritoryPage"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_territory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The level */
                level: components["schemas"]["Level"];
                /** @description INSEE code, or SIREN number for an EPCI */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The territory */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerritoryDetail"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such territory */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_territory_geometry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The level */
                level: components["schemas"]["Level"];
                /** @description INSEE code, or SIREN number for an EPCI */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The area */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Geometry"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such territory */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_portrait: {
        parameters: {
            query?: {
                /**
                 * @description One of the observatory's `years`; the present one by default.
                 * @example 2021
                 */
                year?: number;
            };
            header?: never;
            path: {
                /** @description The level */
                level: components["schemas"]["Level"];
                /** @description INSEE code, or SIREN number for an EPCI */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The portrait */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portrait"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such territory */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_series: {
        parameters: {
            query: {
                /**
                 * @description A measure: "coverage_rate".
                 * @example coverage_rate
                 */
                indicator: string;
                /**
                 * @description One of its facets: "total", a mode or a kind.
                 * @example total
                 */
                facet: string;
                /** @description How one travels, for a measure of travel; one of its `travels`, the car by default. */
                travel?: "car" | "bike" | "foot" | "transit" | "on_demand";
            };
            header?: never;
            path: {
                /** @description The level */
                level: components["schemas"]["Level"];
                /** @description INSEE code, or SIREN number for an EPCI */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such territory */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_diagnosis: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feeds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedReportList"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_lines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineCollection"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_stops: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StopCollection"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compute_travel_times: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 4,000,000 pairs and 16 MiB */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskTravelTimes"];
            };
        };
        responses: {
            /** @description The header, then the times; one JSON value a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["TravelTimesLine"];
                };
            };
            /** @description Invalid question */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No network for this mode */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More pairs or bytes than are answered at once */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_warnings: {
        parameters: {
            query?: {
                /**
                 * @description Only of this check.
                 * @example outside_its_commune
                 */
                check?: string;
                /** @description Only of this source. */
                source?: string;
                /** @description Items of a page. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of findings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningPage"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Ending */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tilejson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The TileJSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TileJson"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_archive: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description One range of bytes
                 * @example bytes=0-16383
                 */
                range?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.pmtiles": components["schemas"]["Binary"];
                };
            };
            /** @description The range */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.pmtiles": components["schemas"]["Binary"];
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Beyond the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Zoom */
                z: number;
                /** @description Column, from the west */
                x: number;
                /**
                 * @description Row, from the north
                 * @example 5
                 */
                y: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.mapbox-vector-tile": components["schemas"]["Binary"];
                };
            };
            /** @description Nothing there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not a tile of the world */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such zoom */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
