import type { Text } from '../facts/index.ts';
import type { Part, Shown } from '../kit/present/index.ts';
import { callButton, contextLine, fieldsPart, linesOf, linesPart, ofAll, primary, shown, textPart } from '../kit/present/index.ts';
import { figuresOf, listed, ofGroup, t } from '../kit/say.ts';
import { EVERYBODYS } from '../kit/who.ts';
import { capital, daysBetween } from '../metrics/index.ts';
import { nameOf } from './asks.ts';
import { nextOf, STATUS } from './engagements.ts';
import type { findAdvocates } from './tools/find-advocates.ts';
import type { getAdvocacyPerformance, PerformanceOutput } from './tools/get-advocacy-performance.ts';
import type { recordAdvocacyStep } from './tools/record-advocacy-step.ts';

export const DEFINITION =
  'Return = revenue attributed / what the engagements cost. Attributed: won deals that name an engagement, each deal once, for the one nearest to the decision (referral, reference call, board, talk, case study, testimonial, review). Influenced: open deals that name one, each once; never added to the attributed.';
const TOLD = 4;
const WAITING = 2;

function figuresIn({ account, whose, since, type, status, asOf, performance }: PerformanceOutput) {
  const key = `advocacy of ${account?.id ?? whose} since ${since.slice(0, 10)} ${type ?? ''} ${status ?? ''}`.trim();
  const { of, count, percent, money, date } = account
    ? figuresOf({ kind: 'group', id: key, name: account.name }, asOf)
    : ofGroup(key, asOf);
  const {
    total,
    asked,
    agreed,
    interested,
    declined,
    waiting,
    given,
    acceptance,
    referrals,
    content,
    satisfaction,
    satisfactionAnswers,
    byType,
  } = performance;
  return {
    since: date('advocacy_since', 'since', since),
    total: count('advocacy_engagements', total, 'engagement'),
    asked: count('advocacy_asked', asked, 'ask'),
    agreed: of('advocacy_agreed', 'agreed', agreed, ''),
    interested: of('advocacy_interested', 'interested', interested, ''),
    declined: of('advocacy_declined', 'declined', declined, ''),
    waiting: of('advocacy_waiting', 'waiting for an answer', waiting, ''),
    given: count('advocacy_times_given', given, 'time'),
    acceptance: percent('advocacy_acceptance', 'agreed of those who said yes or no', acceptance),
    referrals: count('advocacy_referrals', referrals.named, 'company named', 'companies named'),
    opportunities: count('advocacy_referral_opportunities', referrals.opportunities, 'opportunity', 'opportunities'),
    referralsWon: of('advocacy_referrals_won', 'won', referrals.won, ''),
    published: count('advocacy_published', content.published, 'piece published', 'pieces published'),
    views: count('advocacy_views', content.views, 'view'),
    downloads: count('advocacy_downloads', content.downloads, 'download'),
    attendees: count('advocacy_attendees', content.attendees, 'listener'),
    satisfaction: of('advocacy_satisfaction', 'how they found it', satisfaction, 'of 5', { digits: 1 }),
    answers: count('advocacy_satisfaction_answers', satisfactionAnswers, 'answer'),
    kinds: byType.map(({ type: kind, total: all, given: did }) => {
      const name = nameOf(kind);
      return t`${capital(name)}: ${of(`advocacy_of:${kind}`, name, all, '')}, of which ${of(`advocacy_given:${kind}`, `${name}, given`, did, '')} given`;
    }),
    money: performance.money.map(({ currency, cost, attributed, influenced, roi, won, open }) => ({
      cost: money(`advocacy_cost:${currency}`, 'what it cost', cost, currency),
      hasCost: cost !== null,
      attributed: money(`advocacy_attributed:${currency}`, 'revenue attributed', attributed, currency),
      influenced: money(`advocacy_influenced:${currency}`, 'pipeline influenced', influenced, currency),
      roi: of(`advocacy_roi:${currency}`, 'return', roi, '%'),
      won: count(`advocacy_deals_won:${currency}`, won, 'deal'),
      open: count(`advocacy_deals_open:${currency}`, open, 'open deal'),
    })),
  };
}
type Figures = ReturnType<typeof figuresIn>;

/** A referral names a company, or only that somebody is willing: those who were named are what came of it. */
const referred = ({ referrals, opportunities, referralsWon }: Figures): Text => t`${referrals}, ${opportunities}, ${referralsWon} won`;

const earned = ({ attributed, influenced, cost, hasCost, roi }: Figures['money'][number]): Text =>
  t`${attributed} attributed${hasCost ? t` on ${cost} (return ${roi})` : ', cost not recorded'}, ${influenced} influenced besides`;

function pointOf(output: PerformanceOutput, figures: Figures): Text {
  const { account, whose, performance, type, status } = output;
  const what = `${type ? nameOf(type) : 'advocacy'}${status ? ` (${status})` : ''}`;
  const of = account ? ` of ${account.name}` : whose === EVERYBODYS ? '' : ` of ${whose}`;
  if (performance.total === 0) return t`No ${what}${of} since ${figures.since}.`;
  // Nothing has come yet of what nobody answered.
  if (status === 'waiting') return t`${capital(what)}${of}, asked since ${figures.since}: ${figures.total} without an answer.`;
  const [main] = figures.money;
  const money = main ? t`: ${earned(main)}` : '; no revenue or cost is recorded';
  return t`${capital(what)}${of} since ${figures.since}: ${figures.total}, they spoke for us ${figures.given}${money}.`;
}

function engagementLine(
  { id, account, person, type, status, at, askedAt, referral, attributed }: PerformanceOutput['engagements'][number],
  asOf: string,
): Text {
  const { money, date, count } = figuresOf({ kind: 'group', id: `engagement ${id}`, name: account.name }, asOf);
  const brought = attributed.map(
    ({ amount, currency }, index) => t`${money(`attributed:${index}`, 'attributed', amount, currency)} attributed`,
  );
  const waits = status === 'approached' && askedAt ? daysBetween(new Date(askedAt), new Date(asOf)) : null;
  const state = t`${STATUS[status].dated} ${date(`advocacy_${status}`, STATUS[status].state, status === 'approached' ? (askedAt ?? at) : at)}`;
  const told = waits === null ? state : t`${state}, no answer for ${count('advocacy_waits', waits, 'day')}`;
  const more = [...(referral ? [`referred ${referral}`] : []), ...brought];
  return t`${person ? `${person} (${account.name})` : account.name}: ${nameOf(type)}, ${told}${more.length > 0 ? t`; ${listed(more)}` : ''}`;
}

/** Asked of one kind or state, the engagements themselves are the answer, and the sums stand below. */
const isDetailed = ({ status, type }: PerformanceOutput): boolean => status !== null || type !== null;

/** "21 asks: 18 agreed, 3 waiting for an answer": what nobody answered is left out. */
function answersOf({ asked, agreed, interested, declined, waiting }: Figures): Text {
  const said = [t`${agreed} agreed`, ...[interested, declined].flatMap((each) => (each.value ? [t`${each} ${each.label}`] : []))];
  return t`${asked}: ${listed([...said, ...(waiting.value ? [t`${waiting} waiting for an answer`] : [])])}`;
}

function reasonsOf(output: PerformanceOutput, figures: ReturnType<typeof figuresIn>): Text[] {
  const { performance, engagements } = output;
  const lines = engagements.slice(0, TOLD).map((each) => engagementLine(each, output.asOf));
  if (isDetailed(output)) return lines;
  return [
    ...(performance.asked > 0 ? [answersOf(figures)] : []),
    ...(performance.referrals.named > 0 ? [t`Referred to us: ${referred(figures)}`] : []),
    ...figures.money.slice(1, 3).map(earned),
    ...lines.slice(0, 2),
  ];
}

export const performanceShown = shown((output: PerformanceOutput): Shown => {
  const figures = figuresIn(output);
  const { account, performance, engagements, page, pages, asOf, sinceSaid, status, arguments: asked, whose } = output;
  const { content, satisfactionAnswers, acceptance, referrals } = performance;
  const waiting = engagements.filter((each) => nextOf(each.status) !== null).slice(0, WAITING);
  const [main] = figures.money;
  const fields: Part = fieldsPart([
    isDetailed(output) && ['Asked', answersOf(figures)],
    // Of those who agreed, or spoke, all agreed.
    acceptance !== null && status === null && ['Agreed of those who said yes or no', figures.acceptance],
    content.published > 0 && ['Content', t`${figures.published}; ${figures.views}, ${figures.downloads}, ${figures.attendees}`],
    isDetailed(output) && referrals.named > 0 && ['Referred to us', referred(figures)],
    main && ['Deals', t`${main.won} won with it, ${main.open} that it is named in`],
    satisfactionAnswers > 0 && ['How they found it', t`${figures.satisfaction} (${figures.answers})`],
  ]);
  const lines = linesOf(ofAll('Engagements', engagements.length, output), engagements, (each) => engagementLine(each, asOf));
  return {
    point: pointOf(output, figures),
    why: reasonsOf(output, figures),
    rows: engagements.map(({ person, account: of }) => ({ name: person ? `${person} (${of.name})` : of.name })),
    header: account ? `${account.name}: advocacy` : 'Advocacy programme',
    body: performance.total === 0 ? [] : isDetailed(output) ? [...lines, fields] : [fields, ...lines],
    next: [
      ...waiting.map(({ id, account: whom, person, status: now }) =>
        callButton<typeof recordAdvocacyStep>(
          `${person ?? whom.name}: ${STATUS[nextOf(now) ?? 'completed'].happened}`,
          'record_advocacy_step',
          {
            account: whom.id,
            engagement: id,
            status: nextOf(now) ?? 'completed',
          },
        ),
      ),
      performance.total === 0 && primary(callButton<typeof findAdvocates>('Who could be asked', 'find_advocates', {})),
      page < pages && callButton<typeof getAdvocacyPerformance>('More', 'get_advocacy_performance', { ...asked, page: page + 1 }),
    ],
    sections: {
      'How it is counted':
        performance.total === 0
          ? []
          : [
              ...textPart(DEFINITION),
              ...linesPart('Other currencies, never added up', figures.money.slice(1).map(earned)),
              ...linesPart('By kind', figures.kinds),
            ],
    },
    feedback: true,
    context: contextLine({
      asOf,
      used: [...(sinceSaid ? [] : ['the last 12 months']), ...(account || whose === EVERYBODYS ? [] : [whose])],
    }),
  };
});
