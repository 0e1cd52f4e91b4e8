// What a check comes to, in words: one text for the terminal, the job summary and the comment. Renderers set it; they add no words.
import { count, counted, duration, percentOfRatio } from '@rampart/report';
import type { CheckReport, ClaimFigures } from '../claims/check-report.ts';
import type { ClaimVerdict } from '../claims/claim.ts';

/** What only the caller knows: where the policy stands, its traffic, and how a run is repeated. */
export interface CheckSurroundings {
  /** e.g. `3 requests a minute, 1.0 % fail today (14 days, doc-classifier.traffic.json)`. */
  readonly traffic: string;
  /** What the profile does not say, and what was assumed instead; whole sentences. */
  readonly assumed: readonly string[];
  /** Line of the policy file; `none` where the value is a default. */
  readonly lineOf: (path: readonly (string | number)[]) => number | 'none';
  /** By claim (name and family): the command that replays its counterexample. */
  readonly replay: ReadonlyMap<string, string>;
  /** The command that applies change `n`, in the order of the report. */
  readonly apply: (n: number) => string;
}

export interface CheckWords {
  readonly title: string;
  readonly claims: readonly ClaimWords[];
  readonly howSoon: string;
  readonly assumed: readonly string[];
  readonly changes: readonly { readonly to: string; readonly rows: readonly ChangeWords[] }[];
  readonly ending: { readonly mark: Mark; readonly text: string };
}

export type Mark = ClaimVerdict;

export interface ClaimWords {
  readonly mark: Mark;
  readonly family: string;
  /** `good releases sent back`. */
  readonly about: string;
  readonly promised: string;
  readonly seen: string;
  readonly line: number | 'none';
  readonly replay: string;
}

export interface ChangeWords {
  readonly number: number;
  readonly change: string;
  readonly why: string;
  readonly apply: string;
}

export function claimKey({ name, family }: Pick<ClaimFigures, 'name' | 'family'>): string {
  return `${name} ${family}`;
}

export function checkWords(report: CheckReport, surroundings: CheckSurroundings): CheckWords {
  const { result, claims, howSoon, runs } = report;
  return {
    title: `${result.policy.target} · ${surroundings.traffic}`,
    claims: claims.map((claim) => ({
      mark: claim.verdict,
      family: claim.family,
      about: aboutWords(claim),
      promised: claim.promised,
      seen: claim.why === '' ? seenWords(claim) : claim.why,
      line: surroundings.lineOf(claim.path),
      replay: claim.verdict === 'refuted' ? (surroundings.replay.get(claimKey(claim)) ?? '') : '',
    })),
    howSoon: howSoon.map(({ trouble, medianMs }) => `${shortTrouble(trouble)} ${medianMs === 'never' ? 'never in practice' : duration(medianMs)}`).join(' · '),
    assumed: surroundings.assumed,
    changes: changesWords(report, surroundings),
    ending: { mark: endingMark(claims), text: [verdictWords(claims), `${counted(runs, 'simulated release')}, seed ${hex(result.seed)}`, ...worstReplay(claims, surroundings)].join(' · ') },
  };
}

function aboutWords({ name }: ClaimFigures): string {
  switch (name) {
    case 'goodSentBack':
      return 'good releases sent back';
    case 'badRequests':
      return 'bad requests per release';
    case 'decideWithin':
      return 'good releases decided';
    case 'afterPromotion':
      return 'bad after the promotion';
    default:
      return `catches ${name.slice('catches:'.length)}`;
  }
}

function seenWords(claim: ClaimFigures): string {
  const { name, verdict, observed, excessIn99, times, confidence, candidate } = claim;
  switch (name) {
    case 'goodSentBack':
      return `${in100(observed.ratio)} (${boundWords(claim)})`;
    case 'badRequests':
      if (verdict === 'refuted') return `no: ${in100(observed.ratio)} have more (${troubleOf(candidate)})`;
      return excessIn99.kind === 'bound' ? `${count(Math.max(0, Math.ceil(excessIn99.value)))} or fewer in 99 of 100, even if dead on arrival` : `${in100(observed.ratio)} had more; ${boundWords(claim)}`;
    case 'decideWithin': {
      const decided = 100 - Math.ceil(100 * observed.ratio - 1e-9);
      if (observed.ratio === 0) return `half of them within ${time(times.median)} (${boundWords(claim)} not)`;
      return `${verdict === 'refuted' ? 'no: ' : ''}${String(decided)} of 100; the ${decided === 0 ? 'rest' : 'others'} would ask you`;
    }
    case 'afterPromotion':
      return verdict === 'refuted' ? `no: ${in100(observed.ratio)} are neither taken back nor asked about` : `${in100(1 - observed.ratio)} taken back or asked about`;
    default:
      if (verdict === 'refuted') return `no: ${times.median === 'never' ? 'most are never seen' : `half of them take ${time(times.median)}, ${in100(observed.ratio)} too long`}`;
      return `half within ${time(times.median)}, ${percentOfRatio(confidence)} sure: at most ${in100(observed.bound)} later`;
  }
}

/** The bound on the side that matters: from above where it is proved or open, from below where it is refuted. */
function boundWords({ verdict, observed, confidence }: ClaimFigures): string {
  return `${percentOfRatio(confidence)} sure: ${verdict === 'refuted' ? 'over' : 'under'} ${in100(observed.bound)}`;
}

/** `0.3 in 100`: two digits that matter. */
function in100(ratio: number): string {
  const per100 = ratio * 100;
  return `${per100 === 0 ? '0' : per100 >= 99.5 && ratio < 1 ? '99' : String(Number(per100.toPrecision(2)))} in 100`;
}

function time(at: number | 'never'): string {
  return at === 'never' ? 'never' : duration(at);
}

/** `worst: dead on arrival` is a series; people read what is wrong with the release. */
function troubleOf(candidate: string): string {
  return candidate.replace(/^worst: /, '');
}

function shortTrouble(trouble: string): string {
  return trouble === 'dead on arrival' ? 'dead' : trouble;
}

function changesWords({ changes, claims }: CheckReport, { lineOf, apply }: CheckSurroundings): CheckWords['changes'] {
  const broken = claims.filter(({ verdict }) => verdict !== 'proved');
  return broken.flatMap((claim) => {
    const rows = changes.flatMap((change, index): readonly ChangeWords[] =>
      change.keeps === claim.name && change.family === claim.family ? [{ number: index + 1, change: changeText(change), why: change.buys === '' ? change.why : `${change.why}; ${change.buys}`, apply: apply(index + 1) }] : [],
    );
    const line = lineOf(claim.path);
    return rows.length === 0 ? [] : [{ to: `To keep ${line === 'none' ? `"${aboutWords(claim)}"` : `line ${String(line)}`}, cheapest first`, rows }];
  });
}

/** A mapping's key is part of what is read; a new item of a list says itself. */
function changeText({ path, from, to }: CheckReport['changes'][number]): string {
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  if (from === '') return `${to} in the ${key}`;
  return typeof path.at(-1) === 'number' ? `${to} (now ${from})` : `${key}: ${to} (now ${from})`;
}

function verdictWords(claims: readonly ClaimFigures[]): string {
  const [broken, open] = (['refuted', 'inconclusive'] as const).map((verdict) => claims.filter((claim) => claim.verdict === verdict).length);
  if (broken === 0 && open === 0) return `all ${counted(claims.length, 'promise')} hold`;
  const parts = [...(broken === 0 ? [] : [`${String(broken)} of ${counted(claims.length, 'promise')} broken`]), ...(open === 0 ? [] : [broken === 0 ? `${String(open)} of ${counted(claims.length, 'promise')} open` : `${String(open)} open`])];
  return parts.join(', ');
}

function endingMark(claims: readonly ClaimFigures[]): Mark {
  if (claims.some(({ verdict }) => verdict === 'refuted')) return 'refuted';
  return claims.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'proved';
}

function worstReplay(claims: readonly ClaimFigures[], { replay }: CheckSurroundings): readonly string[] {
  const shown = claims.find((claim) => claim.verdict === 'refuted' && replay.has(claimKey(claim)));
  return shown === undefined ? [] : [`worst one: ${replay.get(claimKey(shown)) ?? ''}`];
}

export function hex(seed: number): string {
  return `0x${seed.toString(16)}`;
}
