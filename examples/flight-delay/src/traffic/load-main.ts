// The load as a process of its own, so that a busy parent does not hold requests back.
import { decode, integer, shape, text } from '@rampart/json-exchange';
import { readMarch } from '../flights/march.ts';
import { runAsChild } from '../process/run-as-child.ts';
import { startLoad } from './load.ts';

runAsChild(async (given) => {
  const options = decode(decodeOptions, given);
  if (options.kind === 'bad') throw new Error(`the load cannot start: ${options.why}`);
  const load = startLoad({ ...options.value, flights: readMarch() });
  return {
    started: {},
    report: () => load.totals(),
    stop: async () => {
      await load.stop();
    },
  };
});

const decodeOptions = shape({
  url: text({ expected: 'an address', pattern: /./ }),
  ratePerSecond: integer({ min: 1, max: 100_000 }),
  seed: integer({ min: 0, max: 0xffffffff }),
});
