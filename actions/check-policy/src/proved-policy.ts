// One policy through the simulator: its promises judged, and what is said of them.
import { formatPath, nearestPlace } from '@rampart/policy-document';
import { shellWord } from '@rampart/report';
import { checkWords, claimKey, hex, subjectWorld, type Check, type CheckReport, type CheckWords, type SubjectWorld } from '@rampart/simulator';
import type { PolicyVersion } from './policy-version.ts';
import type { CheckOrder } from './read-order.ts';

export interface ProvedPolicy {
  readonly version: PolicyVersion;
  readonly report: CheckReport;
  readonly words: CheckWords;
  /** One sentence; empty where there is nothing to compare with and nothing to say about that. */
  readonly comparison: string;
}

export interface PolicyCheck {
  readonly version: PolicyVersion;
  readonly world: SubjectWorld;
  readonly check: Check;
}

/** `exactly`: the rule for shards, which all have to come to the same number of runs. */
export function checkOf(version: PolicyVersion, { order, codeHash }: { readonly order: CheckOrder; readonly codeHash: string }): PolicyCheck {
  const world = subjectWorld(version.policy, version.traffic);
  return {
    version,
    world,
    check: {
      policy: version.policy,
      policyFile: version.file,
      digest: version.digest,
      own: world.own,
      families: order.families.length > 0 ? order.families : world.families,
      budget: { kind: order.part.kind === 'whole' ? 'at-most' : 'exactly', runs: order.runs },
      seed: order.seed,
      codeHash,
    },
  };
}

export function wordsOf({ version, world, check }: PolicyCheck, report: CheckReport): CheckWords {
  // The same seed meets the same luck anywhere: that command ends in a file and the command that replays it.
  const again = `rampart check ${shellWord(version.file)} --seed ${hex(check.seed)} --runs ${String(check.budget.runs)}`;
  return checkWords(report, {
    traffic: world.traffic,
    assumed: world.assumed,
    replay: new Map(report.claims.flatMap((claim) => (claim.counterexample.kind === 'none' ? [] : [[claimKey(claim), again]]))),
    apply: (n) => `rampart check ${shellWord(version.file)} --apply ${String(n)}`,
    lineOf: (path) => lineOf(version, path),
  });
}

function lineOf({ origins, file }: PolicyVersion, path: readonly (string | number)[]): number | 'none' {
  const found = nearestPlace(origins, path);
  // A mapping that is written says nothing of a key in it that is not.
  const origin = origins.get(formatPath(path));
  return found.kind === 'place' && found.place.file === file && origin !== undefined && origin.kind !== 'built-in' ? found.place.line : 'none';
}
