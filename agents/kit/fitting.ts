import type { Colleague } from './people.ts';

/** Something that speaks for a colleague, or against, by its points; null where it is not worth a word. */
export interface Part {
  points: number;
  reason: string | null;
}

export const part = (holds: boolean, points: number, reason: string): Part => (holds ? { points, reason } : { points: 0, reason: null });

export interface Fitting {
  id: string;
  name: string;
  points: number;
  reasons: string[];
}

/** Who fits a task, the best first; of equals the one whose id comes first, so that the same facts give the same people. */
export const fitting = (people: readonly Colleague[], partsOf: (person: Colleague) => readonly Part[]): Fitting[] =>
  people
    .map((person) => ({ person, parts: partsOf(person) }))
    .map(({ person: { _id, name }, parts }) => ({
      id: _id,
      name,
      points: parts.reduce((total, { points }) => total + points, 0),
      reasons: parts.flatMap(({ reason }) => reason ?? []),
    }))
    .sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1));
