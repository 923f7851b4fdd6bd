//! The HTTP service: routes, handlers, DTOs, errors, OpenAPI, tiles, the web application.
