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
            /** @description Unit word: "places_per_100", "minutes", "percent", "children", "count", "places", "births", "inhabitants", "euros", "children_3_5". */
            unit: string;
            /** @description The years that have figures, ascending. */
            years: number[];
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
        /** @description The closest service of a kind, from the town centre. */
        NearestService: {
            /**
             * Format: int32
             * @description Great-circle distance in metres, rounded to 100 m.
             */
            distance_m: number;
            /** @description Opening hours in the syntax of OpenStreetMap's `opening_hours`. */
            hours: string | null;
            /** @description The kind. */
            kind: string;
            /**
             * Format: double
             * @description Travel time in minutes, one decimal.
             */
            minutes: number;
            service: components["schemas"]["NearestTarget"] | null;
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
        /** @description A territory, one sentence, its figures beside those of the territories that hold it. */
        Portrait: {
            /** @description How the number of children was obtained; the weakest method for a sum over communes. */
            children_method: components["schemas"]["ChildrenMethod"];
            /** @description Every figure of the snapshot for this territory, in the order of the menus. */
            figures: components["schemas"]["PortraitFigure"][];
            /** @description For a commune, the closest service of each kind, in the order of the menus; empty for other levels. */
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
            /** @description The value here. */
            value: components["schemas"]["Quantity"];
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
            /** @description What is wrong and what would work. */
            reason: string;
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
                /** @description Language of the words; French by default. */
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
