import { z } from 'zod';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, offerOnRun, runInput, undoOnRun, type Wanted } from '../course/act.ts';
import { cancel, pause, resume } from '../course/moves.ts';
import { runShown } from '../course/present.ts';
import { capital } from '../words.ts';

const input = z.object({
  account: accountInput,
  action: z.enum(['pause', 'resume', 'cancel']).describe('pause: hold; resume: continue; cancel: stop for good'),
  reason: z.string().max(300).nullable().default(null).describe('The reason, if they said one'),
  execution: runInput,
});

const wanted = ({ account, execution, action, reason }: z.output<typeof input>, { actor }: Context): Wanted => ({
  account,
  execution,
  said: '',
  sayFor: (where, playbook) => `${action} the playbook ${playbook} for ${where}`,
  change(course, at) {
    const on = course.executionStatus === 'in_progress';
    if (action === 'cancel') return [cancel(course, at, reason?.trim() || `Cancelled by ${actor.name}`), 'It is cancelled.'];
    if (action === 'pause' && on) return [pause(course, at), 'It is on hold.'];
    if (action === 'resume' && !on) return [resume(course, at), 'It goes on; what was open moved by the days it stood still.'];
    throw new UserError('no_change', `Nothing changed: ${course.playbookName} is ${on ? 'running' : 'on hold'} already.`);
  },
});

export const pausePlaybook = defineTool({
  name: 'pause_playbook',
  title: 'Pause, resume or cancel a playbook',
  description:
    'Puts the running playbook of an account on hold, resumes it (open steps move by the days it stood still), or cancels it for good.',
  examples: [
    "Pause DataFlow's playbook",
    'pause the playbook at TechCorp',
    'resume the playbook for Northwind',
    'continue the paused playbook at Globex',
    'cancel the playbook of Acme because they were acquired',
  ],
  status: 'Changing the playbook',
  input,
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run: (given, context) => actOnRun(context, wanted(given, context)),
  offer: (given, context) =>
    offerOnRun(context, wanted(given, context), (_, done) => ({
      title: `${capital(given.action)} a playbook`,
      fields: [
        { label: 'Afterwards', value: done },
        ...(given.action === 'cancel' ? [{ label: 'Reason', value: given.reason?.trim() || 'none' }] : []),
      ],
    })),
  undo: undoOnRun(() => ''),
  ...runShown,
});
