import { PPM_ALL } from '@rampart/rollout-policy';
import { entriesOf, type Chronicle, type EntryOf } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { stampsOfCandidates, wrongNumbers } from './stamps.ts';

export const effectsAreFenced: Checker = {
  id: 'I7',
  rule: 'every effect carries its rollout and number; a raise also the version of the router that its job has read, and nothing older than the last effect gets in',
  check: (chronicle) => {
    const broken: string[] = [...stampsOfCandidates(chronicle), ...wrongNumbers(chronicle)];
    const read = new Map<string, Set<string>>();
    const highest = new Map<string, number>();
    for (const entry of chronicle.entries) {
      if (entry.kind === 'router-read' && entry.answer.kind === 'ok') (read.get(entry.job) ?? read.set(entry.job, new Set()).get(entry.job))?.add(entry.answer.value.version);
      if (entry.kind !== 'router-set') continue;
      const { step, job, change, was, is, fromVersion, carries } = entry;
      const { stamp, ifVersion } = change;
      const candidate = shareOfCandidate(chronicle, entry);
      const isManual = stamp.rolloutId === `manual-${change.target}`;
      if (stamp.rolloutId === '' || stamp.effectId === '' || (stamp.sequence <= 0 && !isManual)) broken.push(`${step}: ${job} sets the router without saying for what (${JSON.stringify(stamp)})`);
      if (candidate.asked > candidate.was && ifVersion.kind === 'any') broken.push(`${step}: ${job} raises from ${candidate.was} to ${candidate.asked} whatever the router's version is`);
      if (ifVersion.kind === 'is' && read.get(job)?.has(ifVersion.version) !== true) broken.push(`${step}: ${job} raises at version ${ifVersion.version}, which it never read`);
      if (ifVersion.kind === 'is' && is !== was && carries === stamp.effectId && ifVersion.version !== fromVersion) broken.push(`${step}: ${job} changed version ${fromVersion} of the router, meant was ${ifVersion.version}`);
      if (is === was || carries !== stamp.effectId) continue;
      const before = highest.get(stamp.rolloutId) ?? 0;
      if (stamp.sequence < before) broken.push(`${step}: ${job} brought effect ${stamp.sequence} of ${stamp.rolloutId} in after ${before}`);
      highest.set(stamp.rolloutId, Math.max(before, stamp.sequence));
    }
    return broken;
  },
};

/** The slots change roles with each promotion: which of them is the candidate's, the stamp says. Weights of a router-set are the second slot's. */
export function shareOfCandidate(chronicle: Chronicle, { change, was, is }: EntryOf<'router-set'>): { readonly was: number; readonly is: number; readonly asked: number } {
  const [first, second] = chronicle.policy.serve.slots;
  if (change.stamp.liveSlot === second) return { was: PPM_ALL - was, is: PPM_ALL - is, asked: change.weights[first] ?? 0 };
  return { was, is, asked: change.weights[second] ?? 0 };
}

/** What has really raised a candidate, with the candidate's shares. */
export function routerRaises(chronicle: Chronicle) {
  return entriesOf(chronicle, 'router-set')
    .map((set) => ({ ...set, ...shareOfCandidate(chronicle, set) }))
    .filter(({ change, was, is, carries }) => is > was && carries === change.stamp.effectId);
}
