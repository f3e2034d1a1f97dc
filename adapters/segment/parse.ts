import { createHash } from 'node:crypto';
import { mailboxIn } from '../../models/kit/mailbox.ts';
import { cleanLine, firstOf, nameText } from '../../models/kit/text.ts';
import { PRODUCT_EVENT_KINDS, type ProductEvent } from '../../models/product-event.ts';
import { happenedAt } from './times.ts';

const MAX_ID = 200;
/** Of what stands in an event; a person's name has the limit of a contact's. */
const MAX_TEXT = 300;
/** How far ahead of ours a sender's clock may be. */
const AHEAD_MS = 86_400_000;
/** Nothing sent such calls before; a clock that says so was never set. */
const FIRST_YEAR = 2010;

type Json = Record<string, unknown>;
type Kind = (typeof PRODUCT_EVENT_KINDS)[number];

/** An event of the Segment tracking shape, reduced to what is kept. Never fails: what cannot be used is `aside`, with the reason. */
export function parseEvent(tenant: string, type: string, message: Json, now: Date): ProductEvent {
  const kind = kindOf(type);
  const at = happenedAt(message, now);
  const context = object(message.context);
  const userId = id(message.userId) ?? anonymous(message.anonymousId);
  const groupId = id(kind === 'group' ? message.groupId : (context.groupId ?? message.groupId));
  const details = detailsOf(kind, message);
  const tooLong = longIn(details);
  const problem = problemOf(kind, type, userId, groupId, at, now) ?? tooLong;
  return {
    _id: keyOf(tenant, message),
    tenant,
    source: 'segment',
    at: at ?? now,
    ingestedAt: now,
    kind,
    userId: userId ?? '',
    ...(groupId ? { groupId } : {}),
    state: problem ? 'aside' : 'pending',
    ...(problem ? { reason: problem, waitsFor: 'person' as const } : {}),
    ...(tooLong ? {} : details),
  };
}

function kindOf(type: string): Kind {
  if (type === 'screen') return 'page';
  return PRODUCT_EVENT_KINDS.find((kind) => kind === type) ?? 'other';
}

/** A message without an id counts once by its content. */
function keyOf(tenant: string, message: Json): string {
  const own = id(message.messageId);
  const { sentAt: _, writeKey: __, ...content } = message;
  return createHash('sha256')
    .update(`${tenant}\0${own ?? JSON.stringify(content)}`)
    .digest('base64url')
    .slice(0, 32);
}

function problemOf(
  kind: Kind,
  type: string,
  userId: string | undefined,
  groupId: string | undefined,
  at: Date | null | undefined,
  now: Date,
) {
  if (kind === 'other') return `${firstOf(text(type) ?? 'an event without a type', 60)} says nothing about usage`;
  if (!userId) return 'neither userId nor anonymousId says who it was';
  if (kind === 'group' && !groupId) return 'groupId is missing';
  if (at === null) return 'timestamp is no date';
  if (at && at.getTime() > now.getTime() + AHEAD_MS) return 'timestamp is in the future';
  if (at && at.getUTCFullYear() < FIRST_YEAR) return `timestamp is before ${FIRST_YEAR}, when no product sent such events`;
  return undefined;
}

/** Which text of an event is too long to be what it says it is: cut, it would be another one. */
function longIn({ traits, ...own }: Partial<ProductEvent>): string | undefined {
  const texts = [...Object.entries(own), ...Object.entries(traits ?? {}).map(([trait, value]) => [`traits.${trait}`, value] as const)];
  for (const [path, value] of texts) {
    const most = path === 'traits.name' ? nameText.maxlength : MAX_TEXT;
    if (typeof value === 'string' && value.length > most) return `${path} has ${value.length} characters; at most ${most} are taken`;
  }
  return undefined;
}

function detailsOf(kind: Kind, message: Json): Partial<ProductEvent> {
  if (kind === 'identify') return { traits: traitsOf(object(message.traits)) };
  if (kind !== 'track' && kind !== 'page') return {};
  const properties = object(message.properties);
  const name = kind === 'track' ? (text(properties.feature) ?? text(message.event)) : (text(message.name) ?? text(properties.path));
  const workflow = text(properties.workflow);
  const integration = text(properties.integration);
  const errorCode = text(properties.errorCode ?? properties.error_code);
  return {
    ...(name ? { name } : {}),
    ...(properties.tier === 'advanced' ? { tier: 'advanced' as const } : {}),
    ...(workflow ? { workflow, step: properties.status === 'completed' ? ('completed' as const) : ('started' as const) } : {}),
    ...(integration ? { integration } : {}),
    ...(errorCode ? { errorCode } : {}),
  };
}

function traitsOf(traits: Json): NonNullable<ProductEvent['traits']> {
  const whole = [text(traits.firstName ?? traits.first_name), text(traits.lastName ?? traits.last_name)].filter(Boolean).join(' ');
  const known = {
    name: text(traits.name) ?? whole,
    email: mailboxIn(text(traits.email) ?? '').address,
    title: text(traits.title),
    department: text(traits.department),
    timezone: text(traits.timezone),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value)) as NonNullable<ProductEvent['traits']>;
}

const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});

function text(value: unknown): string | undefined {
  const plain = typeof value === 'string' || typeof value === 'number' ? cleanLine(String(value)).trim() : '';
  return plain === '' ? undefined : plain;
}

function id(value: unknown): string | undefined {
  const plain = text(value);
  return plain === undefined || plain.length <= MAX_ID ? plain : createHash('sha256').update(plain).digest('hex');
}

const anonymous = (value: unknown): string | undefined => {
  const plain = id(value);
  return plain && `anonymous:${plain}`;
};
