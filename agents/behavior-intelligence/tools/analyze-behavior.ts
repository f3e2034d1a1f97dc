import { z } from 'zod';
import { accountInput, asOfInput, type Context, optional, readTool } from '../../kit/tool.ts';
import { readAccount } from '../../kit/who.ts';
import { figureNow } from '../../metrics/index.ts';
import { analyze } from '../analyze.ts';
import { segmentAverage } from '../peers.ts';
import { behaviorShown } from '../present.ts';
import { withRecord } from '../sessions.ts';

const USUAL_DAYS = 30;
/** What is known of use where no session is: what the product itself reports. */
const REPORTED = ['active_users', 'active_share', 'core_adoption', 'logins'];

const input = z.object({
  account: accountInput,
  days: optional(z.number().int().min(7).max(90)).describe('How many days to look back; null for 30'),
  asOf: asOfInput,
});

export const analyzeBehavior = readTool({
  name: 'analyze_behavior',
  title: 'How people behave in the product',
  description:
    'Analyses how one account’s people behave in the product, from their sessions: behaviour score with its parts, active people, session length and frequency against the segment, adoption journey from basic to power features, stickiness of features, friction (abandoned workflows, bounced help pages, unfinished setups, errors), power users, teams, growth of activities, and the 90-day outlook for expansion, mastery, team growth and advocacy. Use it for "how do people at X use the product?", "where do users of X get stuck?", "who are the power users at X?". Not for the health score, churn risk, or which accounts show triggers (detect_behavior_triggers).',
  examples: [
    'how do people at DataFlow use the product?',
    'analyze the behavior of TechCorp',
    'where do users get stuck at Northwind?',
    'who are the power users at Acme?',
    'which features stick at Globex and which are abandoned?',
    'session analytics for Contoso',
    'adoption journey of Initech',
    'how long are sessions at Hooli?',
    'which teams at Umbrella use the product?',
    'user behaviour at DataFlow over the last 60 days',
    'adoption at Acme',
    'which features does Globex not use',
    'do people at Acme still log in',
    'usage at Northwind',
    'which modules are popular at TechCorp',
    'is anyone at Acme actually using it',
    'how often do they log in at Globex',
    'how engaged are the users of Initech',
    'usage trend at Acme',
    'chart the usage of Acme',
    'plot logins of Globex',
    'graph of the usage at Initech',
    'which teams use it at Globex',
    'how well adopted is it at Initech',
    'are people at Acme active',
    'who are the heavy users at Globex',
    'who uses it the most at Initech',
    'who uses it at Globex',
    'who is the heaviest user at Acme',
    'do they use what they bought at Initech',
    'friction at Acme',
    'what do users at Globex struggle with',
    'wie nutzen die Leute bei Acme das Produkt',
    'comment Globex utilise le produit',
    'cómo usa Initech el producto',
  ],
  words: [
    'chart: plot, graph, diagram, diagramm, schaubild, graphique, gráfico',
    'product: platform, software, app, tool, feature, features, module, modules, dashboard, dashboards, functionality',
    'usage: use, uses, using, used, nutzung, utilisation, uso',
  ],
  status: 'Reading the account’s sessions',
  input,
  run,
  ...behaviorShown,
});

export type BehaviorOutput = Awaited<ReturnType<typeof run>>;

async function run({ account: named, days }: z.output<typeof input>, context: Context) {
  const facts = withRecord((await readAccount(context, named, { sessions: true })).facts);
  const behavior = analyze(facts, days ?? USUAL_DAYS);
  const { _id: id, name } = facts.account;
  const reported = behavior.lastSeen === null ? REPORTED.flatMap((key) => figureNow(facts, key)?.figure ?? []) : [];
  return { account: { id, name }, behavior, reported, segment: await segmentAverage(context, facts, behavior.days) };
}
