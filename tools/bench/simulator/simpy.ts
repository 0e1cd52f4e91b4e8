// SimPy on the same machine, in the same minute: mm1.py, where Python and SimPy are.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('mm1.py', import.meta.url));

export interface SimpyRates {
  readonly version: string;
  readonly python: string;
  /** Per second of CPU time. */
  readonly customersPerSecond: number;
  readonly meanTimeInSystem: number;
  readonly requestsPerSecond: number;
}

export type Simpy = { readonly kind: 'measured'; readonly rates: SimpyRates } | { readonly kind: 'absent'; readonly why: string };

export interface SimpyRequest {
  readonly customers: number;
  readonly requests: number;
  readonly repeats: number;
  readonly seed: number;
  readonly load: number;
}

/** `absent` where there is no python3 with SimPy; throws where there is, and it fails. */
export function measureSimpy({ customers, requests, repeats, seed, load }: SimpyRequest): Simpy {
  const { error, status, stdout, stderr } = spawnSync('python3', [SCRIPT, customers, requests, repeats, seed, load].map(String), { encoding: 'utf8' });
  if (error !== undefined) return { kind: 'absent', why: 'there is no python3' };
  if (/No module named '?simpy/.test(stderr)) return { kind: 'absent', why: 'python3 has no SimPy (Debian: python3-simpy3; PyPI: simpy)' };
  if (status !== 0) throw new Error(`mm1.py ended with ${String(status)}.\n${stderr}`);
  return { kind: 'measured', rates: ratesOf(stdout) };
}

/** What mm1.py prints. */
export function ratesOf(printed: string): SimpyRates {
  const rates = JSON.parse(printed) as SimpyRates;
  const { customersPerSecond, meanTimeInSystem, requestsPerSecond } = rates;
  if (![customersPerSecond, meanTimeInSystem, requestsPerSecond].every((rate) => Number.isFinite(rate) && rate > 0)) throw new Error(`mm1.py printed something else than rates: ${printed}`);
  return rates;
}
