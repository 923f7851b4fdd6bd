import { text, words } from '../i18n/index.ts';
import { formatNumber } from '../text/format.ts';

/** How much of a list is shown, and the way to the rest. */
export function More({ shown, total, onMore }: { shown: number; total: number; onMore: () => void }) {
  if (shown >= total) return null;
  const { list } = text.value;
  const count = (number: number) => formatNumber(words.value, number, 0);
  return (
    <p class="more">
      <button type="button" class="button" onClick={onMore}>
        {list.moreRows}
      </button>
      <span>{list.count(count(shown), count(total))}</span>
    </p>
  );
}
