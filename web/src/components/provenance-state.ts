// The number whose provenance is asked for.

import { computed, signal } from '@preact/signals';
import { paths, read } from '../api/client.ts';
import type { PortraitFigure } from '../api/types.ts';
import { resource } from '../state/resource.ts';

export interface Asked {
  figure: PortraitFigure;
  /** "Taux de couverture : tous modes d’accueil". */
  title: string;
  territory: string;
  unit: string;
  decimals: number;
}

export const asked = signal<Asked | null>(null);

const path = computed(() => (asked.value === null ? null : paths.provenance(asked.value.figure.provenance)));
export const provenance = resource(path, read.provenance);
