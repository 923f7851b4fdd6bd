// A text field with suggestions, after the combobox pattern of the WAI-ARIA practices: the focus
// stays in the field, arrows move the active option, Enter takes it, Escape closes then clears.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

export interface ComboboxProps<T> {
  label: string;
  placeholder: string;
  /** Reads the suggestions for what is typed. */
  load: (words: string, signal: AbortSignal) => Promise<T[]>;
  onPick: (item: T) => void;
  keyOf: (item: T) => string;
  children: (item: T) => ComponentChildren;
  /** Text that goes into the field once an item is taken. */
  textOf: (item: T) => string;
  said: { none: (words: string) => string; found: (count: number) => string; failed: string };
  /** Milliseconds without typing before the suggestions are read. */
  delay?: number;
}

export function Combobox<T>(props: ComboboxProps<T>) {
  const id = useId();
  const typed = useSignal('');
  const items = useSignal<T[]>([]);
  const active = useSignal(-1);
  const open = useSignal(false);
  const status = useSignal('');
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; abort: AbortController } | null>(null);

  const stop = () => {
    if (pending.current !== null) {
      clearTimeout(pending.current.timer);
      pending.current.abort.abort();
      pending.current = null;
    }
  };
  useEffect(() => stop, []);

  const close = () => {
    open.value = false;
    active.value = -1;
  };

  const ask = (words: string) => {
    stop();
    typed.value = words;
    const trimmed = words.trim();
    if (trimmed === '') {
      items.value = [];
      status.value = '';
      close();
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await props.load(trimmed, abort.signal);
        if (abort.signal.aborted) return;
        items.value = found;
        active.value = -1;
        open.value = true;
        status.value = found.length === 0 ? props.said.none(trimmed) : props.said.found(found.length);
      } catch {
        if (abort.signal.aborted) return;
        items.value = [];
        open.value = true;
        status.value = props.said.failed;
      }
    }, props.delay ?? 180);
    pending.current = { timer, abort };
  };

  const pick = (item: T | undefined) => {
    if (item === undefined) return;
    stop();
    typed.value = props.textOf(item);
    status.value = '';
    close();
    props.onPick(item);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const count = items.value.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (count === 0) return;
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      active.value =
        open.value && active.value >= 0 ? (active.value + step + count) % count : step === 1 ? 0 : count - 1;
      open.value = true;
      document.getElementById(`${id}-${active.value}`)?.scrollIntoView?.({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      if (!open.value) return;
      event.preventDefault();
      pick(items.value[Math.max(active.value, 0)]);
    } else if (event.key === 'Escape') {
      if (open.value) close();
      else ask('');
    }
  };

  return (
    <div class="combobox">
      <label class="visually-hidden" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder={props.placeholder}
        aria-autocomplete="list"
        aria-expanded={open.value && items.value.length > 0 ? 'true' : 'false'}
        aria-controls={`${id}-list`}
        aria-activedescendant={open.value && active.value >= 0 ? `${id}-${active.value}` : undefined}
        value={typed.value}
        onInput={(event) => ask(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={props.label}
        hidden={!open.value || items.value.length === 0}
      >
        {items.value.map((item, at) => (
          // The field keeps the focus and the keyboard; a pointer takes the option it presses.
          <div
            key={props.keyOf(item)}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === active.value ? 'true' : 'false'}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(item)}
            onKeyDown={onKeyDown}
          >
            {props.children(item)}
          </div>
        ))}
      </div>
      <p
        role="status"
        class={
          open.value && items.value.length === 0 && status.value !== '' ? 'combobox-none' : 'visually-hidden'
        }
      >
        {status.value}
      </p>
    </div>
  );
}
