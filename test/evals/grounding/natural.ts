import { readdirSync, readFileSync } from 'node:fs';
import { type Figure, figure } from '../../../agents/facts/figure.ts';
import type { Shown } from '../../../bot/grounding/shown.ts';
import { createSources, type Sources } from '../../../bot/grounding/sources.ts';

/** A sentence as a language model would write it of a result. */
export interface NaturalCase {
  /** The file it stands in, and which question of it. */
  scene: string;
  /** What a turn knows where it is said. */
  sources(): Sources;
  /** The reply before it. */
  before: string;
  text: string;
  /** What is wrong with it ("swap", "rank", "fraction" …); nothing where it is true. */
  wrong?: string;
  /** Known to be judged otherwise. */
  missed: boolean;
}

/** The day of every result. */
const NOW = new Date('2026-11-27T09:00:00Z');

/** What a turn learnt, in its order: who asks, the person's words, ours, what a tool was asked, and what it showed. */
type Learnt =
  | { kind: 'person' | 'us' | 'error'; text: string }
  | { kind: 'called'; given: object }
  | { kind: 'shown'; shown: Shown & { text: string; figures: Figure[] }; kept: string[] };

/**
 * Each file is a conversation with what tools answered over the sample, kept as it was shown: `W` who asks and where, `Q` a
 * question, `C` numbers and days a tool was called with, `E` a line of a failure, `A` whose result follows, `F` its figures (subject
 * or `"` for the one before, metric, label, value, unit, from, signed or relative, digits), `>` its text, `>>` lines that are shown
 * again in later turns and `>-` names that are only then. `+` are true sentences of a reply, one after the other (`~`: in the line
 * of the one before); `=` true ones by themselves, `- [kind]` wrong ones, both said where they stand; with `?` those that are known to be missed.
 */
function casesIn(folder: 'natural' | 'said'): NaturalCase[] {
  const url = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(url)
    .sort()
    .flatMap((file) => readCases(file.replace('.txt', ''), readFileSync(new URL(file, url), 'utf8'), folder === 'said'));
}

/** Sentences written by hand, each by itself. */
export const naturalCases = (): NaturalCase[] => casesIn('natural');
/** What language models said when they first answered for the product, and what they might have said wrongly. */
export const saidCases = (): NaturalCase[] => casesIn('said');

function readCases(file: string, text: string, inReply: boolean): NaturalCase[] {
  const cases: NaturalCase[] = [];
  const earlier: Learnt[] = [];
  let now: Learnt[] = [];
  let zone = 'Europe/Berlin';
  let reply = '';
  let turn = 0;
  let subject = '';
  for (const line of text.split('\n')) {
    const [kind, rest] = [line.slice(0, 2), line.slice(2)];
    const last = now.findLast((each) => each.kind === 'shown');
    if (kind === 'W ') {
      const [name = '', where = zone] = rest.split('|');
      earlier.push({ kind: 'us', text: name });
      zone = where;
    } else if (kind === 'Q ') {
      if (turn++ > 0) earlier.push(...keptOf(now), { kind: 'us', text: reply });
      [now, reply] = [[{ kind: 'person', text: rest }], ''];
    } else if (kind === 'C ') now.push({ kind: 'called', given: givenIn(rest) });
    else if (kind === 'E ') now.push({ kind: 'error', text: rest });
    else if (kind === 'A ' || line === 'A') {
      const [id, name] = rest.split('|');
      now.push({ kind: 'shown', shown: { ...(id && name ? { account: { id, name } } : {}), figures: [], text: '' }, kept: [] });
    } else if (kind === 'F ' && last) {
      subject = rest.startsWith('"|') ? subject : (rest.split('|')[0] ?? '');
      last.shown.figures.push(figureOf(`${subject}${rest.slice(rest.indexOf('|'))}`, last.shown.account));
    } else if (kind === '>-') last?.kept.push(...rest.split('|'));
    else if ((kind === '> ' || kind === '>>') && last) {
      last.shown.text += `${last.shown.text ? '\n' : ''}${rest}`;
      if (kind === '>>') last.kept.push(rest);
    }
    const [, sign, miss, wrong, said] = /^([+=-])(\?)? (?:\[(\w+)\] )?(.+)$/.exec(line) ?? [];
    if (!sign || !said) continue;
    const told = said.replaceAll('\\n', '\n').replace(/^~ /, '');
    const before = inReply && sign !== '=' ? `${reply}${reply && (said.startsWith('~ ') ? ' ' : '\n')}` : '';
    const learnt = [...earlier, ...now];
    const sources = () => learn(learnt, zone);
    cases.push({ scene: `${file} ${turn}`, sources, before, text: told, ...(wrong ? { wrong } : {}), missed: miss !== undefined });
    if (inReply && sign === '+') reply = before + told;
  }
  return cases;
}

/** "since 2026-11-13; days 30" as arguments. */
const givenIn = (text: string): object =>
  Object.fromEntries(
    text.split('; ').map((each) => {
      const [key = '', value = ''] = each.split(' ');
      return [key, Number.isNaN(Number(value)) ? value : Number(value)];
    }),
  );

/** What a later turn still knows of one. */
const keptOf = (learnt: readonly Learnt[]): Learnt[] =>
  learnt.flatMap((each): Learnt[] => {
    if (each.kind === 'shown') return [{ kind: 'shown', shown: { figures: [], text: each.kept.join('\n') }, kept: [] }];
    return each.kind === 'person' || each.kind === 'us' ? [each] : [];
  });

function learn(learnt: readonly Learnt[], zone: string): Sources {
  const sources = createSources(zone);
  sources.addDate(NOW);
  for (const each of learnt) {
    if (each.kind === 'shown') sources.show(each.shown);
    else if (each.kind === 'called') sources.call(each.given);
    else sources.addText(each.text, each.kind === 'person' ? 'person' : 'us');
  }
  return sources;
}

function figureOf(line: string, account: { id: string; name: string } | undefined): Figure {
  const [subject = '', metric = '', label = '', value = '', unit = '', from = '', flags = '', digits = '0'] = line.split('|');
  const [kind, id = '', name = ''] = subject.split('~');
  return figure({
    subject: kind === '' && account ? { kind: 'account', ...account } : { kind: kind as Figure['subject']['kind'], id, name },
    metric,
    label,
    value: value === '' ? null : Number.isNaN(Number(value)) ? value : Number(value),
    unit,
    digits: Number(digits),
    asOf: NOW.toISOString(),
    ...(from ? { from: Number(from) } : {}),
    ...(flags.includes('signed') ? { signed: true } : {}),
    ...(flags.includes('relative') ? { relative: true } : {}),
  });
}
