/** Figures people of the trade ask for that are not kept, so that nobody takes them for a name, each with what is nearest. */
export interface NotKept {
  label: string;
  names: readonly string[];
  /** Or it is asked for by a word of each of these. */
  pair?: readonly [readonly string[], readonly string[]];
  why: string;
  /** Questions that have an answer. */
  nearest: readonly string[];
}

const RETENTION = ['renewal forecast for the next 12 months', 'how much ARR is up for renewal this quarter', 'which renewals are at risk'];

export const NOT_KEPT: readonly NotKept[] = [
  {
    label: 'who came to an event of ours',
    names: ['event attendance', 'webinar attendance', 'event attendees', 'webinar attendees', 'veranstaltungsteilnehmer'],
    pair: [
      ['event', 'events', 'webinar', 'webinars', 'conferences', 'summit', 'roadshow', 'meetup', 'veranstaltung', 'evenement'],
      ['join', 'joined', 'attend', 'attended', 'came', 'come', 'visited', 'registered', 'participated', 'teilgenommen', 'participe'],
    ],
    why: 'no lists of guests are kept',
    nearest: ['how did our advocates perform', 'which meetings took place last week', 'who could speak at our event'],
  },
  {
    label: 'seats lost or added',
    names: [
      'lost seats',
      'lose seats',
      'losing seats',
      'lost licences',
      'lost licenses',
      'seat loss',
      'fewer seats',
      'reduced seats',
      'lost their seats',
    ],
    why: 'seats are counted as the contracts of today name them',
    nearest: ['which accounts lost users this month', 'which accounts use less than half of their seats'],
  },
  {
    label: 'net revenue retention (NRR)',
    names: ['nrr', 'ndr', 'net revenue retention', 'net dollar retention', 'net retention', 'net expansion rate'],
    why: 'amounts are added up as of today only',
    nearest: RETENTION,
  },
  {
    label: 'gross revenue retention (GRR)',
    names: ['grr', 'gdr', 'gross revenue retention', 'gross dollar retention', 'gross retention'],
    why: 'amounts are added up as of today only',
    nearest: RETENTION,
  },
  {
    label: 'a churn or retention rate of the book',
    names: [
      'churn rate',
      'retention rate of the book',
      'logo retention',
      'logo churn',
      'logo churn rate',
      'revenue churn',
      'abwanderungsrate',
      'kundenbindungsrate',
      'taux d’attrition',
      'tasa de abandono',
    ],
    why: 'only who churned and when is kept',
    nearest: ['how many accounts churned this year', 'which of my accounts are at risk of churning?', ...RETENTION.slice(0, 1)],
  },
  {
    label: 'customer lifetime value',
    names: ['ltv', 'cltv', 'clv', 'lifetime value', 'customer lifetime value', 'kundenwert'],
    why: 'no churn rate is kept that it could rest on',
    nearest: ['top 5 by contract value', 'average ARR by segment'],
  },
  {
    label: 'the cost of winning a customer (CAC)',
    names: ['cac', 'customer acquisition cost', 'acquisition cost', 'cac payback'],
    why: 'no cost of sales is kept',
    nearest: ['total ARR by segment', 'show my expansion pipeline'],
  },
  {
    label: 'a margin',
    names: ['gross margin', 'profit margin', 'contribution margin', 'bruttomarge', 'marge brute', 'margen bruto'],
    why: 'no costs are kept',
    nearest: ['total ARR by segment', 'average price per user by segment'],
  },
];
