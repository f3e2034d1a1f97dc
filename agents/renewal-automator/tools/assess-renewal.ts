import { z } from 'zod';
import { accountInput, asOfInput, type Context, daySaid, optional, readTool } from '../../kit/tool.ts';
import { loadRenewal } from '../load.ts';
import { renewalShown } from '../present-assess.ts';

const input = z.object({
  account: accountInput,
  asOf: asOfInput,
  renewsFrom: optional(z.string().max(30)).describe(
    'Day the contract ends, YYYY-MM-DD, only if the person says it because no date is on record; else null',
  ),
});

export const assessRenewalTool = readTool({
  name: 'assess_renewal',
  title: 'Renewal of an account',
  description:
    'The renewal dashboard of one account: days to the renewal, probability with the contribution of each factor, recommended structure as line items with reasons, expected value with its definition, budget, risks with what answers them, who decides, steps. Use it for "will X renew", "assess the renewal of X", "what should we propose at the renewal of X", "renewal probability of X". Not for lists of renewals, not for a whole book, not for drafting a note.',
  examples: [
    'Will TechCorp renew?',
    'assess the renewal of DataFlow',
    'what is the renewal probability of Acme?',
    'what should we propose for Northwind’s renewal?',
    'how does the renewal of Contoso look?',
    'renewal dashboard for TechCorp',
    'what are the renewal risks at Globex?',
    'when does TechCorp renew and how likely is it?',
    'assess the renewal of Initech starting from 2027-03-31',
    'when does Hooli renew?',
    'renewal odds of Acme',
    'when does the contract of TechCorp run out',
    'when is Globex up for renewal',
    'what discount could Acme get',
    'how should we price the renewal of Initech',
    'how long until Acme renews',
    'is the renewal of Globex safe',
    'when do we have to renew Initech',
    'contract end of Acme',
    'days left on the contract of Globex',
    'what are the renewal terms of Initech',
    'will they sign again at Acme',
    'renewal price for Globex',
    'wann läuft der Vertrag von Acme aus',
    'quand se termine le contrat de Globex',
    '¿cuándo vence el contrato de Initech?',
    'verlängert TechCorp?',
  ],
  words: [
    'renewal: renew, renews, renewing, renewals, expire, expires, verlängerung, verlängert, verlängern, renouvellement, renouveler, renouvelle, renovación, renovar, renueva, renuevan',
  ],
  status: 'Assessing the renewal',
  input,
  run,
  ...renewalShown,
});

export type AssessOutput = Awaited<ReturnType<typeof run>>;

async function run({ account, renewsFrom }: z.output<typeof input>, context: Context) {
  const { head, assessment, calls } = await loadRenewal(context, account, daySaid(renewsFrom, 'future', context.asOf));
  return { account: head, assessment, calls };
}
