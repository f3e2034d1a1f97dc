import type { Button, Card } from '../../agents/kit/card.ts';
import { localTime } from '../../agents/kit/local-day.ts';
import { type Colleague, colleagues } from '../../agents/kit/people.ts';
import { holdLease } from '../../models/lease.ts';
import { runTool } from '../../tools/run-tool.ts';
import { contextFor } from '../assistant.ts';
import { forgetReplies, saveReply } from '../replies.ts';
import type { Answering } from './answer.ts';
import { dayOf } from './commands.ts';

/** Whoever opens their home again so soon sees what is there. */
const FRESH_MS = 10_000;
/** So long the buttons of an earlier state of a home, still on some screen, keep their meaning. */
const KEPT_MS = 60 * 60_000;
const MOST_PEOPLE = 99;

/** Shows a person their own day when they open Greendoor itself. */
export async function answerHome(answering: Answering<'home'>): Promise<void> {
  const { assistant, workspace, incoming, event } = answering;
  const { platform, workspace: id, userId } = incoming.sender;
  const opened = { tenant: workspace.tenant, name: `home/${platform}/${id}/${userId}`, holder: event.replyId };
  if (await holdLease(assistant.models.leases, opened, assistant.clock.now(), FRESH_MS)) await showHome(answering, null);
}

/** Puts a day together and shows it on the person's home: the day of the colleague of that id, or their own. What goes wrong is said there. */
export async function showHome(
  { assistant, platform, workspace, actor, incoming, event }: Answering<'home' | 'press'>,
  owner: string | null,
): Promise<void> {
  if (!platform.showHome) return;
  const { models, catalog } = assistant;
  const { tenant } = workspace;
  const { userId } = incoming.sender;
  const context = contextFor(assistant, tenant, actor);
  const { tool, arguments: args } = dayOf(owner);
  const [day, people] = await Promise.all([runTool(catalog, tool, args, context), colleagues(context)]);
  const reports = people.filter(({ managerId }) => managerId === actor.id);
  const head = headOf(reports, owner, localTime(actor.timezone, context.asOf));
  const message = { replyId: event.replyId, text: day.ok ? '' : day.message, cards: day.ok ? [head, day.card] : [head] };
  // No channel of the platform: what is said on a home continues no conversation.
  const place = { ...incoming.place, channel: `home:${userId}` };
  await saveReply(models, tenant, place.channel, place, message, context.asOf);
  await platform.showHome(incoming.place, userId, message);
  await forgetReplies(models, tenant, place.channel, new Date(context.asOf.getTime() - KEPT_MS), message.replyId);
}

/** As of when, and the two things that change it: a look again, and whose day it is. */
function headOf(reports: readonly Colleague[], owner: string | null, now: string): Card {
  const show = (label: string, whose: string | null): Button => ({ label, effect: { type: 'home', owner: whose } });
  const days = [
    show('My day', null),
    ...reports
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .slice(0, MOST_PEOPLE)
      .map(({ _id, name }) => show(name, _id)),
  ];
  const chosen = days.findIndex(({ effect }) => effect.type === 'home' && effect.owner === owner);
  return {
    point: `As of ${now}, your time.`,
    parts: [
      { type: 'buttons', buttons: [show('Refresh', owner)] },
      ...(reports.length > 0 ? [{ type: 'buttons' as const, buttons: days, pick: { label: 'Whose day', chosen } }] : []),
    ],
    sections: [],
  };
}
