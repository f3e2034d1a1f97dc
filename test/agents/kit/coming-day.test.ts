import { expect, test } from '@jest/globals';
import { comingIn, comingTime } from '../../../agents/kit/coming-day.ts';

/** A Friday. */
const NOW = new Date('2026-11-27T09:00:00Z');

test.each([
  ['proposing 30 min on thursday', '2026-12-03'],
  ['an hour on Thursday at 10', '2026-12-03T10:00'],
  ['next Wednesday at 11 for half an hour', '2026-12-02T11:00'],
  ['am Dienstag 45 Minuten um 15 Uhr', '2026-12-01T15:00'],
  ['une demi-heure mardi à 14h', '2026-12-01T14:00'],
  ['30 minutes mardi à 14h30', '2026-12-01T14:30'],
  ['pendant 2 heures mardi à 15 heures', '2026-12-01T15:00'],
  ['media hora el martes a las 15:30', '2026-12-01T15:30'],
  ['in 2 hours', '2026-11-27'],
])('how long it takes is no time: %s', (text, at) => {
  expect(comingTime(text, NOW)).toBe(at);
});

test.each([
  ['next Wednesday at 2', '2026-12-02T14:00', true],
  ['on 8 December at half past three', '2026-12-08T15:30', true],
  ['on 8 December at quarter to two', '2026-12-08T13:45', true],
  ['am Dienstag um halb vier', '2026-12-01T15:30', true],
  ['am Dienstag um Viertel nach drei', '2026-12-01T15:15', true],
  ['mardi à trois heures et demie', '2026-12-01T15:30', true],
  ['el martes a las tres y media', '2026-12-01T15:30', true],
  ['Thursday at three', '2026-12-03T15:00', true],
  ['Thursday at 3pm', '2026-12-03T15:00', false],
  ['Thursday at 5am', '2026-12-03T05:00', false],
  ['Thursday at 3 in the morning', '2026-12-03T03:00', false],
  ['am Dienstag um 3 Uhr nachts', '2026-12-01T03:00', false],
  ['Thursday at 02:00', '2026-12-03T02:00', false],
  ['Thursday at 20:00', '2026-12-03T20:00', false],
  ['Thursday at 9', '2026-12-03T09:00', false],
  ['Thursday at half past nine', '2026-12-03T09:30', false],
  ['Thursday at noon', '2026-12-03T12:00', false],
])('the hour meant: %s', (text, at, afternoon) => {
  expect(comingIn(text, NOW)).toEqual({ at, afternoon });
});

test.each([
  ['due the 15th', '2026-12-15'],
  ['by the 30th please', '2026-11-30'],
  ['say the 27th', '2026-11-27'],
  ['on the 31st', '2026-12-31'],
  ['bis zum 15.', '2026-12-15'],
  ['pour le 12', '2026-12-12'],
  ['mejor el 11', '2026-12-11'],
])('a day of the month is the next such day: %s', (text, day) => {
  expect(comingTime(text, NOW)).toBe(day);
});

test.each(['the 3rd call', 'to the 4th quarter', 'by the 2nd team', 'the 15th', 'about the 32nd'])('an ordinal is no day: %s', (text) => {
  expect(comingTime(text, NOW)).toBeUndefined();
});
