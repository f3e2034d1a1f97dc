import type { Account } from '../../models/account.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { words } from '../../models/kit/name-keys.ts';
import type { AccountFacts } from '../facts/index.ts';
import { gramSimilarity } from '../kit/similarity.ts';
import { asks, type Context, UserError } from '../kit/tool.ts';
import { mayActOn, readAccount, requireMayActOn } from '../kit/who.ts';
import { spaced } from '../metrics/index.ts';
import { crmDealOf, isSetAside, nameOf, oncePerDeal } from './deals.ts';
import { isOpenStage, OPEN_STAGES, STAGE_WORDS } from './stages.ts';

const LIKE = 0.4;
/** What people call any of them. */
const ANY = new Set(
  'the a an this that our their its of at for expansion expansions opportunity opportunities deal upsell sale growth'.split(' '),
);

export interface Found {
  account: Account;
  facts: AccountFacts;
  row: ExpansionOpportunity;
}

/** How a person says which: "Hand off Acme". */
export type Wish = (account: string) => string;

/**
 * The opportunity of an account that a person means: by id or cause, by words of its name or type, else the only open one.
 * @throws UserError where there is none, or which is not clear
 */
export async function findOpportunity(context: Context, named: string, said: string | null, wish: Wish): Promise<Found> {
  const { account, facts } = await readAccount(context, named);
  const row = choose(facts, said, wish);
  return { account, facts, row };
}

function choose(facts: AccountFacts, said: string | null, wish: Wish): ExpansionOpportunity {
  const { account, expansions, opportunities } = facts;
  const byId = expansions.find(({ _id, cause }) => _id === said?.trim() || (cause != null && cause === said?.trim()));
  if (byId) return saleOf(byId, facts);
  const own = new Set(words(account.name));
  const asked = words(said ?? '').filter((word) => !ANY.has(word) && !own.has(word));
  const current = expansions.filter((row) => !isSetAside(row));
  const open = oncePerDeal(
    current.filter(({ salesStage }) => isOpenStage(salesStage)),
    opportunities,
    account.name,
  );
  const fits = asked.length === 0 ? open : called([...open, ...current.filter(({ salesStage }) => !isOpenStage(salesStage))], asked);
  const openFits = fits.filter(({ salesStage }) => isOpenStage(salesStage));
  const [only, ...others] = openFits.length > 0 ? openFits : fits;
  if (only && others.length === 0) return only;
  const offered = openFits.length > 0 ? openFits : open;
  const answers = {
    label: (row: ExpansionOpportunity) => `${nameOf(row)} (${STAGE_WORDS[row.salesStage]})`,
    say: (row: ExpansionOpportunity) => `${wish(account.name)}, opportunity: "${nameOf(row)}"`,
  };
  if (offered.length > 1) throw asks('which_opportunity', `Which opportunity of ${account.name}?`, offered, answers);
  const unknown = `${account.name} has no opportunity called "${(said ?? '').slice(0, 60)}". The open one:`;
  if (asked.length > 0 && offered.length > 0) throw asks('unknown_opportunity', unknown, offered, answers);
  // Asked for without a name, one that is over is meant only where nothing else could be.
  const [last] = current.toReversed();
  if (last) return last;
  const crm = opportunities.filter(({ kind, stage }) => kind === 'expansion' && isOpenStage(stage));
  const there =
    crm.length > 0
      ? ` The CRM has ${crm
          .map(({ name, stage }) => `"${nameOf({ opportunityDescription: name })}" (${STAGE_WORDS[stage]})`)
          .slice(0, 3)
          .join(', ')}, which is moved there.`
      : '';
  throw new UserError('no_opportunity', `No expansion opportunity of ${account.name} is on record.${there}`);
}

/** Found in the data and already sold as one deal of the CRM, the sale is meant: nobody is handed it a second time. */
function saleOf(row: ExpansionOpportunity, { account, expansions, opportunities }: AccountFacts): ExpansionOpportunity {
  const deal = isOpenStage(row.salesStage) && !isSetAside(row) ? crmDealOf(row, opportunities, account.name) : undefined;
  if (!deal) return row;
  const open = expansions.filter((each) => isOpenStage(each.salesStage) && !isSetAside(each));
  return oncePerDeal(open, opportunities, account.name).find((each) => crmDealOf(each, opportunities, account.name) === deal) ?? row;
}

/** Those whose name or type holds every word said, else those named most alike. */
function called(rows: readonly ExpansionOpportunity[], asked: readonly string[]): ExpansionOpportunity[] {
  const named = rows.filter((row) => {
    const own = words(`${row.opportunityDescription} ${spaced(row.expansionType)} ${spaced(row.opportunitySource)}`);
    return asked.every((word) => own.some((each) => each === word || (word.length >= 4 && each.startsWith(word))));
  });
  return named.length > 0 ? named : rows.filter((row) => gramSimilarity(asked.join(' '), nameOf(row)) >= LIKE);
}

/** Who sells it may move it, beside those who may act on the account. @throws RefusedError */
export function requireMayMove({ actor }: Pick<Context, 'actor'>, { account, row }: Pick<Found, 'account' | 'row'>): void {
  if (actor.id === row.assignedSalesRepId && actor.roles.includes('ae')) return;
  requireMayActOn(actor, account);
}

export const mayMove = ({ actor }: Pick<Context, 'actor'>, { account, row }: Pick<Found, 'account' | 'row'>): boolean =>
  actor.id === row.assignedSalesRepId || mayActOn(actor, account);

export const openStageOf = (row: ExpansionOpportunity) => OPEN_STAGES.find((stage) => stage === row.salesStage) ?? null;
