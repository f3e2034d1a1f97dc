import { z } from 'zod';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, runInput } from '../course/act.ts';
import { cancel, pause, resume } from '../course/moves.ts';
import { runShown } from '../course/present.ts';

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
  input: z.object({
    account: accountInput,
    action: z.enum(['pause', 'resume', 'cancel']).describe('pause: hold; resume: continue; cancel: stop for good'),
    reason: z.string().max(300).nullable().default(null).describe('The reason, if they said one'),
    execution: runInput,
  }),
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run({ account, action, reason, execution }, context) {
    return actOnRun(context, {
      account,
      execution,
      said: '',
      sayFor: (where, playbook) => `${action} the playbook ${playbook} for ${where}`,
      change(course, at) {
        const on = course.executionStatus === 'in_progress';
        if (action === 'cancel') return [cancel(course, at, reason?.trim() || `Cancelled by ${context.actor.name}`), 'It is cancelled.'];
        if (action === 'pause' && on) return [pause(course, at), 'It is on hold.'];
        if (action === 'resume' && !on) return [resume(course, at), 'It goes on; what was open moved by the days it stood still.'];
        throw new UserError('no_change', `Nothing changed: ${course.playbookName} is ${on ? 'running' : 'on hold'} already.`);
      },
    });
  },
  ...runShown,
});
