// A list read page by page: the first one with the address, the others on demand.

import { effect, type ReadonlySignal, signal } from '@preact/signals';

export interface Page<T> {
  items: readonly T[];
  next: string | null;
}

export interface List<T, P extends Page<T>> {
  status: 'idle' | 'loading' | 'ready' | 'failed';
  /** The first page, which says what is common to all. */
  first: P | null;
  items: readonly T[];
  next: string | null;
  error: unknown;
}

export interface Pages<T, P extends Page<T>> {
  current: ReadonlySignal<List<T, P>>;
  more: () => void;
  retry: () => void;
}

/** Follows an address, which takes the `next` of the page before; `null` empties the list. */
export function pages<T, P extends Page<T>>(
  address: ReadonlySignal<((after: string | null) => string) | null>,
  load: (path: string, signal: AbortSignal) => Promise<P>,
): Pages<T, P> {
  const empty: List<T, P> = { status: 'idle', first: null, items: [], next: null, error: null };
  const current = signal<List<T, P>>(empty);
  const attempt = signal(0);
  let abort = new AbortController();

  const read = (after: string | null): void => {
    const path = address.peek()?.(after);
    if (path === undefined) return;
    const { signal: over } = abort;
    current.value = { ...current.peek(), status: 'loading', error: null };
    load(path, over).then(
      (page) => {
        if (over.aborted) return;
        const before = current.peek();
        const fresh = after === null;
        current.value = {
          status: 'ready',
          first: fresh ? page : before.first,
          items: fresh ? page.items : [...before.items, ...page.items],
          next: page.next,
          error: null,
        };
      },
      (error: unknown) => {
        if (!over.aborted) current.value = { ...current.peek(), status: 'failed', error };
      },
    );
  };

  effect(() => {
    attempt.value;
    const now = address.value;
    abort.abort();
    abort = new AbortController();
    current.value = now === null ? empty : { ...current.peek(), items: [], next: null };
    if (now !== null) read(null);
  });

  return {
    current,
    more: () => {
      const { next, status } = current.peek();
      if (next !== null && status !== 'loading') read(next);
    },
    retry: () => {
      attempt.value += 1;
    },
  };
}
