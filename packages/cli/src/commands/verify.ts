// rampart verify: whether a ledger is what it says, from any clone and without asking anybody: every id, every state, every decision once more.
import { findLedgers, inJobPlaces, isHeadOf, readPolicyFiles, type AuditedHistory, type FoundHistories } from '@rampart/ports-from-policy';
import { cleanLine } from '@rampart/report';
import { isSet, ledgerNamed, REPOSITORY_OPTIONS, type Command, type ExitCode, type Invocation } from '../command.ts';
import { tellMistakes } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';
import { proofsNamed, wholeProof, type Proof } from '../verify/proof.ts';
import { proofDocument, proofLines } from '../verify/tell-proof.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'proves a ledger: commit ids, one line of history, every state and every decision once more; 0 held, 1 broken',
  options: { ledger: { ...REPOSITORY_OPTIONS.ledger, does: 'which history: github:owner/name, a remote of this checkout, an address or a folder (default: RAMPART_LEDGER, else what this clone has fetched; origin where it has nothing)' } },
  policies: 'none',
  words: '[<policy>|<target>|<rollout id>|<commit>]...',
  run: (invocation) => inJobPlaces(invocation.env, ({ cacheDir }) => verifyIn(invocation, cacheDir)),
};

async function verifyIn(invocation: Invocation, cacheDir: string): Promise<ExitCode> {
  const { console, cwd, env, signal } = invocation;
  const words = await readWords(invocation);
  if (words.kind === 'ended') return words.exitCode;
  const found = await findLedgers(ledgerNamed(invocation), { workspace: cwd, cacheDir, token: env['RAMPART_TOKEN'] ?? '', env, signal });
  if (found.kind === 'refused') return tellUsage(invocation, 'verify', [`--ledger: ${found.why.replace(/\.$/, '')}`]);
  if (found.kind === 'unreadable') {
    console.err(found.error.message);
    return 3;
  }
  const { ledgers } = found;
  if (ledgers.heads.length === 0) {
    const asked = ledgerNamed(invocation);
    console.err(asked === '' ? `rampart verify: there is no ledger here: no branch rollouts/*. In a clone of one branch, git fetch origin 'refs/heads/rollouts/*:refs/remotes/origin/rollouts/*' brings them` : `rampart verify: there is no ledger in ${cleanLine(asked)}: no branch rollouts/*`);
    return 3;
  }
  const proofs = await proofsOf(invocation, ledgers, words.words);
  if (proofs.kind === 'ended') return proofs.exitCode;
  return tell(invocation, ledgers, proofs.proofs);
}

type Ended = { readonly kind: 'ended'; readonly exitCode: ExitCode };

/** Policies stand for their targets; everything else is told apart by what the ledgers hold. */
async function readWords(invocation: Invocation): Promise<Ended | { readonly kind: 'words'; readonly words: readonly string[] }> {
  const words: string[] = [];
  for (const word of invocation.words) {
    if (!/\.ya?ml$/.test(word)) {
      words.push(word);
      continue;
    }
    const read = await readPolicyFiles([word], invocation.cwd);
    if (read.kind === 'mistakes') return { kind: 'ended', exitCode: tellMistakes(invocation, read.mistakes) };
    words.push(...read.policies.map(({ pinned }) => pinned.policy.target));
  }
  return { kind: 'words', words };
}

async function proofsOf(invocation: Invocation, ledgers: FoundHistories, words: readonly string[]): Promise<Ended | { readonly kind: 'proofs'; readonly proofs: readonly Proof[] }> {
  const { console } = invocation;
  const isTarget = (word: string): boolean => ledgers.heads.some((head) => isHeadOf(head, word));
  const strange = words.filter((word) => !isTarget(word) && !/^[0-9a-f]{4,64}$/.test(word));
  if (strange.length > 0) return { kind: 'ended', exitCode: tellUsage(invocation, 'verify', strange.map((word) => `${JSON.stringify(word)} is neither a target with a ledger here nor the beginning of a rollout id or a commit`)) };
  const isByTarget = words.length > 0 && words.every(isTarget);
  const heads = isByTarget ? ledgers.heads.filter((head) => words.some((word) => isHeadOf(head, word))) : ledgers.heads;
  const histories: AuditedHistory[] = [];
  for (const head of heads) {
    const audited = await ledgers.audit(head);
    if (audited.kind === 'unreadable') {
      console.err(audited.error.message);
      return { kind: 'ended', exitCode: audited.error.code === 'malformed' ? 1 : 3 };
    }
    histories.push(audited.history);
  }
  if (words.length === 0) return { kind: 'proofs', proofs: histories.map(wholeProof) };
  const proofs = words.map((word) => ({ word, proofs: isTarget(word) ? histories.filter((history) => isHeadOf({ ref: history.ref, commit: history.head }, word)).map(wholeProof) : proofsNamed(histories, word) }));
  const unknown = proofs.filter((one) => one.proofs.length === 0);
  if (unknown.length > 0) return { kind: 'ended', exitCode: tellUsage(invocation, 'verify', unknown.map(({ word }) => `no ledger here has a rollout or a commit ${word}`)) };
  return { kind: 'proofs', proofs: proofs.flatMap((one) => one.proofs) };
}

function tell(invocation: Invocation, { copy }: FoundHistories, proofs: readonly Proof[]): ExitCode {
  const { console } = invocation;
  const held = proofs.every(({ findings }) => findings.length === 0);
  if (isSet(invocation, 'json')) console.out(JSON.stringify({ held, copy, proofs: proofs.map(proofDocument) }, null, 2));
  else console.out([...proofs.flatMap((proof) => proofLines(proof, console.style)), ...(copy === 'there' ? [] : [COPY_WORDS[copy]])].join('\n'));
  return held ? 0 : 1;
}

const COPY_WORDS: Readonly<Record<'fetched' | 'local', string>> = {
  fetched: 'This clone\'s copy, as old as its last fetch; --ledger origin proves the ledger itself.',
  local: 'The branches of this repository.',
};
