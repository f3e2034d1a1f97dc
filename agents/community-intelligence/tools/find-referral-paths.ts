import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { CommunityIntelligenceMonitoring } from '../../../models/community-intelligence-monitoring.ts';
import { rows } from '../../../models/kit/rows.ts';
import { DAY } from '../../facts/index.ts';
import { againstAsking, loadAsked } from '../../kit/asking.ts';
import { headOf } from '../../kit/say.ts';
import { type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool, UserError } from '../../kit/tool.ts';
import { resolveWho, whoseAccounts } from '../../kit/who.ts';
import { pathsShown } from '../present-paths.ts';
import { bestPaths, companyKey, type ReferralPath, referralPathsOf } from '../referrals.ts';

const MOST_PROFILES = 400;
const MOST_ACCOUNTS = 100;
const YEAR = 365;

const input = z.object({
  company: optional(z.string().max(200)).describe('The company to reach, which is no customer yet; null for every company'),
  account: optional(z.string().max(200)).describe('Account name or id of the customer whose people would introduce us; null for any'),
  contact: optional(z.string().max(200)).describe('Only by this person of theirs; null for any'),
  owner: ownerInput,
  page: pageInput,
});

export const findReferralPaths = readTool({
  name: 'find_referral_paths',
  title: 'Who could introduce us where',
  description:
    'Finds which of our customers’ people could introduce us to a target company, or to all companies their networks reach: the person there, how well they know each other, why now, the probability that an introduction becomes a conversation about buying, and its reasons; who must not be asked now is said. From delivered profiles only. Use it for "who can introduce us to X", "referral paths via X". Not for references given to a prospect, and it asks nobody.',
  examples: [
    'Who could introduce us to QuantumFinance?',
    'referral paths to NeoBank Solutions',
    'find referral paths via TechCorp',
    'whom could Mike Chen refer us to',
    'best referral opportunities',
    'which companies can our customers introduce us to',
    'warm intro to Harbour Bank',
    'who knows somebody at NeoBank',
    'intro to someone at QuantumFinance',
  ],
  words: [
    'introduce: introduction, intro, introductions, vorstellen, empfehlen, présenter, recommander, presentar',
    'referral: referrals, refer, empfehlung, empfehlungen, recommandation, recommandations, recomendación, referido',
    'path: paths, way, ways, weg, wege, chemin, camino',
  ],
  status: 'Looking through their networks',
  input,
  run,
  ...pathsShown,
});

export type PathsOutput = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf } = context;
  const { account, contact: person } = await resolveWho(context, asked.account, asked.contact);
  const at = account?._id;
  const whose = await whoseAccounts(context, asked.owner);
  const page = pageOf(asked.page);
  const wanted = asked.company ? companyKey(asked.company) : null;
  if (wanted === '') throw new UserError('unknown_company', `"${asked.company}" is no company's name.`);
  const profiles = await rows<CommunityIntelligenceMonitoring>(
    models.communityIntelligenceMonitoring,
    tenant,
    {
      'referralNetworkPotential.company': { $gt: '' },
      at: { $lte: asOf, $gte: new Date(asOf.getTime() - YEAR * DAY) },
      ...(at ? { accountId: at } : {}),
      ...(person ? { contactId: person._id } : {}),
    },
    { fields: { accountId: 1, at: 1 }, sort: { at: -1 }, limit: MOST_PROFILES },
  );
  const ids = [...new Set(profiles.map(({ accountId }) => accountId))];
  const accounts = await rows<Account>(
    models.accounts,
    tenant,
    { _id: { $in: ids }, ...whose.where },
    { fields: { name: 1, churnedAt: 1 } },
  );
  const living = accounts.filter(({ churnedAt }) => !churnedAt || churnedAt > asOf);
  const alive = living.slice(0, MOST_ACCOUNTS);
  if (alive.length < living.length)
    context.notes?.add(`looked at ${MOST_ACCOUNTS} of ${living.length} accounts with such profiles; name one, or an owner`);
  const known = await loadAsked(
    context,
    alive.map(({ _id }) => _id),
  );
  const all = [...known.values()]
    .flatMap(({ facts }) => referralPathsOf(facts))
    .filter((path) => !person || path.via.person.id === person._id);
  const customers = await customersAmong(
    context,
    all.map(({ company }) => company),
  );
  const isCustomer = (company: string) => customers.has(companyKey(company));
  const matching = wanted ? all.filter(({ company }) => matches(companyKey(company), wanted)) : all;
  // Who is a customer already is not won again.
  const best = bestPaths(matching).sort((a, b) => Number(isCustomer(a.path.company)) - Number(isCustomer(b.path.company)));
  const shown = best.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const against = ({ account, person: who }: ReferralPath['via']) => {
    const of = known.get(account.id);
    return of ? againstAsking(of, of.facts.contacts.find(({ _id }) => _id === who.id) ?? null).map(({ text }) => text) : [];
  };
  return {
    asOf: asOf.toISOString(),
    account: account && headOf(account),
    target: asked.company,
    via: person ? headOf(person) : account && headOf(account),
    whose: whose.label,
    total: best.length,
    page,
    pages: pagesOf(best.length),
    paths: shown.map(({ path, others }) => ({
      ...path,
      others,
      customer: isCustomer(path.company),
      against: against(path.via),
    })),
    arguments: asked,
  };
}

const matches = (key: string, wanted: string): boolean => key === wanted || ` ${key} `.includes(` ${wanted} `);

/** Which of some companies are customers already, by their plain names. */
async function customersAmong({ tenant, models, asOf }: Context, companies: readonly string[]): Promise<Set<string>> {
  const names = [...new Set(companies)];
  if (names.length === 0) return new Set();
  const known = await rows<Account>(models.accounts, tenant, { name: { $in: names } }, { fields: { name: 1, churnedAt: 1 } });
  return new Set(known.filter(({ churnedAt }) => !churnedAt || churnedAt > asOf).map(({ name }) => companyKey(name)));
}
