import { clamp, type Row, round } from './kit.ts';
import { DAY, daysBefore, levelAt, type Profile } from './profile.ts';
import { TICKETS } from './texts.ts';

const SLA_HOURS = { low: 72, normal: 48, high: 24, urgent: 8 } as const;
const TYPICAL = { enterprise: 7, mid_market: 4, smb: 3, startup: 2 } as const;

/** Support tickets of the last four months; more, graver and worse solved ones while the account's condition is low. */
export function ticketsOf(profile: Profile, contacts: Row<'contacts'>[]): Row<'supportTickets'>[] {
  if (profile.gap === 'nothing_but_a_name') return [];
  const random = profile.random.fork('tickets');
  const knownDays = (profile.signalsEnd.getTime() - profile.customerSince.getTime()) / DAY;
  const window = Math.min(120, knownDays - 1);
  if (window < 1) return [];
  const meanLevel = levelAt(profile, daysBefore(profile.signalsEnd, window / 2));
  const count = Math.round((TYPICAL[profile.segment] * (1.5 - meanLevel) * random.between(0.5, 1.5) * window) / 120);
  return Array.from({ length: count }, (_, number) => {
    const at = new Date(profile.signalsEnd.getTime() - Math.round(random.between(1, window) * DAY));
    const level = clamp(levelAt(profile, at) + random.normal(0, 0.1));
    const severity = random.weighted({ low: 2 + 3 * level, normal: 5, high: 3 * (1 - level), urgent: 2 * (1 - level) ** 2 });
    const slaHours = SLA_HOURS[severity];
    const resolutionHours = round(slaHours * clamp(1.5 - 1.25 * level + random.normal(0, 0.2), 0.05, 4), 1);
    const resolvedAt = new Date(at.getTime() + resolutionHours * 3_600_000);
    const resolved = resolvedAt < profile.signalsEnd;
    return {
      _id: `${profile.id}-ticket-${number + 1}`,
      accountId: profile.id,
      at,
      ...(contacts.length > 0 ? { contactId: random.pick(contacts)._id } : {}),
      ...random.pick(TICKETS),
      severity,
      slaHours,
      firstResponseHours: round(resolutionHours * random.between(0.05, 0.3), 1),
      ...(resolved
        ? { status: 'resolved' as const, resolvedAt, resolutionHours }
        : { status: random.chance(0.3) ? ('pending' as const) : ('open' as const) }),
      ...(resolved && random.chance(0.6) ? { csat: clamp(Math.round(1.6 + 3.6 * level + random.normal(0, 0.5)), 1, 5) } : {}),
      sentiment: round(clamp(1.6 * level - 0.9 + random.normal(0, 0.2), -1, 1), 2),
      escalated: random.chance(0.3 * (1 - level) ** 2),
      executivesCopied: random.chance(0.25 * (1 - level) ** 2),
    };
  });
}
