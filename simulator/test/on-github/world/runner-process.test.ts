import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { chanceOf } from '../chance.ts';
import { RunnerProcess } from './runner-process.ts';
import { newTurns } from './turns.ts';

const GIVES_UP_MS = 20_000;

describe('RunnerProcess.ask', () => {
  const turns = newTurns();
  const asking = async (act: () => Promise<string>, abort?: AbortController) => {
    const process = new RunnerProcess({ name: 'step-1', turns, startMs: 0, chance: chanceOf(1, 'process'), isCutOff: () => false });
    // As a client of GitHub has it: Node keeps such a signal for as long as somebody hears it.
    const signal = AbortSignal.any([AbortSignal.timeout(2 ** 31 - 1), ...(abort === undefined ? [] : [abort.signal])]);
    let end = 'nothing';
    let causes = 0;
    const givesUp = { afterMs: GIVES_UP_MS, cause: () => new Error(`too late, ${String((causes += 1))}`) };
    turns.begin(async () => {
      end = await process.ask(act, { signal, givesUp }).catch((error: unknown) => String(error));
    });
    const goesOn = turns.nowMs + 2 * GIVES_UP_MS;
    await turns.run(goesOn, () => true);
    return { end, causes, hearers: getEventListeners(signal, 'abort').length };
  };

  it('lets go of the signal and gives nothing up once it was answered', async () => {
    expect(await asking(() => Promise.resolve('an answer'))).toEqual({ end: 'an answer', causes: 0, hearers: 0 });
    expect(await asking(() => Promise.reject(new Error('refused')))).toEqual({ end: 'Error: refused', causes: 0, hearers: 0 });
  });

  it('gives up by its own clock, and ends with its signal', async () => {
    const never = () => turns.wait<string>(() => false, () => undefined);
    expect(await asking(never)).toEqual({ end: 'Error: too late, 1', causes: 1, hearers: 0 });
    const abort = new AbortController();
    turns.plan(turns.nowMs + 1, 1, () => abort.abort(new Error('cancelled')));
    expect(await asking(never, abort)).toEqual({ end: 'Error: cancelled', causes: 0, hearers: 0 });
  });
});
