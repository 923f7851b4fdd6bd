// Light, dark, or as the reader's system says. Kept on the reader's own machine and not in the
// address: a link shared does not decide for others. public/theme.js sets it before the first drawing.

import { effect, signal } from '@preact/signals';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The same word as in public/theme.js. */
const KEY = 'maillage-theme';

export const theme = signal<Theme>(remembered());

effect(() => {
  const now = theme.value;
  const { dataset } = document.documentElement;
  if (now === 'auto') delete dataset.theme;
  else dataset.theme = now;
  try {
    if (now === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, now);
  } catch {
    // Where the browser keeps nothing, the choice lasts as long as the page.
  }
});

function remembered(): Theme {
  try {
    const said = localStorage.getItem(KEY);
    return THEMES.find((one) => one === said) ?? 'auto';
  } catch {
    return 'auto';
  }
}
