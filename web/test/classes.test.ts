import { describe, expect, it } from 'vitest';
import { classes, classOf, faded, luminance, NEUTRAL, placeOf, UNDER_SERVED } from '../src/map/classes.ts';
import { SOURCE } from '../src/map/overlays.ts';
import { FILL_COLOR, style } from '../src/map/style.ts';

const BREAKS = [20, 40, 60, 80];

describe('classes', () => {
  it('include their lower bound and exclude their upper one', () => {
    const list = classes('higher', BREAKS);
    const index = (value: number) => classOf(list, value)?.index;
    expect([19.999, 20, 39.999, 40, 79.999, 80, 250].map(index)).toEqual([0, 1, 1, 2, 3, 4, 4]);
    expect(index(0)).toBe(0);
    expect(index(-3)).toBe(0);
  });

  it('put every value in exactly one class', () => {
    const list = classes('lower', [1, 25, 50, 75]);
    for (let value = -5; value <= 120; value += 0.5) {
      const inside = list.filter(
        (one) => (one.lower === null || one.lower <= value) && (one.upper === null || value < one.upper),
      );
      expect(inside).toHaveLength(1);
      expect(classOf(list, value)).toBe(inside[0]);
    }
  });

  it('give the darkest colour to the least served, whichever end that is', () => {
    const darkest = UNDER_SERVED[4];
    expect(classes('higher', BREAKS)[0]?.color).toBe(darkest);
    expect(classes('higher', BREAKS)[4]?.color).toBe(UNDER_SERVED[0]);
    expect(classes('lower', BREAKS)[4]?.color).toBe(darkest);
    expect(classes('neutral', BREAKS)[4]?.color).toBe(NEUTRAL[4]);
  });

  it('span the whole palette even when there are fewer of them', () => {
    const two = classes('lower', [10]);
    expect(two.map((one) => one.color)).toEqual([UNDER_SERVED[0], UNDER_SERVED[4]]);
    expect(classes('lower', [])).toHaveLength(1);
  });

  it('merge equal limits, as quantiles of many zeros give', () => {
    const list = classes('lower', [0, 0, 3, 3]);
    expect(list.map((one) => [one.lower, one.upper])).toEqual([
      [null, 0],
      [0, 3],
      [3, null],
    ]);
    expect(new Set(list.map((one) => one.color)).size).toBe(3);
  });

  it('have colours whose lightness falls steadily, so that order survives colour blindness', () => {
    for (const palette of [UNDER_SERVED, NEUTRAL]) {
      const light = palette.map(luminance);
      for (let at = 1; at < light.length; at += 1) {
        const ratio = ((light[at - 1] ?? 0) + 0.05) / ((light[at] ?? 0) + 0.05);
        expect(ratio).toBeGreaterThan(1.3);
      }
    }
  });

  it('have an ink that can be read over each colour', () => {
    for (const better of ['higher', 'lower', 'neutral'] as const) {
      for (const one of classes(better, BREAKS)) {
        const [a, b] = [luminance(one.color), luminance(one.ink)];
        expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThan(4.5);
      }
    }
  });

  it('paint the map with the very colours of the legend', () => {
    const list = classes('lower', BREAKS);
    const painted = JSON.stringify(FILL_COLOR);
    for (const one of list) {
      expect(painted).toContain(`${placeOf(one.color)},"${one.color}"`);
      expect(painted).toContain(`${placeOf(one.color)},"${faded(one.color)}"`);
    }
  });
  it('cost one evaluation for each territory whose colour changes', () => {
    const following = style('tiles.json').layers.filter((one) =>
      JSON.stringify('paint' in one ? one.paint : {}).includes('feature-state'),
    );
    const polygons = following.filter((one) => 'source' in one && one.source === SOURCE);
    expect(polygons.map((one) => one.id).sort()).toEqual(['fill-commune', 'fill-epci']);
    for (const one of polygons) {
      const paint = Object.entries('paint' in one ? (one.paint ?? {}) : {});
      // Without an outline of its own, MapLibre evaluates the colour once more for the outline.
      expect(paint.map(([name]) => name)).toContain('fill-outline-color');
      expect(paint.filter(([, value]) => JSON.stringify(value).includes('feature-state'))).toHaveLength(1);
    }
  });
});
