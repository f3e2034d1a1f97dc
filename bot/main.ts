/**
 * The composition root: the only file that may import everything, and that nothing imports.
 * `npm start` serves; `npm run ask` and `npm run sample` are the same parts without a platform.
 */
import { randomBytes } from 'node:crypto';
import { ask } from '../adapters/cli/ask.ts';
import { startHttpServer } from '../adapters/http/server.ts';
import { createRecordingMailer } from '../adapters/mail/record.ts';
import { createSmtpMailer } from '../adapters/mail/smtp.ts';
import { createOpenAiModel } from '../adapters/openai/model.ts';
import { createPlanner } from '../adapters/planner/index.ts';
import { startWorkspace, type Workspace as LocalWorkspace } from '../adapters/playground/index.ts';
import { runSample } from '../adapters/sample/command.ts';
import { createSlackAdapter, type SlackConfig } from '../adapters/slack/app.ts';
import { agents } from '../agents/index.ts';
import { OperatorError } from '../agents/kit/errors.ts';
import { systemClock } from '../agents/kit/context.ts';
import { openDatabase } from '../models/connection.ts';
import { startChores } from '../schedules/chores.ts';
import { schedules } from '../schedules/index.ts';
import { createScheduler } from '../schedules/post.ts';
import { createCatalog } from '../tools/catalog.ts';
import type { Assistant } from './assistant.ts';
import { type Config, readConfig } from './config.ts';
import { createInbox } from './inbox.ts';
import { answerIncoming, giveUp } from './incoming/answer.ts';
import { createLog } from './log.ts';
import { createQueue } from './queue.ts';

const LOCAL = { team: 'T0LOCAL', bot: 'U0GREENDOOR', channels: { health: 'C0HEALTH', churn: 'C0CHURN', approvals: 'C0APPROVALS' } };

async function compose(config: Config): Promise<Assistant & { database: Awaited<ReturnType<typeof openDatabase>> }> {
  const log = createLog(config.logLevel);
  const clock = systemClock;
  const database = await openDatabase(config.database);
  return {
    database,
    models: database.models,
    catalog: createCatalog(agents),
    model: config.openai ? createOpenAiModel(config.openai) : createPlanner(),
    mailer: config.mail ? createSmtpMailer({ ...config.mail, log, clock }) : createRecordingMailer({ log, clock }),
    platforms: [],
    queue: createQueue({ connection: database.connection, log }),
    clock,
    log,
  };
}
