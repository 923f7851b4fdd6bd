import { localised, text } from '../i18n/index.ts';
import { observatory } from '../state/data.ts';
import { adjust, lang } from '../state/store.ts';
import { THEMES, theme } from '../state/theme.ts';
import { TerritorySearch } from './territory-search.tsx';

export function Header() {
  const value = observatory.current.value.value;
  const other = lang.value === 'fr' ? 'en' : 'fr';
  const notice = value?.notice_fr == null ? null : localised(value.notice_fr, value.notice_en);
  return (
    <header class="header">
      <div class="header-row">
        <h1 class="name">
          <img src="/icon.svg" alt="" width="30" height="30" />
          <span>{value?.name ?? 'Maillage'}</span>
        </h1>
        <TerritorySearch />
        <ThemeButton />
        <button
          type="button"
          class="language"
          lang={other}
          aria-label={text.value.lang.switchTo}
          onClick={() => adjust({ lang: other })}
        >
          {text.value.lang.other}
        </button>
      </div>
      {notice !== null && (
        <p class="demo">
          <strong>{text.value.page.demo}</strong> {notice}
        </p>
      )}
    </header>
  );
}

/** Goes from the colours of the system to light ones, then to dark ones, then back. */
function ThemeButton() {
  const { names, next } = text.value.theme;
  const now = theme.value;
  const label = `${names[now]}. ${next}`;
  return (
    <button
      type="button"
      class="theme-choice"
      aria-label={label}
      title={label}
      onClick={() => {
        theme.value = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] ?? 'auto';
      }}
    >
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2" />
        <path d={SHADES[now]} fill="currentColor" />
      </svg>
    </button>
  );
}

/** How much of the disc is filled: half, nothing but a small sun, all. */
const SHADES = {
  auto: 'M10 2.5a7.5 7.5 0 0 1 0 15z',
  light: 'M10 7a3 3 0 1 1 0 6a3 3 0 1 1 0-6z',
  dark: 'M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15z',
} as const;
