// A value read from the server whenever its address changes: loading, ready or failed, never silent.

import { effect, type ReadonlySignal, signal } from '@preact/signals';

export interface Resource<T> {
  status: 'idle' | 'loading' | 'ready' | 'failed';
  /** Last value read, kept on screen while the next one loads. */
  value: T | null;
  error: unknown;
}

export interface Source<T> {
  current: ReadonlySignal<Resource<T>>;
  retry: () => void;
}

const KEPT = 60;
const kept = new Map<string, unknown>();

/** Follows `address`: `null` empties the resource, a new one replaces and aborts what was under way. */
export function resource<T>(
  address: ReadonlySignal<string | null>,
  load: (path: string, signal: AbortSignal) => Promise<T>,
): Source<T> {
  const current = signal<Resource<T>>({ status: 'idle', value: null, error: null });
  const attempt = signal(0);
  effect(() => {
    const path = address.value;
    attempt.value;
    if (path === null) {
      current.value = { status: 'idle', value: null, error: null };
      return undefined;
    }
    if (kept.has(path)) {
      current.value = { status: 'ready', value: kept.get(path) as T, error: null };
      return undefined;
    }
    const abort = new AbortController();
    current.value = { status: 'loading', value: current.peek().value, error: null };
    load(path, abort.signal).then(
      (value) => {
        if (abort.signal.aborted) return;
        keep(path, value);
        current.value = { status: 'ready', value, error: null };
      },
      (error: unknown) => {
        if (!abort.signal.aborted) current.value = { status: 'failed', value: null, error };
      },
    );
    return () => abort.abort();
  });
  return {
    current,
    retry: () => {
      attempt.value += 1;
    },
  };
}

function keep(path: string, value: unknown): void {
  kept.set(path, value);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}
