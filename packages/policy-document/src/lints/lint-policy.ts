// All lints of a policy. Pure; places come from the reading's origins.
import type { Policy } from '@rampart/rollout-policy';
import { nearestPlace, type Origins } from '../origins.ts';
import { formatPath } from '../source/path.ts';
import { checkLints } from './check-lints.ts';
import { LINT_KINDS, type Lint } from './lint.ts';
import { planLints } from './plan-lints.ts';
import { promiseLints } from './promise-lints.ts';

export function lintPolicy(policy: Policy, origins: Origins = new Map()): readonly Lint[] {
  return [...promiseLints(policy), ...checkLints(policy), ...planLints(policy)].map(({ name, level, path, text }) => {
    const found = nearestPlace(origins, path);
    return { code: LINT_KINDS[name].code, name, level, subject: formatPath(path), place: found.kind === 'place' ? found.place : found, text };
  });
}
