// rampart replay: one simulated release again, look by look, and whether it still breaks what its file says.
import { isSet, type Command } from '../command.ts';
import { replayed, withReplayPool } from '../simulation/replay-in-worker.ts';
import { readScenarioToReplay } from '../simulation/scenario-to-replay.ts';
import { isBroken, replayDocument, replayText } from '../simulation/tell-replay.ts';
import { refuse, tellRefused } from '../simulation/tell-refused.ts';

export const replay: Command = {
  name: 'replay',
  summary: 'runs a scenario file, or the letters that a check printed, and tells the release look by look',
  options: {},
  policies: 'none',
  words: '<file>',
  run: async (invocation) => {
    const [name, ...more] = invocation.words;
    if (name === undefined || more.length > 0) return refuse(invocation, 'replay', [`name one scenario file, or the letters that rampart check printed, got ${String(invocation.words.length)}`]);
    const read = await readScenarioToReplay(name, invocation.cwd);
    if (read.kind !== 'scenario') return tellRefused(invocation, 'replay', read);
    const { console } = invocation;
    const seen = await withReplayPool(invocation, 1, (pool) => replayed(pool, read.scenario));
    console.out(isSet(invocation, 'json') ? JSON.stringify(replayDocument(read.scenario, seen), null, 2) : replayText(read.scenario, seen, console.style));
    return isBroken(seen) ? 1 : 0;
  },
};
