import { paths, read } from '../api/client.ts';
import type { Found } from '../api/types.ts';
import { text } from '../i18n/index.ts';
import { go, wide } from '../state/store.ts';
import { Combobox } from './combobox.tsx';

const SHOWN = 8;

export function TerritorySearch() {
  const { search, levels } = text.value;
  return (
    <Combobox<Found>
      label={search.label}
      placeholder={search.placeholder}
      load={async (words, signal) => (await read.search(paths.search(words, SHOWN), signal)).items}
      keyOf={(item) => `${item.level}:${item.code}`}
      textOf={(item) => item.name}
      onPick={open}
      said={search}
    >
      {(item) => (
        <>
          <span class="found-name">{item.name}</span>
          <span class="found-context">
            {[levels[item.level][0], item.postcodes.slice(0, 2).join(', '), item.context]
              .filter((part) => part !== null && part !== '')
              .join(' · ')}
          </span>
        </>
      )}
    </Combobox>
  );
}

/** A commune is selected; an EPCI or a département becomes the territory studied as well. */
function open(found: Found): void {
  const at = { level: found.level, code: found.code };
  go({
    selected: at,
    page: null,
    view: wide.value ? 'carte' : 'portrait',
    ...(found.level === 'commune' ? {} : { parent: at, level: 'commune' as const }),
  });
}
