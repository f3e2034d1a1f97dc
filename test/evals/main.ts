/** `npm run eval`: conversations, and `npm run eval -- grounding`: what is checked of a reply. */
await (process.argv[2] === 'grounding' ? import('./grounding/run.ts') : import('./run.ts'));
