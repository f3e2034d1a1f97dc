import type { Survey } from '../../../models/survey.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, latestOf, within } from '../../facts/time.ts';
import { type Found, found, rowsIn, topicOf } from '../define.ts';
import { plural, shortDate } from '../format.ts';
import { evidenceOf } from '../rows.ts';
import { decay, mean, weightedMean } from '../statistics.ts';

/** Answers are asked for twice a year; older ones speak of another product. */
const NPS_DAYS = 340;
const TONE_DAYS = 60;

/** Each person's latest NPS answer of the last 340 days; answers without a name each count. */
export function latestAnswers({ surveys, asOf }: Pick<AccountFacts, 'surveys' | 'asOf'>): Survey[] {
  const answers = within(surveys, asOf, NPS_DAYS).filter(({ kind }) => kind === 'nps');
  return [...new Map(answers.map((answer) => [answer.contactId ?? answer._id, answer])).values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

const lastSaid = (answers: readonly Survey[], asOf: Date): string => shortDate(new Date(latestOf(answers)), asOf);
const from = (rows: readonly Survey[]) => rowsIn('surveys')('score', rows);

/** What tickets and their own messages sound like. */
function tone({ tickets, interactions, asOf }: AccountFacts, from: number, to: number) {
  const said = [
    ...tickets.map((row) => ({ row, collection: 'support_tickets' })),
    ...interactions.filter(({ direction }) => direction === 'inbound').map((row) => ({ row, collection: 'interactions' })),
  ];
  return said
    .filter(({ row }) => typeof row.sentiment === 'number' && age(row.at, asOf) >= from && age(row.at, asOf) < to)
    .sort((a, b) => a.row.at.getTime() - b.row.at.getTime());
}

function toneFound(facts: AccountFacts, value: number | null, rows: ReturnType<typeof tone>): Found | null {
  if (value === null) return null;
  return {
    value,
    latest: latestOf(rows.map(({ row }) => row)),
    evidence: () => rows.slice(-8).flatMap(({ row, collection }) => evidenceOf(collection, 'sentiment', [row])),
    text: () => `Tone of tickets and messages ${value.toFixed(2)} on −1 to 1 (60 days to ${shortDate(facts.asOf, facts.asOf)})`,
  };
}

const meanTone = (rows: ReturnType<typeof tone>) => mean(rows.map(({ row }) => row.sentiment ?? 0));

/** What they say of us. */
export const sentimentMetrics = topicOf('sentiment', { grace: 120, halfLife: 120 }, [
  {
    key: 'nps',
    label: 'NPS',
    aliases: 'net promoter score, weiterempfehlung, recommandation, recomendación',
    unit: 'points',
    better: 'higher',
    low: {
      below: 0,
      names: [
        ...[
          'detractors',
          'bad survey',
          'poor survey',
          'terrible survey',
          'low survey',
          'bad nps',
          'poor nps',
          'terrible nps',
          'unhappy survey',
        ],
        ...['kritiker', 'schlechte umfrage', 'schlechter nps', 'détracteurs', 'mauvaise enquête', 'detractores', 'mala encuesta'],
      ],
    },
    definition:
      'Share of promoters (9, 10) less share of detractors (0 to 6) among each person’s latest answer of the last 340 days, −100 to 100.',
    read(facts) {
      const rows = latestAnswers(facts);
      const promoters = rows.filter(({ score }) => score >= 9).length;
      const detractors = rows.filter(({ score }) => score <= 6).length;
      const value = rows.length > 0 ? ((promoters - detractors) / rows.length) * 100 : null;
      return found(
        value,
        from(rows),
        () => `NPS ${Math.round(value ?? 0)} (${plural(rows.length, 'answer')} of 340 days, last ${lastSaid(rows, facts.asOf)})`,
      );
    },
  },
  {
    key: 'nps_answer',
    label: 'NPS answer',
    aliases: 'nps answers, nps-antwort, réponse nps, respuesta nps',
    unit: 'of 10',
    digits: 1,
    better: 'higher',
    definition: 'Mean of each person’s latest NPS answer, 0 to 10, of the last 340 days, half as much after 120.',
    read(facts) {
      const rows = latestAnswers(facts);
      const value = weightedMean(rows.map(({ at, score }) => ({ value: score, weight: decay(age(at, facts.asOf), 120) }))).value;
      return found(
        value,
        from(rows),
        () =>
          `NPS answers ${value?.toFixed(1)} of 10 on average (${plural(rows.length, 'person', 'people')}, last ${lastSaid(rows, facts.asOf)})`,
      );
    },
  },
  {
    key: 'nps_answers',
    label: 'NPS answers',
    aliases:
      'number of nps answers, survey, survey answers, answered survey, survey responses, answered nps survey, nps survey, umfrage, enquête, encuesta',
    orAbsent: true,
    definition: 'How many people answered the NPS question in the last 340 days.',
    read(facts) {
      const rows = latestAnswers(facts);
      return found(rows.length || null, from(rows));
    },
  },
  {
    key: 'last_nps_answer',
    label: 'Last NPS answer',
    aliases: 'latest nps, letzte nps-antwort, dernière réponse nps, última respuesta nps',
    unit: 'of 10',
    better: 'higher',
    definition: 'The latest NPS answer of anybody there, 0 to 10, of the last 340 days.',
    read(facts) {
      const rows = latestAnswers(facts).slice(-1);
      const who = facts.contacts.find(({ _id }) => _id === rows[0]?.contactId)?.name ?? 'Somebody';
      return found(rows[0]?.score, from(rows), () => `${who} answered ${rows[0]?.score} of 10 (${lastSaid(rows, facts.asOf)})`);
    },
  },
  {
    key: 'sentiment',
    label: 'Tone of conversations',
    aliases: 'tone, stimmung, ton, tono',
    digits: 2,
    better: 'higher',
    low: {
      // Clearly so: a tone of about none is nobody's anger.
      below: -0.25,
      names: [
        ...['angry', 'upset', 'annoyed', 'frustrated', 'pissed off', 'furious', 'grumpy', 'bad mood', 'negative tone'],
        ...['verärgert', 'sauer', 'genervt', 'mécontents', 'fâchés', 'enfadados', 'molestos'],
      ],
    },
    definition: 'Mean sentiment, −1 to 1, of tickets and of what they wrote or said in the last 60 days.',
    read(facts) {
      const rows = tone(facts, 0, TONE_DAYS);
      return toneFound(facts, meanTone(rows), rows);
    },
  },
  {
    key: 'sentiment_change',
    label: 'Tone, change',
    digits: 2,
    signed: true,
    better: 'higher',
    definition: 'Mean sentiment of the last 60 days less that of the 340 days before.',
    read(facts) {
      const rows = tone(facts, 0, TONE_DAYS);
      const [now, before] = [meanTone(rows), meanTone(tone(facts, TONE_DAYS, 400))];
      const heard = toneFound(facts, now, rows);
      return heard && now !== null && before !== null ? { ...heard, value: now - before, text: undefined } : null;
    },
  },
]);
