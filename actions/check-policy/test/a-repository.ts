// A repository in memory, before and after a change, with policies whose releases take minutes.
import type { InputsOf } from '@rampart/action-kit';
import type { contract } from '../src/contract.ts';
import { isPattern, isPolicyName } from '../src/policy-names.ts';
import { matchesGlob } from 'node:path/posix';
import type { Base, CheckPolicyPorts, CommentOutcome, PolicyFiles } from '../src/ports.ts';
import { scriptedPool } from './scripted-pool.ts';

export interface PolicyParts {
  readonly target?: string;
  readonly badRequests?: number;
  /** Empty: it promises to catch nothing. */
  readonly catches?: string;
  readonly weights?: string;
  readonly decideWithin?: string;
  /** Appended. */
  readonly more?: string;
}

/** Line 7 is `badRequests`, line 8 `catches`. */
export function policyText({ target = 'fraud-prod', badRequests = 5_000, catches = '{errors: 5x, within: 30m}', weights = '[10%, 50%]', decideWithin = '1h', more = '' }: PolicyParts = {}): string {
  return `rampart: 1
target: ${target}
model: gto:fraud
serve: {http: "http://127.0.0.1:1/route", slots: [a, b]}
metrics: {openmetrics: {pages: {a: ["http://127.0.0.1:2/metrics"], b: ["http://127.0.0.1:3/metrics"]}}}
promise:
  badRequests: ${badRequests}
${catches === '' ? '' : `  catches: ${catches}\n`}  falseAlarms: 5%
  decideWithin: ${decideWithin}
  ifUndecided: promote
checks: {errors: {worseBy: 2x, independent: true}}
plan: [smoke, ramp: {weights: ${weights}, every: 1m}, bake: 5m]
${more}`;
}

export function trafficText({ target = 'fraud-prod', perMinute = 6_000 }: { readonly target?: string; readonly perMinute?: number } = {}): string {
  return JSON.stringify({
    trafficProfile: 1,
    target,
    measured: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', basis: 'window' },
    requestsPerMinute: { mean: perMinute },
    routerStepPpm: 1000,
    checks: { errors: { kind: 'counts', trials: 8_640_000, events: 86_400, pods: [], labels: [] } },
    shape: { kind: 'flat' },
    dispersion: { varianceOverMean: 2, spanSeconds: 15 },
    errorBursts: { meanRequests: 1, spanSeconds: 15 },
  });
}

export type Texts = Readonly<Record<string, string>>;

/** One policy and its traffic, as `rampart/<name>.yaml`. */
export function aPolicyAt(name: string, parts: PolicyParts = {}): Texts {
  const target = parts.target ?? `${name}-prod`;
  return { [`rampart/${name}.yaml`]: policyText({ target, ...parts }), [`rampart/${name}.traffic.json`]: trafficText({ target }) };
}

export function filesOf(texts: Texts): PolicyFiles {
  return {
    list: async (patterns) => Object.keys(texts).filter((name) => patterns.some((pattern) => name === pattern || (isPattern(pattern) && isPolicyName(name) && matchesGlob(name, pattern)))).sort(),
    read: async (file) => (texts[file] === undefined ? { kind: 'absent' } : { kind: 'text', text: texts[file] }),
  };
}

export interface Ports extends CheckPolicyPorts {
  /** What was written where. */
  readonly comments: { readonly body: string; readonly mode: 'write' | 'if-there' }[];
  readonly rows: Map<string, string>;
  readonly logged: string[];
}

export interface PortParts {
  readonly head: Texts;
  /** `none`: an event without a base. */
  readonly base?: Texts | 'none' | 'missed';
  readonly comment?: CommentOutcome;
  readonly pool?: CheckPolicyPorts['pool'];
  /** Shared by the jobs of a matrix. */
  readonly rows?: Map<string, string>;
}

export function portsOf({ head, base = {}, comment = { kind: 'written', url: 'https://github.test/acme/models/pull/7#issuecomment-1' }, rows = new Map(), pool = scriptedPool() }: PortParts): Ports {
  const comments: Ports['comments'] = [];
  const logged: string[] = [];
  return {
    head: filesOf(head),
    base: baseOf(base),
    pool,
    codeHash: 'sha256:code',
    runUrl: 'https://github.test/acme/models/actions/runs/77',
    comment: async (body, mode) => {
      comments.push({ body, mode });
      return comment;
    },
    readRows: async (patterns) => ({ kind: 'files', files: [...rows].filter(([name]) => patterns.some((pattern) => name === pattern || matchesGlob(name, pattern))).map(([name, text]) => ({ name, text })) }),
    writeRows: async (path, text) => {
      rows.set(path, text);
      return { kind: 'written' };
    },
    log: (text) => void logged.push(text),
    comments,
    rows,
    logged,
  };
}

function baseOf(base: Texts | 'none' | 'missed'): Base {
  if (base === 'none') return { kind: 'none', why: 'this event has no commit before it', isMissed: false };
  if (base === 'missed') return { kind: 'none', why: 'the base 0123456789ab is not in this checkout and cannot be fetched (git fetch: exit 128)', isMissed: true };
  return { kind: 'commit', name: '0123456789ab', files: filesOf(base) };
}

type Inputs = InputsOf<typeof contract>;

export function inputsOf(parts: Partial<Inputs> = {}): Inputs {
  const absent = { kind: 'absent' } as const;
  return { policy: ['rampart/*.yaml'], base: absent, all: false, runs: '1200', seed: '0x5eed', family: [], workers: absent, shard: absent, rows: absent, merge: [], comment: true, token: absent, ...parts };
}
