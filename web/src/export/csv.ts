// The table as a file: a plain rectangle, each row with its own unit, source, vintage and licence, so
// that rows stay understood once copied elsewhere, and that no line has to be skipped by a program.

import type { Figures, Provenance } from '../api/types.ts';
import type { Catalogue } from '../i18n/fr.ts';
import type { Row } from '../state/ranking.ts';

/** `comma`: RFC 4180, decimal points. `semicolon`: for spreadsheets set to French, decimal commas and a BOM. */
export type Dialect = 'comma' | 'semicolon';

export interface Exported {
  /** Rows as filtered and sorted on the page. */
  rows: readonly Row[];
  figures: Figures;
  provenance: Provenance | null;
  title: string;
}

/** Decimals kept in the file: more than the page shows, fewer than the noise of floating point. */
const PRECISION = 1e6;

/** The measures one below the other, in the same columns. */
export function csv(
  measures: readonly Exported[],
  snapshot: string,
  text: Catalogue,
  dialect: Dialect,
): string {
  const { columns } = text.export;
  const lines = measures.flatMap((one) => linesOf(one, snapshot, text, dialect));
  const header = [
    columns.code,
    columns.name,
    columns.value,
    columns.status,
    columns.numerator,
    columns.denominator,
    columns.partial,
    columns.carried,
    columns.year,
    columns.measure,
    columns.unit,
    columns.nature,
    columns.source,
    columns.vintage,
    columns.licence,
    columns.snapshot,
  ];
  const separator = dialect === 'semicolon' ? ';' : ',';
  const body = [header, ...lines].map((cells) => cells.map(quoted).join(separator)).join('\r\n');
  return `${dialect === 'semicolon' ? '\ufeff' : ''}${body}\r\n`;
}

function linesOf(exported: Exported, snapshot: string, text: Catalogue, dialect: Dialect): string[][] {
  const { rows, figures, provenance, title } = exported;
  const number = (value: number | null) => {
    if (value === null) return '';
    const plain = String(Math.round(value * PRECISION) / PRECISION);
    return dialect === 'semicolon' ? plain.replace('.', ',') : plain;
  };
  const sources = provenance?.sources ?? [];
  const each = (pick: (source: Provenance['sources'][number]) => string) =>
    [...new Set(sources.map(pick))].join(' | ');
  const about = [
    title,
    text.units.names[figures.unit] ?? figures.unit,
    provenance === null ? '' : provenance.estimate ? text.legend.estimate : text.export.published,
    each((source) => `${source.title} (${source.producer})`),
    each((source) => source.vintage),
    each((source) => source.licence),
    snapshot,
  ];
  return rows.map((row) => [
    row.code,
    word(row.name),
    number(row.value),
    row.status === 'known' ? text.export.known : text.status[row.status],
    // What is secret stays so: the server sends no parts of a secret, and none would be written.
    row.status === 'suppressed' ? '' : number(row.numerator),
    row.status === 'suppressed' ? '' : number(row.denominator),
    row.partial ? text.status.partial : '',
    row.carried ? text.status.carried : '',
    String(figures.year),
    ...about.map(word),
  ]);
}

/** A text that a spreadsheet would take for a formula is marked as a text. */
function word(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(cell: string): string {
  return /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
