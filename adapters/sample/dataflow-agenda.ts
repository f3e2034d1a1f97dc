import { ACCOUNT, CSM, type Days, MARK } from './dataflow-people.ts';
import type { Rows } from './rows.ts';

type Row<Name extends keyof Rows> = NonNullable<Rows[Name]>[number];

/** At ten in the morning where their CSM is. */
export function dataflowCall(ago: Days): Row<'interactions'> {
  const call = {
    kind: 'call' as const,
    direction: 'outbound' as const,
    subject: 'API errors: where we stand',
    contactId: MARK,
    userId: CSM,
  };
  return { _id: 'dataflow-call-ahead', at: ago(-0.625), accountId: ACCOUNT, ...call };
}

export function dataflowPromise(ago: Days): Row<'tasks'> {
  const text = 'Say when the API limit will be raised';
  return { _id: 'dataflow-promise', at: ago(9), accountId: ACCOUNT, ownerId: CSM, kind: 'promise', text, contactId: MARK, dueAt: ago(2) };
}
