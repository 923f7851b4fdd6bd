import { describe, expect, it } from 'vitest';
import { observatory } from '../mock/catalogue.ts';
import {
  type Choice,
  measures,
  neighbour,
  resolve,
  subjects,
  subjectsOfTheme,
  themes,
} from '../src/state/choices.ts';
import { INITIAL } from '../src/state/url.ts';

describe('the choices offered', () => {
  it('only name subjects that have a measure, and measures that exist for the subject', () => {
    for (const subject of subjects(observatory)) {
      const list = measures(observatory, subject);
      expect(list.length).toBeGreaterThan(0);
      for (const indicator of list) expect(indicator.facets).toContain(subject.facet);
    }
  });

  it('leave out themes without any service', () => {
    expect(themes(observatory)).toEqual(['petite-enfance', 'parentalite', 'acces-aux-droits', 'habitants']);
  });

  it('reach every measure through some theme', () => {
    const reached = themes(observatory)
      .flatMap((theme) => subjectsOfTheme(observatory, theme))
      .flatMap((subject) => measures(observatory, subject).map((one) => `${one.id} ${subject.facet}`));
    const all = observatory.indicators.flatMap((one) => one.facets.map((facet) => `${one.id} ${facet}`));
    expect([...reached].sort()).toEqual([...all].sort());
  });
});

describe('the measures of a theme', () => {
  it('follow each other in a ring that goes through all of them, both ways', () => {
    for (const theme of themes(observatory)) {
      const all = subjectsOfTheme(observatory, theme).flatMap((subject) => measures(observatory, subject));
      for (const step of [1, -1] as const) {
        const first = subjectsOfTheme(observatory, theme)[0];
        const start = first === undefined ? undefined : measures(observatory, first)[0];
        if (first === undefined || start === undefined) throw new Error(`${theme} is empty`);
        let now: Choice = {
          theme,
          subject: first,
          indicator: start,
          level: 'commune',
          parent: null,
          travel: null,
          year: null,
        };
        const seen = new Set<string>();
        for (let turn = 0; turn < all.length; turn += 1) {
          now = { ...now, ...neighbour(observatory, now, step) };
          seen.add(`${now.indicator.id} ${now.subject.facet}`);
        }
        expect(seen.size).toBe(all.length);
        expect(now.indicator.id).toBe(start.id);
        expect(now.subject.facet).toBe(first.facet);
      }
    }
  });
});

describe('the view shown', () => {
  it('is of a past year only when the measure has it', () => {
    const of = (year: number, indicator: string) =>
      resolve(observatory, { ...INITIAL, year, indicator })?.year;
    expect(of(2023, 'coverage_rate')).toBe(2023);
    expect(of(2023, 'nearest_minutes')).toBeNull();
    expect(of(2021, 'coverage_rate')).toBeNull();
    expect(of(observatory.year, 'coverage_rate')).toBeNull();
  });

  it('is the default one when the address says nothing', () => {
    const now = resolve(observatory, INITIAL);
    expect(now?.indicator.id).toBe('coverage_rate');
    expect(now?.subject).toEqual({ type: 'mode', facet: 'total' });
    expect(now?.parent).toEqual({ level: 'epci', code: '200000002' });
  });

  it('falls back part by part on what exists', () => {
    const now = resolve(observatory, {
      ...INITIAL,
      indicator: 'nearest_minutes',
      facet: 'eaje',
      level: 'departement',
    });
    expect(now?.indicator.id).toBe('nearest_minutes');
    expect(now?.subject.facet).toBe('creche');
    expect(now?.level).toBe('commune');
  });

  it('does not split an EPCI into EPCIs, nor study a commune', () => {
    const epci = { level: 'epci', code: '200000001' } as const;
    expect(resolve(observatory, { ...INITIAL, level: 'epci', parent: epci })?.parent).toBeNull();
    expect(resolve(observatory, { ...INITIAL, parent: epci })?.parent).toEqual(epci);
    expect(
      resolve(observatory, { ...INITIAL, parent: { level: 'commune', code: '99001' } })?.parent,
    ).toBeNull();
  });

  it('is the whole observatory when that was asked for', () => {
    expect(resolve(observatory, { ...INITIAL, parent: 'whole' })?.parent).toBeNull();
  });

  it('is nothing when there is no measure', () => {
    expect(resolve({ ...observatory, indicators: [] }, INITIAL)).toBeNull();
  });
});

describe('the mode of travel', () => {
  const some = observatory.indicators.find((one) => one.travels.length > 0) ?? null;
  const modes = ['car', 'bike', 'foot'] as const;
  const all = {
    ...observatory,
    indicators: observatory.indicators.map((one) => (one === some ? { ...one, travels: [...modes] } : one)),
  };
  const travel = (indicator: string | null, wanted: 'bike' | 'transit' | null) =>
    resolve(all, { ...INITIAL, indicator, travel: wanted })?.travel;

  it('is the one asked for where the measure has it, else the default one', () => {
    expect(travel(some?.id ?? '', 'bike')).toBe('bike');
    expect(travel(some?.id ?? '', 'transit')).toBe('car');
    expect(travel(some?.id ?? '', null)).toBe('car');
  });

  it('is none for a measure that is not of travel', () => {
    expect(travel('population', 'bike')).toBeNull();
  });
});
