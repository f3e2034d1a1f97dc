import type { Case } from '../case.ts';
import { account } from './account.ts';
import { advocacy } from './advocacy.ts';
import { answers } from './answers.ts';
import { community } from './community.ts';
import { conversation } from './conversation.ts';
import { countries } from './countries.ts';
import { day } from './day.ts';
import { doing } from './doing.ts';
import { draftCases } from './drafts.ts';
import { expansion } from './expansion.ts';
import { growth } from './growth.ts';
import { hurried } from './hurried.ts';
import { leftOut } from './left-out.ts';
import { ofLists } from './of-lists.ts';
import { portfolio } from './portfolio.ts';
import { roles } from './roles.ts';
import { sets } from './sets.ts';
import { systems } from './systems.ts';
import { threads } from './threads.ts';
import { times } from './times.ts';
import { track } from './track.ts';
import { unclear } from './unclear.ts';
import { worded } from './worded.ts';

/** Every case, by the kinds of questions people ask all day. */
export const cases: readonly Case[] = [
  ...conversation,
  ...answers,
  ...day,
  ...portfolio,
  ...account,
  ...doing,
  ...roles,
  ...growth,
  ...advocacy,
  ...community,
  ...draftCases,
  ...expansion,
  ...systems,
  ...unclear,
  ...hurried,
  ...ofLists,
  ...track,
  ...leftOut,
  ...countries,
  ...threads,
  ...times,
  ...sets,
  ...worded,
];
