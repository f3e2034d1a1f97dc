import { openWorld } from './test/evals/world.ts';
import { plan } from './adapters/planner/plan.ts';
import { agents } from './agents/index.ts';
import { createCatalog } from './tools/catalog.ts';
const c = createCatalog(agents); const tools = c.forRoles(['csm','manager']).map(t=>c.wire(t.name)) as any;
for (const q of process.argv.slice(2)) { try { console.log(q, JSON.stringify(plan({instructions:'',messages:[{role:'user',text:q}],tools,mentions:{accounts:[],contacts:[],focus:{},regions:[{name:'United Kingdom',said:'UK'}]},maxOutputTokens:1}, new Date('2026-11-27T09:00:00Z')))); } catch(e) { console.log(q, e) } }
process.exit(0)
