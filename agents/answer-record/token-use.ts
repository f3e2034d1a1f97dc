import type { Budget } from '../../models/budget.ts';
import { rows } from '../../models/kit/rows.ts';
import { type Read, readTogether } from '../../models/kit/together.ts';
import type { Role } from '../../models/user.ts';
import { type Context, RefusedError } from '../kit/tool.ts';
import { namesOf, whichColleague } from '../kit/who.ts';

const LEADERS: readonly Role[] = ['manager', 'admin'];
const OWN = /^(mine|my|me|i|myself)?$/i;

/** What one person used of one model on one UTC day. */
export interface Use {
  person: { id: string; name: string };
  day: string;
  model: string;
  answers: number;
  inputTokens: number;
  outputTokens: number;
  cost: number | null;
  currency: string | null;
}

/** How much of a day's allowance is taken: what was used, and what is set aside for requests under way. */
export interface Allowance {
  taken: number;
  of: number | null;
}

/** Whose use is meant: one person's, or everybody's (null). @throws RefusedError where it is not theirs to see */
export async function whoseUse(owner: string | null, context: Context): Promise<{ id: string; name: string } | null> {
  const { actor } = context;
  const leads = actor.roles.some((role) => LEADERS.includes(role));
  if (OWN.test(owner?.trim() ?? '')) return leads && owner === null ? null : { id: actor.id, name: actor.name };
  const person = await whichColleague(context, owner);
  if (person.id === actor.id || leads) return person;
  throw new RefusedError('Not shown: what colleagues used is for managers and admins. Ask one of them; your own I can show you.');
}

/** As the database sums it up; a cost nobody knows is 0. */
type Group = { _id: { person: string; day: string; model: string | null; currency: string | null }; cost: number } & Pick<
  Use,
  'answers' | 'inputTokens' | 'outputTokens'
>;

/** By person, day and model, the latest day first, of the days from `from` to `to`, both included. */
export async function tokenUse(context: Context, person: string | undefined, { from, to }: { from: string; to: string }): Promise<Use[]> {
  const { models, tenant } = context;
  const filter = { day: { $gte: from, $lte: to }, origin: 'asked', ...(person === undefined ? {} : { actorId: person }) };
  const sums = {
    answers: { $sum: 1 },
    inputTokens: { $sum: '$inputTokens' },
    outputTokens: { $sum: '$outputTokens' },
    cost: { $sum: '$cost' },
  };
  const by = { person: '$actorId', day: '$day', model: '$model', currency: { $ifNull: ['$currency', null] } };
  const summed: Read<Group> = { model: models.turnTraces, filter, stages: [{ $group: { _id: by, ...sums } }] };
  const [groups] = await readTogether(tenant, [summed]);
  const names = await namesOf(
    context,
    groups.map(({ _id }) => _id.person),
  );
  return groups
    .map(({ _id, ...sum }) => ({
      ...sum,
      person: { id: _id.person, name: names.get(_id.person) ?? 'Somebody who left' },
      day: _id.day,
      model: _id.model ?? 'unknown',
      cost: sum.cost > 0 ? sum.cost : null,
      currency: _id.currency,
    }))
    .toSorted((a, b) => b.day.localeCompare(a.day) || b.inputTokens + b.outputTokens - a.inputTokens - a.outputTokens);
}

/** What is taken of a day's allowance by each; how much there is, is known since somebody used some. */
export async function allowances(
  { models, tenant }: Context,
  day: string,
): Promise<{ company: Allowance; people: Map<string, Allowance> }> {
  const fields = { scope: 1, tokens: 1, allowance: 1 } as const;
  const today = await rows<Budget>(models.budgets, tenant, { day }, { fields });
  const people = new Map(
    today.flatMap(({ scope, ...budget }) => (scope.startsWith('user:') ? [[scope.slice('user:'.length), taken(budget)] as const] : [])),
  );
  const company = today.find(({ scope }) => scope === 'tenant');
  return { company: company ? taken(company) : { taken: 0, of: null }, people };
}

const taken = ({ tokens, allowance }: Pick<Budget, 'tokens' | 'allowance'>): Allowance => ({ taken: tokens, of: allowance ?? null });
