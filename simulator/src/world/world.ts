// The world that a policy is tried in: requests, what becomes of them, and what is really true of it. Two engines implement it:
// aggregated (exact counts of a span) and event-level (request by request). What is told of it, and when, is telemetry's.
import type { Block } from '@rampart/rollout-policy';

export interface World {
  /** The same trial gives the same release, whoever asks and in whatever cuts of time (aggregated: in law; counts of equal spans are equal). */
  begin(): WorldRun;
}

export interface WorldRun {
  /**
   * What happens from `fromMs` to `toMs` (offsets from the start; spans follow each other without a gap) while the exposure stays. Spans are cut by
   * the caller where the exposure changes, never by the world.
   */
  advance(span: Span, exposure: Exposure): Happening;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Exposure {
  /** Candidate's share of the requests, 0..1, as the router really splits them. */
  readonly weight: number;
  /** Share of the requests that the candidate gets as copies; nobody sees its answers. */
  readonly mirror: number;
  /** Offsets; `never` before it. */
  readonly firstTrafficAtMs: number | 'never';
  readonly weightSinceMs: number;
  readonly promotedAtMs: number | 'never';
}

export interface Happening extends Span {
  /** Really served to users. */
  readonly requests: PerArm;
  /** Really failed or wrong, by the checks whose events are bad requests (countsAsHarm). */
  readonly bad: PerArm;
  /** Bad requests of the candidate beyond what stable's quality would have made of the same requests (excessOf). */
  readonly excess: number;
  /** Distinct users who met a failure of the candidate's for the first time; 0 where the world has no users. */
  readonly usersHarmed: number;
  /** What a perfect instrument would count per check: cells as evidence.ts names them. Labels too, as of event time: telemetry holds them back. */
  readonly cells: Readonly<Record<string, Block['cells']>>;
}

export interface PerArm {
  readonly stable: number;
  readonly candidate: number;
}
