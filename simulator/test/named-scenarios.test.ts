// Every named scenario turns the mark that it is about, and no other one does: none of them could be left out.
import { beforeAll, describe, expect, it } from 'vitest';
import { simulateTicks } from '../src/ports/index.ts';
import { simulateDecisions } from '../src/rollout/simulate-decisions.ts';
import { MARKS, marksOf, type Mark } from '../src/scenario/marks/index.ts';
import { namedScenarios, trialOf, type NamedScenario } from '../src/scenario/named/index.ts';
import { readScenario } from '../src/scenario/read-scenario.ts';
import { writeScenario } from '../src/scenario/write-scenario.ts';

const NAMED = namedScenarios();
const turned = new Map<string, readonly Mark[]>();

async function marksIn(named: NamedScenario): Promise<readonly Mark[]> {
  const trial = trialOf(named);
  return marksOf(named.depth === 'tick' ? await simulateTicks(trial) : simulateDecisions(trial));
}

describe('named scenarios', () => {
  beforeAll(async () => {
    for (const named of NAMED) turned.set(named.name, await marksIn(named));
  }, 120_000);

  it.each(NAMED)('$name turns $turns, and nothing else does', ({ name, turns }) => {
    expect([...turned].filter(([, marks]) => marks.includes(turns)).map(([turner]) => turner)).toEqual([name]);
  });

  it('are at least 40, with a name, a sentence and a grounding each', () => {
    expect(NAMED.length).toBeGreaterThanOrEqual(40);
    expect(new Set(NAMED.map(({ name }) => name)).size).toBe(NAMED.length);
    for (const { about, grounding } of NAMED) expect([about.endsWith('.'), grounding.length > 10]).toEqual([true, true]);
  });

  it('leave no mark that nothing turns', () => {
    const used = new Set(NAMED.map(({ turns }) => turns));
    expect(Object.keys(MARKS).filter((mark) => !used.has(mark as Mark))).toEqual([]);
  });

  it.each(NAMED)('$name is a file of at most 15 lines that reads back', ({ policy, depth, scenario }) => {
    const text = writeScenario({ policy, breaks: '', depth, scenario });
    const reading = readScenario({ file: `${scenario.name}.yaml`, text });
    expect(reading).toEqual({ kind: 'scenario', file: { policy, breaks: '', depth, scenario } });
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });
});
