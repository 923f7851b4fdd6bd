// The view as a picture: titles, maps, legends, sources, scale and date, composed on a canvas.

import type { Figures, Provenance } from '../api/types.ts';
import type { Method } from '../map/breaks.ts';
import type { MapPicture } from '../map/events.ts';
import { dots, hatch } from '../map/patterns.ts';
import type { Sheet } from '../state/sheet.ts';
import { formatBound, formatDate, formatNumber, type Words } from '../text/format.ts';
import { type LegendRow, legendNote, legendRows } from '../text/legend-rows.ts';
import { sourceText } from '../text/titles.ts';

export interface Panel {
  title: string;
  where: string;
  unit: string;
  rows: LegendRow[];
  note: string;
  source: string;
  map: MapPicture;
}

const INK = '#1c2525';
const SOFT = '#4a5554';
const MARGIN = 18;

/** What a map and its legend say now; `null` until its figures are read. */
export function panelOf(
  words: Words,
  sheet: Sheet,
  map: MapPicture,
  method: Method,
  attribution: string,
): Panel | null {
  const value: Figures | null = sheet.figures.current.value.value;
  if (value === null) return null;
  const provenance: Provenance | null = sheet.provenance.current.value.value;
  return {
    title: sheet.title.value,
    where: sheet.where.value,
    unit: words.text.units.names[value.unit] ?? '',
    rows: legendRows(words, sheet.classes.value, sheet.rows.value, value),
    note: legendNote(words.text, value, method),
    source: [provenance === null ? '' : sourceText(provenance, words.text), attribution]
      .filter((one) => one !== '')
      .join(' — '),
    map,
  };
}

/** One picture with the panels side by side and a last line that says what made it and when. */
export function compose(
  words: Words,
  panels: readonly Panel[],
  name: string,
  built: string,
): HTMLCanvasElement {
  const ratio = panels[0]?.map.ratio ?? 1;
  const widths = panels.map((one) => Math.max(one.map.canvas.width / one.map.ratio, 320));
  const width = widths.reduce((sum, one) => sum + one, 0) + MARGIN * (panels.length + 1);
  const tallest = Math.max(...panels.map((one) => one.map.canvas.height / one.map.ratio));
  // Texts wrap: their height is known once drawn, so that what is too much is cut afterwards.
  const canvas = blank(width, tallest + 1600, ratio);
  const pen = penOf(canvas, ratio);
  const heads = panels.map((one, at) => head(pen, one, left(widths, at), widths[at] ?? 0));
  const top = Math.max(...heads) + 10;
  const ends = panels.map((one, at) => body(pen, words, one, left(widths, at), top, widths[at] ?? 0));
  const line = Math.max(...ends) + 8;
  const today = formatDate(words, new Date().toISOString());
  const end = paragraph(pen, words.text.export.madeBy(name, formatDate(words, built), today), {
    x: MARGIN,
    y: line,
    width: width - 2 * MARGIN,
    size: 13,
    color: SOFT,
  });
  const cut = blank(width, end + MARGIN, ratio);
  cut.getContext('2d')?.drawImage(canvas, 0, 0);
  return cut;
}

function left(widths: readonly number[], at: number): number {
  return widths.slice(0, at).reduce((sum, one) => sum + one + MARGIN, MARGIN);
}

function head(pen: CanvasRenderingContext2D, panel: Panel, x: number, width: number): number {
  const y = paragraph(pen, panel.title, { x, y: MARGIN, width, size: 22, weight: 650, color: INK });
  return paragraph(pen, panel.where, { x, y: y + 2, width, size: 15, color: SOFT });
}

function body(
  pen: CanvasRenderingContext2D,
  words: Words,
  panel: Panel,
  x: number,
  top: number,
  width: number,
): number {
  const { canvas, ratio } = panel.map;
  const height = canvas.height / ratio;
  pen.drawImage(canvas, x, top, canvas.width / ratio, height);
  scale(pen, words, panel.map, x + canvas.width / ratio, top + height);
  let y = paragraph(pen, panel.unit, { x, y: top + height + 12, width, size: 14, color: SOFT }) + 4;
  for (const row of panel.rows) {
    pen.fillStyle =
      row.look === 'missing'
        ? tile(pen, hatch)
        : row.look === 'suppressed'
          ? tile(pen, dots)
          : row.look.color;
    pen.fillRect(x, y, 30, 17);
    pen.strokeStyle = 'rgba(0,0,0,0.35)';
    pen.lineWidth = 1;
    pen.strokeRect(x + 0.5, y + 0.5, 29, 16);
    const label = `${row.label} (${formatNumber(words, row.count, 0)})`;
    y = paragraph(pen, label, { x: x + 40, y: y - 1, width: width - 40, size: 14, color: INK }) + 3;
  }
  y = paragraph(pen, panel.note, { x, y: y + 6, width, size: 13, color: SOFT });
  return paragraph(pen, panel.source, { x, y: y + 4, width, size: 13, color: SOFT });
}

/** A bar of a round number of metres or kilometres, at the bottom right of a map. */
function scale(
  pen: CanvasRenderingContext2D,
  words: Words,
  map: MapPicture,
  right: number,
  bottom: number,
): void {
  const { metres, length } = roundScale(map.metresPerPixel, 120);
  const label = metres < 1000 ? `${metres} m` : `${formatBound(words, metres / 1000, 0)} km`;
  const [x, y] = [right - length - 14, bottom - 12];
  pen.fillStyle = 'rgba(255,255,255,0.8)';
  pen.fillRect(x - 4, y - 22, length + 8, 28);
  pen.strokeStyle = INK;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(x, y - 6);
  pen.lineTo(x, y);
  pen.lineTo(x + length, y);
  pen.lineTo(x + length, y - 6);
  pen.stroke();
  paragraph(pen, label, { x: x + 6, y: y - 21, width: length + 40, size: 13, weight: 600, color: INK });
}

/** The largest 1, 2, 3 or 5 × 10ⁿ metres whose bar is not longer than `most` pixels. */
export function roundScale(metresPerPixel: number, most: number): { metres: number; length: number } {
  const limit = metresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(limit));
  const digit = [5, 3, 2, 1].find((one) => one * power <= limit) ?? 1;
  return { metres: digit * power, length: (digit * power) / metresPerPixel };
}

interface Writing {
  x: number;
  y: number;
  width: number;
  size: number;
  weight?: number;
  color: string;
}

/** Writes a text on as many lines as it needs; gives the height where the next thing can start. */
function paragraph(pen: CanvasRenderingContext2D, text: string, how: Writing): number {
  if (text === '') return how.y;
  pen.font = `${how.weight ?? 400} ${how.size}px Maillage, system-ui, sans-serif`;
  pen.fillStyle = how.color;
  pen.textBaseline = 'top';
  const step = Math.round(how.size * 1.35);
  let y = how.y;
  for (const line of wrap(text, (part) => pen.measureText(part).width <= how.width)) {
    pen.fillText(line, how.x, y + 2);
    y += step;
  }
  return y;
}

/** Cuts a text at its spaces into lines that fit; a word that is too long stays whole. */
export function wrap(text: string, fits: (part: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && !fits(longer)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines;
}

function tile(pen: CanvasRenderingContext2D, draw: (ratio: number) => ImageData): CanvasPattern | string {
  const image = draw(1);
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return pen.createPattern(canvas, 'repeat') ?? '#ffffff';
}

function blank(width: number, height: number, ratio: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  return canvas;
}

function penOf(canvas: HTMLCanvasElement, ratio: number): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no 2D canvas');
  pen.scale(ratio, ratio);
  return pen;
}
