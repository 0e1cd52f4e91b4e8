// A model of another tool's rule (simulator/src/peers) as a rule of the bench: it sees the counts of one check, block by block.
import type { Peer } from '../../../simulator/src/peers/peer.ts';
import { SeenBlocks } from '../../../simulator/src/peers/seen-blocks.ts';
import type { Rule } from './releases.ts';

/** `moves`: by its own rule, or as the ramp of the bench does. */
export function peerRule(peer: Peer, moves: 'own weights' | 'ramp of the bench'): Rule {
  const { gridMs: blockMs, modelOf: name } = peer;
  return {
    name,
    blockMs,
    begin: () => {
      const judge = peer.begin({ seed: 0, run: 0 });
      const seen = new SeenBlocks();
      let said = judge.look(seen.at(0, 0));
      return {
        ...(moves === 'own weights' ? { weight: () => said.weight } : {}),
        see: (cell, toMs, weight) => {
          seen.tell('errors', { kind: 'blocks', blocks: [{ fromMs: toMs - blockMs, toMs, cells: { all: cell } }], gaps: [] });
          if (toMs < said.nextMs) return 'goes on';
          said = judge.look(seen.at(toMs, weight));
          if (said.end === 'none') return 'goes on';
          return said.end === 'rolled-back' ? 'sent back' : 'promoted';
        },
      };
    },
  };
}
