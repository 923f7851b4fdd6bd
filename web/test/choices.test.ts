import { describe, expect, it } from 'vitest';
import { observatory } from '../mock/catalogue.ts';
import { measures, resolve, subjects, subjectsOfTheme, themes } from '../src/state/choices.ts';
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

describe('the view shown', () => {
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
