import type { Finding } from '../../agents/facts/finding.ts';
import { evidenceText } from '../../agents/kit/present/evidence.ts';
import { toPlain } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Outgoing } from '../../bot/platform.ts';
import { LIMITS } from './limits.ts';
import { messageMarkdown } from './text.ts';

export interface Citation {
  '@type': 'Claim';
  position: number;
  appearance: { '@type': 'DigitalDocument'; name: string; abstract: string };
}

/** The one entity that says a message is made by a machine and what it rests on. */
export interface MessageEntity {
  type: 'https://schema.org/Message';
  '@type': 'Message';
  '@context': 'https://schema.org';
  '@id': '';
  additionalType: ['AIGeneratedContent'];
  citation?: Citation[];
}

/**
 * The text with a mark at each line that rests on a finding of the cards, and the entity in which the marks are explained. A
 * finding without a document is no source; one that no line speaks of is read in its card.
 */
export function labelsOf(outgoing: Outgoing<string>): { text: string; entities: MessageEntity[] } {
  const lines = messageMarkdown(outgoing.text).split('\n');
  const cited = lines.map((): Finding<string>[] => []);
  const findings = sourcedFindings(outgoing);
  const distinctive = distinctiveTokens(findings.map(({ text }) => text));
  for (const [index, finding] of findings.entries()) {
    const at = lineAbout(distinctive[index] ?? NOTHING, lines);
    if (at !== undefined && cited.flat().length < LIMITS.citations) cited[at]?.push(finding);
  }
  let position = 0;
  const citation: Citation[] = [];
  const marked = lines.map((line, index) => {
    const marks = (cited[index] ?? []).map((finding) => {
      position += 1;
      citation.push(citationOf(finding, position));
      return `[${position}]`;
    });
    return marks.length > 0 ? `${line.trimEnd()} ${marks.join('')}` : line;
  });
  return { text: marked.join('\n'), entities: [entityOf(citation)] };
}

/** The entity of a message that shows one piece of the text: what is marked there. */
export function labelOf(text: string, [entity]: readonly MessageEntity[]): MessageEntity {
  return entityOf((entity?.citation ?? []).filter(({ position }) => text.includes(`[${position}]`)));
}

function entityOf(citation: Citation[]): MessageEntity {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    additionalType: ['AIGeneratedContent'],
    ...(citation.length > 0 ? { citation } : {}),
  };
}

function citationOf({ label, text, evidence }: Finding<string>, position: number): Citation {
  const [source] = evidence;
  const name = (source ? evidenceText(source) : '').trim() || label.trim() || 'Source';
  const abstract = toPlain(text).trim() || label.trim() || name;
  return {
    '@type': 'Claim',
    position,
    appearance: {
      '@type': 'DigitalDocument',
      name: clip(name, LIMITS.citationName),
      abstract: clip(abstract, LIMITS.citationAbstract),
    },
  };
}

/** What the cards show, then what stands behind "Why". */
function sourcedFindings({ cards }: Outgoing<string>): Finding<string>[] {
  const shown = cards.flatMap(({ parts }) => parts);
  const why = cards.flatMap(({ sections }) => sections).filter(({ label }) => /^why\b/i.test(label));
  const findings = [...shown, ...why.flatMap(({ parts }) => parts)].flatMap((part) => (part.type === 'evidence' ? part.figures : []));
  const once = new Map(findings.filter(({ evidence }) => evidence.length > 0).map((each) => [each.text, each]));
  return [...once.values()];
}

interface Tokens {
  words: ReadonlySet<string>;
  figures: ReadonlySet<string>;
}

const NOTHING: Tokens = { words: new Set(), figures: new Set() };
/** Spans and dates, which say nothing about what a sentence is about. */
const WHEN =
  /\b\d{1,4}\s(?:(?:hour|day|week|month|quarter|year)s?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,7}(?:\s\d{4})?)(?!\p{L})/giu;

function tokensOf(text: string): Tokens {
  const said = toPlain(text).replaceAll(WHEN, ' ');
  return {
    words: new Set((said.match(/\p{L}{4,40}|(?<!\p{L})\p{Lu}{2,3}(?!\p{L})/gu) ?? []).map((word) => word.toLowerCase())),
    figures: new Set(said.match(/\d[\d.,]{0,20}(?<=\d)/g)),
  };
}

/** Of each text what no other of them says. */
function distinctiveTokens(texts: readonly string[]): Tokens[] {
  const all = texts.map(tokensOf);
  const own = (of: (tokens: Tokens) => ReadonlySet<string>) => {
    const count = new Map<string, number>();
    for (const token of all.flatMap((tokens) => [...of(tokens)])) count.set(token, (count.get(token) ?? 0) + 1);
    return (tokens: Tokens) => new Set([...of(tokens)].filter((token) => count.get(token) === 1));
  };
  const [words, figures] = [own((tokens) => tokens.words), own((tokens) => tokens.figures)];
  return all.map((tokens) => ({ words: words(tokens), figures: figures(tokens) }));
}

/** The line that shares a word and a figure with a finding, or two words, that no other finding has. */
function lineAbout({ words, figures }: Tokens, lines: readonly string[]): number | undefined {
  let best: number | undefined;
  let most = 2;
  for (const [index, line] of lines.entries()) {
    const said = tokensOf(line);
    const shared = sharedBy(words, said.words);
    const score = shared === 0 ? 0 : shared + 2 * sharedBy(figures, said.figures);
    if (score > most || (score === 2 && best === undefined)) [best, most] = [index, score];
  }
  return best;
}

const sharedBy = (some: ReadonlySet<string>, others: ReadonlySet<string>): number => [...some].filter((each) => others.has(each)).length;
