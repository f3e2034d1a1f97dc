import { defineAgent } from '../kit/tool.ts';
import { acceptSystem } from './tools/accept-system.ts';
import { listSystems } from './tools/list-systems.ts';
import { showSystem } from './tools/show-system.ts';

export const connectedSystems = defineAgent({
  name: 'connected-systems',
  title: 'Connected Systems',
  purpose: 'Says which other systems Greendoor may ask, whether they answer, and what an admin has to look at before one is used again',
  tools: [listSystems, showSystem, acceptSystem],
});
export { acceptFound, waitingSystem } from './accept.ts';
export { changesOf } from './changes.ts';
export type { showSystem } from './tools/show-system.ts';
