// Links between the pages of the application, without reading the document again.

import { go } from '../state/store.ts';
import type { PageName } from '../state/url.ts';

/** Follows a link inside the page, unless the reader asked for another tab. */
export function openPage(event: MouseEvent, page: PageName | null): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go({ page });
  scrollTo(0, 0);
  document.getElementById('contenu')?.focus();
}
