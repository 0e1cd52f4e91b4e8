// The result of a check as bytes: the same for the same policy, seed, families, budget and code, whoever computed the runs and however often.
import { createHash } from 'node:crypto';
import { canonicalJson } from '@rampart/policy-document';
import type { CheckResult, ClaimResult, ClaimVerdict } from './claim.ts';
import type { Heard } from './hearing.ts';
import { seriesKey } from './series.ts';

/** Over the rows that verdicts were made of, series by series. */
export function hashOfRows(heard: readonly Heard[]): string {
  const hash = createHash('sha256');
  for (const { series, rows } of heard) {
    hash.update(`${seriesKey(series)} ${rows.length}\n`, 'utf8');
    for (const row of rows) hash.update(`${canonicalJson(row)}\n`, 'utf8');
  }
  return `sha256:${hash.digest('hex')}`;
}

/** What `rampart check --json` prints. Every key in its place, so that equal results are equal bytes. */
export function checkJson({ policy, seed, codeHash, resultHash, claims }: CheckResult): string {
  const document = {
    policy: { file: policy.file, target: policy.target, digest: policy.digest },
    seed,
    codeHash,
    resultHash,
    claims: claims.map(claimDocument),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function claimDocument({ name, family, bound, candidate, observed, confidence, runs, verdict }: ClaimResult): ClaimResult {
  return { name, family, bound, candidate, observed: { broken: observed.broken, ratio: observed.ratio, bound: observed.bound }, confidence, runs, verdict };
}

/** 0: all promises hold. 1: one is broken. 3: something is open, which is no pass. */
export function exitCodeOf(claims: readonly { readonly verdict: ClaimVerdict }[]): 0 | 1 | 3 {
  if (claims.some(({ verdict }) => verdict === 'refuted')) return 1;
  return claims.length > 0 && claims.every(({ verdict }) => verdict === 'proved') ? 0 : 3;
}

/** Six decimals: finer than any number of runs can tell. */
export function rounded(ratio: number): number {
  return Math.round(ratio * 1e6) / 1e6;
}
