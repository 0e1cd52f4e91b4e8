// What a job comes to over all of its policies.
import { counted } from '@rampart/report';
import type { ClaimVerdict } from '@rampart/simulator';
import type { ProvedPolicy } from './proved-policy.ts';

export interface Verdict {
  readonly kind: ClaimVerdict;
  /** 0 also with open promises: they are told. Nothing proved at all is no pass. */
  readonly exitCode: 0 | 1;
  readonly sentence: string;
  readonly why: string;
}

export function verdictOn(policies: readonly ProvedPolicy[]): Verdict {
  const claims = policies.flatMap(({ report }) => report.claims);
  const [proved, refuted, open] = (['proved', 'refuted', 'inconclusive'] as const).map((verdict) => claims.filter((claim) => claim.verdict === verdict).length);
  const unproved = policies.filter(({ report }) => report.claims.every(({ verdict }) => verdict !== 'proved'));
  const kind = refuted !== 0 ? 'refuted' : open === 0 && claims.length > 0 ? 'proved' : 'inconclusive';
  return {
    kind,
    exitCode: kind === 'refuted' || unproved.length > 0 ? 1 : 0,
    sentence: `${subjectOf(policies)}: ${kind === 'proved' ? `all ${counted(claims.length, 'promise')} hold` : [`${proved ?? 0} of ${counted(claims.length, 'promise')} hold`, ...(refuted === 0 ? [] : [`${refuted ?? 0} broken`]), ...(open === 0 ? [] : [`${open ?? 0} open`])].join(', ')}.`,
    why: whyOf(policies, unproved),
  };
}

function subjectOf(policies: readonly ProvedPolicy[]): string {
  return policies.length > 3 ? `${policies.length} policies` : policies.map(({ version }) => version.policy.target).join(', ');
}

function whyOf(policies: readonly ProvedPolicy[], unproved: readonly ProvedPolicy[]): string {
  for (const wanted of ['refuted', 'inconclusive'] as const) {
    for (const { version, words } of policies) {
      const claim = words.claims.find(({ mark }) => mark === wanted);
      if (claim === undefined) continue;
      const nothing = wanted === 'inconclusive' && unproved.length > 0 ? 'Nothing at all is proved, and that is no pass. ' : '';
      return `${nothing}${version.policy.target}, ${claim.about}, ${claim.promised}: ${claim.seen}.`;
    }
  }
  const runs = policies.reduce((sum, { report }) => sum + report.runs, 0);
  return `${counted(runs, 'simulated release')} at the committed traffic.`;
}
