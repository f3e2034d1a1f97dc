import type { Random } from '../random.ts';
import { clamp, type Row, round } from './kit.ts';
import { DAY, levelAt, type Profile } from './profile.ts';
import { MAIL_SUBJECTS, MAIL_TEXTS, MEETING_SUBJECTS, moodOf } from './texts.ts';

/** Weeks between two touches, by segment. */
const CADENCE_DAYS = { enterprise: 9, mid_market: 13, smb: 18, startup: 24 } as const;
const LOOK_BACK_DAYS = 180;

/** Mails and meetings of the last half year of the signals, oldest first. */
export function interactionsOf(profile: Profile, contacts: Row<'contacts'>[], userId?: string): Row<'interactions'>[] {
  if (contacts.length === 0 || profile.gap === 'no_interactions') return [];
  const random = profile.random.fork('interactions');
  const end = profile.signalsEnd.getTime();
  const start = Math.max(profile.customerSince.getTime(), end - LOOK_BACK_DAYS * DAY);
  const closeness = random.normal(0, 0.08);
  const rows: Row<'interactions'>[] = [];
  for (let day = start + DAY; day < end - DAY; day += CADENCE_DAYS[profile.segment] * DAY * random.between(0.6, 1.4)) {
    const at = new Date(Math.floor(day / DAY) * DAY + random.whole(8 * 60, 17 * 60) * 60_000);
    const contact = random.pick(contacts);
    const level = contact.leftAt && contact.leftAt < at ? 0.05 : clamp(levelAt(profile, at) + closeness);
    rows.push({
      _id: `${profile.id}-interaction-${rows.length + 1}`,
      accountId: profile.id,
      at,
      contactId: contact._id,
      userId,
      ...touch(level, random),
    });
  }
  return rows;
}

function touch(level: number, random: Random) {
  const sentiment = round(clamp(2 * level - 0.9 + random.normal(0, 0.2), -1, 1), 2);
  const text = random.pick(MAIL_TEXTS[moodOf(level)]);
  switch (random.weighted({ meeting: 3, outbound: 4, inbound: 3 })) {
    case 'meeting': {
      const attended = random.chance(clamp(level + 0.15));
      const kind = random.chance(0.8) ? ('meeting' as const) : ('call' as const);
      return { kind, direction: 'outbound' as const, subject: random.pick(MEETING_SUBJECTS), attended, ...(attended ? { sentiment } : {}) };
    }
    case 'outbound': {
      const opened = random.chance(clamp(level + 0.1));
      const answered = opened && random.chance(clamp(level + 0.05));
      return {
        kind: 'email' as const,
        direction: 'outbound' as const,
        subject: random.pick(MAIL_SUBJECTS),
        opened,
        clicked: opened && random.chance(level * 0.6),
        ...(answered ? { responseHours: round(clamp(2 + 70 * (1 - level) ** 2 * random.between(0.5, 2), 0.3, 160), 1) } : {}),
      };
    }
    default:
      return { kind: 'email' as const, direction: 'inbound' as const, subject: 'Re: your message', text, sentiment };
  }
}
