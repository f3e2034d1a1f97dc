import { z } from 'zod';
import type { Fields } from '../../kit/present/index.ts';
import { accountInput, optional, UserError } from '../../kit/tool.ts';
import { capital } from '../../metrics/index.ts';
import { runInput, runTool } from '../course/act.ts';
import { cancel, pause, resume } from '../course/execution.ts';

const input = z.object({
  account: accountInput,
  action: z.enum(['pause', 'resume', 'cancel']).describe('pause: hold; resume: continue; cancel: stop for good'),
  reason: optional(z.string().max(300)).describe('The reason, if they said one'),
  execution: runInput,
});

export const pausePlaybook = runTool({
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
    'stop the playbook at Acme',
    'put the playbook of Globex on hold',
  ],
  words: ['pause: stop, halt, suspend, hold, stoppen, arrêter, parar'],
  status: 'Changing the playbook',
  input,
  sayFor: ({ action }, account, playbook) => `${action} the playbook ${playbook} for ${account}`,
  change(course, { action, reason: given }, { at, actor }) {
    const reason = given?.trim();
    const on = course.executionStatus === 'in_progress';
    const offered = (done: string, fields: Fields = []) => ({
      done,
      title: `${capital(action)} a playbook`,
      fields: [['Afterwards', done], ...fields] satisfies Fields,
    });
    if (action === 'cancel')
      return {
        course: cancel(course, at, reason || `Cancelled by ${actor.name}`),
        ...offered('It is cancelled.', [['Reason', reason || 'none']]),
      };
    if (action === 'pause' && on) return { course: pause(course, at), ...offered('It is on hold.') };
    if (action === 'resume' && !on)
      return { course: resume(course, at), ...offered('It goes on; what was open moved by the days it stood still.') };
    throw new UserError('no_change', `Nothing changed: ${course.playbookName} is ${on ? 'running' : 'on hold'} already.`);
  },
});
