// Tallies users: each once when first seen since the weight changed, and once when first failing in the rollout. Copies of requests count nobody.
import type { Block, Check } from '@rampart/rollout-policy';
import type { Segment } from '../../scenario/scenario.ts';
import { segmentCells, type SegmentCells } from '../aggregated/segment-cells.ts';
import { Sums } from '../aggregated/sums.ts';
import type { QualityNow } from '../quality.ts';
import { combinationsOf, type Combinations } from './combinations.ts';
import type { RatioTally } from './ratio-tally.ts';
import type { Request, Tally } from './tally.ts';

export class UsersTally implements Tally {
  /** Says whether a request fails. */
  readonly #requests: RatioTally;
  readonly #cells: SegmentCells;
  readonly #combinations: Combinations;
  readonly #sums: Sums;
  readonly #isSeen: Uint8Array;
  readonly #hasFailed: Uint8Array;
  #moves = 0;

  constructor({ requests, check, segments, users }: { readonly requests: RatioTally; readonly check: Check; readonly segments: readonly Segment[]; readonly users: number }) {
    this.#requests = requests;
    this.#cells = segmentCells(check, segments);
    this.#combinations = combinationsOf(check, segments);
    this.#sums = new Sums(this.#cells.names);
    this.#isSeen = new Uint8Array(users);
    this.#hasFailed = new Uint8Array(users);
  }

  renew(now: QualityNow): void {
    this.#requests.renew(now);
  }

  serve(request: Request): boolean {
    const { user, isCandidate, moves } = request;
    if (moves !== this.#moves) {
      this.#moves = moves;
      this.#isSeen.fill(0);
    }
    const fails = this.#requests.serve(request);
    const seen = this.#isSeen[user] === 0 ? 1 : 0;
    const failed = fails && this.#hasFailed[user] === 0 ? 1 : 0;
    if (seen + failed === 0) return fails;
    this.#isSeen[user] = 1;
    if (fails) this.#hasFailed[user] = 1;
    this.#add(0, isCandidate, seen, failed);
    for (const cell of this.#cells.cells[this.#combinations.of(request.values)] ?? []) this.#add(cell, isCandidate, seen, failed);
    return fails;
  }

  copy(): void {
    // Who was mirrored did not come.
  }

  take(): Block['cells'] {
    this.#requests.take();
    return this.#sums.take();
  }

  #add(cell: number, isCandidate: boolean, seen: number, failed: number): void {
    if (isCandidate) this.#sums.addCandidate(cell, seen, failed);
    else this.#sums.addStable(cell, seen, failed);
  }
}
