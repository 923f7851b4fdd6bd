// Vite plugin that answers the HTTP contract from the fictional territory (`vite --mode mock`).

import type { ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { Level } from '../src/api/types.ts';
import {
  figures,
  portrait,
  provenance,
  rejections,
  search,
  series,
  sources,
  territories,
  territory,
  warnings,
} from './answers.ts';
import { observatory } from './catalogue.ts';
import { tile, tileJson } from './tiles.ts';

export function mockServer(): Plugin {
  return {
    name: 'mock-server',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const origin = `http://${request.headers.host ?? 'localhost'}`;
        const url = new URL(request.url ?? '/', origin);
        const parts = url.pathname
          .split('/')
          .filter((part) => part !== '')
          .map(decodeURIComponent);
        if (parts[0] === 'tiles') return tiles(response, parts, origin);
        if (parts[0] === 'api' && parts[1] === 'v1')
          return json(response, answer(parts.slice(2), url.searchParams));
        return next();
      });
    },
  };
}

function answer(parts: string[], query: URLSearchParams): unknown {
  const [noun, first = '', second = '', third] = parts;
  if (noun === 'observatory') return observatory;
  if (noun === 'figures') return second === 'provenance' ? provenance(first) : figures(query);
  if (noun === 'territories' && third === 'series') return series(first as Level, second, query);
  if (noun === 'territories' && second === '') return territories(query.get('level') as Level);
  if (noun === 'territories')
    return third === 'portrait' ? portrait(first as Level, second) : territory(first as Level, second);
  if (noun === 'search') return search(query.get('q') ?? '');
  if (noun === 'warnings') return warnings(query);
  if (noun === 'sources') return second === 'rejections' ? rejections : { items: sources };
  return null;
}

function tiles(response: ServerResponse, parts: string[], origin: string): void {
  if (parts[1] === 'observatory.json') {
    json(response, tileJson(origin));
    return;
  }
  const [z, x, y] = parts.slice(2).map(Number);
  const bytes = tile(z ?? 0, x ?? 0, y ?? 0);
  response.statusCode = bytes === null ? 204 : 200;
  response.setHeader('content-type', 'application/vnd.mapbox-vector-tile');
  response.end(bytes === null ? undefined : Buffer.from(bytes));
}

function json(response: ServerResponse, body: unknown): void {
  response.statusCode = body === null ? 404 : 200;
  response.setHeader('content-type', body === null ? 'application/problem+json' : 'application/json');
  response.end(JSON.stringify(body ?? { title: 'Not found', status: 404, detail: 'Rien à cette adresse.' }));
}
