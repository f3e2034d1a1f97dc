import type { Figure } from '../../../agents/facts/figure.ts';
import { CHANGES, FROM_TO, MOVED } from './phrases/changes.ts';
import { HARMLESS } from './phrases/harmless.ts';
import { LANGUAGES, type Language } from './phrases/languages.ts';
import { LEVELS } from './phrases/levels.ts';
import { COMPUTED, INVENTED } from './phrases/made-up.ts';
import { METRICS } from './phrases/metrics.ts';
import { NAMES, ROLES_SAID } from './phrases/people.ts';
import { DAYS_LEFT, MONTHS_LEFT, RENEWALS, RENEWS_ABOUT } from './phrases/renewals.ts';
import type { Scene } from './world.ts';

export const WRONG_KINDS = ['number', 'sign', 'date', 'name', 'account', 'unit', 'invented', 'computed'] as const;
export type WrongKind = (typeof WRONG_KINDS)[number];

export interface Case {
  scene: Scene;
  text: string;
  /** What is wrong with it; nothing where it is true. */
  wrong?: WrongKind;
  language: Language;
  /** In a phrasing that was kept for the end. */
  heldOut: boolean;
}

const LOCALES: Record<Language, string> = { en: 'en-US', de: 'de-DE', fr: 'fr-FR', es: 'es-ES', pt: 'pt-BR' };

/** Small and even, the same every time. */
function randomOf(seed: number) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const UNITS: Record<string, Record<Language, string>> = {
  '%': { en: ' %', de: ' %', fr: ' %', es: ' %', pt: '%' },
  hours: { en: ' hours', de: ' Stunden', fr: ' heures', es: ' horas', pt: ' horas' },
  days: { en: ' days', de: ' Tage', fr: ' jours', es: ' días', pt: ' dias' },
  months: { en: ' months', de: ' Monate', fr: ' mois', es: ' meses', pt: ' meses' },
  points: { en: ' points', de: ' Punkte', fr: ' points', es: ' puntos', pt: ' pontos' },
  'of 5': { en: ' of 5', de: ' von 5', fr: ' sur 5', es: ' de 5', pt: ' de 5' },
  'of 10': { en: ' of 10', de: ' von 10', fr: ' sur 10', es: ' de 10', pt: ' de 10' },
};
const SYMBOL: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' };

/** A value as a reply in that language writes it. */
function written(value: number, { unit, digits }: Pick<Figure, 'unit' | 'digits'>, language: Language, round = 0): string {
  const number = (of: number, most: number) =>
    of.toLocaleString(LOCALES[language], { maximumFractionDigits: most }).replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');
  const symbol = SYMBOL[unit];
  if (symbol) {
    if (language === 'en')
      return round % 2 === 0 && value >= 1_000
        ? `${symbol}${value >= 1e6 ? `${number(value / 1e6, 1)}M` : `${number(value / 1e3, 0)}K`}`
        : `${symbol}${number(value, 0)}`;
    return `${number(Math.round(value), 0)} ${symbol}`;
  }
  if (unit === 'points') return `${number(value, digits)}${round % 3 === 2 ? UNITS.points?.[language] : ''}`;
  return `${number(value, digits)}${UNITS[unit]?.[language] ?? ''}`;
}

const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/^!/, '').replace(/\{(\w)\}/g, (_, key: string) => values[key] ?? '');

/** Everything a scene's figures can be said as, true and wrong in every kind. */
export function casesOf(scenes: readonly Scene[], everyone: readonly { id: string; name: string }[], people: readonly string[]): Case[] {
  const random = randomOf(7);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const cases: Case[] = [];
  let turn = 0;
  for (const scene of scenes) {
    const { figures } = scene;
    const add = (language: Language, template: string, values: Record<string, string>, wrong?: WrongKind, called = '') =>
      cases.push({ scene, language, text: fill(template, values), wrong, heldOut: template.startsWith('!') || called.startsWith('!') });
    const single = scene.accounts.length === 1;
    for (const account of scene.accounts.slice(0, 4)) {
      const own = figures.filter(({ subject }) => subject.kind === 'account' && subject.id === account.id);
      const others = everyone.filter(({ id }) => id !== account.id);
      const byMetric = new Map<string, Figure>();
      for (const each of own) {
        const before = byMetric.get(each.metric);
        if (METRICS[each.metric] && typeof each.value === 'number' && !each.signed && (!before || before.asOf < each.asOf))
          byMetric.set(each.metric, each);
      }
      const levels = [...byMetric.values()];
      for (const figure of levels) {
        turn++;
        const language = LANGUAGES[turn % LANGUAGES.length] as Language;
        const frames = LEVELS[language].filter((frame) => single || frame.includes('{A}'));
        const frame = frames[turn % frames.length] as string;
        const called = METRICS[figure.metric]?.[language] ?? [];
        const name = called[turn % called.length] as string;
        const value = figure.value as number;
        const say = (of: number, more: Partial<Figure> = {}, whose = account.name, wrong?: WrongKind) =>
          add(
            language,
            frame,
            { A: whose, m: name.replace(/^!/, ''), v: written(of, { ...figure, ...more }, language, turn) },
            wrong,
            name,
          );
        say(value);
        const truth = figures
          .filter(({ metric, value: known, subject }) => metric === figure.metric && subject.id === account.id && typeof known === 'number')
          .map((each) => each.value as number);
        const differs = (of: number) => truth.every((known) => Math.abs(of - known) > Math.max(1.2, 0.06 * Math.abs(known)));
        const off = [value * (1.1 + random() * 0.5), value * (0.5 + random() * 0.4), value + 3 + Math.round(random() * 9)].find(
          (each) => differs(each) && (figure.unit !== 'points' || each <= 100),
        );
        if (off !== undefined) say(off, {}, account.name, 'number');
        const swap = levels.find((each) => each.metric !== figure.metric && each.unit === figure.unit && differs(each.value as number));
        if (swap) say(swap.value as number, {}, account.name, 'number');
        if (frame.includes('{A}') && turn % 2 === 0) {
          const other = pick(others);
          const same = figures.some(
            ({ subject, metric, value: known }) =>
              subject.id === other.id && metric === figure.metric && typeof known === 'number' && Math.abs(known - value) < 1.2,
          );
          if (!same) say(value, {}, other.name, 'account');
        }
        if (turn % 2 === 1) {
          const unit =
            figure.unit === '%'
              ? 'hours'
              : figure.unit === 'points'
                ? '%'
                : SYMBOL[figure.unit]
                  ? figure.unit === 'EUR'
                    ? 'USD'
                    : 'EUR'
                  : figure.unit === 'hours'
                    ? 'days'
                    : '%';
          say(value, { unit }, account.name, 'unit');
        }
      }
      for (const figure of own.filter(
        ({ signed, value, metric }) =>
          signed && typeof value === 'number' && Math.abs(value) >= 1 && /^(?:health|churn_risk)_change_30$/.test(metric),
      )) {
        turn++;
        for (const language of [LANGUAGES[turn % 5] as Language, LANGUAGES[(turn + 2) % 5] as Language]) {
          const frames = CHANGES[language].filter(({ up }) => single || up.includes('{A}'));
          const frame = frames[turn % frames.length] as { up: string; down: string };
          const metric = figure.metric.replace('_change_30', '');
          const name = METRICS[metric]?.[language][0] as string;
          const value = figure.value as number;
          const values = (of: number) => ({ A: account.name, m: name, v: String(Math.round(Math.abs(of))) });
          add(language, value > 0 ? frame.up : frame.down, values(value));
          add(language, value > 0 ? frame.down : frame.up, values(value), 'sign');
          if (Math.abs(value) >= 4) add(language, value > 0 ? frame.up : frame.down, values(Math.abs(value) * 1.6 + 2), 'number');
          if (metric !== 'health' || (!single && language !== 'en')) continue;
          add(language, MOVED[language][value > 0 ? 'up' : 'down'], values(value));
          add(language, MOVED[language][value > 0 ? 'down' : 'up'], values(value), 'sign');
        }
      }
      for (const figure of own.filter(
        ({ from, value, metric }) => from !== null && typeof value === 'number' && METRICS[metric] && Math.abs(value - from) >= 2,
      )) {
        turn++;
        const language = LANGUAGES[turn % 5] as Language;
        const frame = FROM_TO[language][turn % FROM_TO[language].length] as string;
        const name = METRICS[figure.metric]?.[language][0] as string;
        const [from, to] = [
          figure.from as number,
          (figure.signed ? (figure.from as number) + (figure.value as number) : figure.value) as number,
        ];
        const say = (a: number, b: number, wrong?: WrongKind) =>
          add(
            language,
            frame,
            { A: account.name, m: name.replace(/^!/, ''), f: written(a, figure, language), v: written(b, figure, language) },
            wrong,
          );
        say(from, to);
        say(to, from, 'sign');
        say(from, to + 4 + random() * 9, 'number');
      }
      const renewal = own.find(({ metric, value }) => metric === 'renewal_date' && typeof value === 'string');
      if (renewal) {
        turn++;
        for (const language of [LANGUAGES[turn % 5] as Language, LANGUAGES[(turn + 3) % 5] as Language]) {
          const frame = RENEWALS[language][turn % RENEWALS[language].length] as string;
          const day = new Date(renewal.value as string);
          const say = (at: Date, wrong?: WrongKind) =>
            add(
              language,
              frame,
              {
                A: account.name,
                d: new Intl.DateTimeFormat(LOCALES[language], { dateStyle: turn % 2 ? 'long' : 'medium', timeZone: 'UTC' }).format(at),
              },
              wrong,
            );
          say(day);
          const { parts, frames } = RENEWS_ABOUT[language];
          const about = (at: Date, wrong?: WrongKind) => {
            const part = parts[at.getUTCDate() <= 10 ? 0 : at.getUTCDate() <= 20 ? 1 : 2];
            const month = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', timeZone: 'UTC' }).format(at);
            add(
              language,
              frames[turn % frames.length] as string,
              { A: account.name, d: `${part}${/^mid?$/.test(part) ? '-' : ' '}${month}` },
              wrong,
            );
          };
          about(day);
          about(new Date(day.getTime() + 61 * 86_400_000), 'date');
          say(new Date(day.getTime() + (7 + Math.round(random() * 30)) * 86_400_000), 'date');
          const elsewhere = own.find(
            ({ unit, value, metric }) =>
              unit === 'date' &&
              typeof value === 'string' &&
              metric !== 'renewal_date' &&
              Math.abs(Date.parse(value) - day.getTime()) > 3 * 86_400_000,
          );
          if (elsewhere) say(new Date(elsewhere.value as string), 'date');
        }
      }
      const left = own.find(({ metric, value }) => metric === 'days_to_renewal' && typeof value === 'number' && value > 10);
      if (left) {
        turn++;
        const language = LANGUAGES[turn % 5] as Language;
        const frame = DAYS_LEFT[language][turn % DAYS_LEFT[language].length] as string;
        const days = left.value as number;
        add(language, frame, { A: account.name, n: String(days) });
        add(language, frame, { A: account.name, n: String(days + 7) }, 'date');
        add(language, frame, { A: pick(others).name, n: String(days) }, 'account');
        const months = Math.round(days / 30.4);
        const longer = MONTHS_LEFT[language][turn % MONTHS_LEFT[language].length] as string;
        if (months > 1) {
          add(language, longer, { A: account.name, n: String(months) });
          add(language, longer, { A: account.name, n: String(months + 2) }, 'date');
        }
      }
      for (const person of scene.people.filter(({ accountId, role }) => accountId === account.id && ROLES_SAID[role])) {
        turn++;
        const language = LANGUAGES[turn % 5] as Language;
        const frame = NAMES[language][turn % NAMES[language].length] as string;
        const say = (name: string, wrong?: WrongKind) =>
          add(language, frame, { A: account.name, r: ROLES_SAID[person.role]?.[language] as string, p: name }, wrong);
        say(person.name);
        const part = ROLES_SAID[person.role]?.en.split(' ').at(-1) ?? person.role;
        const isShownAs = scene.shown.some(({ text }) =>
          text.split('\n').some((line) => line.includes(person.name) && line.toLowerCase().includes(part)),
        );
        const other =
          isShownAs &&
          scene.people.find(({ accountId, role, name }) => accountId === account.id && role !== person.role && name !== person.name);
        if (other) say(other.name, 'name');
        const strangers = people.filter((name) => !scene.shown.some(({ text }) => text.includes(name)));
        if (strangers.length > 0) say(pick(strangers), 'name');
        say(pick(['Peter Halloway', 'Ingrid Solberg', 'Marta Quintela', 'Yusuf Demirkan']), 'name');
      }
      turn++;
      for (const language of [LANGUAGES[turn % 5] as Language, 'en' as const]) {
        add(language, pick(INVENTED[language]), { A: account.name, x: String(11 + Math.floor(random() * 80)) }, 'invented');
        const [health, risk, arr] = ['health', 'churn_risk', 'arr'].map((metric) => byMetric.get(metric));
        const template = pick(COMPUTED[language]);
        const money = arr && /worth|pays|paie|paga|Zusammen|total/i.test(template);
        if (money || (health && risk)) {
          const value = money
            ? written(/month|mois|mes|mês/.test(template) ? (arr.value as number) / 12 : (arr.value as number) * 1.37, arr, language, 1)
            : String(Math.round(((health?.value as number) + (risk?.value as number)) / (/average/.test(template) ? 2 : 1)));
          const known = figures.some(({ value: each }) => typeof each === 'number' && String(Math.round(each)) === value);
          if (!known) add(language, template, { A: account.name, x: value }, 'computed');
        }
      }
    }
    // What was shown may be said again as it was shown.
    for (const line of scene.shown
      .flatMap(({ text }) => text.split('\n'))
      .filter((each) => /\d/.test(each) && each.length < 200 && !each.includes(' | '))
      .slice(0, 12)) {
      cases.push({ scene, language: 'en', text: line, heldOut: false });
    }
    turn++;
    cases.push({ scene, language: 'en', text: HARMLESS[turn % HARMLESS.length] as string, heldOut: false });
  }
  return cases;
}
