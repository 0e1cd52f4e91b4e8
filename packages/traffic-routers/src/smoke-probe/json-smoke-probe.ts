// The SmokeProbe port over JSON (docs/router-contract.md, "The smoke probe"): a program or an address that answers the golden set through the real route.
import { commandExchange, decode, httpExchange, integer, plainLine, shape, text, type Exchange } from '@rampart/json-exchange';
import { failed, ok, type Result, type SmokeAnswer, type SmokeProbe, type SmokeQuestion } from '@rampart/rollout-engine';

export interface SmokeProbeOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  /** Where commands run, and their whole environment. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ends commands early. */
  readonly signal?: AbortSignal;
}

const CASES_MAX = 1_000_000;
const answerShape = shape({
  digest: text({ expected: '"sha256:" and 64 hexadecimal digits', pattern: /^sha256:[0-9a-f]{64}$/ }),
  cases: integer({ min: 1, max: CASES_MAX }),
  failed: integer({ min: 0, max: CASES_MAX }),
  first: text({ lengthMax: 65_536 }),
});

export function jsonSmokeProbe(options: SmokeProbeOptions): SmokeProbe {
  return {
    ask: async ({ probe, target, rolloutId, slot, version, digest }) => {
      const exchanged = await exchangeWith(options, probe)({ op: 'smoke', target, rolloutId, slot, version, digest });
      if (exchanged.kind === 'answered') return judge(exchanged.value);
      const { code, retryable, cause } = exchanged;
      return failed({ port: 'smoke', code, message: `The smoke probe was asked about slot ${slot}: ${exchanged.message}.`, retryable, outcome: 'not-done', cause });
    },
  };
}

function judge(value: unknown): Result<SmokeAnswer> {
  const decoded = decode(answerShape, value);
  if (decoded.kind === 'bad') return malformed(decoded.why);
  const { cases, failed: wrong, first } = decoded.value;
  if (wrong > cases) return malformed(`failed: expected at most the ${String(cases)} cases, got ${String(wrong)}`);
  // It ends in summaries and in the ledger.
  return ok({ ...decoded.value, first: plainLine(first) });
}

function malformed(why: string): Result<never> {
  return failed({ port: 'smoke', code: 'malformed', message: `The answer of the smoke probe is not of the agreed form (docs/router-contract.md): ${why}.`, retryable: false, outcome: 'not-done' });
}

function exchangeWith({ fetch, timeoutMs, cwd, env, signal }: SmokeProbeOptions, probe: SmokeQuestion['probe']): Exchange {
  return probe.kind === 'http' ? httpExchange({ url: probe.url, fetch, timeoutMs }) : commandExchange({ argv: probe.argv, cwd, env, timeoutMs, ...(signal === undefined ? {} : { signal }) });
}
