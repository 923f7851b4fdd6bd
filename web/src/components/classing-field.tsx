// How values are put into classes, for the map, the legend, the bars and the table at once.

import { text, words } from '../i18n/index.ts';
import { COUNTS, METHODS, PLAIN } from '../map/breaks.ts';
import { main, second } from '../state/data.ts';
import { adjust, classing, comparing } from '../state/store.ts';
import { LIMITS } from '../state/url.ts';
import { formatMinutes } from '../text/format.ts';

const THRESHOLD = 15;

export function ClassingField() {
  const now = classing.value;
  const said = text.value.classing;
  const pick = (name: string) => {
    const method = METHODS.find((one) => one === name);
    if (method === undefined || method === now.method) return;
    // A number of classes is no number of minutes.
    const count = method === 'seuil' ? THRESHOLD : now.method === 'seuil' ? PLAIN.count : now.count;
    adjust({ classing: { method, count } });
  };
  const ofMinutes = [main, second].some((one) => one.figures.current.value.value?.unit === 'minutes');
  const methods = METHODS.filter((method) => method !== 'seuil' || ofMinutes || now.method === 'seuil');
  const isThreshold = now.method === 'seuil';
  return (
    <div class="classing">
      <label class="field">
        <span>{comparing.value ? said.both : said.title}</span>
        <select value={now.method} onChange={(event) => pick(event.currentTarget.value)}>
          {methods.map((method) => (
            <option key={method} value={method}>
              {said.methods[method]}
            </option>
          ))}
        </select>
      </label>
      {now.method !== 'fixes' && (
        <label class="field">
          <span>{isThreshold ? said.threshold : said.count}</span>
          <select
            value={String(now.count)}
            onChange={(event) => adjust({ classing: { ...now, count: Number(event.currentTarget.value) } })}
          >
            {(isThreshold ? LIMITS : COUNTS).map((count) => (
              <option key={count} value={String(count)}>
                {isThreshold ? formatMinutes(words.value, count) : count}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
