import { dateFormat } from '../kit/date-format.ts';
import { type Fitting, fitting, part } from '../kit/fitting.ts';
import type { Colleague } from '../kit/who.ts';
import { mean, plural, spaced } from '../metrics/index.ts';

/** A sale somebody won, at an account of the same industry or region. */
export interface Win {
  repId: string;
  vertical: boolean;
  region: boolean;
}

/** What is known of the people who could sell it. */
export interface Bench {
  people: readonly Colleague[];
  wins: readonly Win[];
  /** Open sales each person carries. */
  load: ReadonlyMap<string, number>;
  /** How often each spoke with the account. */
  talks: ReadonlyMap<string, number>;
}

/** What the sale asks for. */
export interface Wanted {
  vertical: string | null;
  /** The account's own people. */
  executiveId: string | null;
  ownerId: string | null;
  /** Languages its key people are written to in, by code, and where they are. */
  languages: readonly string[];
  timezones: readonly string[];
  /** Words of what is to be built. */
  about: string;
}

const OWN = 4;
const EXPERT = 2;
const WON = 2;
const WON_THERE = 1;
const LANGUAGE = 1.5;
const NEAR = 1;
const LOAD = 2;
/** As many wins of a kind are experience in full. */
const PRACTICE = 4;
const NEAR_HOURS = 3;
const FEW = 4;

const TECHNICAL = /\b(solutions?|sales|presales|pre-sales) (engineer|architect|consultant)\b/i;
const isTechnical = ({ title }: Colleague): boolean => TECHNICAL.test(title);

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** Languages but English, as people write them: "German". */
function languagesOf(codes: readonly string[]): string[] {
  return [...new Set(codes)].flatMap((code) => {
    try {
      const name = languageNames.of(code);
      return name && !/^en\b/i.test(code) ? [name] : [];
    } catch {
      return [];
    }
  });
}

function hoursFrom(timeZone: string, asOf: Date): number {
  const name = dateFormat({ timeZone, timeZoneName: 'longOffset' }).formatToParts(asOf);
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):?(\d+)?/.exec(name.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
}

/** Who should sell it: whom they know, what they won, what they know, where they are, how much they carry. Pure. */
export function rankSellers({ people, wins, load }: Bench, wanted: Wanted, asOf: Date): Fitting[] {
  const sellers = people.filter((person) => person.roles.includes('ae') && !isTechnical(person));
  const usual = Math.max(FEW, mean(sellers.map(({ _id }) => load.get(_id) ?? 0)) ?? 0);
  const spoken = languagesOf(wanted.languages);
  const there = wanted.timezones.map((zone) => hoursFrom(zone, asOf));
  return fitting(sellers, ({ _id, expertise, timezone }) => {
    const carried = load.get(_id) ?? 0;
    const own = wins.filter(({ repId }) => repId === _id);
    const alike = own.filter(({ vertical }) => vertical).length;
    const near = own.filter(({ region }) => region).length;
    const knows = new Set(expertise.map((each) => each.toLowerCase()));
    const speaks = spoken.filter((name) => knows.has(name.toLowerCase()));
    const here = hoursFrom(timezone, asOf);
    return [
      part(_id === wanted.executiveId, OWN, 'is the account’s own account executive'),
      part(alike > 0, WON * Math.min(1, alike / PRACTICE), `won ${plural(alike, `${spaced(wanted.vertical ?? '')} deal`)}`),
      part(near > 0, WON_THERE * Math.min(1, near / PRACTICE), `won ${plural(near, 'deal')} in the region`),
      part(wanted.vertical !== null && knows.has(wanted.vertical), EXPERT, `knows ${spaced(wanted.vertical ?? '')}`),
      part(speaks.length > 0, LANGUAGE, `speaks ${speaks.join(' and ')}`),
      part(
        there.some((hours) => Math.abs(hours - here) <= NEAR_HOURS),
        NEAR,
        'works in their hours',
      ),
      { points: -LOAD * Math.max(0, carried / usual - 1), reason: `carries ${plural(carried, 'open deal')}, renewals included` },
    ];
  });
}

/** Who goes through the technical side: what they know of what is to be built. */
export function rankEngineers({ people, load }: Bench, { vertical, about }: Wanted): Fitting[] {
  const topic = about.toLowerCase();
  return fitting(people.filter(isTechnical), ({ _id, expertise }) => {
    const fits = expertise.filter(
      (each) => each === vertical || each.split('_').some((word) => word.length >= 4 && topic.includes(word.slice(0, 8))),
    );
    const carried = load.get(_id) ?? 0;
    return [
      part(fits.length > 0, fits.length, `knows ${fits.map(spaced).join(' and ')}`),
      part(carried > 0, -carried / FEW, `carries ${plural(carried, 'open deal')}, renewals included`),
    ];
  });
}

/** Which of our executives stands behind it: the one they know best. */
export const rankSponsors = ({ people, talks }: Bench): Fitting[] =>
  fitting(
    people.filter(({ roles }) => roles.includes('executive')),
    ({ _id }) => {
      const count = talks.get(_id) ?? 0;
      return [part(count > 0, count, `spoke with them ${plural(count, 'time')}`)];
    },
  );
