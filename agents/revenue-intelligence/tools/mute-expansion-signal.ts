import { z } from 'zod';
import type { ExpansionOpportunity } from '../../../models/expansion-opportunity.ts';
import { cleanLine } from '../../../models/kit/text.ts';
import { callButton, contextLine, type Fields, type Shown, shown } from '../../kit/present/index.ts';
import { headOf, t } from '../../kit/say.ts';
import { accountInput, actTool, asks, type Context, changedSince, onlyOne, optional, UserError } from '../../kit/tool.ts';
import { accountToActOn } from '../../kit/who.ts';
import type { ExpansionAssessment, Found } from '../assess.ts';
import { figuresOfGrowth, worthText } from '../figures.ts';
import { loadExpansion } from '../load.ts';
import { identityOf, recordGrowth, writeOf } from '../record.ts';
import { REASONS, stageWords } from '../words.ts';
import type { detectExpansionSignals } from './detect-expansion-signals.ts';

const input = z.object({
  account: accountInput,
  opportunity: optional(z.string().max(300)).describe('Which of several, by its name as shown; null where the person did not say'),
  reason: optional(z.string().max(500)).describe('Why not now, in the person’s words; null if not said'),
});

export const muteExpansionSignal = actTool({
  name: 'mute_expansion_signal',
  title: 'Not now',
  description:
    'Sets one found opportunity of an account aside, with a reason: it leaves lists and sums, and the same signal raises no alert again. Use it for "not now for the expansion at X, no budget", "mute the upsell signal at X". Not for moving a deal’s stage.',
  examples: [
    'not now for the expansion at TechCorp, they froze their budget',
    'mute the expansion at TechCorp, wrong time for them',
    'set the expansion at Acme aside, they froze their budget',
    'mute the upsell at Acme',
    'set aside the growth opportunity at Globex because they just renewed',
    'dismiss the expansion opportunity of Initech: wrong time',
    'ignore the more seats opportunity at Contoso',
  ],
  words: [
    'mute: dismiss, silence, ignore, stummschalten, ignorieren, ignorer, silenciar',
    'aside: later, später, zurückstellen, plus tard, más tarde',
  ],
  status: 'Setting the signal aside',
  input,
  plan,
  told,
  write,
  undo: { run: undo },
  ...shown(
    ({ account, name, reason, mutedAt }: MuteOutput): Shown => ({
      point: `Set aside: ${name} at ${account.name} (${reason}).`,
      why: ['It leaves lists and sums; the same signal raises no alert again.'],
      header: `${account.name}: not now`,
      next: [callButton<typeof detectExpansionSignals>('What else grows', 'detect_expansion_signals', { account: account.id })],
      context: contextLine({ asOf: mutedAt }),
    }),
  ),
});

type Plan = Awaited<ReturnType<typeof plan>>;
type MuteOutput = Awaited<ReturnType<typeof write>>;

/** The one opportunity meant, theirs to set aside. */
async function plan(asked: z.output<typeof input>, context: Context) {
  const account = await accountToActOn(context, asked.account);
  const now = context.clock.now();
  const { facts, assessment } = await loadExpansion({ ...context, asOf: now }, account._id);
  const found = foundCalled(assessment, asked.opportunity, account.name);
  if (found.taken)
    throw new UserError(
      'sold_already',
      `Nothing is set aside: “${found.name}” at ${account.name} is being sold (${stageWords(found.stage).toLowerCase()}). Where it comes to nothing, close it as lost with the reason.`,
      [{ label: 'Open it', say: `Show the expansion opportunity of ${account.name}, opportunity: "${found.name}"` }],
    );
  const reason = cleanLine(asked.reason ?? '').trim();
  if (reason === '') throw whyNot(account.name, found);
  return { account, facts, assessment, found, reason, now };
}

async function write({ account, facts, assessment, found, reason, now }: Plan, context: Context) {
  const { tenant, models, actor } = context;
  const row = rowOf(context, account._id, found.cause);
  const created = !(await models.expansionOpportunities.exists(row));
  if (created) await recordGrowth({ tenant, models }, [{ accountId: account._id, writes: [writeOf(facts, assessment, found, now)] }]);
  await models.expansionOpportunities.updateOne(row, { $set: { mutedAt: now, mutedBy: actor.id, muteReason: reason } });
  return { account: headOf(account), name: found.name, cause: found.cause, reason, mutedAt: now.toISOString(), created };
}

function told({ account, assessment, found, reason }: Plan) {
  const head = headOf(account);
  const { worth } = figuresOfGrowth(head, assessment).each(found);
  return {
    account: head,
    title: 'Set the opportunity aside',
    fields: [
      ['Opportunity', t`${found.name}, ${worthText(worth)}`],
      ['Reason', reason],
      ['From then on', 'The same signal stays silent until the contract changes'],
    ] satisfies Fields,
  };
}

async function undo({ output }: { output: MuteOutput }, context: Context): Promise<string> {
  const { expansionOpportunities } = context.models;
  const { account, cause, name, mutedAt, created } = output;
  const row = rowOf(context, account.id, cause);
  const stored = await expansionOpportunities
    .findOne(row, { mutedAt: 1, salesStage: 1 })
    .lean<Pick<ExpansionOpportunity, 'mutedAt' | 'salesStage'>>();
  if (stored?.mutedAt?.toISOString() !== mutedAt)
    throw changedSince(`Not undone: “${name}” at ${account.name} has been changed again since.`);
  if (created && stored.salesStage === 'identified') await expansionOpportunities.deleteOne(row);
  else await expansionOpportunities.updateOne(row, { $unset: { mutedAt: '', mutedBy: '', muteReason: '' } });
  return `“${name}” at ${account.name} counts again.`;
}

const rowOf = ({ tenant }: Context, accountId: string, cause: string) => ({
  tenant,
  externalId: identityOf(accountId, cause),
  source: 'greendoor',
});

function foundCalled({ found, held, muted }: ExpansionAssessment, named: string | null, account: string): Found {
  const open = [...found, ...held];
  const asked = named?.trim().toLowerCase();
  const called = asked ? open.filter(({ cause, name }) => cause === named || name.toLowerCase().includes(asked)) : open;
  const nothing = muted.length > 0 ? `what was found at ${account} is set aside already` : `no growth is found at ${account} now`;
  return onlyOne(called, () =>
    open.length === 0
      ? new UserError('nothing_found', `Nothing was changed: ${nothing}.`)
      : asks('which_opportunity', `Nothing is set aside yet. Which opportunity at ${account}?`, open, {
          label: ({ name }) => name,
          say: ({ name }) => `Mute the expansion signal at ${account}, opportunity: "${name}"`,
        }),
  );
}

const whyNot = (account: string, { name }: Found): UserError =>
  asks('which_reason', `Nothing is set aside yet. Why not “${name}” at ${account} now?`, REASONS, {
    label: (reason) => reason,
    say: (reason) => `Mute the expansion signal at ${account}, opportunity: "${name}", reason: "${reason}"`,
  });
