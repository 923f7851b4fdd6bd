import { describe, expect, it } from 'vitest';
import { figures as figuresOf, provenance } from '../mock/answers.ts';
import { csv, type Dialect, type Exported } from '../src/export/csv.ts';
import { fileName } from '../src/export/file.ts';
import { roundScale, wrap } from '../src/export/picture.ts';
import { fr } from '../src/i18n/fr.ts';
import { type Row, ranking } from '../src/state/ranking.ts';

const figures = figuresOf(
  new URLSearchParams('indicator=coverage_rate&facet=assistant_maternel&level=commune'),
);
const rows = ranking(figures, 'fr');
const base = {
  figures,
  provenance: provenance(figures.provenance),
  title: 'Taux ; "essai"',
};
/** The file of one measure. */
const file = (one: Exported, dialect: Dialect) => csv([one], 'abc', fr, dialect);

/** Cells of a file, read by the rules of RFC 4180. */
function cells(file: string, separator: string): string[][] {
  const table: string[][] = [[]];
  let cell = '';
  let inside = false;
  for (let at = 0; at < file.length; at += 1) {
    const letter = file[at] ?? '';
    if (inside && letter === '"' && file[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') inside = !inside;
    else if (!inside && letter === separator) {
      table.at(-1)?.push(cell);
      cell = '';
    } else if (!inside && letter === '\r' && file[at + 1] === '\n') {
      table.at(-1)?.push(cell);
      table.push([]);
      cell = '';
      at += 1;
    } else cell += letter;
  }
  expect([cell, table.pop()]).toEqual(['', []]);
  return table;
}

describe('the table as a file', () => {
  it('is one rectangle with the rows of the page in their order, and says where each comes from', () => {
    const [header = [], ...lines] = cells(file({ ...base, rows }, 'comma'), ',');
    expect(lines.map((line) => line[0])).toEqual(rows.map((row) => row.code));
    for (const line of lines) {
      expect(line).toHaveLength(header.length);
      expect(line[header.indexOf('mesure')]).toBe('Taux ; "essai"');
      for (const name of ['source', 'millesime', 'licence', 'instantane', 'unite'])
        expect(line[header.indexOf(name)]).not.toBe('');
    }
  });

  it('holds two measures that are compared one below the other, each row with its own', () => {
    const both = csv(
      [
        { ...base, rows },
        { ...base, rows, title: 'Autre' },
      ],
      'abc',
      fr,
      'comma',
    );
    const [header = [], ...lines] = cells(both, ',');
    expect(lines).toHaveLength(2 * rows.length);
    const measures = lines.map((line) => line[header.indexOf('mesure')]);
    expect(measures.indexOf('Autre')).toBe(rows.length);
  });

  it('tells secret from not known by a word, without any number for either', () => {
    const [, ...lines] = cells(file({ ...base, rows }, 'comma'), ',');
    const of = (word: string) => lines.filter((line) => line[3] === word);
    for (const status of ['known', 'suppressed', 'missing'] as const) {
      const word = status === 'known' ? 'connu' : fr.status[status];
      const wanted = rows.filter((row) => row.status === status);
      expect(wanted.length).toBeGreaterThan(0);
      expect(of(word).map((line) => line[0])).toEqual(wanted.map((row) => row.code));
    }
    for (const line of of('secret statistique')) expect([line[2], line[4], line[5]]).toEqual(['', '', '']);
    for (const line of of('non connu')) expect(line[2]).toBe('');
    for (const line of of('connu')) expect(line[2]).toMatch(/^\d+(\.\d+)?$/);
  });

  it('has a BOM, semicolons and decimal commas for French spreadsheets, and the same numbers', () => {
    const french = file({ ...base, rows }, 'semicolon');
    expect(french.startsWith('\ufeff')).toBe(true);
    const [, ...lines] = cells(french.slice(1), ';');
    const plain = file({ ...base, rows }, 'comma');
    expect(plain.startsWith('\ufeff')).toBe(false);
    const [, ...others] = cells(plain, ',');
    expect(lines.map((line) => line[2])).toEqual(others.map((line) => line[2]?.replace('.', ',')));
    expect(lines.some((line) => line[2]?.includes(','))).toBe(true);
  });

  it('never gives a spreadsheet a formula to run', () => {
    const row = { ...rows[0], name: '=1+1' } as Row;
    expect(file({ ...base, rows: [row] }, 'comma')).toContain(",'=1+1,");
  });
});

describe('files and pictures', () => {
  it('have names without accents or signs', () => {
    expect(fileName(['Taux — Crèche', 'L’Île-d’Yeu'], 'csv')).toBe('taux-creche-l-ile-d-yeu.csv');
    expect(fileName(['…'], 'png')).toBe('maillage.png');
  });

  it('have a scale of round length that fits', () => {
    for (let power = -1; power < 5; power += 0.13) {
      const { metres, length } = roundScale(10 ** power, 120);
      expect(String(metres)).toMatch(/^[1235]0*$/);
      expect(length).toBeLessThanOrEqual(120);
      expect(length).toBeGreaterThan(55);
    }
  });

  it('have texts cut at spaces into lines that fit', () => {
    const lines = wrap('un texte qui ne tient pas sur une ligne', (part) => part.length <= 12);
    expect(lines.join(' ')).toBe('un texte qui ne tient pas sur une ligne');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(12);
    expect(wrap('', () => true)).toEqual([]);
  });
});
