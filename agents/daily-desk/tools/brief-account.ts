import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import type { getAccountHealth } from '../../health-score/face.ts';
import { callButton, contextLine, fieldsPart, linesOf, linesPart, primary, type Shown, shown } from '../../kit/present/index.ts';
import { listed, ofAccount, t } from '../../kit/say.ts';
import { accountInput, optional, readTool } from '../../kit/tool.ts';
import type { draftOutreach } from '../../success-navigator/face.ts';
import { entryText, quoteOf } from '../activity.ts';
import { type Brief, briefOf } from '../brief.ts';

const LATELY = 3;
const LONG = 30;

export const briefAccount = readTool({
  name: 'brief_account',
  title: 'Brief before a conversation',
  description:
    'Prepares a person for a call, meeting or QBR with one account, or for coming back after time away: who is who with the last contact, what happened and changed, open tickets, invoices, promises and tasks, meetings ahead, and three things to raise. Use it for "prep", "brief me", "what do I need to know", "what happened at X". Not for the score alone.',
  examples: [
    'Brief me on TechCorp',
    'show me Acme',
    'prep me for my call with DataFlow',
    'prepare the meeting with Acme',
    'what do I need to know before I talk to Northwind',
    'what happened at TechCorp while I was away',
    'what happened at Acme',
    'what happened at Globex while I was out',
    'I am meeting Globex soon, what should I know',
    'what do I need to know',
    'what did I miss at DataFlow',
    'what is going on at Globex',
    'what is new at Acme since Monday',
    'anything new at Initech',
    'find Hooli in the CRM',
    'quoi de neuf chez Acme',
    'was gibt es Neues bei Acme',
    'qué hay de nuevo en Acme',
    'prepare me for the QBR with Globex',
    'bereite mich auf das Gespräch mit Acme vor',
    'talking points for Acme',
    'the latest on Globex',
    'summary of Acme',
    'summarise Acme for my manager',
    'what is going on at Northwind',
    'bring me up to speed on Acme',
    'fill me in on TechCorp',
    'where do we stand with Globex',
    'lowdown on Initech',
    'tell me about Acme',
    'the skinny on Acme',
    'what do I need to know about Globex',
    'background on Initech',
    'give me the rundown on Acme',
    'get me ready for Globex',
    'cheat sheet for Initech',
    'everything about Acme',
    'sum up Globex for me',
    'one pager on Initech',
    'context on Acme',
    'what is new with Globex',
    'whats the story with Initech',
    'dossier of Acme',
    'prépare mon appel avec Globex',
    'prepárame la llamada con Initech',
    'quick prep before Acme',
    'ten minutes before the call with Globex, what matters',
  ],
  words: [
    'brief: briefe, briefen, informe, briefer, tldr, lowdown, scoop, summary, summarize, summarise, überblick, aperçu',
    'prep: prepare, preparation, vorbereiten, vorbereitung, bereite, prépare, préparer, prepara, prepárame, preparar',
    'happened: happen, passiert, geschehen, passé, pasado, pasó, missed, miss, verpasst',
    'new: anything, neues, neuf, nuevo, novedades, news',
    'away: holiday, vacation, urlaub, vacances, vacaciones',
  ],
  core: true,
  status: 'Reading what there is to know',
  input: z.object({
    account: accountInput,
    since: optional(z.string().max(40)).describe('What happened since which day, YYYY-MM-DD; null for the last 30 days'),
  }),
  run: ({ account, since }, context) => briefOf(account, since, context),
  ...shown(answer),
});

const renewalOf = ({ figures }: Brief) => ({ ...figures.days_to_renewal, relative: true });

function pointOf(brief: Brief): Text {
  const { account, churned, figures, raise } = brief;
  const standing = churned
    ? ['they have churned']
    : [
        figures.health.value === null ? 'too little data for a health score' : t`health ${figures.health}`,
        ...(figures.churn.value === null ? [] : [t`churn risk ${figures.churn}`]),
        ...(figures.days_to_renewal.value === null ? [] : [t`renewal ${renewalOf(brief)}`]),
      ];
  return t`${account.name}: ${listed(standing)}.${raise[0] ? t` Raise first: ${raise[0]}.` : ' Nothing presses.'}`;
}

function personLine({ name, last }: Brief['champions'][number], { asOf }: Brief): Text {
  return last ? t`${name}, last ${entryText({ ...last, subject: null }, null, asOf, 0)}` : `${name}, no contact on record`;
}

const peopleText = (people: Brief['champions'], brief: Brief): Text =>
  people.length === 0
    ? 'nobody known'
    : listed(
        people.slice(0, 2).map((each) => personLine(each, brief)),
        '; ',
      );

function taskLine({ id, text, kind, dueAt }: Brief['tasks'][number], { account, asOf }: Brief): Text {
  const due = dueAt === null ? 'no day said' : t`due ${ofAccount(account, asOf).date(`task_due:${id}`, 'due', dueAt)}`;
  return t`${kind === 'promise' ? 'Promised: ' : ''}${quoteOf(text)}, ${due}`;
}

const happenedLine = (each: Brief['happened'][number], { names, asOf }: Brief, most?: number): Text =>
  entryText(each, each.contactId ? (names[each.contactId] ?? null) : null, asOf, most);

const meetingLine = (each: Brief['meetings'][number], { asOf }: Brief): Text => entryText(each, each.with && `with ${each.with}`, asOf, 0);

function answer(brief: Brief): Shown {
  const { account, asOf, since, figures, raise, tasks, meetings, happened, partly } = brief;
  const { date } = ofAccount(account, asOf);
  const [contact] = [...brief.champions, ...brief.sponsors];
  const [champions, sponsors] = [peopleText(brief.champions, brief), peopleText(brief.sponsors, brief)];
  const [owner, next, latest] = [brief.owner ?? 'nobody', meetings[0], happened[0]];
  return {
    point: pointOf(brief),
    why: [
      ...raise.slice(1).map((each) => t`Raise also: ${each}.`),
      t`Champion: ${champions}. Sponsor: ${sponsors}. Owner: ${owner}.`,
      ...(next ? [t`Next: ${meetingLine(next, brief)}.`] : []),
      latest ? happenedLine(latest, brief) : 'Nothing happened in the period that is on record.',
    ],
    header: `Brief: ${account.name}`,
    body: [
      // The point says the first.
      ...linesPart('Raise also', raise.slice(1)),
      fieldsPart([
        ['Owner', owner],
        ['Champion', champions],
        ['Sponsor', sponsors],
        figures.open_tickets.value !== null && ['Open tickets', figures.open_tickets],
        Number(figures.overdue_invoices.value) > 0 && ['Overdue invoices', t`${figures.overdue_invoices}, ${figures.overdue_amount}`],
        figures.arr.value !== null && ['Contract', t`${figures.arr} a year`],
      ]),
      ...linesOf('Ahead', meetings, (each) => meetingLine(each, brief)),
      ...linesOf(t`Since ${date(`since:${since}`, 'since', since)}`, happened.slice(0, LATELY), (each) => happenedLine(each, brief, 80)),
    ],
    next: [
      contact &&
        primary(
          callButton<typeof draftOutreach>(`Draft a note to ${contact.name}`, 'draft_outreach', {
            account: account.id,
            contact: contact.id,
          }),
        ),
      callButton<typeof getAccountHealth>('Health', 'get_account_health', { account: account.id }),
    ],
    sections: {
      'All that happened': linesOf(null, happened.slice(0, LONG), (each) => happenedLine(each, brief)),
      'Tasks and promises': linesOf(null, tasks.slice(0, LONG), (each) => taskLine(each, brief)),
    },
    context: contextLine({ asOf, notes: partly }),
  };
}
