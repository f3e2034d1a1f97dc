import type { Context } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { OutcomeUnknownError, UserError } from '../../agents/kit/errors.ts';
import { type ForeignAnswer, ForeignFailure } from '../../bot/foreign-servers.ts';
import type { ForeignWrite } from '../../models/foreign-write.ts';
import { insertNew } from '../../models/kit/bulk.ts';

interface Write {
  /** Of what was approved. */
  key: string;
  server: string;
  label: string;
  tool: string;
}

/**
 * Calls another system once for a key: written down before, and never again where nobody knows what came of it.
 * @throws OutcomeUnknownError; UserError where it was not done
 */
export async function writeOnce(
  { models, tenant, clock, log }: Pick<Context, 'models' | 'tenant' | 'clock' | 'log'>,
  { key, server, label, tool }: Write,
  call: () => Promise<ForeignAnswer>,
): Promise<{ again: boolean }> {
  const at = clock.now();
  const row = { _id: key, tenant, source: 'greendoor', at, ingestedAt: at, server, tool, state: 'refused' };
  await insertNew(models.foreignWrites, tenant, [row]);
  const claimed = await models.foreignWrites
    .findOneAndUpdate({ tenant, _id: key, state: 'refused' }, { $set: { state: 'sending' } })
    .lean();
  if (!claimed) {
    const before = await models.foreignWrites.findOne({ tenant, _id: key }).lean<ForeignWrite>();
    if (before?.state === 'done') return { again: true };
    throw unknown(label);
  }
  const settle = (state: ForeignWrite['state']) =>
    models.foreignWrites.updateOne({ tenant, _id: key, state: 'sending' }, { $set: { state } });
  let answer: ForeignAnswer;
  try {
    answer = await call();
  } catch (error) {
    const sent = !(error instanceof ForeignFailure) || error.sent;
    if (sent) log.warn({ server, tool, error: describeError(error) }, 'whether another system did what was approved is not known');
    await settle(sent ? 'unknown' : 'refused');
    throw sent ? unknown(label) : error;
  }
  await settle(answer.failed ? 'refused' : 'done');
  if (answer.failed)
    throw new UserError(
      'outside_refused',
      `${label} answered that it could not do it. Look there before approving it again: part of it may be done.`,
    );
  return { again: false };
}

const unknown = (label: string): OutcomeUnknownError =>
  new OutcomeUnknownError(`${label} gave no answer that says so. Look there before asking for it again.`);
