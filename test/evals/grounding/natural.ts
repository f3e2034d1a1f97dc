import { readdirSync, readFileSync } from 'node:fs';
import { type Figure, figure } from '../../../agents/facts/figure.ts';
import type { Shown } from '../../../bot/grounding/shown.ts';

/** A sentence as a language model would write it of a result, written by hand. */
export interface NaturalCase {
  scene: string;
  question: string;
  shown: readonly Shown[];
  text: string;
  /** What is wrong with it ("swap", "rank", "fraction" …); nothing where it is true. */
  wrong?: string;
  /** Known to be judged otherwise. */
  missed: boolean;
}

/** The day of every result. */
export const NATURAL_NOW = new Date('2026-11-27T09:00:00Z');
const FOLDER = new URL('./natural/', import.meta.url);

/**
 * Each file is one question with what tools answered over the sample, kept as it was shown: `Q` the question, `A` whose
 * result follows, `F` its figures (subject, metric, label, value, unit, from, signed or relative), `>` its text, `+` true sentences,
 * `- [kind]` wrong ones (`\n`: a new line); with `?` those that are known to be missed.
 */
export const naturalCases = (): NaturalCase[] =>
  readdirSync(FOLDER)
    .sort()
    .flatMap((file) => casesIn(file.replace('.txt', ''), readFileSync(new URL(file, FOLDER), 'utf8')));

function casesIn(scene: string, text: string): NaturalCase[] {
  const shown: { account?: { id: string; name: string }; figures: Figure[]; text: string }[] = [];
  const cases: NaturalCase[] = [];
  let question = '';
  for (const line of text.split('\n')) {
    const [kind, rest] = [line.slice(0, 2), line.slice(2)];
    const last = shown.at(-1);
    if (kind === 'Q ') question = rest;
    else if (kind === 'A ') {
      const [id, name] = rest.split('|');
      shown.push({ ...(id && name ? { account: { id, name } } : {}), figures: [], text: '' });
    } else if (kind === 'F ') last?.figures.push(figureOf(rest, last.account));
    else if (kind === '> ' && last) last.text += `${last.text ? '\n' : ''}${rest}`;
    const [, sign, miss, wrong, said] = /^([+-])(\?)? (?:\[(\w+)\] )?(.+)$/.exec(line) ?? [];
    if (sign && said)
      cases.push({ scene, question, shown, text: said.replaceAll('\\n', '\n'), ...(wrong ? { wrong } : {}), missed: miss !== undefined });
  }
  return cases;
}

function figureOf(line: string, account: { id: string; name: string } | undefined): Figure {
  const [subject = '', metric = '', label = '', value = '', unit = '', from = '', flag = ''] = line.split('|');
  const [kind, id = '', name = ''] = subject.split('~');
  return figure({
    subject: kind === '' && account ? { kind: 'account', ...account } : { kind: kind as Figure['subject']['kind'], id, name },
    metric,
    label,
    value: value === '' ? null : Number.isNaN(Number(value)) ? value : Number(value),
    unit,
    asOf: NATURAL_NOW.toISOString(),
    ...(from ? { from: Number(from) } : {}),
    ...(flag === 'signed' ? { signed: true } : {}),
    ...(flag === 'relative' ? { relative: true } : {}),
  });
}
