// What `npm run demo` takes after `--`.
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Renames and swaps the artefacts, and draws a fresh load. */
  readonly shuffle: boolean;
  /** Of the shuffle and of where in the month the traffic begins; printed, so that a run can be repeated. */
  readonly seed: number;
  readonly outDir: string;
  readonly ratePerSecond: number;
}

export type OptionsReading = { readonly kind: 'options'; readonly options: DemoOptions } | { readonly kind: 'help'; readonly text: string } | { readonly kind: 'mistake'; readonly text: string };

const USAGE = 'npm run demo [-- --shuffle] [--seed 7] [--rate 600] [--out demo-out]';
const DEFAULT_SEED = 7;

export function readOptions(argv: readonly string[], freshSeed: number): OptionsReading {
  try {
    const { values } = parseArgs({ args: [...argv], options: { shuffle: { type: 'boolean' }, seed: { type: 'string' }, rate: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
    if (values.help === true) return { kind: 'help', text: USAGE };
    const seed = values.seed === undefined ? (values.shuffle === true ? freshSeed : DEFAULT_SEED) : wholeNumber(values.seed);
    const ratePerSecond = values.rate === undefined ? 600 : wholeNumber(values.rate);
    if (seed === 'not whole') return { kind: 'mistake', text: `--seed: expected a whole number, got ${JSON.stringify(values.seed)}\nusage: ${USAGE}` };
    if (ratePerSecond === 'not whole' || ratePerSecond < 50) return { kind: 'mistake', text: `--rate: expected requests per second, a whole number from 50, got ${JSON.stringify(values.rate)}\nusage: ${USAGE}` };
    return { kind: 'options', options: { shuffle: values.shuffle === true, seed, outDir: values.out ?? 'demo-out', ratePerSecond } };
  } catch (error) {
    return { kind: 'mistake', text: `${error instanceof Error ? error.message : String(error)}\nusage: ${USAGE}` };
  }
}

function wholeNumber(text: string): number | 'not whole' {
  return /^\d{1,9}$/.test(text) ? Number(text) : 'not whole';
}
