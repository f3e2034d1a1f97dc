import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTeams } from '../../adapters/teams/open.ts';
import { type Chat, type Seen, slackChat, teamsChat } from '../support/chats.ts';
import { CHANNELS, ELENA, type Greendoor, MARCUS, openGreendoor, type Product, SARAH, TENANT } from '../support/greendoor.ts';
import { APP_ID, startTeamsService, TENANT_ID, type TeamsService } from '../support/teams-service.ts';
import { until } from '../support/until.ts';

/** What both platforms must do, by the same steps: one product, connected to Slack and to Teams at once. */

const TEAM_CHANNELS = { health: '19:health@thread.tacv2', approvals: '19:approvals@thread.tacv2' };
const GROUP = '19:group@thread.v2';
/** The sample's people by what they are called in Teams. */
const aad = (slack: string) => `aad-${slack.slice(1).toLowerCase()}`;
const TOM = 'UTOMBECKER';
const PEOPLE = { sarah: SARAH, elena: ELENA, marcus: MARCUS };

let greendoor: Greendoor;
let service: TeamsService;
const chats: Record<string, Chat> = {};
beforeAll(async () => {
  greendoor = await openGreendoor([], {}, [(host) => openTeams(host, { ...service, streamEveryMs: 0 })]);
  const users = await greendoor.models.users.find({ tenant: TENANT, active: true }).lean();
  const people = users.map(({ _id, name, email }) => ({
    id: aad(`U${_id.replace(/^user/, '').replaceAll('-', '').toUpperCase()}`),
    name,
    email,
  }));
  const members = people.map(({ id }) => id);
  service = await startTeamsService(people, [
    { id: TEAM_CHANNELS.health, type: 'channel', members },
    { id: TEAM_CHANNELS.approvals, type: 'channel', members },
    { id: GROUP, type: 'groupChat', members },
  ]);
  chats.Slack = slackChat(greendoor.workspace);
  chats.Teams = teamsChat(service);
  await greendoor.models.tasks.deleteMany({ tenant: TENANT });
  await start();
  for (const id of Object.values(PEOPLE).map(aad)) await service.install(id);
  // Somebody has to have spoken in a channel before the bot knows the service it belongs to.
  for (const channel of Object.values(TEAM_CHANNELS)) await service.say({ user: aad(ELENA), channel, text: 'help' });
  await settled();
});
afterAll(async () => {
  await greendoor.close();
  await service.stop();
});

let product: Product;
async function start() {
  product = await greendoor.start({
    TEAMS_APP_ID: APP_ID,
    TEAMS_APP_PASSWORD: 'secret-of-the-journey',
    TEAMS_TENANTS: TENANT_ID,
    TEAMS_CHANNEL_HEALTH: TEAM_CHANNELS.health,
    TEAMS_CHANNEL_APPROVALS: TEAM_CHANNELS.approvals,
  });
  service.connect(product.url.replace(/\/slack\/events.*$/, ''));
}

const settled = () => until(async () => (await greendoor.models.inbox.countDocuments({ tenant: TENANT, state: 'accepted' })) === 0);

describe.each(['Slack', 'Teams'])('in %s', (name) => {
  const chat = (): Chat => chats[name] as Chat;
  const who = (slack: string) => (name === 'Slack' ? slack : aad(slack));
  const [sarah, elena, marcus] = [who(SARAH), who(ELENA), who(MARCUS)];
  const approvals = name === 'Slack' ? CHANNELS.approvals : TEAM_CHANNELS.approvals;
  const health = name === 'Slack' ? CHANNELS.health : TEAM_CHANNELS.health;

  /** What is said to a person, or in a channel, because of something. */
  async function news(where: Parameters<Chat['said']>[0], act: () => Promise<void>): Promise<Seen[]> {
    const before = new Set(
      chat()
        .said(where)
        .map(({ id }) => id),
    );
    await act();
    await settled();
    return chat()
      .said(where)
      .filter(({ id }) => !before.has(id));
  }
  const ask = (text: string) => news({ person: sarah }, () => chat().say(sarah, text));
  const last = (all: Seen[]): Seen => {
    const seen = all.at(-1);
    if (!seen) throw new Error('nothing was said');
    return seen;
  };

  test('a question is answered point first, while it is written, and says why', async () => {
    const said = await ask('why is DataFlow at risk?');
    const answer = last(said);
    expect(said[0]?.text).toMatch(/DataFlow Analytics: churn risk 7\d, high/);
    expect(answer.labels).toEqual(expect.arrayContaining(['Why', 'Draft a note to Mark Rodriguez']));
    expect(chat().streamed()).toBe(true);
    const why = last(await news({ person: sarah }, () => chat().press(sarah, answer, 'Why')));
    expect(why.text).toMatch(/(?:e-mail|meeting|call|ticket).*\d{1,2} \w{3,4} \d{4}/);
    await chat().rate(sarah, answer);
    await settled();
    const { feedback } =
      (await greendoor.models.replies.findOne({ tenant: TENANT, 'feedback.0': { $exists: true }, platform: name.toLowerCase() }).lean()) ??
      {};
    expect(feedback).toMatchObject([{ verdict: 'up' }]);
  });

  test('a draft is its author’s, edited in a form, put before the deciders, refused to others, approved once, and sent', async () => {
    const mails = greendoor.mail.raw.length;
    const draft = last(await ask('draft a note to Mark Rodriguez'));
    expect(draft.labels).toEqual(expect.arrayContaining(['Ask for approval', 'Edit', 'Discard']));
    await chat().press(sarah, draft, 'Edit');
    const form = await chat().form(sarah);
    expect(form.text).toContain('mark.rodriguez@dataflow-analytics.example');
    const body = `Hello Mark,\n\nmay I show you in ${name} on Tuesday what we changed? 10 minutes — no slides.\n\nSarah`;
    await form.fill({ body });
    await settled();
    const edited = await chat().look(sarah, draft);
    expect(edited.text).toContain('10 minutes — no slides.');
    expect(edited.text).toMatch(/Version 2/);

    const there = last(await news({ channel: approvals }, () => chat().press(sarah, edited, 'Ask for approval')));
    expect(there.text).toContain(`in ${name} on Tuesday`);
    expect((await chat().look(elena, there)).labels).toEqual(expect.arrayContaining(['Approve', 'Edit', 'Reject']));
    const refused = async () => chat().press(marcus, there, 'Approve');
    await refused();
    await settled();
    expect(greendoor.mail.raw).toHaveLength(mails);

    // What waits is opened from the list of it, by who may see it, and decided there.
    const list = last(await news({ person: elena }, () => chat().say(elena, 'what waits for my approval?')));
    const opened = last(await news({ person: elena }, () => chat().press(elena, list, list.labels[0] ?? '')));
    expect(opened.text).toContain(`in ${name} on Tuesday`);
    expect(opened.labels).toEqual(expect.arrayContaining(['Approve', 'Edit', 'Reject']));
    await chat().press(elena, opened, 'Approve');
    await settled();
    await until(async () => greendoor.mail.raw.length > mails);
    await until(async () => /Receipt/.test((await chat().look(elena, there)).text));
    for (const message of [there, draft, opened]) {
      const now = await chat().look(elena, message);
      expect(now.text).toMatch(/Approved by Elena Rossi/);
      expect(now.labels).not.toEqual(expect.arrayContaining(['Approve']));
    }
    // As from a card that comes back with its buttons.
    const again = await news({ person: elena }, () =>
      chat()
        .press(elena, there, 'Approve')
        .catch(() => {}),
    );
    expect(greendoor.mail.raw).toHaveLength(mails + 1);
    expect(again.every(({ text }) => /Already decided/.test(text))).toBe(true);
  });

  test('what would be written is an offer, written by the press of who asked, and taken back', async () => {
    const offer = last(await ask(`remind me to call TechCorp about ${name} tomorrow`));
    const { tasks } = greendoor.models;
    const count = () => tasks.countDocuments({ tenant: TENANT, cancelledAt: null });
    const before = await count();
    const [write] = offer.labels;
    const done = last(await news({ person: sarah }, () => chat().press(sarah, offer, write ?? '')));
    expect(await count()).toBe(before + 1);
    const undoing = [done, await chat().look(sarah, offer)].find(({ labels }) => labels.includes('Undo')) as Seen;
    await chat().press(sarah, undoing, 'Undo');
    await settled();
    expect(await count()).toBe(before);
  });

  test('a long list goes on by a button, a command answers alone, and a channel by mention', async () => {
    const list = last(await ask('list my accounts'));
    const more = list.labels.find((label) => /show|next|more|table/i.test(label)) ?? '';
    expect(last(await news({ person: sarah }, () => chat().press(sarah, list, more))).text).not.toBe(list.text);
    expect(last(await news({ person: sarah }, () => chat().command(sarah, 'brief TechCorp'))).text).toMatch(/TechCorp/);
    expect(last(await news({ channel: health }, () => chat().say(sarah, 'how healthy is TechCorp?', health))).text).toMatch(
      /TechCorp.*\d\d, green/,
    );
  });
});

/** What is said in Teams after something was done. */
async function after(where: Parameters<Chat['said']>[0], act: () => Promise<void>): Promise<Seen[]> {
  const { Teams: teams } = chats as { Teams: Chat };
  const before = teams.said(where).length;
  await act();
  await settled();
  return teams.said(where).slice(before);
}

test('in a group chat of Teams a question is heard, answered where it may be, and what is asked next goes on from there', async () => {
  const { Teams: teams } = chats as { Teams: Chat };
  const sarah = { person: aad(SARAH) };
  // Closed: one line there that gives nothing away, and why, once, in the direct conversation.
  let heard: Seen[] = [];
  const aside = await after(sarah, async () => {
    heard = await after({ channel: GROUP }, () => teams.say(aad(SARAH), 'is TechCorp ok', GROUP));
  });
  expect(heard.map(({ text }) => text)).toEqual(['I answer Sarah Williams in our direct conversation.']);
  expect(aside.filter(({ text }) => text.includes('because nobody allowed me'))).toHaveLength(1);
  await service.say({ user: aad(TOM), channel: GROUP, text: '/allow-here' });
  await settled();
  const first = await after({ channel: GROUP }, () => teams.say(aad(SARAH), 'how healthy is TechCorp?', GROUP));
  expect(first.map(({ text }) => text).join()).toMatch(/TechCorp/);
  const next = await after({ channel: GROUP }, () => teams.say(aad(SARAH), 'when does it renew?', GROUP));
  expect(next.map(({ text }) => text).join()).toMatch(/TechCorp.*\b2027\b|TechCorp.*\d days/);
});

test('in a chat of Teams with one person, where there are no threads, a question that names nobody goes on from the answer before', async () => {
  const { Teams: teams } = chats as { Teams: Chat };
  const person = aad(SARAH);
  const answer = async (said: string) => (await after({ person }, () => teams.say(person, said))).map(({ text }) => text).join();
  await answer('how healthy is TechCorp?');
  expect(await answer('what is overdue?')).toMatch(/TechCorp/);
});

test('who reads alone is shown no decision that is not theirs', async () => {
  const { Teams: teams } = chats as { Teams: Chat };
  await teams.say(aad(SARAH), 'draft a thank-you to Mike Chen');
  await settled();
  const draft = teams.said({ person: aad(SARAH) }).findLast(({ labels }) => labels.includes('Ask for approval')) as Seen;
  await teams.press(aad(SARAH), draft, 'Ask for approval');
  await settled();
  const asked = await teams.look(aad(SARAH), draft);
  expect(asked.text).toMatch(/Not yours to decide/);
  expect(asked.labels).not.toContain('Approve');
  expect(asked.labels).toContain('Edit');
});

test('one draft stands on both platforms, and deciding on one changes the other', async () => {
  const { Slack: slack, Teams: teams } = chats as { Slack: Chat; Teams: Chat };
  const open = () => slack.said({ channel: CHANNELS.approvals }).filter(({ labels }) => labels.includes('Approve'));
  await teams.say(aad(SARAH), 'draft a thank-you to Mike Chen');
  await settled();
  const draft = teams.said({ person: aad(SARAH) }).find(({ labels }) => labels.includes('Ask for approval')) as Seen;
  await teams.press(aad(SARAH), draft, 'Ask for approval');
  await settled();
  const [here] = open() as [Seen];
  const there = teams.said({ channel: TEAM_CHANNELS.approvals }).find(({ labels }) => labels.includes('Approve')) as Seen;
  expect(here.text).toContain('Mike Chen');
  expect(there.text).toContain('Mike Chen');
  // Who may not decide is not shown the buttons.
  expect((await teams.look(aad(MARCUS), there)).labels).not.toContain('Approve');
  await slack.press(ELENA, here, 'Reject');
  await settled();
  for (const [chat, seen] of [
    [slack, here],
    [teams, there],
    [teams, draft],
  ] as const) {
    const now = await chat.look(who(chat), seen);
    expect(now.text).toMatch(/Rejected by Elena Rossi/);
    expect(now.labels).not.toContain('Approve');
  }
});
const who = ({ name }: Chat) => (name === 'Slack' ? ELENA : aad(ELENA));

test('who has taken Greendoor away is told nothing again and again: admins hear of it once', async () => {
  const { models } = greendoor;
  const TOM = aad('UTOMBECKER');
  await service.install(TOM);
  await settled();
  const due = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 61_001);
  const task = { accountId: 'account-techcorp', ownerId: 'user-marcus-johnson', text: 'Call Mike Chen', dueAt: due };
  await models.tasks.create({ tenant: TENANT, ...task });
  service.close(`a:${aad(MARCUS)}`);
  await product.stop();
  await start();
  const posts = () => models.scheduledPosts.find({ tenant: TENANT, platform: 'teams', schedule: 'task-reminders' }).lean();
  await until(async () => (await posts()).some(({ state }) => state === 'skipped'));
  const told = () => service.messages(`a:${TOM}`).filter(({ text }) => /cannot write to Marcus Johnson/.test(text));
  await until(() => told().length > 0);
  const [post] = await posts();
  expect(post).toMatchObject({ state: 'skipped', attempts: 1 });
  expect(told()).toHaveLength(1);
});
