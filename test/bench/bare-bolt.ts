/** The yardstick of `ack`, in a process of its own: a Bolt listener that does nothing with what it takes. */
import { App, HTTPReceiver } from '@slack/bolt';

const { SLACK_SIGNING_SECRET = '', SLACK_BOT_TOKEN, SLACK_API_URL } = process.env;
const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET });
const app = new App({ receiver, token: SLACK_BOT_TOKEN, clientOptions: { slackApiUrl: SLACK_API_URL } });
app.event('message', async () => {});
const server = await app.start({ port: 0, host: '127.0.0.1' });
const address = server.address();
if (typeof address !== 'object' || !address || !('port' in address)) throw new Error('it listens on no port');
process.stdout.write(`at http://127.0.0.1:${address.port}/slack/events\n`);
