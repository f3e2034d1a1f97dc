import type { Account } from '../../models/account.ts';
import { words } from '../../models/kit/name-keys.ts';
import { clamp, spaced, sum } from '../metrics/index.ts';

/** Whom the advocate is to convince. What was not said counts for nothing. */
export interface Wanted {
  vertical: string | null;
  employees: number | null;
  useCase: string | null;
  region: string | null;
  language: string | null;
}

export type Candidate = Pick<Account, 'vertical' | 'employees' | 'region' | 'description' | 'tags'> & {
  useCase: string | null;
  /** Of their people, where it is recorded. */
  languages: readonly string[];
};

interface Fit {
  /** 0 to 1; null where it is not known of them. */
  fit: number | null;
  weight: number;
  text: string;
}

/** A company eight times as large or as small is no peer any more. */
const FARTHEST = Math.log(8);
const NEAR = Math.log(2);

/** How much a customer is like the company to convince: 0 to 1, and in words where it is and where it is not. Pure. */
export function matchOf(wanted: Wanted, candidate: Candidate) {
  const fits = fitsOf(wanted, candidate);
  const all = sum(fits.map(({ weight }) => weight));
  return {
    match: all === 0 ? 1 : sum(fits.map(({ fit, weight }) => (fit ?? 0) * weight)) / all,
    same: fits.flatMap(({ fit, text }) => (fit !== null && fit >= 0.5 ? [text] : [])),
    other: fits.flatMap(({ fit, text }) => (fit === null ? [`${text} not known`] : fit < 0.5 ? [text] : [])),
  };
}

function fitsOf({ vertical, employees, useCase, region, language }: Wanted, candidate: Candidate): Fit[] {
  const { employees: own } = candidate;
  const same = (asked: string | null, held: string | null | undefined) =>
    held ? Number(words(held).join(' ') === words(asked ?? '').join(' ')) : null;
  const apart = employees && own ? Math.abs(Math.log(own / employees)) : null;
  return [
    ...(vertical ? [{ fit: same(vertical, candidate.vertical), weight: 0.4, text: spaced(candidate.vertical ?? 'industry') }] : []),
    ...(employees
      ? [
          {
            fit: apart === null ? null : clamp(1 - Math.max(0, apart - NEAR) / (FARTHEST - NEAR), 0, 1),
            weight: 0.25,
            text: own ? `${own.toLocaleString('en-US')} people` : 'size',
          },
        ]
      : []),
    ...(useCase
      ? [{ fit: overlap(useCase, candidate), weight: 0.2, text: candidate.useCase ? spaced(candidate.useCase) : 'use case' }]
      : []),
    ...(region ? [{ fit: same(region, candidate.region), weight: 0.15, text: candidate.region ?? 'region' }] : []),
    ...(language
      ? [
          {
            fit: candidate.languages.length === 0 ? null : Number(candidate.languages.includes(language)),
            weight: 0.15,
            text: candidate.languages.length === 0 ? 'language' : `speaks ${candidate.languages.join(', ')}`,
          },
        ]
      : []),
  ];
}

/** The share of the words asked for that what they do with us holds. */
function overlap(useCase: string, { useCase: own, description, tags }: Candidate): number | null {
  const held = new Set(words([own ?? '', description ?? '', ...(tags ?? [])].join(' ').replaceAll('_', ' ')));
  const asked = words(useCase.replaceAll('_', ' '));
  if (held.size === 0 || asked.length === 0) return null;
  return asked.filter((word) => held.has(word)).length / asked.length;
}
