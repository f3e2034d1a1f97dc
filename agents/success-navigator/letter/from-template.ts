import type { Contact } from '../../../models/contact.ts';
import type { SuccessPlaybook } from '../../../models/success-playbook.ts';
import { fact } from '../../facts/index.ts';
import { plain } from '../../kit/say.ts';
import { UserError } from '../../kit/tool.ts';
import { evidenceOf } from '../../metrics/index.ts';
import { present } from '../../metrics/topics/people.ts';
import type { SignalFacts } from '../signals.ts';
import { problemsOf, quotable } from './check-text.ts';
import { choosePoints } from './choose-points.ts';
import { firstName, greeting, type Sender, signature } from './compose.ts';
import { type Draft, namesIn } from './draft.ts';
import { type Point, pointsFor } from './points/index.ts';
import { wordsOf } from './words.ts';

type Template = SuccessPlaybook['emailTemplates'][number];

const PLACE = /\{\{\s*([\w ]+?)\s*\}\}/g;
const LEAST_FACTS = 2;
/** Templates are in English. */
const english = { words: wordsOf('en') };

/** What stands in a place of a template, with the fact behind it where it is one. */
interface Place {
  text: string;
  point?: Point;
}

/** Names, their goal, and for each topic the whole sentence that weighs most; `contract` is what is known of the account itself. */
function placesOf(facts: SignalFacts, to: Contact, points: readonly Point[]): Map<string, Place> {
  const places = new Map<string, Place>([['first_name', { text: firstName(to.name) }]]);
  for (const [topic, own] of Map.groupBy(points, (point) => point.topic)) {
    const [best] = own.toSorted((a, b) => b.weight - a.weight || a.line.localeCompare(b.line));
    if (best) places.set(topic === 'account' ? 'contract' : topic, { text: best.line, point: best });
  }
  places.set('account', { text: facts.account.name });
  for (const [name, role] of Object.entries({ champion: 'champion', sponsor: 'executive_sponsor' })) {
    const who = present(facts).find((each) => each.role === role);
    if (who) places.set(name, { text: who.name });
  }
  const deal = facts.opportunities.find(({ stage, goals }) => stage === 'closed_won' && goals.length > 0);
  const goal = quotable(deal?.goals[0]);
  if (deal && goal) {
    const figure = fact('Their goal', `Goal in the deal “${deal.name}”: ${goal}.`, evidenceOf('opportunities', 'goals', [deal]));
    places.set('goal', { text: `“${goal}”`, point: { topic: 'account', weight: 0.5, line: goal, subject: '', figure } });
  }
  return places;
}

/**
 * A playbook's template as a note to one person: every place filled from the account's facts, a sentence whose fact is
 * missing left out. Where fewer than two facts remain, the strongest others are added.
 * @throws UserError `template_refused` where the text holds what a customer may not be sent
 */
export function fromTemplate(template: Template, facts: SignalFacts, to: Contact, sender: Sender): Draft {
  const points = pointsFor(facts, to);
  const places = placesOf(facts, to, points);
  const placeOf = (name: string) => places.get(name.toLowerCase().replaceAll(' ', '_'));
  const used = new Set<Point>();
  const filled = (sentence: string): string[] => {
    const named = [...sentence.matchAll(PLACE)].map(([, name = '']) => placeOf(name));
    if (named.some((place) => !place)) return [];
    for (const place of named) if (place?.point) used.add(place.point);
    return [sentence.replace(PLACE, (_, name: string) => placeOf(name)?.text ?? '')];
  };
  const [first = [], ...rest] = template.body.map((paragraph) => sentencesOf(paragraph).flatMap(filled));
  const topics = new Set([...used].map(({ topic }) => topic));
  const others = choosePoints(points, to, []).filter((point) => !topics.has(point.topic));
  const more = others.slice(0, Math.max(0, LEAST_FACTS - used.size));
  for (const point of more) used.add(point);
  const text = [[...first, ...more.map(({ line }) => line)], ...rest].map((sentences) => sentences.join(' ')).filter(Boolean);
  const subject = (filled(template.title ?? '')[0] || [...used][0]?.subject || facts.account.name).slice(0, 100);
  const body = [greeting(to.name, english), ...text, signature(sender, english)].join('\n\n');
  const sources = [
    ...template.body,
    template.title ?? '',
    ...[...points, ...used].flatMap(({ line, figure }) => [line, plain(figure.text)]),
  ];
  const problems = problemsOf({ subject, body }, sources, namesIn(facts, sender));
  if (problems.length > 0)
    throw new UserError('template_refused', `The template "${template.name}" cannot be sent as it is: ${problems.join('; ')}.`);
  return { subject, body, points: [...used] };
}

/** A place that stands alone is a sentence of its own. */
function sentencesOf(paragraph: string): string[] {
  return paragraph.split(/(?<=[.?!]|\}\})\s+(?=[\p{Lu}{“])/u);
}
