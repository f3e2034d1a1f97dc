import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import { callButton, contextLine, linesPart, type Shown, shown } from '../../kit/present/index.ts';
import { ofGroup, t } from '../../kit/say.ts';
import { optional, ownerInput, pageInput, readTool } from '../../kit/tool.ts';
import { ASKED_KINDS, type AskedKind, entryText, KIND_NAMES } from '../activity.ts';
import { type Activity, findActivity } from '../find-activity.ts';
import type { briefAccount } from './brief-account.ts';

const WHOLE = 1_000;
const SHORT = 120;

const NOUNS: Record<AskedKind, [one: string, many: string]> = {
  conversation: ['conversation', 'conversations'],
  email: ['e-mail', 'e-mails'],
  meeting: ['meeting', 'meetings'],
  call: ['call', 'calls'],
  chat: ['chat', 'chats'],
  ticket: ['ticket', 'tickets'],
  event: ['event', 'events'],
};

const input = z.object({
  account: optional(z.string().max(200)).describe('Account name or id, as the person wrote it; null for a whole book'),
  owner: ownerInput.describe(
    'With an account: the colleague who wrote, met or called, or "mine". Without: "mine", a colleague’s name, "my team", a region; null for the asker’s book',
  ),
  kind: z
    .enum(ASKED_KINDS)
    .nullable()
    .default(null)
    .describe('Only of this kind; "conversation" (talk, speak, touch, agreed) is any e-mail, meeting, call or chat; null for all'),
  person: optional(z.string().max(120)).describe('The customer’s person who took part; null for anybody'),
  since: optional(z.string().max(40)).describe('First day, YYYY-MM-DD; null for all there is'),
  until: optional(z.string().max(40)).describe('Last day, YYYY-MM-DD, which may be to come; null for today'),
  words: optional(z.string().max(80)).describe(
    'Words that its subject or text holds, such as the occasion ("QBR", "EBR", "kickoff", "training", "workshop", "demo"); null for any',
  ),
  page: pageInput,
});

export const listActivity = readTool({
  name: 'list_activity',
  title: 'E-mails, meetings, calls and tickets',
  description:
    'Lists what passed between customers and us, the newest first, with what was written quoted: e-mails, meetings, calls, chats, tickets and events of one account, one person or one book, by kind, days and words. Use it for "last emails", "when was our last meeting and what was said", "what did they write". Not for who the people are, and not for writing a note down.',
  examples: [
    'who wrote to Mike Chen',
    'Show me the last emails with TechCorp',
    'last emails from DataFlow',
    'what did Acme write us last',
    'when was our last meeting with Northwind and what was said',
    'any calls with TechCorp this week',
    'summary of the last call with DataFlow',
    'which meetings did we have with Globex',
    'when was the last QBR with Globex',
    'what did Omar do at Initech last month',
    'what did Lucy send to Acme',
    'what did we agree with Acme last time',
    'what did we tell Initech',
    'when did we last meet Globex',
    'what was said in the last meeting',
    'what was said',
    'what did Lisa say',
    'emails with Lisa Park',
    'did Lisa Park reply to us',
    'what happened today',
    'when do we meet Hooli next',
    'upcoming meetings with Contoso',
    'what did Globex complain about last month',
    'when is our next meeting with Acme',
    'any reply from TechCorp',
    'did Globex answer',
    'what did they complain about at Initech',
    'recent conversations with Acme',
    'what did Globex ask for',
    'history with Initech',
    'did they get back to us at Acme',
    'have they replied at Globex',
    'heard anything from Initech',
    'when did we last speak to Acme',
    'when did I last have contact with Globex',
    'when were we last in touch with Initech',
    'last time anybody talked to Lisa Park',
    'have we spoken to Acme lately',
    'last contact with Globex',
    'wann haben wir zuletzt mit Acme gesprochen',
    'quand a-t-on parlé à Globex la dernière fois',
    'cuándo hablamos por última vez con Initech',
    'last touch with Globex',
    'notes of the last call with Initech',
    'what was discussed with Acme',
    'recent activity at Globex',
    'timeline of Initech',
    'when is my next meeting',
    'upcoming meetings',
    'support cases of Initech',
    'letzte E-Mails mit Acme',
    'derniers échanges avec Globex',
    'últimos correos con Initech',
    'hat Acme geantwortet',
    'what came out of the last meeting with Acme',
    'what was the outcome of the call with Globex',
  ],
  words: [
    'email: emails, mail, mails, e-mails, message, messages, nachricht, nachrichten, courriel, courriels, correo, correos, inbox, correspondence',
    'meeting: meetings, meet, met, termin, termine, besprechung, réunion, réunions, reunión, reuniones, qbr, ebr, qbrs, sync, catchup, appointment, appointments, cita',
    'call: calls, anruf, anrufe, telefonat, appel, appels, llamada, llamadas',
    'write: wrote, written, complain, complained, complains, schrieb, beschwert, geschrieben, écrit, escribió, escrito, gripe, grumble, replied, responded',
    'last: latest, zuletzt, letzte, letzten, dernier, derniers, dernière, último, últimos, última',
    'committed: vereinbart, vereinbaren, abgemacht, convenu, convenir, acordado, acordamos',
    'said: say, says, tell, told, gesagt, dit, dicho, dijo',
  ],
  status: 'Looking up what was said and written',
  input,
  run: findActivity,
  ...shown(answer),
});

function pointOf({ label, asked, asOf, ahead, total, capped, entries, person, theirs, next, by, isBesides }: Activity): Text {
  const [one, many] = asked.kind ? NOUNS[asked.kind] : ['entry', 'entries'];
  const whom = person ? `with ${person.name} ` : '';
  // What is said is said with them, where nobody among them is named.
  const between = asked.kind && asked.kind in KIND_NAMES && !person ? 'with' : 'of';
  const asSaid = `${by ? `by ${by.name} ` : ''}${whom}${by ? 'at' : between} ${label}${asked.words ? ` with “${asked.words}”` : ''}`;
  const about = isBesides ? `${whom}${between} ${label}` : asSaid;
  const [last] = entries;
  const none = `No ${many} ${asSaid} on record${ahead ? ' ahead' : asked.since || asked.until ? ' for that time' : ''}.`;
  if (!last) return none;
  const { count } = ofGroup(`activity of ${label}`, asOf);
  const beside = [
    theirs === null ? '. Nothing from them is on record' : theirs ? t`. From them last: ${entryText(theirs, null, asOf, 0)}` : '',
    next ? t`. Next: ${entryText(next, null, asOf, 0)}` : '',
  ];
  return t`${isBesides ? `${none} Besides: ` : ''}${capped ? 'At least ' : ''}${count('activity_count', total, one, many)} ${about}. ${asked.page > 1 ? 'First here' : last.at > asOf ? 'Ahead' : 'The last'}: ${lineOf(last, asOf)}${beside[0] ?? ''}${beside[1] ?? ''}`;
}

function lineOf(each: Activity['entries'][number], asOf: string, most = SHORT): Text {
  return entryText(each, each.who, asOf, most);
}

function answer(found: Activity): Shown {
  const { account, label, asked, asOf, entries, pages, capped } = found;
  const lines = (most: number) => entries.map((each) => t`${account ? '' : `**${each.account}** `}${lineOf(each, asOf, most)}`);
  const turn = (page: number) =>
    callButton<typeof listActivity>(page > asked.page ? 'Older' : 'Newer', 'list_activity', { ...asked, page });
  return {
    point: pointOf(found),
    why: entries.slice(1).map((each) => t`${account ? '' : `${each.account}: `}${lineOf(each, asOf)}`),
    header: `Activity: ${label}`,
    body: linesPart(null, lines(SHORT)),
    next: [
      asked.page < pages && turn(asked.page + 1),
      asked.page > 1 && turn(asked.page - 1),
      account && callButton<typeof briefAccount>('Brief me', 'brief_account', { account: account.id }),
    ],
    sections: { 'Whole texts': entries.some(({ text }) => text && text.length > SHORT) ? linesPart(null, lines(WHOLE)) : [] },
    context: contextLine({ asOf, notes: capped ? ['The newest only were read; name days to see older ones'] : [] }),
  };
}
