import { afterEach, describe, expect, it } from 'vitest';
import type { AccessEntry } from '../serving/access-log.ts';
import { startLabelService, type LabelService } from './label-service.ts';

let service: LabelService;
afterEach(() => service.close());

const anEntry = (entry: Partial<AccessEntry>): AccessEntry => ({ t: 500, purpose: 'user', key: 'flight-0-0', region: 'west', slot: 'a', version: 'v1', status: 200, ms: 1, late: true, ...entry });
const aQuestion = { op: 'labels', target: 'flights', rolloutId: 'r-1', fromMs: 0, toMs: 3_000, blockMs: 1_000, arms: { stable: 'a', candidate: 'b' }, slices: ['region'] };

const started = async ({ nowMs = 100_000, learnedUntilMs = 100_000 } = {}): Promise<LabelService> =>
  (service = await startLabelService({ target: 'flights', slots: ['a', 'b'], flights: [{ late: true }, { late: false }], matureMs: 10_000, nowMs: () => nowMs, learnedUntilMs: () => learnedUntilMs }));
interface Told {
  readonly blocks: readonly { readonly toMs: number; readonly cells: Readonly<Record<string, unknown>> }[];
}
const ask = async (change: object = {}): Promise<{ readonly status: number; readonly value: Told }> => {
  const response = await fetch(`${service.url}/labels`, { method: 'POST', body: JSON.stringify({ ...aQuestion, ...change }) });
  return { status: response.status, value: (await response.json()) as Told };
};

describe('startLabelService', () => {
  it('holds answers against the record', async () => {
    const { learn } = await started();
    for (const [key, late] of [['flight-0-0', true], ['flight-1-7', true], ['flight-1-8', false]] as const) learn(anEntry({ key, late }));
    expect((await ask()).value.blocks[0]!.cells).toMatchObject({ all: { stable: { trials: 3, events: 1 }, candidate: { trials: 0, events: 0 } } });
  });

  it('counts only what was answered with 200 about a flight of the record', async () => {
    const { learn } = await started();
    learn(anEntry({ status: 500 }));
    learn(anEntry({ key: 'flight-2-0' }));
    learn(anEntry({ key: 'something else' }));
    expect((await ask()).value.blocks[0]!.cells).toMatchObject({ all: { stable: { trials: 0, events: 0 } } });
  });

  it('tells a block when it has matured and every request of it is in', async () => {
    await started({ nowMs: 12_500 });
    expect((await ask()).value.blocks.map(({ toMs }) => toMs)).toEqual([1_000, 2_000]);
    await service.close();
    await started({ nowMs: 100_000, learnedUntilMs: 1_700 });
    expect((await ask()).value.blocks.map(({ toMs }) => toMs)).toEqual([1_000]);
  });

  it('gives slices only where they are asked for', async () => {
    await started();
    expect(Object.keys((await ask()).value.blocks[0]!.cells)).toEqual(['all', 'region=midwest', 'region=northeast', 'region=south', 'region=west']);
    expect(Object.keys((await ask({ slices: [] })).value.blocks[0]!.cells)).toEqual(['all']);
  });

  it.each([
    [{ target: 'other' }, 404, 'no target "other"'],
    [{ slices: ['airline'] }, 422, 'not known here: airline'],
    [{ arms: { stable: 'a', candidate: 'c' } }, 422, 'not known here: c'],
    [{ toMs: 1e15 }, 422, 'at most 10000 blocks'],
    [{ blockMs: 0 }, 400, 'blockMs'],
    [{ op: 'read' }, 400, '"read"'],
  ])('refuses %j', async (change, status, why) => {
    await started();
    expect(await ask(change)).toMatchObject({ status, value: { error: expect.stringContaining(why) } });
  });
});
