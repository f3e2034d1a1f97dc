import { z } from 'zod';
import { DAY, type Text } from '../../facts/index.ts';
import { callButton, contextLine, linesOf, type Shown, shown, tablePart } from '../../kit/present/index.ts';
import { figuresOf, listed, t } from '../../kit/say.ts';
import { type Context, daySaid, optional, readTool } from '../../kit/tool.ts';
import { costText } from '../cost.ts';
import { type Allowance, allowances, tokenUse, type Use, whoseUse } from '../token-use.ts';

const USUAL_DAYS = 7;
const SHOWN_PEOPLE = 10;
/** More rows no table of a chat shows. */
const SHOWN_ROWS = 100;

const input = z.object({
  owner: optional(z.string().max(120)).describe('Whose use: a colleague’s name, or "mine"; null for everybody the asker may see'),
  since: optional(z.string().max(40)).describe('First day, YYYY-MM-DD; null for the last seven days'),
  until: optional(z.string().max(40)).describe('Last day, YYYY-MM-DD; null for today'),
});
type Output = Awaited<ReturnType<typeof run>>;

export const countTokens = readTool({
  name: 'count_tokens',
  title: 'Tokens used',
  description:
    'How many tokens of the language model people used, by person, day and model, what they cost, and how much of the day’s allowance is taken. Managers and admins see everybody, others themselves. About Greendoor’s own language model, never about what customers use.',
  examples: [
    'how many tokens did we use this week',
    'how many tokens did I use today',
    'my tokens',
    'token budget',
    'how much of my token allowance is left',
    'who used the most tokens',
    'who asks the most',
    'what did the language model cost this week',
    'what did the model cost',
    'tokens by model',
    'wie viele Tokens haben wir diese Woche verbraucht',
    'combien de tokens avons-nous utilisés cette semaine',
    'cuántos tokens usamos esta semana',
    'cuántos tokens hemos usado',
    'what did the model cost us',
    'how much did we spend on AI',
    'tokens per person',
    'token bill per person',
    'who uses the assistant most',
    'who uses Greendoor most',
    'wer fragt am meisten',
    'was hat das Modell gekostet',
    'qui pose le plus de questions',
    'quién pregunta más',
    'usage of the assistant',
    'how expensive is the model',
    'what is left of my budget today',
  ],
  words: [
    'tokens: token, jetons, tokenverbrauch',
    'model: modell, sprachmodell, modèle, modelo, llm, ai',
    'usage: benutzt, nutzt, verwendet',
    'cost: costs, spend, spent, spending, bill, kosten, coûté, costó',
  ],
  status: 'Counting tokens',
  input,
  run,
  ...shown(answer),
});

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

async function run(asked: z.output<typeof input>, context: Context) {
  const { asOf, actor } = context;
  const person = await whoseUse(asked.owner, context);
  const today = dayOf(asOf);
  const last = asked.until && asked.until < today ? daySaid(asked.until, 'past', asOf) : undefined;
  const to = last ? dayOf(last) : today;
  const first = daySaid(asked.since, 'past', asOf);
  const from = first ? dayOf(first) : dayOf(new Date(new Date(to).getTime() - (USUAL_DAYS - 1) * DAY));
  const [uses, { company, people }] = await Promise.all([tokenUse(context, person?.id, { from, to }), allowances(context, today)]);
  const ids = person ? [person.id] : [...new Set(uses.map((use) => use.person.id))];
  return {
    person,
    own: person?.id === actor.id,
    from,
    to,
    uses,
    company: person ? null : company,
    people: ids.map((id) => ({
      id,
      name: person?.name ?? uses.find((use) => use.person.id === id)?.person.name ?? id,
      today: people.get(id) ?? { taken: 0, of: null },
    })),
    asOf: asOf.toISOString(),
  };
}

const tokensOf = (uses: readonly Pick<Use, 'inputTokens' | 'outputTokens'>[]): number =>
  uses.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
const answersOf = (uses: readonly Pick<Use, 'answers'>[]): number => uses.reduce((sum, { answers }) => sum + answers, 0);

/** Of several uses the cost, where all were paid in one currency. */
function costOf(uses: readonly Use[]): Pick<Use, 'cost' | 'currency'> {
  const paid = uses.filter(({ cost }) => cost !== null);
  const [first] = paid;
  if (!first || paid.some(({ currency }) => currency !== first.currency)) return { cost: null, currency: null };
  return { cost: paid.reduce((sum, { cost }) => sum + (cost ?? 0), 0), currency: first.currency };
}

function figuresAbout({ person, from, to, asOf }: Pick<Output, 'person' | 'from' | 'to' | 'asOf'>) {
  const name = person ? person.name : 'the company';
  return figuresOf({ kind: 'group', id: `tokens of ${person?.id ?? 'all'} ${from} ${to}`, name }, asOf);
}

function usedText(about: ReturnType<typeof figuresAbout>, key: string, uses: readonly Use[]): Text {
  const tokens = tokensOf(uses);
  const answers = about.count(`${key}_answers`, answersOf(uses), 'answer');
  if (tokens === 0) return answers;
  return listed([t`${about.of(`${key}_tokens`, 'tokens', tokens, 'tokens')}`, answers, ...costText(about, `${key}_cost`, costOf(uses))]);
}

/** "4,310 of 2,000,000 today (0.2 %)". */
function todayText(about: ReturnType<typeof figuresAbout>, key: string, { taken, of: all }: Allowance): Text {
  if (all === null) return taken === 0 ? 'nothing today' : t`${about.of(`${key}_today`, 'tokens today', taken, 'tokens')} today`;
  const share = about.percent(`${key}_today_share`, 'share of the allowance', taken / all, { digits: 1 });
  return t`${about.of(`${key}_today`, 'tokens today', taken, '')} of ${about.of(`${key}_allowance`, 'allowance', all, '')} today (${share})`;
}

function pointOf(output: Output): Text {
  const { person, own, from, to, uses, company, people } = output;
  const about = figuresAbout(output);
  const who = own ? 'You' : (person?.name ?? 'The company');
  const { date } = about;
  const when =
    from === to
      ? t`on ${date('day', 'day', from)}`
      : t`from ${date('first_day', 'first day', from)} to ${date('last_day', 'last day', to)}`;
  const [only] = people;
  const today = company ?? only?.today;
  if (tokensOf(uses) === 0) {
    const others = answersOf(uses);
    const answers = about.count('all_answers', others, 'answer');
    if (others === 0) return t`${who} used no tokens ${when}.`;
    // Who asks most asked without a language model, too.
    const [[id, most] = ['', []], ...fewer] = grouped(uses, (use) => use.person.id);
    const name = people.find((each) => each.id === id)?.name ?? id;
    const first = about.count(`person_${id}_answers`, answersOf(most), 'answer');
    return fewer.length > 0 && !person
      ? t`No tokens, and so no cost, ${when}: no language model answered. ${name} asked most, ${first} of ${about.of('all_answers', 'answers', others, '')}.`
      : t`${who} used no tokens ${when}: ${answers} came without a language model.`;
  }
  return t`${who} used ${usedText(about, 'all', uses)} ${when}${today ? t`; ${todayText(about, 'all', today)}` : ''}.`;
}

/** Each group with its own uses, those who used most first. */
function grouped(uses: readonly Use[], by: (use: Use) => string): [string, Use[]][] {
  return [...Map.groupBy(uses, by)].toSorted(([, a], [, b]) => tokensOf(b) - tokensOf(a) || answersOf(b) - answersOf(a));
}

function personLines(output: Output): Text[] {
  const about = figuresAbout(output);
  return grouped(output.uses, (use) => use.person.id)
    .slice(0, SHOWN_PEOPLE)
    .map(([id, uses]) => {
      const person = output.people.find((each) => each.id === id);
      const today = person && person.today.taken > 0 ? [todayText(about, `person_${id}`, person.today)] : [];
      return t`**${person?.name ?? id}** ${listed([usedText(about, `person_${id}`, uses), ...today])}`;
    });
}

const modelLines = (output: Output): Text[] =>
  grouped(output.uses, ({ model }) => model).map(
    ([model, uses]) => t`**${model}** ${usedText(figuresAbout(output), `model_${model}`, uses)}`,
  );

function answer(output: Output): Shown {
  const { person, uses, asOf } = output;
  const { of, date } = figuresAbout(output);
  const days = grouped(uses, ({ day }) => day).toSorted(([a], [b]) => b.localeCompare(a));
  const everything = uses
    .slice(0, SHOWN_ROWS)
    .map((use, row) => [
      use.person.name,
      date(`row_${row}_day`, 'day', use.day),
      use.model,
      of(`row_${row}_answers`, 'answers', use.answers, ''),
      of(`row_${row}_in`, 'tokens read', use.inputTokens, ''),
      of(`row_${row}_out`, 'tokens written', use.outputTokens, ''),
      listed(costText(figuresAbout(output), `row_${row}_cost`, use)),
    ]);
  return {
    point: pointOf(output),
    why: person ? modelLines(output) : personLines(output),
    header: tokensOf(uses) > 0 ? 'Tokens used' : 'Questions answered',
    body: [
      ...(person ? [] : linesOf('By person', personLines(output), (line) => line)),
      ...linesOf('By model', modelLines(output), (line) => line),
    ],
    next: [!output.own && callButton<typeof countTokens>('Mine', 'count_tokens', { owner: 'mine' })],
    sections: {
      'By day': linesOf(null, days, ([day, on]) => t`${date(`on_${day}`, 'day', day)}: ${usedText(figuresAbout(output), `on_${day}`, on)}`),
      'Show all': tablePart(null, ['Person', 'Day', 'Model', 'Answers', 'Tokens read', 'Tokens written', 'Cost'], everything),
    },
    context: contextLine({
      asOf,
      notes: [
        ...(tokensOf(uses) > 0 ? ['Days by UTC; what a request under way may need counts as taken'] : []),
        ...(uses.length > SHOWN_ROWS ? [`The latest ${SHOWN_ROWS} rows stand in “Show all”; name fewer days to see older ones`] : []),
      ],
    }),
  };
}
