// A scenario file as a whole: which policy is tried, what it breaks, and what differs from the plain scenario.
import type { Depth } from '../../rollout/recording.ts';
import { DEFAULT_ROUTER, DEFAULT_RUNNER, DEFAULT_SCENARIO } from '../default-scenario.ts';
import { builtInPolicyNames, isBuiltInPolicy } from '../policies.ts';
import type { RouterModel, RunnerModel, Scenario } from '../scenario.ts';
import { behaviourCodec } from './behaviour-codecs.ts';
import { kindsOf, listOf, mappingOf, otherwise, REFUSED, required, unknownWord, type Codec, type Fields } from './codec.ts';
import { faultCodec } from './fault-codecs.ts';
import { baselinesCodec, trafficCodec } from './traffic-codecs.ts';
import { count, duration, durationOr, flag, share, sharePpm, text, words } from './unit-codecs.ts';

export interface ScenarioFile {
  /** A built-in policy, or the path of a policy file, relative to this file. Whoever opens it keeps it inside of its root. */
  readonly policy: string;
  /** Id of the checker or name of the claim that does not hold here; empty where nothing is broken. */
  readonly breaks: string;
  readonly depth: Depth;
  readonly scenario: Scenario;
}

export const SCENARIO_VERSION = 1;

/** Flat, in the order of the file. */
export type FlatFile = { readonly version: typeof SCENARIO_VERSION } & Omit<ScenarioFile, 'scenario'> & Scenario;

const U32 = { min: 0, max: 0xffff_ffff };

export function fileCodec(): Codec<FlatFile> {
  const usual = DEFAULT_SCENARIO;
  const fields: Fields<FlatFile> = {
    version: required(versionCodec(), 'scenario'),
    policy: required(policyCodec()),
    breaks: otherwise('', text('the id of a checker or the name of a claim, e.g. 01-weight-cap')),
    depth: required(words<Depth>('a depth', ['decide', 'tick', 'run', 'bundle'])),
    seed: otherwise(usual.seed, count(U32)),
    run: otherwise(usual.run, count(U32)),
    name: otherwise(usual.name, text('a name, e.g. steady-good')),
    about: otherwise(usual.about, text('a sentence')),
    horizonMs: otherwise(usual.horizonMs, duration()),
    healsAtMs: otherwise(usual.healsAtMs, durationOr('never')),
    traffic: otherwise(usual.traffic, trafficCodec()),
    baseline: otherwise(usual.baseline, baselinesCodec()),
    behaviours: otherwise(usual.behaviours, listOf(behaviourCodec()), 'candidate'),
    faults: otherwise(usual.faults, listOf(faultCodec())),
    runner: otherwise(usual.runner, runnerCodec()),
    router: otherwise(usual.router, routerCodec()),
  };
  return mappingOf(fields, '`scenario: 1`, `policy: web`, `depth: tick`');
}

function versionCodec(): Codec<typeof SCENARIO_VERSION> {
  const accepted = `scenario: ${SCENARIO_VERSION}`;
  return {
    accepted,
    write: (version) => version,
    read: (source, at) => {
      if (source.kind === 'scalar' && source.value === SCENARIO_VERSION) return SCENARIO_VERSION;
      at.complain('wrong-version', source.place, at.path, 'this is not a version that this release reads.', accepted);
      return REFUSED;
    },
  };
}

/** A word is a built-in policy; a path has a slash or ends in .yaml, and leads on from the file's own folder. */
function policyCodec(): Codec<string> {
  const accepted = `the path of a policy, relative to this file, e.g. ../policy.yaml; or one of ${builtInPolicyNames().join(', ')}`;
  const path = text(accepted, (value) => value !== '' && !/^(?:[/\\~]|[A-Za-z]:)/.test(value));
  return {
    ...path,
    read: (source, at) => {
      const value = path.read(source, at);
      if (value === REFUSED || isBuiltInPolicy(value) || /[/]|\.ya?ml$/.test(value)) return value;
      return unknownWord(value, source.place, at, { noun: 'a built-in policy or a path', names: builtInPolicyNames() });
    },
  };
}

function runnerCodec(): Codec<RunnerModel> {
  const usual = DEFAULT_RUNNER;
  return mappingOf<RunnerModel>(
    {
      mode: otherwise(usual.mode, words<RunnerModel['mode']>('a mode', ['auto', 'tick', 'watch'])),
      lateMedianMs: otherwise(usual.lateMedianMs, duration()),
      missing: otherwise(usual.missing, share()),
      jobDelayMs: otherwise(usual.jobDelayMs, duration()),
      person: otherwise(usual.person, kindsOf<RunnerModel['person']>('what a person does who is asked', { never: {}, approves: { afterMs: required(duration()) }, aborts: { afterMs: required(duration()) } }, '{approves: {after: 10m}}')),
    },
    '{mode: tick, lateMedian: 40m, missing: 20%}',
  );
}

function routerCodec(): Codec<RouterModel> {
  const usual = DEFAULT_ROUTER;
  return mappingOf<RouterModel>(
    { stepPpm: otherwise(usual.stepPpm, sharePpm()), canMirror: otherwise(usual.canMirror, flag()), settlesAfterMs: otherwise(usual.settlesAfterMs, duration()) },
    '{step: 10%, canMirror: false, settles: 30s}',
  );
}
