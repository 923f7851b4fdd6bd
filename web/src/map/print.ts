// Printing: a sheet holds the map and what is said of it, whatever part the screen was showing.

import { sheetWhole } from '../state/store.ts';
import { settledMaps } from './follow.ts';

/** Milliseconds that a map may take to be drawn for the printer. */
const PATIENCE = 8000;

/** Lays out the whole sheet, waits until its map is drawn, and prints it. */
export async function printSheet(): Promise<void> {
  sheetWhole.value = true;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([settledMaps(), late]);
  // What was laid out goes with the event that follows the print.
  print();
}
