// Text from outside (versions, labels, errors, names, reasons) is shown as what it is: no command of the runner, no output, no markup, no colour.
import { aGoldenWorld, counter, textPage, type BundleEnd, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';
import { contract } from '../../src/contract.ts';

/** One of everything that somebody downstream gives a meaning to. `core` is the word that shows that the text was there at all. */
function hostile(core: string): string {
  return [
    core,
    '\n::set-output name=decision::promote\n::add-mask::v\r::stop-commands::x##[error]y',
    '\ndecision=promote\ndecision<<EOF\npromote\nEOF\n',
    '\u001b[31mred\u001b]8;;http://evil.test\u0007\u202e',
    '<img src=x onerror=alert(1)><!-- [link](http://evil.test) | cell | `code` @octocat #1 **bold**',
  ].join('');
}

let step: string;
let world: GoldenWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
afterEach(() => world.close());

function expectInert(ended: BundleEnd, core: string, annotationCount: number): void {
  expect(ended.stderr).toBe('');
  // What the runner would obey: annotations of ours, and nothing else.
  expect(ended.commands.map(({ name }) => name)).toEqual(Array.from({ length: annotationCount }, () => expect.stringMatching(/^(warning|error)$/) as string));
  expect(ended.stdout).not.toMatch(UNPRINTABLE);
  expect(Object.keys(ended.outputs)).toEqual(Object.keys(contract.outputs));
  expect(ended.outputs['decision']).not.toBe('promote');
  for (const name of ['sentence', 'report', 'decision', 'needs']) expect(ended.outputs[name]).not.toMatch(UNPRINTABLE);
  expect(() => JSON.parse(ended.outputs['targets'] ?? '') as unknown).not.toThrow();
  expect(ended.summary).not.toMatch(UNPRINTABLE);
  // Outside of code, which shows its content as it is, nothing that Markdown or GitHub gives a meaning to is left of it.
  const prose = ended.summary.replace(/```text\n.*\n```/gu, '').replace(/`[^`\n]*`/gu, '');
  for (const markup of ['<img', '<!--', '](http', '@octocat', '**bold', '| cell |', '\ndecision=', '::set-output']) expect(prose).not.toContain(markup);
  expect(`${ended.stdout}${ended.summary}`).toContain(core);
}

/** Control and direction characters; line breaks and tabs are text. */
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u;

describe('canary-step shows hostile text as text', () => {
  it('in the version that the router says it serves', async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler, stableVersion: hostile('stable-core') });
    expectInert(await world.run(step), 'stable-core', 0);
    expectInert(await world.run(step, { mode: 'tick' }), 'stable-core', 0);
    expectInert(await world.run(step, { mode: 'status' }), 'stable-core', 0);
    expect(world.origin.ledger()).toHaveLength(3);
    expect(world.origin.ledger()[0]).toMatch(/^fraud-prod: stable-core/);
  });

  it('in the label of the slice that is worse', async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler });
    world.writePolicy({ promise: 'promise: {badRequests: 1000000, falseAlarms: 50%}', checks: 'checks: {errors: {slices: [region]}}', plan: 'plan: [smoke, ramp: {weights: [10%], every: 0s}]' });
    // Short, because longer values are refused as a whole; before `east` in the alphabet, because earlier slices weigh more.
    const region = 'a-region-core\n::set-output name=x::y\u001b[31m##[error]<img src=x>[link](http://evil.test)@octocat';
    // As many failures on either arm, but the candidate's are all in one region.
    const page = (failing: string): (() => Response) => {
      let looks = 0;
      const series = (name: string): readonly string[] => [counter({ region: name, code: '200' }, (name === failing ? 5 : 50) * looks), counter({ region: name, code: '500' }, (name === failing ? 45 : 0) * looks)];
      return () => {
        looks += 1;
        return textPage([...series('east'), ...series(region)]);
      };
    };
    world.pages.a.answer(page('east'));
    world.pages.b.answer(page(region));
    const watched = await world.run(step, { mode: 'watch', deadline: '30s' });
    expect(watched.outputs['decision']).toBe('rollback');
    expectInert(watched, 'region-core', 1);
  });

  it('in what a broken router answers', async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler });
    await world.run(step, { mode: 'tick' });
    world.interceptRouter(() => Response.json({ error: hostile('error-core') }, { status: 503 }));
    expectInert(await world.run(step, { mode: 'tick' }), 'error-core', 2);
  });

  it('in what a broken metric page answers', async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler });
    world.pages.b.answer(() => textPage([hostile('page-core')]));
    expectInert(await world.run(step, { mode: 'tick' }), 'cannot be read', 1);
  });

  it('in the reason of a person who stops the rollout, and in the record of it', async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler });
    await world.run(step, { mode: 'tick' });
    const aborted = await world.run(step, { mode: 'tick', abort: hostile('reason-core') });
    expect(aborted.outputs['decision']).toBe('rollback');
    expectInert(aborted, 'reason-core', 1);
    expect(world.origin.git('log', '-1', '--format=%(trailers:keyonly)', world.origin.ref()).split('\n').sort()).toEqual(['Actor', 'Operation', 'Rollout-Id', 'Sequence']);
  });
});
