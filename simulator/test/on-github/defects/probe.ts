// What the checkers say about this copy of the sources: seeds in order, until the rule that is looked for is broken. Prints the first seed of each broken rule.
//
// node .../defects/probe.ts <id of the rule> <seeds at most>
import { playSeeds } from '../play-seeds.ts';

const [until = '', most = '300'] = process.argv.slice(2);
const first = new Map<string, { readonly seed: number; readonly seen: string }>();
let tried = 0;
await playSeeds({
  from: 0,
  count: Number(most),
  store: 'memory',
  told: ({ seed, broken }) => {
    tried += 1;
    for (const { id, seen } of broken) if ((first.get(id)?.seed ?? Number.POSITIVE_INFINITY) > seed) first.set(id, { seed, seen: seen.slice(0, 300) });
    return first.has(until) ? 'stop' : 'go on';
  },
});
process.stdout.write(`${JSON.stringify({ tried, first: Object.fromEntries(first) })}\n`);
