// The number of a row of the list or of the table: a button that says where it comes from.

import { text, words } from '../i18n/index.ts';
import type { Row } from '../state/ranking.ts';
import type { Sheet } from '../state/sheet.ts';
import { formatValue, shortValue } from '../text/format.ts';
import { askRow } from './provenance-state.ts';
import { Remarks } from './remarks.tsx';

export function RowNumber({ row, sheet, kind }: { row: Row; sheet: Sheet; kind: string }) {
  const figures = sheet.figures.current.value.value;
  if (figures === null) return null;
  const { unit, decimals } = figures;
  const whole = formatValue(words.value, row, unit, decimals);
  return (
    <button
      type="button"
      class={kind}
      aria-haspopup="dialog"
      aria-label={text.value.portrait.where(whole, `${sheet.title.value}, ${row.name}`)}
      onClick={() => askRow(row, sheet, figures)}
    >
      {shortValue(words.value, row, unit, decimals)}
      <Remarks of={row} />
    </button>
  );
}
