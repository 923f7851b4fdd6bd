import { localised, text } from '../i18n/index.ts';
import { observatory } from '../state/data.ts';
import { adjust, lang } from '../state/store.ts';
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
