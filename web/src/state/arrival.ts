// Where the focus goes when the keyboard opens a portrait from the map, and back.

import { signal } from '@preact/signals';

/** Whether the portrait that opens next takes the focus. */
export const arriving = signal(false);
