import { createHash } from 'node:crypto';
import type { Text } from '../../agents/facts/figure.ts';
import { plain } from '../../agents/kit/text.ts';
import type { Offer } from '../../models/offer.ts';

type Bound = Pick<Offer, 'tenant' | 'tool' | 'arguments' | 'account' | 'asker' | 'title' | 'fields'>;

/** SHA-256 over what is run and over every word the person reads of it, figures as they are read. */
export function digestOf({ tenant, tool, arguments: args, account, asker, title, fields }: Bound): string {
  const said = fields.map(({ label, value }) => [label, plain(value as Text)]);
  const bound = [tenant, tool, args, account ? [account.id, account.name, account.stage ?? null] : null, asker.id, title, said];
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex');
}
