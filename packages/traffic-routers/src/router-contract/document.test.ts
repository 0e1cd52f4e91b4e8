// docs/router-contract.md tells one story in examples; here it happens.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fakeRouter } from '@rampart/testing/fakes';
import { routerContractHandler } from '@rampart/traffic-routers';

const page = readFileSync(new URL('../../../../docs/router-contract.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```json request\n(?<request>[^`]+)```\s+```json answer (?<status>\d+)\n(?<answer>[^`]+)```/g)].map(({ groups }) => ({
  request: groups?.['request'] ?? '',
  status: Number(groups?.['status']),
  answer: groups?.['answer'] ?? '',
}));

describe('docs/router-contract.md', () => {
  it('has an answer to every request', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
    expect(examples).toHaveLength(page.split('```json request').length - 1);
  });

  it('tells what happens', async () => {
    const fake = fakeRouter({ target: 'fraud-prod', slots: ['a', 'b'] });
    const handle = routerContractHandler({ router: fake, deployer: fake });
    for (const { request, status, answer } of examples) {
      const response = await handle(new Request('http://proxy.test/', { method: 'POST', body: request }));
      expect([response.status, await response.json()]).toEqual([status, JSON.parse(answer)]);
    }
  });

  it('shows a repeated effect answered as before', async () => {
    const fake = fakeRouter({ target: 'fraud-prod', slots: ['a', 'b'] });
    const handle = routerContractHandler({ router: fake, deployer: fake });
    const set = examples.find(({ request, status }) => request.includes('"set"') && status === 200);
    await handle(new Request('http://proxy.test/', { method: 'POST', body: examples[0]?.request ?? '' }));
    for (const time of ['first', 'again']) {
      const response = await handle(new Request('http://proxy.test/', { method: 'POST', body: set?.request ?? '' }));
      expect([time, await response.json()]).toEqual([time, JSON.parse(set?.answer ?? '')]);
    }
  });
});
