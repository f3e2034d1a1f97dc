import { z } from 'zod';
import { plain } from '../../kit/say.ts';
import { accountInput, type Context, NOT_BEFORE, optional, proposeTool, roleInput, roleMeant, UserError } from '../../kit/tool.ts';
import { colleagues, requireMayActOn, resolveContact } from '../../kit/who.ts';
import { capital } from '../../metrics/index.ts';
import { runningFirst } from '../course/store.ts';
import { toReader } from '../letter/address.ts';
import { topicsOf } from '../letter/choose-points.ts';
import { feltIn, isDictated, TONES } from '../letter/compose.ts';
import { assertNoConcession } from '../letter/concession.ts';
import { draft } from '../letter/draft.ts';
import { assertMayBeAsked, favourIn } from '../letter/favour.ts';
import { clockOf, meetingAt } from '../letter/meeting-time.ts';
import { favourOf, PERSONAL, purposeIn } from '../letter/purpose.ts';
import { chooseRecipient } from '../letter/recipient.ts';
import { draftStep, type Note, noteOf, outreachOf, templateOf, whyStep } from '../letter/step-draft.ts';
import { LANGUAGES, languageIn, languageOf, PURPOSES, wordsOf } from '../letter/words.ts';
import { loadCase } from '../load.ts';
import { lastWritten } from '../people.ts';
import type { SignalFacts } from '../signals.ts';

export const draftOutreach = proposeTool({
  name: 'draft_outreach',
  title: 'Draft a note to a customer',
  description:
    "Drafts an e-mail to one of an account's people in the asker's name, from that account's own facts, and puts it up for approval. Nothing is sent before a manager, executive or admin approves. Leave subject and body null to have it composed; a given text may use only figures the account's records show.",
  examples: [
    'Draft a note to Mark Rodriguez',
    'Draft him a note',
    'Write an e-mail to the champion of DataFlow about their open ticket',
    'Reach out to the sponsor at TechCorp about the renewal',
    'Prepare a message to our contact at Northwind',
    'Tell Mark we will call tomorrow',
    'Reply to Lisa Park that the export is fixed',
    'remind Globex of the unpaid invoice',
    'Send DataFlow an apology for the outage',
    'Write a warm thank-you note to the champion of TechCorp in German',
    'Draft a short check-in to Lisa Zhang',
    'Send David Kim a meeting request for Thursday at 10',
    'Can you compose an outreach to Jennifer about her new role?',
    'Tell Mark Rodriguez that we call tomorrow',
    'Thank Jennifer for the reference',
    'Check in with the champion of Acme',
    'Email Jennifer about the training',
    'Message Mike Chen',
    'Follow up with Mark Rodriguez',
    'apologise to Mark for the outage yesterday',
    'answer Jennifer’s complaint about the export',
    'reply to Mike Chen',
    'remind Mike Chen of the workshop',
    'invite Lisa Zhang to the training',
    'introduce my successor to Mark Rodriguez',
    'write back to Mark Rodriguez',
    'decline the meeting with Mike Chen',
    'congratulate Jennifer on her new role',
    'email Lisa Zhang: can we talk on Monday?',
    'write a birthday greeting to Mike Chen',
    'nudge Mark Rodriguez about the invoice',
    'drop Lisa Zhang a line about the webinar',
    'let Mike Chen know we fixed the bug',
    'ping Jennifer about the contract',
    'ask David Kim for feedback',
    'say sorry to Mark for the delay',
    'a note to Acme about the renewal',
    'renewal opener for Globex',
    'invitation to Acme for the workshop',
    'thank-you for Initech',
    'I need a note to Globex thanking them',
    'draft something warm to Acme',
    'write something to Globex to get them talking again',
    'chase Mark Rodriguez for the unpaid invoice',
    'say goodbye to Mike Chen, I am leaving at the end of the month',
    'wish Lisa Zhang happy holidays',
    'send my condolences to Mike Chen',
    'invite Jennifer to our customer day',
    'offer Acme a discount by mail',
    'give Globex a 20 % discount',
    'give Acme 20 % off',
    'Schreib Mike Chen eine kurze Nachricht',
    'Écris un message à Mark Rodriguez',
    'Écris à Mike Chen pour proposer un rendez-vous',
    'Escribe un correo a Mike Chen',
  ],
  words: [
    'draft: tell, send, write, compose, ask, frag, frage, fragen, fragt, demande, demander, pregunta, preguntar, entwurf, schreib, schreibe, schreiben, verfasse, rédige, rédiger, écris, écrire, redacta, redactar, escribe, escribir, nudge, chase, pide, pídele',
    'payment: unpaid, dunning, mahnung, zahlung, paiement, impayé, pago, impago',
    'farewell: goodbye, verabschiede, verabschieden, despídeme, despedir',
    'wishes: wish, wünsche, souhaite, desea',
    'condolence: condolences, beileid, condoléances, pésame, condolencias',
    'apology: apologise, apologize, sorry, leid, désolé, désolée, siento, entschuldigung, excuses, disculpa',
    'introduction: introduce, vorstellung',
    'invite: lade, einladen, inviter, invita, invitar',
    'congratulate: gratuliere, gratulieren, félicite, féliciter, felicita, felicitar',
    'thank: bedanke, bedanken, remercie, remercier, agradece, agradecer',
    'german: deutsch, allemand, alemán',
    'english: englisch, anglais, inglés',
    'french: französisch, français, francés',
    'spanish: spanisch, espagnol, español',
    'short: shorter, shorten, brief, briefer, concise, kurz, kürzer, court, courte, raccourcis, corto, corta, breve',
    'warm: warmer, friendly, friendlier, herzlich, herzlicher, freundlich, freundlicher, chaleureux, chaleureuse, cálido, cálida, amable',
    'formal: formell, förmlich, formel, formelle',
    'training: train, schulung, formación',
    'meeting: meet, termin, treffen, reunión, rendez, rdv, cita',
    'offer: offers, offering',
    'discount: rebate, rebates, rabatt, nachlass, remise, descuento, rebaja',
    'note: letter, opener, invitation, einladung, invitación, line, outreach, nachricht, notiz, nota, mensaje, correo, courriel, message, email, emails, mail, mails',
  ],
  status: 'Writing a draft from the account’s facts',
  input: z.object({
    account: accountInput,
    contact: optional(z.string().max(200)).describe('Name of the person to write to; null where none is said'),
    role: roleInput.describe(
      'What the person to write to is, where that is said instead of a name ("the champion of X"); null for whoever suits best',
    ),
    purpose: optional(z.string().max(500)).describe(
      'What the note should be about, in the person’s words; it chooses among the account’s facts and is not written down (message is); null if they did not say',
    ),
    kind: optional(z.enum(PURPOSES)).describe(
      'What the note is for, where one of these is meant: it says so in words of its own (training offers one, meeting asks for one); null otherwise',
    ),
    tone: optional(z.enum(TONES)).describe(
      'short: two facts, no opening; warm; formal; short_warm and short_formal are both; null as usual',
    ),
    language: optional(z.enum(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])).describe(
      'Language to write in, where the person names one; null for that of the message, else the contact’s own',
    ),
    message: optional(z.string().max(500)).describe(
      'What the note is to say in the person’s own words, as full sentences to the reader ("tell Mark we will call tomorrow"), in the language it is to be read in; the note is then these words, without facts of the account; null otherwise',
    ),
    ask: optional(z.string().max(200)).describe('The question the note ends with, in the person’s own words; null otherwise'),
    when: optional(z.string().max(40)).describe('Time proposed for a meeting, as YYYY-MM-DD or YYYY-MM-DDTHH:MM; null otherwise'),
    leaveOut: optional(z.array(z.string().max(160)).max(20)).describe(
      'What to leave out of the composed note, in turn: "paragraph 2", "sentence -1" (from the end), "question", "opening", "words" (the author’s own), "figures", "greeting", a sentence as it read, in quotes, or what one is about ("open tickets"); "only question" leaves out the rest; null for nothing',
    ),
    subject: optional(z.string().max(300)).describe('Subject to use instead of the composed one; null to have it composed'),
    body: optional(z.string().max(6_000)).describe(
      'Text to use instead of the composed one, plain, at most 150 words; null to have it composed',
    ),
    playbookStep: optional(z.string().max(80)).describe(
      'Number of an e-mail step of the account’s running playbook, to use its template instead; null otherwise',
    ),
  }),
  core: true,
  async run(input, context) {
    const { account: asked, contact: person, purpose, subject, body, playbookStep, tone, language, when } = input;
    const dictated = [input.message, input.ask].map((text) => (text === null ? null : toReader(text)));
    const [message = null, ask = null] = dictated.map((said) => said?.text ?? null);
    const { actor, clock } = context;
    const { account, facts } = await loadCase(context, asked);
    requireMayActOn(actor, account);
    if (playbookStep) return forStep(playbookStep, facts, context);
    const kind = input.kind ?? feltIn(message) ?? purposeIn(purpose);
    assertNoConcession([purpose, message, ask, subject, body], facts);
    const meant = person ? roleMeant(person) : input.role;
    const named = person && !meant ? await resolveContact(context, person, account._id) : undefined;
    const writer = kind === 'answer_mail' ? facts.contacts.find(({ _id }) => _id === lastWritten(facts)?.contactId) : undefined;
    const to = chooseRecipient(account, facts.contacts, { named: named ?? writer, role: meant }, topicsOf(purpose), clock.now());
    const askedFor = favourOf(kind) ?? favourIn(purpose, message, ask, subject, body);
    assertMayBeAsked(askedFor, to, facts);
    const time = when === null ? undefined : meetingAt(when, [message, ask, purpose], context.asOf);
    const words = wordsOf(language ? LANGUAGES[language] : (languageIn(message) ?? languageOf(to)));
    const written = draft(facts, to, actor, {
      purpose,
      subject,
      body,
      style: {
        words,
        purpose: kind,
        tone,
        message,
        ask,
        leaveOut: input.leaveOut,
        when: time && words.time(time.at),
        colleague: kind === 'introduction' && !body ? await successorIn(context, [purpose, message]) : undefined,
      },
    });
    const [lead] = written.points;
    if (kind === 'payment' && !lead && !body && !message)
      throw new UserError('nothing_owed', `No open invoice of ${account.name} is on record.`);
    // What it is to say, else what it is for: the wish itself says the same once more.
    const personal = kind !== undefined && PERSONAL.includes(kind);
    const dictatedOnly = isDictated({ message, purpose: kind });
    const wished = dictatedOnly ? [] : (message || ask ? [message, ask] : [purpose]).flatMap((said) => said ?? []);
    const why = lead
      ? plain(lead.figure.text)
      : personal
        ? 'A personal note: it speaks of no business.'
        : kind === 'payment'
          ? `No open invoice of ${account.name} is on record.`
          : dictatedOnly
            ? 'In its author’s own words, without figures of the account.'
            : `Little is recorded about ${account.name}; the note asks what matters to them.`;
    return noteOf(
      facts,
      actor,
      { ...written, to, askedFor },
      [
        why,
        ...(wished.length > 0 ? [`Asked for: ${wished.map((said) => quoted(said).replace(/[.\s]+$/, '')).join('; ')}.`] : []),
        ...(dictated.some((said) => said?.unclear)
          ? ['The author’s own words stand as dictated: whom a third person in them means is not certain.']
          : []),
        ...(time?.afternoon ? [`No a.m. or p.m. was said: the time is taken for the afternoon, ${clockOf(time.at)}.`] : []),
      ].join(' '),
    );
  },
  summary: ({ account, contact, facts, language, leftOut = [] }) => ({
    point: [
      `A note to ${contact.name} (${account.name}) is drafted${inLanguage(language)}; ${NOT_BEFORE}`,
      ...(leftOut.length > 0 ? [`Left out: ${leftOut.join('; ')}`] : []),
    ].join(' '),
    why: facts.slice(0, 5).map(({ text }) => text),
  }),
  card: ({ account, contact, sender, subject, body, facts }) => ({
    point: `Draft to ${contact.name} (${account.name}), from ${sender.name}.`,
    parts: [
      { type: 'header', text: `Draft to ${contact.name}, ${account.name}` },
      { type: 'text', verbatim: true, text: `Subject: ${subject}\n\n${body}` },
      ...(facts.length > 0 ? [{ type: 'evidence' as const, title: 'Facts used', figures: facts }] : []),
    ],
    sections: [],
  }),
  proposal: outreachOf,
});

function inLanguage(code: Note['language']): string {
  const [name] = Object.entries(LANGUAGES).find(([, each]) => each === code) ?? [];
  return name ? ` in ${capital(name)}` : '';
}

/** Whom a hand-over introduces. @throws UserError where the request names no colleague */
async function successorIn(context: Context, said: readonly (string | null)[]): Promise<string> {
  const text = said.join(' ').toLowerCase();
  const named = (await colleagues(context)).filter(({ _id, name }) => _id !== context.actor.id && text.includes(name.toLowerCase()));
  const [only] = named;
  if (only && named.length === 1) return `${only.name}, ${only.title}`;
  throw new UserError('which_colleague', 'Who takes over? Name the colleague in full, so that the note can introduce them.');
}

/** The note of an e-mail step that is still to do. @throws UserError where no such step is open */
async function forStep(said: string, facts: SignalFacts, context: Context): Promise<Note> {
  const { account, executions } = facts;
  const number = Number(said.replace(/\D+/g, ''));
  const running = runningFirst(executions).filter(({ executionStatus }) => executionStatus === 'in_progress');
  const [found] = running.flatMap((run) =>
    run.pendingSteps.flatMap((step) => (step.number === number && step.kind === 'email' ? [{ run, step }] : [])),
  );
  if (!found) throw new UserError('no_such_step', `No e-mail step ${said} is open in a playbook of ${account.name}.`);
  const { run, step } = found;
  const written = draftStep(step, await templateOf(context, run, step), facts, context.actor, context.clock.now());
  return noteOf(facts, context.actor, written, whyStep(run, step));
}

/** What a person asked for, as an approver may read it: one line, without markup. */
const quoted = (text: string): string =>
  text
    .replace(/[\p{C}\s*_`<>[\]]+/gu, ' ')
    .trim()
    .slice(0, 200);
