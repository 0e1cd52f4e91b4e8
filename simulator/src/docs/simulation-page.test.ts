import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../scenario/read-scenario.ts';

const page = readFileSync(new URL('../../../docs/simulation.md', import.meta.url), 'utf8');

describe('docs/simulation.md', () => {
  it('shows a scenario file that is read as it stands', () => {
    const text = /```yaml\n([^`]+)```/.exec(page)?.[1] ?? '';
    expect(text).toContain('scenario: 1');
    expect(readScenario({ file: 'shown.yaml', text })).toMatchObject({ kind: 'scenario', file: { policy: 'web', depth: 'tick', scenario: { traffic: { requestsPerSecond: 5 } } } });
  });
});
