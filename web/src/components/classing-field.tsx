// How values are put into classes, for the map, the legend, the bars and the table at once.

import { text } from '../i18n/index.ts';
import { COUNTS, METHODS } from '../map/breaks.ts';
import { adjust, classing, comparing } from '../state/store.ts';

export function ClassingField() {
  const now = classing.value;
  const said = text.value.classing;
  const pick = (name: string) => {
    const method = METHODS.find((one) => one === name);
    if (method !== undefined) adjust({ classing: { ...now, method } });
  };
  return (
    <div class="classing">
      <label class="field">
        <span>{comparing.value ? said.both : said.title}</span>
        <select value={now.method} onChange={(event) => pick(event.currentTarget.value)}>
          {METHODS.map((method) => (
            <option key={method} value={method}>
              {said.methods[method]}
            </option>
          ))}
        </select>
      </label>
      {now.method !== 'fixes' && (
        <label class="field">
          <span>{said.count}</span>
          <select
            value={String(now.count)}
            onChange={(event) => adjust({ classing: { ...now, count: Number(event.currentTarget.value) } })}
          >
            {COUNTS.map((count) => (
              <option key={count} value={String(count)}>
                {count}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
