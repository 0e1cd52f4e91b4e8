// A proof as lines for people, and as a document for programs.
import { cleanLine, counted, paint, shellWord, type TerminalStyle } from '@rampart/report';
import type { Finding } from '@rampart/ports-from-policy';
import type { Proof } from './proof.ts';

/** Names and records are foreign text; a seen difference may be long. */
const LENGTH_MAX = 1_000;

export function proofLines(proof: Proof, style: TerminalStyle): readonly string[] {
  const { history, events, recomputed, signed, findings, later, rollout } = proof;
  const held = findings.length === 0;
  const about = rollout === 'all' ? [counted(history.rollouts.length, 'rollout')] : [];
  const parts = [
    `${nameOf(proof)}${rollout === 'all' ? '' : ` · rollout ${rollout.id} of ${rollout.version}, ${rollout.outcome}`}`,
    [counted(events, 'event'), `${counted(recomputed, 'decision')} recomputed`, ...about].join(', '),
    `head ${history.head.slice(0, 12)}`,
    ...(held ? [] : [counted(findings.length, 'finding')]),
  ];
  const head = paint(`${held ? '✔' : '✘'} ${cleanLine(parts.join(' · '), LENGTH_MAX)}`, [held ? 'green' : 'red'], style);
  return [
    head,
    ...findings.flatMap(findingLines),
    ...(signed === 0 ? [] : [`  ${counted(signed, 'commit')} carried a signature; git verify-commit says whose`]),
    ...(later === 0 ? [] : [`  ${counted(later, 'finding')} in what came later: rampart verify ${shellWord(cleanLine(history.target))}`]),
  ];
}

function findingLines({ sequence, commit, rolloutId, seen, means }: Finding): readonly string[] {
  const place = [sequence === 0 ? 'an event' : `event ${String(sequence)}`, `commit ${commit.slice(0, 12)}`, ...(rolloutId === '' ? [] : [`rollout ${rolloutId}`])].join(' · ');
  return [`  ${cleanLine(`${place}: ${seen}`, LENGTH_MAX)}`, `    ${means}`];
}

export function proofDocument(proof: Proof): object {
  const { history, rollout, events, recomputed, signed, findings, later } = proof;
  const { target, ref, head, rollouts } = history;
  return {
    target,
    ref,
    head,
    ...(rollout === 'all' ? { rollouts } : { rollout }),
    held: findings.length === 0,
    events,
    decisionsRecomputed: recomputed,
    signedCommits: signed,
    findings,
    laterFindings: later,
  };
}

function nameOf({ history: { target, ref } }: Proof): string {
  return target === '' ? ref : target;
}
