import { z } from 'zod';
import type { AdvocacyEngagement, EngagementStatus } from '../../../models/advocacy-engagement.ts';
import { DAY } from '../../facts/index.ts';
import { rewindAdvocacy } from '../../facts/rewind/advocacy.ts';
import { headOf } from '../../kit/say.ts';
import { asOfInput, type Context, daySaid, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { accountNames, contactNames, resolveAccount, whoseAccounts } from '../../kit/who.ts';
import { askedAt, isOver, lastMove } from '../engagements.ts';
import { typeInput } from '../inputs.ts';
import { performanceOf } from '../performance.ts';
import { performanceShown } from '../present-performance.ts';

const MOST = 10_000;
const USUAL_DAYS = 365;

const input = z.object({
  account: optional(z.string().max(200)).describe('Account name or id, where it is about one; else null'),
  owner: ownerInput,
  type: typeInput,
  status: optional(z.enum(['given', 'waiting', 'open'])).describe(
    'given: who did it, spoke, done or running; waiting: asked and without an answer; open: not over yet. Null for all',
  ),
  since: optional(z.string().max(40)).describe('Only engagements since this day, YYYY-MM-DD; null for the last 12 months'),
  asOf: asOfInput,
  page: pageInput,
});

export const getAdvocacyPerformance = readTool({
  name: 'get_advocacy_performance',
  title: 'What advocacy achieved',
  description:
    'Says what came of the advocacy programme, of one account, one owner or all: who was asked, agreed, declined and spoke for us, content and its reach, referrals, revenue attributed (each deal once) against pipeline influenced, cost and return with their definition, and the engagements by state. Use it for "how is the advocacy program doing", "who spoke for us this year", "which asks wait for an answer". Not for whom to ask next (find_advocates).',
  examples: [
    'How is the advocacy program doing?',
    'advocacy performance of TechCorp',
    'who spoke for us this year',
    'which reference asks wait for an answer',
    'what revenue came from references',
    'roi of the advocacy program',
    'how many case studies did we publish',
    'referrals and what became of them',
    'who gave us references',
    'what did advocacy bring in since January',
    'what have advocates brought us',
    'who did we ask for favours lately',
    'results of our reference programme',
    'how many references did we get',
    'which asks were declined',
    'who has not answered our ask',
    'asks without an answer',
  ],
  words: [
    'advocacy: advocates, references, referenzen, références, referencias, evangelism',
    'program: programme, programm, programa',
    'performance: achieved, results, brought, ergebnis, résultat, resultado',
    'given: spoke, gave, sprach, hielt, habló',
    'waiting: wait, waits, unanswered, wartet',
  ],
  status: 'Adding up what came of it',
  input,
  run,
  ...performanceShown,
});

export type PerformanceOutput = Awaited<ReturnType<typeof run>>;

const WITHIN: Record<'given' | 'waiting' | 'open', readonly EngagementStatus[]> = {
  given: ['active', 'completed'],
  waiting: ['approached'],
  open: ['identified', 'approached', 'interested', 'committed', 'active'],
};

async function run(asked: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf } = context;
  const account = asked.account ? await resolveAccount(context, asked.account) : null;
  const whose = await whoseAccounts(context, asked.owner);
  const since = daySaid(asked.since, 'past', asOf) ?? new Date(asOf.getTime() - USUAL_DAYS * DAY);
  const ids = account ? [account._id] : Object.keys(whose.where).length > 0 ? await idsOf(context, whose.where) : null;
  const stored = await models.advocacyEngagements
    .find({
      tenant,
      at: { $lte: asOf, $gte: since },
      ...(ids ? { $or: [{ accountId: { $in: ids } }, ...(whose.person && !account ? [{ ownerId: whose.person.id }] : [])] } : {}),
      ...(asked.type ? { advocacyType: asked.type } : {}),
    })
    .sort({ at: -1 })
    .limit(MOST)
    .lean<AdvocacyEngagement[]>();
  const { status } = asked;
  const fits = (row: AdvocacyEngagement) => status === null || WITHIN[status].includes(row.engagementStatus);
  const rows = rewindAdvocacy(stored, asOf).filter(fits).sort(openThenNewest);
  const [accounts, contacts] = await Promise.all([accountNames(context, rows), contactNames(context, rows)]);
  const page = pageOf(asked.page);
  const { attributedTo, ...performance } = performanceOf(rows, account?.currency);
  return {
    account: account && headOf(account),
    whose: whose.label,
    asOf: asOf.toISOString(),
    since: since.toISOString(),
    sinceSaid: asked.since !== null,
    type: asked.type,
    status,
    performance,
    total: rows.length,
    page,
    pages: pagesOf(rows.length),
    engagements: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((row) => ({
      id: row._id,
      account: { id: row.accountId, name: accounts.get(row.accountId) ?? row.accountId },
      person: contacts.get(row.contactId ?? '') ?? null,
      type: row.advocacyType,
      title: row.advocacyTitle ?? null,
      status: row.engagementStatus,
      at: lastMove(row).toISOString(),
      askedAt: askedAt(row)?.toISOString() ?? null,
      referral: row.referralCompany ?? null,
      attributed: attributedTo.get(row._id) ?? [],
    })),
    arguments: asked,
  };
}

/** By the day that is told of each. */
const openThenNewest = (a: AdvocacyEngagement, b: AdvocacyEngagement): number =>
  Number(isOver(a.engagementStatus)) - Number(isOver(b.engagementStatus)) ||
  lastMove(b).getTime() - lastMove(a).getTime() ||
  (a._id < b._id ? -1 : 1);

async function idsOf({ tenant, models }: Context, where: object): Promise<string[]> {
  const found = await models.accounts.find({ tenant, ...where }, { _id: 1 }).lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}
