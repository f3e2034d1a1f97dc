import { z } from 'zod';
import { headOf } from '../../kit/say.ts';
import { accountInput, asOfInput, type Context, readTool } from '../../kit/tool.ts';
import { loadExpansion } from '../load.ts';
import { detectShown } from '../present.ts';

const input = z.object({ account: accountInput, asOf: asOfInput });

export const detectExpansionSignals = readTool({
  name: 'detect_expansion_signals',
  title: 'Growth at an account',
  description:
    'Finds growth at one account that nobody typed in: lasting growth of use, new teams and regions in use, capacity running out, new executives, wishes, budgets, integrations; what each could be worth a year and how that is estimated, how sure it is, how ready the account is (people, budget and timing, technology, competition), what like accounts have and it has not (whitespace). Use it for "could X buy more?", "is there an upsell at X?", "what should I know before I call X about more seats?". Not for the portfolio (list_expansion_opportunities), renewals (assess_renewal) or a business case.',
  examples: [
    'could TechCorp buy more?',
    'is there an upsell at Acme?',
    'expansion at TechCorp',
    'growth opportunities at Globex',
    'what should I know before I call Nordwind about more seats',
    'what could we sell to Contoso next?',
    'is Initech ready to expand?',
    'is Acme a good expansion target',
    'is Globex a candidate for an upsell',
    'whitespace at TechCorp',
    'where does DataFlow grow?',
    'cross-sell potential of Northwind',
    'growth at Globex?',
    'is there growth at Acme',
    'what else could we sell to Initech',
    'what could we sell TechCorp',
    'is there more to sell at Acme',
    'upsell chances at Globex',
    'what could we offer Initech next',
    'is Acme growing',
    'do they need more licences at Globex',
    'white space at Initech',
    'was könnten wir Acme noch verkaufen',
    'que peut-on encore vendre à Globex',
    'qué más podemos vender a Initech',
    'señales de crecimiento en Acme',
  ],
  words: [
    'expansion: expand, expanding, upsell, upselling, upgrade, ausbau, erweiterung, extension, expansión, ampliación',
    'growth: grow, grows, growing, wachstum, wächst, wachstumssignale, wachstumszeichen, croissance, crecimiento, crece',
    'sell: selling, cross-sell, verkaufen, verkauft, vendre, vender',
    'whitespace: potential, potenzial, potentiel, potencial',
  ],
  status: 'Looking for signs of growth',
  input,
  run,
  ...detectShown,
});

export type DetectOutput = Awaited<ReturnType<typeof run>>;

async function run({ account }: z.output<typeof input>, context: Context) {
  const { facts, assessment } = await loadExpansion(context, account);
  return { account: headOf(facts.account), assessment };
}
