// How fast the simulator is, against what others use, against what its random numbers alone cost, and in ticks. CPU time wherever it can be, so that other work
// on the machine moves the figures little; for two workers time on the clock, which needs two free cores. Each row: what, measured, target, ok or MISSED.
import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMissed, printTable, type Row } from '../statistics/row.ts';
import type { Measured, MeasurementName, MeasureRequest } from './measurements.ts';
import { atLeast, atMost, noted, ratioText, rateText } from './row.ts';
import { measureSimpy, type Simpy } from './simpy.ts';

const MEASURE = fileURLToPath(new URL('measure.ts', import.meta.url));
const REQUEST: MeasureRequest = { customers: 1_000_000, load: 0.8, repeats: 5 };
const SIMPY_REPEATS = 3;
/** Of the mean time in a queue: both models are the same one if they agree with its law. */
const SAME_MODEL = 0.2;

/** Prints every row; true when no target was missed. */
export async function benchSimulator(): Promise<boolean> {
  const tables: (readonly Row[])[] = [];
  const print = (title: string, rows: readonly Row[]): void => {
    printTable(title, rows);
    tables.push(rows);
  };
  const simpy = measureSimpy({ customers: 100_000, requests: 500_000, repeats: SIMPY_REPEATS, seed: 1, load: REQUEST.load });
  print(`Event by event, per second of CPU time${simpy.kind === 'measured' ? `; SimPy ${simpy.rates.version} on ${simpy.rates.python}` : ''}`, eventRows(simpy, measure('queue'), measure('requests')));
  print('A look at a time, per second of CPU time', lookRows(measure('counts'), measure('decisionsOnShares'), measure('decisionsOnSignals'), measure('shortRollouts')));
  print('Memory and workers', [memoryRow(measure('memory')), workersRow(measure('workers'))]);
  const judged = tables.flat().filter(({ target }) => target.kind === 'target');
  const missed = judged.filter(isMissed);
  const [load = 0] = loadavg();
  if (load > availableParallelism() + 1) console.log(`The machine was busy: ${load.toFixed(1)} processes wanted its ${availableParallelism()} cores. Time on the clock says little then, and CPU time less than it could.\n`);
  console.log(missed.length === 0 ? `All ${judged.length} targets were met.` : `${missed.length} of ${judged.length} targets were missed:\n${missed.map(({ what }) => `  ${what}`).join('\n')}`);
  return missed.length === 0;
}

function measure<Name extends MeasurementName>(name: Name): Measured<Name> {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--disable-warning=ExperimentalWarning', MEASURE, name, JSON.stringify(REQUEST)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`measuring ${name} ended with ${String(status)}.\n${stderr}`);
  return JSON.parse(stdout) as Measured<Name>;
}

function eventRows(simpy: Simpy, queue: Measured<'queue'>, world: Measured<'requests'>): readonly Row[] {
  const draws = world.requestsPerSecond * world.drawsPerRequest;
  return [
    ...overSimpy(simpy, queue, world),
    atLeast({ what: `draws of that world (${world.drawsPerRequest.toFixed(2)} per request) over drawing alone, \`uniform\` of its five streams in turn`, value: draws / world.boundDrawsPerSecond, text: ratioText(draws, world.boundDrawsPerSecond) }, 0.2, ' x'),
    noted({ what: 'the same over `uniform` of one stream, whose state never leaves the registers', text: ratioText(draws, world.singleStreamDrawsPerSecond) }, 'no target'),
  ];
}

function overSimpy(simpy: Simpy, queue: Measured<'queue'>, { requestsPerSecond }: Measured<'requests'>): readonly Row[] {
  const what = { queue: 'M/M/1: customers on our event queue over customers in SimPy', world: 'requests of the full world (region, failure, time, retries) over the cheapest loop in SimPy (comes and fails by chance, one timeout)' };
  if (simpy.kind === 'absent') return Object.values(what).map((skipped) => noted({ what: skipped, text: 'skipped' }, simpy.why));
  const { rates } = simpy;
  const expected = 1 / (1 - REQUEST.load);
  for (const seen of [queue.meanTimeInSystem, rates.meanTimeInSystem]) {
    if (Math.abs(seen / expected - 1) > SAME_MODEL) throw new Error(`A customer's mean time in M/M/1 at load ${REQUEST.load} is ${expected} service times; a model gave ${seen}. The two are not the same model.`);
  }
  return [
    atLeast({ what: what.queue, value: queue.customersPerSecond / rates.customersPerSecond, text: ratioText(queue.customersPerSecond, rates.customersPerSecond) }, 25, ' x'),
    atLeast({ what: what.world, value: requestsPerSecond / rates.requestsPerSecond, text: ratioText(requestsPerSecond, rates.requestsPerSecond) }, 10, ' x'),
  ];
}

function lookRows(counts: Measured<'counts'>, shares: Measured<'decisionsOnShares'>, signals: Measured<'decisionsOnSignals'>, short: Measured<'shortRollouts'>): readonly Row[] {
  const ticks = (what: string, { ticksPerSecond }: { readonly ticksPerSecond: number }) => ({ what, value: ticksPerSecond, text: rateText(ticksPerSecond) });
  return [
    atLeast(ticks('ticks of the aggregated world, one share counted, a policy that never moves', counts), 500_000, '/s'),
    atLeast(ticks('ticks of whole releases with world, telemetry, decide() and fold(), three shares', shares), 20_000, '/s'),
    noted(ticks('the same with errors, latency and labels', signals), 'no target'),
    atLeast({ what: `rollouts of an equal candidate, 60 looks at most (${short.ticksPerRollout.toFixed(0)} on average), one share`, value: short.rolloutsPerSecond, text: rateText(short.rolloutsPerSecond) }, 200, '/s'),
  ];
}

function memoryRow({ bytesAfterMillion, bytesAfterTenMillion }: Measured<'memory'>): Row {
  const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(2)} MiB`;
  const value = bytesAfterTenMillion / bytesAfterMillion;
  return atMost({ what: 'memory of the full world after 10 million requests over after 1 million', value, text: `${value.toFixed(3)} x (${mebibytes(bytesAfterTenMillion)} over ${mebibytes(bytesAfterMillion)})` }, 1.2, ' x');
}

function workersRow({ runs, hereWallSeconds, hereCpuSeconds, threadsWallSeconds, threadsCpuSeconds }: Measured<'workers'>): Row {
  const value = hereWallSeconds / threadsWallSeconds;
  return atLeast({ what: `two workers over none, ${runs.toLocaleString('en')} releases, time on the clock (aim: 1.8)`, value, text: `${value.toFixed(2)} x (${hereWallSeconds.toFixed(1)} s over ${threadsWallSeconds.toFixed(1)} s; CPU time ${hereCpuSeconds.toFixed(1)} s and ${threadsCpuSeconds.toFixed(1)} s)` }, 1.3, ' x');
}
