import { rank } from './adapters/planner/plan.ts';
import { indexTools } from './adapters/planner/route.ts';
import { agents } from './agents/index.ts';
import { createCatalog } from './tools/catalog.ts';
const c = createCatalog(agents); const tools = c.forRoles(['csm','manager']).map(t=>c.wire(t.name)) as any;
const index = indexTools(tools);
for (const q of process.argv.slice(2)) { console.log(q); for (const r of rank(q, {mentions:{accounts:[{id:'x',name:'DataFlow Analytics',said:'DataFlow'}],contacts:[],focus:{}}, index, now:new Date('2026-11-27T09:00:00Z')}).slice(0,4)) console.log('   ',r.score.toFixed(3), r.route.tool.name, r.share, r.unread, r.reading.features.join('|')) }
process.exit(0)
