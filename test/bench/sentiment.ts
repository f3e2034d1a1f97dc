import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MENTION_CLASSES, type MentionClass, TONE_VERSION, toneOfText } from '../../agents/metrics/tone/tone.ts';
import type { Bench } from './kit.ts';

/**
 * The sentences the project labelled itself: not evidence of how people write elsewhere. The words and phrases were
 * chosen with `mentions` in view; `mentions-unread` was written after them, and nothing was changed for it.
 */
const SETS = ['mentions', 'mentions-unread'] as const;
export interface Labelled {
  language: string;
  class: MentionClass;
  kind: string;
  text: string;
}

export function labelledMentions(set: (typeof SETS)[number] = 'mentions'): Labelled[] {
  const [, ...lines] = readFileSync(join(import.meta.dirname, `../fixtures/${set}.tsv`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [language = '', label = '', kind = '', text = ''] = line.split('\t');
    return { language, class: label as MentionClass, kind, text };
  });
}

export interface Told {
  of: number;
  right: number;
}

const share = ({ of, right }: Told): string => `${right} of ${of} (${((100 * right) / of).toFixed(0)} %)`;

/** Accuracy and each class's F1 of a classifier on labelled sentences. */
export function measured(rows: readonly Labelled[], tell: (row: Labelled) => MentionClass) {
  const told = rows.map((row) => ({ row, said: tell(row) }));
  const count = (which: (each: (typeof told)[number]) => boolean): Told => {
    const some = told.filter(which);
    return { of: some.length, right: some.filter(({ row, said }) => row.class === said).length };
  };
  const f1 = MENTION_CLASSES.map((label) => {
    const hits = told.filter(({ row, said }) => row.class === label && said === label).length;
    const wanted = told.filter(({ row }) => row.class === label).length;
    const given = told.filter(({ said }) => said === label).length;
    return { label, f1: wanted + given === 0 ? 1 : (2 * hits) / (wanted + given) };
  });
  return { told, count, f1, accuracy: count(() => true).right / rows.length };
}

/** How well the tone and class of mentions are told, beside what a guess of the commonest class would. */
export async function benchSentiment({ say }: Bench): Promise<void> {
  for (const set of SETS) report(set, say);
}

function report(set: (typeof SETS)[number], say: Bench['say']): void {
  const rows = labelledMentions(set);
  const { told, count, f1 } = measured(rows, ({ text }) => toneOfText(text).class);
  const commonest = Math.max(...MENTION_CLASSES.map((label) => rows.filter((row) => row.class === label).length));
  say(
    `${set}, ${TONE_VERSION}: ${share(count(() => true))} right; always the commonest class ${share({ of: rows.length, right: commonest })}`,
  );
  for (const { label, f1: value } of f1)
    say(`  ${label.padEnd(24)} F1 ${value.toFixed(2)}  recall ${share(count(({ row }) => row.class === label))}`);
  for (const language of new Set(rows.map((row) => row.language)))
    say(`  ${language.padEnd(24)} ${share(count(({ row }) => row.language === language))}`);
  for (const kind of new Set(rows.map((row) => row.kind))) say(`  ${kind.padEnd(24)} ${share(count(({ row }) => row.kind === kind))}`);
  const turned = told.filter(({ row, said }) => [row.class, said].sort().join() === 'negative,positive').length;
  say(`  praise for criticism or the reverse: ${turned}`);
  const started = performance.now();
  const rounds = 20;
  for (let round = 0; round < rounds; round++) for (const { text } of rows) toneOfText(text);
  say(`  ${((performance.now() - started) / rounds / rows.length).toFixed(3)} ms a sentence`);
  for (const { row, said } of told) if (row.class !== said) say(`  ${row.language} ${row.class} told as ${said}: ${row.text}`);
}
