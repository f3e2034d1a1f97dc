import type { Contact } from '../../../models/contact.ts';
import type { SuccessPlaybook } from '../../../models/success-playbook.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Actor } from '../../kit/context.ts';
import { UserError } from '../../kit/errors.ts';
import { plain } from '../../kit/text.ts';
import { present } from '../../metrics/topics/people.ts';
import type { SignalFacts } from '../signals.ts';
import { problemsOf } from './check-text.ts';
import { choosePoints } from './choose-points.ts';
import { firstName, greeting, signature } from './compose.ts';
import { type Draft, namesIn } from './draft.ts';
import { type Point, pointsFor, type Topic } from './points/index.ts';
import { fact } from './points/point.ts';
import { quotable } from './quotable.ts';
import { wordsOf } from './words.ts';

type Template = SuccessPlaybook['emailTemplates'][number];

/** Places a template may name that stand for a whole sentence about the account. */
const SENTENCES: Record<string, Topic> = {
  usage: 'usage',
  adoption: 'adoption',
  people: 'people',
  ticket: 'ticket',
  value: 'value',
  renewal: 'renewal',
  milestone: 'milestone',
  feedback: 'feedback',
  contact: 'contact',
  contract: 'account',
};
const PLACE = /\{\{\s*([\w ]+?)\s*\}\}/g;
const LEAST_FACTS = 2;
/** Templates are in English. */
const english = { words: wordsOf('en') };

/** What a template may name: every place with its text, and the fact behind it where it is one. */
function placesOf(facts: SignalFacts, to: Contact, points: readonly Point[]): Map<string, { text: string; point?: Point }> {
  const here = (role: Contact['role']) => present(facts).find((each) => each.role === role);
  const places = new Map<string, { text: string; point?: Point }>([
    ['account', { text: facts.account.name }],
    ['first_name', { text: firstName(to.name) }],
  ]);
  const [champion, sponsor] = [here('champion'), here('executive_sponsor')];
  if (champion) places.set('champion', { text: champion.name });
  if (sponsor) places.set('sponsor', { text: sponsor.name });
  const deal = facts.opportunities.find(({ stage, goals }) => stage === 'closed_won' && goals.length > 0);
  const goal = quotable(deal?.goals[0]);
  if (deal && goal) {
    const figure = fact('Their goal', null, '', `Goal in the deal “${deal.name}”: ${goal}.`, {
      collection: 'opportunities',
      id: deal._id,
      field: 'goals',
      at: deal.at,
    });
    places.set('goal', { text: `“${goal}”`, point: { topic: 'account', weight: 0.5, line: goal, subject: '', figure } });
  }
  for (const [name, topic] of Object.entries(SENTENCES)) {
    const [best] = points.filter((point) => point.topic === topic).toSorted((a, b) => b.weight - a.weight || a.line.localeCompare(b.line));
    if (best) places.set(name, { text: best.line, point: best });
  }
  return places;
}

/**
 * A playbook's template as a note to one person: every place filled from the account's facts, a sentence whose fact is
 * missing left out. Where fewer than two facts remain, the strongest others are added.
 * @throws UserError `template_refused` where the text holds what a customer may not be sent
 */
export function fromTemplate(template: Template, facts: SignalFacts, to: Contact, sender: Pick<Actor, 'name' | 'title'>): Draft {
  const points = pointsFor(facts, to);
  const places = placesOf(facts, to, points);
  const used = new Set<Point>();
  const filled = (sentence: string): string | undefined => {
    const named = [...sentence.matchAll(PLACE)].map(([, name = '']) => places.get(name.toLowerCase().replaceAll(' ', '_')));
    if (named.some((place) => !place)) return undefined;
    for (const place of named) if (place?.point) used.add(place.point);
    return sentence.replace(PLACE, (_, name: string) => places.get(name.toLowerCase().replaceAll(' ', '_'))?.text ?? '');
  };
  const paragraphs = template.body.map((paragraph) => sentencesOf(paragraph).flatMap((sentence) => filled(sentence) ?? []));
  const missing = Math.max(0, LEAST_FACTS - used.size);
  const topics = new Set([...used].map(({ topic }) => topic));
  const more = choosePoints(points, to, [])
    .filter((point) => !topics.has(point.topic))
    .slice(0, missing);
  for (const point of more) used.add(point);
  const [first = [], ...rest] = paragraphs;
  const text = [[...first, ...more.map(({ line }) => line)], ...rest].map((sentences) => sentences.join(' ')).filter(Boolean);
  const subject = (filled(template.title ?? '') || [...used][0]?.subject || facts.account.name).slice(0, 100);
  const body = [greeting(to.name, english), ...text, signature(sender, english)].join('\n\n');
  const sources = [
    ...template.body,
    template.title ?? '',
    ...points.flatMap(({ line, figure }) => [line, plain(figure.text)]),
    ...[...used].map(({ figure }) => plain(figure.text)),
  ];
  const problems = problemsOf({ subject, body }, sources, namesIn(facts as AccountFacts, sender));
  if (problems.length > 0)
    throw new UserError('template_refused', `The template "${template.name}" cannot be sent as it is: ${problems.join('; ')}.`);
  return { subject, body, points: [...used] };
}

/** A place that stands alone is a sentence of its own. */
function sentencesOf(paragraph: string): string[] {
  return paragraph.split(/(?<=[.?!]|\}\})\s+(?=[\p{Lu}{“])/u);
}
