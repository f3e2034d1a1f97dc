import { casesOf, DATAFLOW, TECHCORP } from '../case.ts';

const talk = casesOf('conversation');
const day = casesOf('day');
const priya = casesOf('day', 'priya.patel');
const tom = casesOf('roles', 'tom.becker');

const how = 'explain_answer';
const tokens = 'count_tokens';

/** How an answer came about, and what was used for all of them. */
export const answers = [
  talk.read(['how healthy is techcorp', 'how did you get this'], how),
  talk.read(['why is DataFlow at risk', 'wie kommst du darauf?'], how),
  talk.read(['who renews in the next 60 days?', 'how did you get that number'], how),
  talk.read(['my day', 'which tools did you use for this'], how),
  talk.read(['how healthy is techcorp', 'comment tu as trouvé ça ?'], how),
  talk.read(['how healthy is techcorp', 'de dónde sacas eso'], how),
  talk.read(['how healthy is techcorp', 'what did this answer cost'], how),
  talk.read(['how healthy is techcorp', 'how did you get this', 'and DataFlow?'], 'get_account_health', DATAFLOW),
  // A question of the account's, not of the answer's.
  talk.read(['how healthy is techcorp', 'why?'], 'explain_health_change', TECHCORP),
  day.read('how many tokens did we use this week', tokens),
  day.read('my token usage', tokens, { owner: 'mine' }),
  day.read('wie viele tokens haben wir verbraucht', tokens),
  day.read('usage of the product at DataFlow', 'analyze_behavior', DATAFLOW),
  priya.read('who used the most tokens this week', tokens),
  priya.read('how many tokens did Omar use', tokens, { owner: 'Omar' }),
  tom.read('what did the language model cost this week', tokens),
];
