// Opening hours of OpenStreetMap in words, for the part of the notation that services use: days,
// ranges of days, ranges of hours, public and school holidays, "off". Anything else is not guessed.

import type { Catalogue } from '../i18n/fr.ts';

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const HOLIDAYS = ['PH', 'SH'];
const SPAN = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/;

/** "Mo-Fr 09:00-12:00" → "lun.–ven. 09:00–12:00"; `null` when the notation goes beyond what is read here. */
export function hoursInWords(notation: string, text: Catalogue): string | null {
  const trimmed = notation.trim();
  if (trimmed === '') return null;
  if (trimmed === '24/7') return text.hours.always;
  const rules: string[] = [];
  for (const rule of trimmed.split(';')) {
    if (rule.trim() === '') continue;
    const said = ruleInWords(rule.trim(), text);
    if (said === null) return null;
    rules.push(said);
  }
  return rules.length === 0 ? null : rules.join(text.hours.between);
}

function ruleInWords(rule: string, text: Catalogue): string | null {
  // "Mo, We 09:00-12:00, 14:00-18:00": the days are all that stands before the first digit or word.
  const parts = /^([A-Za-z,\- ]*?)\s*((?:\d|off|closed).*)$/.exec(rule);
  if (parts === null) return null;
  const days = daysInWords((parts[1] ?? '').replaceAll(' ', ''), text);
  const times = timesInWords((parts[2] ?? '').replaceAll(' ', ''), text);
  if (days === null || times === null) return null;
  return days === '' ? times : `${days} ${times}`;
}

function daysInWords(list: string, text: Catalogue): string | null {
  if (list === '') return '';
  const said: string[] = [];
  for (const item of list.split(',')) {
    const holiday = HOLIDAYS.indexOf(item);
    const [from, to, more] = item.split('-');
    const first = DAYS.indexOf(from ?? '');
    const last = to === undefined ? first : DAYS.indexOf(to);
    if (holiday >= 0) said.push(text.hours.holidays[holiday] ?? item);
    else if (first < 0 || last < 0 || more !== undefined) return null;
    else if (first === last) said.push(text.hours.days[first] ?? item);
    else said.push(`${text.hours.days[first]}–${text.hours.days[last]}`);
  }
  return said.join(', ');
}

function timesInWords(list: string, text: Catalogue): string | null {
  if (list === 'off' || list === 'closed') return text.hours.closed;
  const said: string[] = [];
  for (const span of list.split(',')) {
    const match = SPAN.exec(span);
    if (match === null) return null;
    const [, h1, m1, h2, m2] = match;
    if (Number(h1) > 24 || Number(h2) > 26 || Number(m1) > 59 || Number(m2) > 59) return null;
    said.push(`${h1?.padStart(2, '0')}:${m1}–${h2?.padStart(2, '0')}:${m2}`);
  }
  return said.join(', ');
}
