// The maps on the whole screen, with their legends and sources.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { text } from '../i18n/index.ts';

export function FullscreenButton() {
  const button = useRef<HTMLButtonElement>(null);
  const on = useSignal(false);
  useEffect(() => {
    const follow = () => {
      const now = document.fullscreenElement;
      on.value = now?.contains(button.current) === true && now !== document.documentElement;
    };
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);
  // Telephones have no whole screen to give to a part of a page.
  if (!document.fullscreenEnabled) return null;
  const { fullscreen, leaveFullscreen } = text.value.map;
  const label = on.value ? leaveFullscreen : fullscreen;
  const toggle = () => {
    const done = on.value
      ? document.exitFullscreen()
      : button.current?.closest<HTMLElement>('.maps')?.requestFullscreen();
    done?.catch(() => undefined);
  };
  return (
    <button
      type="button"
      ref={button}
      aria-pressed={on.value ? 'true' : 'false'}
      aria-label={label}
      title={label}
      onClick={toggle}
    >
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <path d="M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5" fill="none" stroke="currentColor" stroke-width="2" />
      </svg>
    </button>
  );
}
