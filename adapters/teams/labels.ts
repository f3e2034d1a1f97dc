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
  for (const finding of sourcedFindings(outgoing)) {
    const at = lineAbout(finding, lines);
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

/** The line that shares a figure and a word with the finding, or most of its words; undefined where none does. */
function lineAbout({ text, label }: Finding<string>, lines: readonly string[]): number | undefined {
  const words = wordsOf(`${label} ${toPlain(text)}`);
  const figures = figuresOf(text);
  let best: number | undefined;
  let most = 0;
  for (const [index, line] of lines.entries()) {
    const said = wordsOf(line);
    const shared = [...words].filter((word) => said.has(word)).length;
    const sharedFigures = [...figuresOf(line)].filter((each) => figures.has(each)).length;
    const score = sharedFigures > 0 && shared > 0 ? 10 * sharedFigures + shared : shared > 2 && 2 * shared >= words.size ? shared : 0;
    if (score > most) [best, most] = [index, score];
  }
  return best;
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{4,40}/gu) ?? []);
const figuresOf = (text: string): Set<string> => new Set(text.match(/\d[\d.,]{0,20}(?<=\d)/g) ?? []);
