import { entriesOf } from '../chronicle.ts';
import type { Checker } from './checker.ts';

export const effectsAreFenced: Checker = {
  id: 'I7',
  rule: 'every effect carries its rollout and number; a raise also the version of the router that its job has read, and nothing older than the last effect gets in',
  check: (chronicle) => {
    const broken: string[] = [];
    const read = new Map<string, Set<string>>();
    const highest = new Map<string, number>();
    for (const entry of chronicle.entries) {
      if (entry.kind === 'router-read' && entry.answer.kind === 'ok') (read.get(entry.job) ?? read.set(entry.job, new Set()).get(entry.job))?.add(entry.answer.value.version);
      if (entry.kind !== 'router-set') continue;
      const { step, job, change, was, is, fromVersion, carries } = entry;
      const { stamp, ifVersion } = change;
      const asked = change.weights[chronicle.policy.serve.slots[1]] ?? 0;
      // The slots change roles with each promotion: which weight is the candidate's, the stamp says.
      const candidateSlot = Object.keys(change.weights).find((slot) => slot !== stamp.liveSlot) ?? '';
      const isFirstRelease = candidateSlot === chronicle.policy.serve.slots[1];
      const isManual = stamp.rolloutId === `manual-${change.target}`;
      if (stamp.rolloutId === '' || stamp.effectId === '' || (stamp.sequence <= 0 && !isManual)) broken.push(`${step}: ${job} sets the router without saying for what (${JSON.stringify(stamp)})`);
      if (isFirstRelease && asked > was && ifVersion.kind === 'any') broken.push(`${step}: ${job} raises from ${was} to ${asked} whatever the router's version is`);
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

export function routerRaises(chronicle: Parameters<Checker['check']>[0]) {
  return entriesOf(chronicle, 'router-set').filter(({ change, was, is, carries }) => is > was && carries === change.stamp.effectId && change.stamp.liveSlot === chronicle.policy.serve.slots[0]);
}
