// Is there a new version to release, and may it start? Resolves the candidate once; from then on its digest is what counts.
import { createHash } from 'node:crypto';
import { ENDED_KEPT, type Outcome, type Policy, type Release, type TargetState } from '@rampart/rollout-policy';
import { describeError } from './outcome.ts';
import type { RegisteredRelease } from './ports/model-registry.ts';
import type { Ports } from './ports.ts';
import type { NewEvent } from './record.ts';

/** A policy as it was read, with the digest of its expanded form. */
export interface PinnedPolicy {
  readonly policy: Policy;
  readonly digest: string;
}

/** `nothing`: only a rollout that is live goes on. */
export type Wanted =
  | { readonly kind: 'newest' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'version'; readonly version: string }
  /** A release that was taken out before, once more; for the reason that a person gives. Nothing else is started. */
  | { readonly kind: 'retry'; readonly version: string; readonly why: string }
  /** A release that is known to be bad, let in to see that it is taken out again; in the registry or not. */
  | { readonly kind: 'drill'; readonly release: RegisteredRelease };

/** What validate-model found out about some bytes. */
export type ValidationEvidence = { readonly kind: 'not-demanded' } | { readonly kind: 'evidence'; readonly digest: string; readonly passed: boolean };

export type Candidacy =
  | { readonly kind: 'candidate'; readonly release: RegisteredRelease }
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

export async function findCandidate(ports: Ports, pinned: PinnedPolicy, state: TargetState, wanted: Wanted): Promise<Candidacy> {
  if (wanted.kind === 'nothing') return { kind: 'nothing', why: 'this job starts no rollout' };
  if (wanted.kind === 'drill') return wanted.release.digest === state.stable.digest ? { kind: 'refused', why: `${wanted.release.version} serves. A drill wants a version that is bad` } : { kind: 'candidate', release: wanted.release };
  const model = pinned.policy.model.name;
  if (wanted.kind === 'retry') return findRetry(ports, model, state, wanted.version);
  const answer = wanted.kind === 'newest' ? await ports.registry.newest(model) : await ports.registry.resolve(model, wanted.version);
  if (answer.kind === 'error') {
    const asked = wanted.kind === 'version' && answer.error.code === 'missing';
    return { kind: asked ? 'refused' : 'unknown', why: describeError(answer.error) };
  }
  const release = answer.value;
  if (release.kind === 'none') return { kind: 'nothing', why: `model ${model} has no registered version` };
  if (release.version === state.stable.version || release.digest === state.stable.digest) return { kind: 'nothing', why: `${release.version} already serves` };
  const tried = state.ended.findLast((ended) => ended.candidate.version === release.version && ended.candidate.digest === release.digest && ended.outcome !== 'superseded');
  if (tried !== undefined && wanted.kind === 'newest') return { kind: 'nothing', why: `${release.version} was released before and ended ${tried.outcome}; a new attempt has to name it as candidate` };
  return { kind: 'candidate', release };
}

/** The very artefact that was tried before: other bytes under its name are no retry. */
async function findRetry(ports: Ports, model: string, state: TargetState, version: string): Promise<Candidacy> {
  const tried = retriable(state, version);
  if (tried.kind === 'none') return { kind: 'refused', why: tried.why };
  const answer = await ports.registry.resolve(model, tried.release.version);
  if (answer.kind === 'error') return { kind: answer.error.code === 'missing' ? 'refused' : 'unknown', why: describeError(answer.error) };
  const release = answer.value;
  if (release.digest === tried.release.digest) return { kind: 'candidate', release };
  return { kind: 'refused', why: `${release.version} was tried as ${tried.release.digest}, the registry now has ${release.digest} under this name. Register the new artefact under a version of its own` };
}

export type Retriable = { readonly kind: 'none'; readonly why: string } | { readonly kind: 'release'; readonly release: Release; readonly outcome: Outcome; readonly attempt: number };

/** What a retry would try again: `version`, or where that is empty the last release that was taken out. */
export function retriable(state: TargetState, version: string): Retriable {
  const { ended, stable, rollout } = state;
  if (rollout.kind === 'live' && rollout.candidate.version === version) return { kind: 'none', why: `${version} is live on ${state.target} now; it can be tried again once it was taken out` };
  const last = ended.findLast(({ candidate, outcome, drill }) => drill !== true && outcome !== 'promoted' && (version === '' || candidate.version === version));
  if (last === undefined) return { kind: 'none', why: version === '' ? `nothing was taken out of ${state.target} yet, so there is nothing to try again` : whyNoRetry(state, version) };
  if (last.candidate.digest === stable.digest) return { kind: 'none', why: `${last.candidate.version} is what serves ${state.target} now, so there is nothing to try again` };
  return { kind: 'release', release: last.candidate, outcome: last.outcome, attempt: attemptOf(ended, last.candidate.digest) };
}

/** Why a version that is named cannot be tried again: it was never taken out. */
function whyNoRetry({ target, ended, stable }: TargetState, version: string): string {
  if (version === stable.version) return `${version} is what serves ${target} now, so there is nothing to try again`;
  if (ended.some(({ candidate, drill }) => drill === true && candidate.version === version)) return `${version} was let in to ${target} as a drill only, which is no release to try again`;
  const never = ended.length < ENDED_KEPT ? `${version} was never taken out of ${target}` : `${version} was not taken out of ${target} in its last ${String(ENDED_KEPT)} releases`;
  return `${never}, so there is nothing to try again. A tick that names it as candidate releases it`;
}

/** Every try of the same bytes counts, whatever they were called and however it ended. One that was promoted and taken out later is one try. */
export function attemptOf(ended: TargetState['ended'], digest: string): number {
  return 1 + new Set(ended.filter(({ candidate }) => candidate.digest === digest).map(({ id }) => id)).size;
}

/** Evidence that was demanded must be about these very bytes and must have passed. */
export function evidenceProblem(release: RegisteredRelease, evidence: ValidationEvidence): string {
  if (evidence.kind === 'not-demanded') return '';
  if (evidence.digest !== release.digest) return `the validation evidence is about ${evidence.digest}, the candidate ${release.version} is ${release.digest}. Validate the artefact that is to be released`;
  return evidence.passed ? '' : `validation of ${release.version} did not pass, so it is not released`;
}

export function startEvent(pinned: PinnedPolicy, state: TargetState, release: RegisteredRelease, wanted: Wanted): Extract<NewEvent, { kind: 'started' }> {
  const slot = state.slots.find((known) => known !== state.stable.slot) ?? state.slots[1];
  const rolloutId = rolloutIdOf(state, { candidateDigest: release.digest, policyDigest: pinned.digest });
  return {
    kind: 'started',
    rolloutId,
    operation: `start/${rolloutId}`,
    candidate: { version: release.version, digest: release.digest, slot, artifact: release.artifact },
    policy: pinned.policy,
    policyDigest: pinned.digest,
    attempt: attemptOf(state.ended, release.digest),
    why: wanted.kind === 'retry' ? wanted.why : '',
    ...(wanted.kind === 'drill' ? { drill: true } : {}),
  };
}

/** The same candidate tried again is another rollout, with an error budget of its own: the head's sequence is part of the id. */
export function rolloutIdOf(state: TargetState, { candidateDigest, policyDigest }: { readonly candidateDigest: string; readonly policyDigest: string }): string {
  const identity = [state.target, state.stable.digest, candidateDigest, policyDigest, state.sequence];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 12);
}
