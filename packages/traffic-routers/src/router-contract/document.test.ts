// docs/router-contract.md tells one story in examples; here it happens.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fakeRouter } from '@rampart/testing/fakes';
import { routerContractHandler } from '@rampart/traffic-routers';

const page = readFileSync(new URL('../../../../docs/router-contract.md', import.meta.url), 'utf8');

interface Example {
  readonly request: string;
  readonly status: number;
  readonly answer: string;
}

/** `kind`: what stands between `json` and `request`. */
function examplesOf(kind: '' | 'mirror '): readonly Example[] {
  const form = new RegExp(`\`\`\`json ${kind}request\\n(?<request>[^\`]+)\`\`\`\\s+\`\`\`json ${kind}answer (?<status>\\d+)\\n(?<answer>[^\`]+)\`\`\``, 'g');
  return [...page.matchAll(form)].map(({ groups }) => ({ request: groups?.['request'] ?? '', status: Number(groups?.['status']), answer: groups?.['answer'] ?? '' }));
}

const examples = examplesOf('');

describe('docs/router-contract.md', () => {
  it('has an answer to every request', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
    expect(examples).toHaveLength(page.split('```json request').length - 1);
  });

  it.each([
    ['with a router that cannot mirror', examples, false],
    ['with one that can', examplesOf('mirror '), true],
  ] as const)('tells what happens %s', async (_, story, canMirror) => {
    const fake = fakeRouter({ target: 'fraud-prod', slots: ['a', 'b'], canMirror });
    const handle = routerContractHandler({ router: fake, deployer: fake });
    expect(story.length).toBeGreaterThan(1);
    for (const { request, status, answer } of story) {
      const response = await handle(new Request('http://proxy.test/', { method: 'POST', body: request }));
      expect([response.status, await response.json()]).toEqual([status, JSON.parse(answer)]);
    }
  });

  it('shows a repeated effect answered as before', async () => {
    const fake = fakeRouter({ target: 'fraud-prod', slots: ['a', 'b'], canMirror: false });
    const handle = routerContractHandler({ router: fake, deployer: fake });
    const set = examples.find(({ request, status }) => request.includes('"set"') && status === 200);
    await handle(new Request('http://proxy.test/', { method: 'POST', body: examples[0]?.request ?? '' }));
    for (const time of ['first', 'again']) {
      const response = await handle(new Request('http://proxy.test/', { method: 'POST', body: set?.request ?? '' }));
      expect([time, await response.json()]).toEqual([time, JSON.parse(set?.answer ?? '')]);
    }
  });
});
