// What another rollout system decides, as a judge over the blocks of the same worlds. Every one of these is OUR MODEL of the system, made from its documents
// and sources in the version that it names: not the product, and no statement by its makers.
import type { Block } from '@rampart/rollout-policy';

export interface Peer {
  /** e.g. `flagger-istio-tutorial`. */
  readonly name: string;
  /** What it is a model of: system, version read, whose settings. Printed wherever its figures are. */
  readonly modelOf: string;
  /** Length of a block, which is what its windows are made of. */
  readonly gridMs: number;
  /** `seed` and `run` of the scenario, for a judge that takes a sample. */
  begin(draw: { readonly seed: number; readonly run: number }): PeerRun;
}

export interface PeerRun {
  /** Called at offset 0, and then when it said it would look again. */
  look(seen: Seen): Said;
}

export interface Seen {
  /** Offset from the start of the rollout. */
  readonly nowMs: number;
  /** What its metric store answers about the last `lastMs`. */
  readonly query: (signal: PeerSignal, lastMs: number) => Queried;
  /** The blocks that are there of it, oldest first, one per `gridMs`. */
  readonly blocks: (signal: PeerSignal, lastMs: number) => readonly Block[];
  /** The candidate's share that has been in force since the look before. */
  readonly weight: number;
}

/** The checks of a policy that a peer looks at: the first share that can roll back, and the first time. */
export type PeerSignal = 'errors' | 'latency';

export type Queried =
  /** Summed; may be of no request at all. */
  | { readonly kind: 'counts'; readonly cells: Block['cells'] }
  /** The store has no samples of (a part of) it. */
  | { readonly kind: 'nothing'; readonly why: string }
  /** The store did not answer. */
  | { readonly kind: 'error'; readonly why: string }
  /** The policy has no such check. */
  | { readonly kind: 'not-asked' };

export interface Said {
  /** The candidate's share of the traffic from now on, 0..1. */
  readonly weight: number;
  /** Of what was seen in this look. */
  readonly verdict: 'fine' | 'bad' | 'unknown' | 'not-judged';
  readonly why: string;
  /** `succeeded`: it reports success and leaves the weight where it is. */
  readonly end: 'none' | 'promoted' | 'rolled-back' | 'succeeded';
  /** It waits for a person or for somebody's hook. */
  readonly waits: boolean;
  /** Offset of its next look. */
  readonly nextMs: number;
}
