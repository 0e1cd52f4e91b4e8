// The table of faults: how often each was met, and in which states of a release.
import { FAULTS } from './faults/fault-list.ts';
import type { SeedResult } from './seed-result.ts';
import { BESIDE, STATES } from './world/state-words.ts';

const COLUMNS = [...STATES, ...BESIDE];

export interface Coverage {
  readonly times: ReadonlyMap<number, number>;
  /** `<fault>|<state>` */
  readonly pairs: ReadonlyMap<string, number>;
}

export function coverageOf(results: readonly SeedResult[]): Coverage {
  const times = new Map<number, number>();
  const pairs = new Map<string, number>();
  for (const pair of results.flatMap(({ met }) => met)) {
    const [number = '', state = ''] = pair.split('|');
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    // Frozen and paused stand beside another state of the same moment.
    if (!BESIDE.some((beside) => beside === state)) times.set(Number(number), (times.get(Number(number)) ?? 0) + 1);
  }
  return { times, pairs };
}

export function neverMet({ times }: Coverage): readonly string[] {
  return FAULTS.filter(({ number }) => (times.get(number) ?? 0) === 0).map(({ number, name }) => `${number} ${name}`);
}

export function tableOf({ times, pairs }: Coverage): string {
  const rows = FAULTS.map(({ number, name, as, elsewhere }) => {
    const cells = COLUMNS.map((state) => String(pairs.get(`${number}|${state}`) ?? '.'));
    return { head: `${String(number).padStart(2)} ${name}`, times: String(times.get(number) ?? 0), cells, note: [as, elsewhere === '' ? '' : `with real processes: ${elsewhere}`].filter((text) => text !== '').join('; ') };
  });
  const width = Math.max(...rows.map(({ head }) => head.length));
  const columns = COLUMNS.map((state, index) => Math.max(state.length, ...rows.map(({ cells }) => cells[index]?.length ?? 0)));
  const line = (head: string, met: string, cells: readonly string[]): string => `${head.padEnd(width)}  ${met.padStart(7)}  ${cells.map((cell, index) => cell.padStart(columns[index] ?? 0)).join('  ')}`;
  const notes = rows.filter(({ note }) => note !== '').map(({ head, note }) => `${head.padEnd(width)}  ${note}`);
  const reached = FAULTS.flatMap(({ number }) => COLUMNS.map((state) => pairs.has(`${number}|${state}`))).filter(Boolean).length;
  return [line('fault', 'met', COLUMNS), ...rows.map(({ head, times: met, cells }) => line(head, met, cells)), `${reached} of ${FAULTS.length * COLUMNS.length} pairs of fault and state were reached`, '', ...notes].join('\n');
}
