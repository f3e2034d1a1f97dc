import { z } from 'zod';
import { DAY, type Text } from '../../facts/index.ts';
import { contextLine, type Listing, listShown, tableOf } from '../../kit/present/index.ts';
import { headOf, ofGroup, t } from '../../kit/say.ts';
import { accountInput, type Context, daySaid, optional, ownerInput, readTool, sinceSaid } from '../../kit/tool.ts';
import { resolveAccount, whoseAccounts } from '../../kit/who.ts';
import { firingsSince, nextOf } from '../signals.ts';

const input = z.object({
  account: optional(accountInput).describe('Account name or id, as the person wrote it; null for all'),
  owner: ownerInput,
  since: optional(z.string().max(40)).describe('Since which day, as YYYY-MM-DD, or which instant; null for a week'),
  until: optional(z.string().max(40)).describe('Last day, as YYYY-MM-DD; null for today'),
});
type Output = Awaited<ReturnType<typeof run>>;

const LINES = 10;

/** Also what the owner of accounts is told in the morning. */
export const listHappenings = readTool({
  name: 'list_happenings',
  title: 'What calls for somebody',
  description:
    'Lists what happened at accounts that calls for somebody to act, each once with what may follow: a deal won, a drop of health, growth found, a renewal at 90, 60 or 30 days, a satisfied answer, onboarding complete, behaviour, a spike of mentions. Not what passed between customers and us (list_activity), not one’s tasks (my_day).',
  examples: [
    'which signals came in at my accounts',
    'what triggered at my accounts this week',
    'new signals since Monday',
    'what has changed since Monday',
    'what is the alert at Acme about',
    'which alerts came in since Friday',
    'which signals came in at Acme lately',
    'latest signals of the whole team',
  ],
  words: ['signals: signale, signaux, señales, signal'],
  status: 'Looking at what happened',
  input,
  run,
  ...listShown(listing),
});

async function run({ account: named, owner, since, until }: z.output<typeof input>, context: Context) {
  const { asOf } = context;
  const [account, whose] = await Promise.all([named ? resolveAccount(context, named) : null, whoseAccounts(context, owner)]);
  const from = sinceSaid(since, asOf);
  const last = daySaid(until, 'past', asOf);
  const end = last && new Date(last.getTime() + DAY - 1);
  const found = await firingsSince(context, account ? { _id: account._id } : whose.where, { since: from, until: end });
  return {
    ...found,
    until: last?.toISOString() ?? null,
    of: account ? headOf(account) : null,
    whose: whose.label,
    asOf: asOf.toISOString(),
  };
}

function pointOf({ rows, total, since, until, of, whose, asOf }: Output): Text {
  const { count, date } = ofGroup(of?.id ?? whose, asOf);
  const [where, first] = [of?.name ?? whose, date('signals_since', 'since', since)];
  const when = until ? t`from ${first} to ${date('signals_until', 'until', until)}` : t`since ${first}`;
  if (rows.length === 0) return t`Nothing happened at ${where} ${when} that calls for somebody.`;
  const accounts = new Set(rows.map(({ account }) => account.id)).size;
  const spread = of || total > rows.length || accounts === total ? '' : t`, ${count('signal_accounts', accounts, 'account')}`;
  return t`${count('signals', total, 'signal')} at ${where} ${when}${spread}.`;
}

function listing(output: Output): Listing {
  const { rows, total, asOf } = output;
  return {
    point: pointOf(output),
    header: 'What calls for somebody',
    most: LINES,
    lines: rows.map(({ account, signal, title, says }) => {
      const open = nextOf(signal, account);
      return { name: account.name, figure: t`${title}: ${says}`, ...(open ? { open } : {}) };
    }),
    table: tableOf(null, rows.length > LINES ? rows : [], ({ account, title, says }) => ({
      Account: account.name,
      Signal: title,
      What: says,
    })),
    context: contextLine({ asOf, notes: total > rows.length ? [`the newest ${rows.length}`] : [] }),
  };
}
