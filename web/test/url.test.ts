import { describe, expect, it } from 'vitest';
import { formatState, INITIAL, parseState, parseTerritory, type ViewState } from '../src/state/url.ts';

const FULL: ViewState = {
  lang: 'en',
  indicator: 'share_beyond',
  facet: 'creche',
  level: 'epci',
  parent: { level: 'departement', code: '2A' },
  selected: { level: 'commune', code: '85084' },
  position: { zoom: 9.25, lat: 46.71234, lon: -1.85 },
  view: 'tableau',
  sort: { key: 'nom', descending: true },
  page: 'donnees',
  second: { indicator: 'coverage_rate', facet: 'total', level: 'commune', travel: 'foot' },
  classing: { method: 'jenks', count: 7 },
  presenting: true,
  year: 2021,
  check: 'duplicate',
  travel: 'bike',
  zone: { service: 'creche-1:a' },
  limits: [5, 30],
  from: { lon: -1.25, lat: 46.5 },
  to: { lon: 2.125, lat: 47 },
  layers: ['carreaux', 'lignes', 'alertes'],
};

describe('the state of the page in its address', () => {
  it('comes back whole from the address it was written to', () => {
    expect(parseState(formatState(FULL))).toEqual(FULL);
  });

  it('comes back whole for each sort key, view and page alone', () => {
    for (const key of ['manque', 'nom', 'valeur', 'numerateur', 'denominateur'] as const) {
      for (const descending of [true, false]) {
        const state = { ...INITIAL, sort: { key, descending } };
        expect(parseState(formatState(state))).toEqual(state);
      }
    }
    for (const view of ['carte', 'liste', 'tableau', 'portrait'] as const) {
      expect(parseState(formatState({ ...INITIAL, view })).view).toBe(view);
    }
    expect(parseState(formatState({ ...INITIAL, parent: 'whole' })).parent).toBe('whole');
  });

  it('has a second map as soon as it names one, even one that does not exist', () => {
    expect(parseState('?b_facette=creche').second).toBeNull();
    expect(parseState('?b_indicateur=').second).toEqual({
      indicator: null,
      facet: null,
      level: null,
      travel: null,
    });
    const second = { indicator: null, facet: 'creche', level: null, travel: null };
    expect(parseState(formatState({ ...INITIAL, second })).second).toEqual(second);
  });

  it('has fixed classes unless it names a method and a number that exist', () => {
    for (const odd of ['', 'jenks', 'jenks-2', 'jenks-8', 'fixes-4', 'equal-5', 'quantiles-4.0']) {
      expect(parseState(`?classes=${odd}`).classing).toEqual(INITIAL.classing);
    }
    expect(parseState('?classes=quantiles-3').classing).toEqual({ method: 'quantiles', count: 3 });
  });

  it('leaves out places, limits and thresholds that cannot be', () => {
    for (const odd of ['@', '@1', '@1,2,3', '@200,0', '@0,95', '@a,b', '', 'x'.repeat(201)]) {
      expect(parseState(`?zone=${odd}&vers=${odd}`)).toMatchObject({ zone: null, to: null });
    }
    expect(parseState('?depuis=creche-1').from).toBeNull();
    expect(parseState('?zone=@-1.5,46.7').zone).toEqual({ lon: -1.5, lat: 46.7 });
    expect(parseState('?limites=30.5.7.x').limits).toEqual([5, 30]);
    expect(parseState('?limites=7').limits).toEqual(INITIAL.limits);
    expect(parseState('?classes=seuil-20').classing).toEqual({ method: 'seuil', count: 20 });
    expect(parseState('?classes=seuil-7').classing).toEqual(INITIAL.classing);
    expect(parseState('?travel=rocket').travel).toBeNull();
  });

  it('says nothing of what is left at its default', () => {
    expect(formatState(INITIAL)).toBe('');
    expect(parseState('')).toEqual(INITIAL);
  });

  it('writes territories with a readable colon', () => {
    expect(formatState({ ...INITIAL, selected: { level: 'epci', code: '248500340' } })).toBe(
      '?territoire=epci:248500340',
    );
  });

  it('leaves unsaid what it cannot understand', () => {
    expect(parseState('?niveau=region&vue=globe&tri=-couleur&page=admin&lang=de&parent=epci')).toEqual(
      INITIAL,
    );
    expect(parseState('?indicateur=%3Cscript%3E').indicator).toBeNull();
  });

  it('refuses a position that is off the map or incomplete', () => {
    expect(parseState('?z=9&lat=95&lon=0').position).toBeNull();
    expect(parseState('?z=9&lat=45').position).toBeNull();
    expect(parseState('?z=&lat=45&lon=1').position).toBeNull();
    expect(parseState('?z=9&lat=-21.1&lon=55.5').position).toEqual({ zoom: 9, lat: -21.1, lon: 55.5 });
  });

  it('keeps the zero of a code', () => {
    expect(parseTerritory('commune:01004')).toEqual({ level: 'commune', code: '01004' });
    expect(parseTerritory('commune:')).toBeNull();
    expect(parseTerritory(':01004')).toBeNull();
  });
});
