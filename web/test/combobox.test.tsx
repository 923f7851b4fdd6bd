import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Combobox } from '../src/components/combobox.tsx';

const NAMES = ['Falleron', 'Fallières', 'Grand-Landes'];
const picked = vi.fn();
const load = vi.fn(async (words: string, _signal: AbortSignal) =>
  NAMES.filter((name) => name.toLowerCase().startsWith(words.toLowerCase())),
);
let root: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers();
  picked.mockClear();
  load.mockClear();
  root = document.createElement('div');
  document.body.append(root);
  render(
    <Combobox<string>
      label="Chercher"
      placeholder=""
      load={load}
      onPick={picked}
      keyOf={(item) => item}
      textOf={(item) => item}
      said={{ none: (words) => `rien pour ${words}`, found: (count) => `${count} trouvés`, failed: 'raté' }}
    >
      {(item) => item}
    </Combobox>,
    root,
  );
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.useRealTimers();
});

const input = () => root.querySelector('input') as HTMLInputElement;
const options = () => [...root.querySelectorAll('[role=option]')];
const status = () => root.querySelector('[role=status]')?.textContent;
const activeText = () =>
  document.getElementById(input().getAttribute('aria-activedescendant') ?? '')?.textContent ?? null;

async function type(words: string, wait = 500): Promise<void> {
  await act(async () => {
    input().value = words;
    input().dispatchEvent(new Event('input', { bubbles: true }));
    await vi.advanceTimersByTimeAsync(wait);
  });
}

async function press(key: string): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  await act(async () => {
    input().dispatchEvent(event);
  });
  return event;
}

describe('the search field', () => {
  it('says it is closed, then open with its options', async () => {
    expect(input().getAttribute('aria-expanded')).toBe('false');
    await type('fall');
    expect(input().getAttribute('aria-expanded')).toBe('true');
    expect(options().map((option) => option.textContent)).toEqual(['Falleron', 'Fallières']);
    expect(status()).toBe('2 trouvés');
    expect(input().getAttribute('aria-controls')).toBe(root.querySelector('[role=listbox]')?.id);
  });

  it('moves the active option with the arrows, round the ends, and takes it with Enter', async () => {
    await type('fall');
    await press('ArrowDown');
    expect(activeText()).toBe('Falleron');
    await press('ArrowDown');
    expect(activeText()).toBe('Fallières');
    await press('ArrowDown');
    expect(activeText()).toBe('Falleron');
    await press('ArrowUp');
    expect(activeText()).toBe('Fallières');
    expect(options()[1]?.getAttribute('aria-selected')).toBe('true');
    const enter = await press('Enter');
    expect(enter.defaultPrevented).toBe(true);
    expect(picked).toHaveBeenCalledExactlyOnceWith('Fallières');
    expect(input().value).toBe('Fallières');
    expect(input().getAttribute('aria-expanded')).toBe('false');
  });

  it('takes the first option when Enter comes before any arrow', async () => {
    await type('fall');
    await press('Enter');
    expect(picked).toHaveBeenCalledExactlyOnceWith('Falleron');
  });

  it('closes on Escape, then clears', async () => {
    await type('fall');
    await press('Escape');
    expect(input().getAttribute('aria-expanded')).toBe('false');
    expect(input().value).toBe('fall');
    await press('Escape');
    expect(input().value).toBe('');
    expect(picked).not.toHaveBeenCalled();
  });

  it('waits until typing stops, and asks once', async () => {
    await type('f', 50);
    await type('fa', 50);
    await type('fal', 500);
    expect(load.mock.calls.map(([words]) => words)).toEqual(['fal']);
  });

  it('drops an answer that a later question has overtaken', async () => {
    let answer: (names: string[]) => void = () => undefined;
    load.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await type('grand');
    await type('fall');
    expect(load.mock.calls[0]?.[1].aborted).toBe(true);
    await act(async () => answer(['Grand-Landes']));
    expect(options().map((option) => option.textContent)).toEqual(['Falleron', 'Fallières']);
  });

  it('says that nothing matches, and that a search failed', async () => {
    await type('zzz');
    expect(status()).toBe('rien pour zzz');
    expect(options()).toHaveLength(0);
    load.mockImplementationOnce(async () => {
      throw new Error('no network');
    });
    await type('fal');
    expect(status()).toBe('raté');
  });
});
