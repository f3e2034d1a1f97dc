import { HIGH_FROM } from '../churn-predictor/face.ts';
import type { AccountFacts, Figure, Text } from '../facts/index.ts';
import { MOVED } from '../health-score/face.ts';
import { ofFacts, t } from '../kit/say.ts';
import { figuresOfFacts } from '../metrics/index.ts';
import { movedOpinion, type Opinions } from './moved-opinion.ts';

const RENEWS_SOON_DAYS = 30;
/** An alert stands before any change of a score. */
const ALERT = 1_000;

const KEYS = ['arr', 'renewal_date', 'days_to_renewal'] as const;
type Terms = Record<(typeof KEYS)[number], Figure>;

interface Moments extends Opinions {
  before: AccountFacts;
  after: AccountFacts;
  /** When the churn risk was first high in between. */
  highAt: Date | null;
  /** Of colleagues, by id. */
  names: ReadonlyMap<string, string>;
}

/** What a follower is told of an account between two instants; `weight` says how much it matters. */
export function changesAt({ before, after, highAt, names, ...opinions }: Moments): { texts: Text[]; weight: number } {
  const health = movedOpinion('health', after, opinions);
  const risk = movedOpinion('churn_risk', after, opinions);
  const rose = highAt !== null && Number(opinions.was?.opinions.churn_risk ?? 0) < HIGH_FROM;
  const texts: Text[] = [
    ...(rose || moved(risk) >= MOVED
      ? [t`churn risk ${risk}${rose ? highText(risk, after, { at: highAt, before: opinions.was }) : ''}`]
      : []),
    ...(moved(health) >= MOVED ? [t`health ${health}`] : []),
    // What was not known yet has changed in nothing.
    ...(isKnown(before) ? termsTexts(figuresOfFacts(before, KEYS), figuresOfFacts(after, KEYS)) : []),
    ...(isKnown(before) ? wordTexts(before, after, names) : []),
  ];
  return { texts, weight: (rose ? ALERT : 0) + moved(risk) + moved(health) };
}

const isKnown = ({ account, asOf }: AccountFacts): boolean => account.at <= asOf && account.ingestedAt <= asOf;

/** Points between the levels, as they are shown. */
const moved = ({ value, from }: Figure): number =>
  typeof value === 'number' && from !== null ? Math.abs(Math.round(value) - Math.round(from)) : 0;

function highText({ value }: Figure, facts: AccountFacts, { at, before }: { at: Date; before: Opinions['was'] }): Text {
  const day = ofFacts(facts).date('churn_high', 'high since', at);
  if (before?.opinions.churn_risk === undefined) return t`, high when first scored ${day}`;
  return t`, high ${typeof value === 'number' && value >= HIGH_FROM ? 'since' : 'on'} ${day}`;
}

/** What was signed, ended or came near. */
function termsTexts(was: Terms, is: Terms): Text[] {
  const days = (terms: Terms) => Number(terms.days_to_renewal.value ?? Number.NaN);
  const near = days(is) >= 0 && days(is) <= RENEWS_SOON_DAYS && !(days(was) <= RENEWS_SOON_DAYS);
  const postponed = was.renewal_date.value !== is.renewal_date.value;
  return [
    ...(was.arr.value !== is.arr.value ? [t`${is.arr.label} ${fromTo(was.arr, is.arr)}`] : []),
    ...(postponed ? [t`renewal ${fromTo(was.renewal_date, is.renewal_date)}`] : []),
    ...(near && !postponed ? [t`renewal ${{ ...is.renewal_date, relative: true }}`] : []),
  ];
}

const fromTo = (was: Figure, is: Figure): Text =>
  typeof was.value === 'number' && typeof is.value === 'number' && was.unit === is.unit
    ? t`${{ ...is, from: was.value }}`
    : t`${was} → ${is}`;

function wordTexts({ account: was }: AccountFacts, { account: is }: AccountFacts, names: ReadonlyMap<string, string>): Text[] {
  const owner = ({ ownerId }: typeof is): string => (ownerId ? (names.get(ownerId) ?? 'somebody unknown') : 'nobody');
  return [
    ...(was.lifecycleStage !== is.lifecycleStage ? [`stage ${was.lifecycleStage} → ${is.lifecycleStage}`] : []),
    ...((was.ownerId ?? null) !== (is.ownerId ?? null) ? [`owner ${owner(was)} → ${owner(is)}`] : []),
  ];
}
