import type { LikelyTools } from '../../../bot/turn/menu.ts';
import { mask } from '../reading/mask.ts';
import { learntTools, warm } from './learnt.ts';
import { NONE } from './likeliest.ts';

/** Which tools a text asks for by how people ask, in four languages. */
export const likelyTools: LikelyTools = async (text, among, { accounts, people, after } = { accounts: [], people: [] }) => {
  await warm();
  // In small letters, as wordings are learnt: nothing but what is known to be a name is taken for one.
  const { text: masked } = mask(text.toLowerCase(), { account: [...accounts], person: [...people] });
  return learntTools()
    .likeliest(masked, new Set([...among, NONE]), after)
    .map(({ tool, chance }) => ({ tool: tool === NONE ? null : tool, chance }));
};
