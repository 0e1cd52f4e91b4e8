// The checks' own queries, asked now: does each arm count, do they count apart, and does each count what its slot was sent?
import { shownAddress } from '@rampart/json-exchange';
import { cleanLine, count, duration, percentOfRatio, shorten } from '@rampart/report';
import { isDelayed, type Block, type Check, type Evidence, type Policy } from '@rampart/rollout-policy';
import { say, type Examined, type Finding, type Fix } from '../finding.ts';
import type { ArmsReading, LiveReading, TargetReadings } from '../readings/target-readings.ts';
import { missesShare } from './misses-share.ts';

type Arms = Extract<ArmsReading, { kind: 'arms' }>;
type Counted = { readonly check: Check; readonly stable: number; readonly candidate: number; readonly stableEvents: number; readonly candidateEvents: number; readonly block: Block };

/** At weight 0 an arm may be asked for its health now and then; more than this part of the other arm's requests is no health check. */
const STRAY_RATIO_MAX = 0.05;
const STRAY_MIN = 5;
/** So few equal counts are equal by chance. */
const EQUAL_MIN = 5;

export function examineQueries({ policy, arms, live }: Pick<TargetReadings, 'policy' | 'arms' | 'live'>): Examined {
  const checks = policy.checks.filter((check) => !isDelayed(check));
  if (checks.length === 0) return { area: 'queries', saw: ['no check reads live metrics'], findings: [] };
  const shared = sharedPages(policy);
  if (arms.kind === 'unknown' || live.kind === 'not-read') {
    const why = arms.kind === 'unknown' ? arms.why : live.kind === 'not-read' ? live.why : '';
    return { area: 'queries', saw: [], findings: [...shared, { code: 'RMP831', gravity: 'mend', about: 'all checks', seen: cleanLine(why), why: 'without both arms nothing can be compared', fix: say('mend the router first: it says which slot is which') }] };
  }
  if (live.answer.kind === 'error') return { area: 'queries', saw: [], findings: [...shared, unreadable(policy, 'all checks', live.answer.error.message, checks[0])] };
  const { evidence } = live.answer.value;
  const counted = checks.flatMap((check) => countedBy(check, evidence[check.name]));
  const saw = counted.map((one) => sawOf(one, live.spanMs));
  if (shared.length > 0) return { area: 'queries', saw, findings: shared };
  const missing = readTrouble(policy, checks, arms, live, evidence);
  const equal = equalArms(policy, counted, arms);
  // Of series that are the same nothing else can be said.
  const apart = equal.length > 0 ? [] : counted.flatMap((one) => [...emptyArms(policy, one, arms, live.spanMs), ...shares(policy, one, arms), ...withoutSlices(one)]);
  return { area: 'queries', saw, findings: [...missing, ...equal, ...once(apart)] };
}

function countedBy(check: Check, evidence: Evidence | undefined): readonly Counted[] {
  if (evidence === undefined || evidence.kind === 'no-data') return [];
  const block = evidence.blocks.at(-1);
  const cell = block?.cells['all'];
  // A histogram's requests are in each of its bounds alike.
  const first = block === undefined ? undefined : (cell ?? Object.values(block.cells)[0]);
  if (block === undefined || first === undefined) return [];
  const { stable, candidate } = first;
  return [{ check, stable: stable.trials, candidate: candidate.trials, stableEvents: stable.events, candidateEvents: candidate.events, block }];
}

function sawOf({ check, stable, candidate, stableEvents, candidateEvents }: Counted, spanMs: number): string {
  if (check.signal.kind === 'level') return `${check.name}: ${count(stableEvents)} stable, ${count(candidateEvents)} candidate`;
  const arm = (n: number, k: number): string => (check.signal.kind === 'time' || check.signal.kind === 'bins' ? `n ${count(n)}` : `n ${count(n)}, k ${count(k)}`);
  return `${check.name}: ${arm(stable, stableEvents)} stable; ${arm(candidate, candidateEvents)} candidate (${duration(spanMs)})`;
}

// --- what cannot be read ----------------------------------------------------------------------------------------------------

function readTrouble(policy: Policy, checks: readonly Check[], arms: Arms, live: Extract<LiveReading, { kind: 'read' }>, evidence: Readonly<Record<string, Evidence>>): readonly Finding[] {
  const told = new Map<string, { readonly names: string[]; readonly check: Check; readonly kind: 'no-data' | 'gap' }>();
  for (const check of checks) {
    const seen = evidence[check.name];
    const trouble = seen === undefined ? { kind: 'no-data' as const, why: 'the metric source says nothing about it' } : seen.kind === 'no-data' ? seen : seen.gaps[0] === undefined ? 'none' : { kind: 'gap' as const, why: seen.gaps[0].why };
    if (trouble === 'none') continue;
    const known = told.get(trouble.why);
    if (known === undefined) told.set(trouble.why, { names: [check.name], check, kind: trouble.kind });
    else known.names.push(check.name);
  }
  const isIdle = arms.candidateIsEmpty && live.stableAlone.kind === 'asked' && live.stableAlone.answer.kind === 'ok';
  return [...told].map(([why, { names, check, kind }]) => {
    const about = names.join(', ');
    if (kind === 'gap') return throughFinding(about, why);
    const alone = isIdle && live.stableAlone.kind === 'asked' && live.stableAlone.answer.kind === 'ok' ? live.stableAlone.answer.value.evidence[check.name] : undefined;
    return alone?.kind === 'blocks' ? notYetThere(arms, about, why) : unreadable(policy, about, why, check);
  });
}

function unreadable(policy: Policy, about: string, why: string, check: Check | undefined): Finding {
  return { code: 'RMP831', gravity: 'mend', about, seen: cleanLine(why), why: 'no data is not good data: the rollout would hold, and after a while step back', fix: fixOf(policy, check) };
}

function notYetThere({ candidate }: Arms, about: string, why: string): Finding {
  return {
    code: 'RMP831',
    gravity: 'mind',
    about,
    seen: `slot ${candidate} is empty, and ${cleanLine(why)}; stable's pages by themselves can be read`,
    why: 'fine while nothing runs there; once the candidate is placed its pages have to answer, or the rollout holds',
    fix: say(`check that metrics.openmetrics.pages.${candidate} is where the pods of that slot will be, and run the doctor again in observe mode of the first release`),
  };
}

function throughFinding(about: string, why: string): Finding {
  return {
    code: 'RMP835',
    gravity: 'mend',
    about,
    seen: cleanLine(why),
    why: 'what was counted while a counter began anew is lost in both arms; where it happens all the time there is never any evidence',
    fix: say('one restart is nothing, look again; if it is the same again: give each pod an address of its own (a load balancer in front of several shows another one each time), and keep series from being expired'),
  };
}

function fixOf({ metrics }: Policy, check: Check | undefined): Fix {
  const pages = metrics.kind === 'openmetrics' ? Object.entries(metrics.pages).map(([slot, urls]) => `${slot}: [${urls.map(shownAddress).join(', ')}]`) : [];
  return { text: 'take names and labels that the pages have (they are listed above), or correct the addresses', paste: ['metrics: {openmetrics: {pages: {' + shorten(pages.join(', '), 200) + '}}}', ...(check === undefined ? [] : [`checks: {${check.name}: ${lineOf(check)}}`])] };
}

function lineOf({ signal }: Check): string {
  switch (signal.kind) {
    case 'share':
      return `{share: ${signal.metric}${matchers('among', signal.among)}${matchers('where', signal.where)}}`;
    case 'time':
      return `{time: ${signal.metric}${matchers('where', signal.where)}}`;
    case 'bins':
      return `{bins: ${signal.metric}, by: ${signal.by}${matchers('where', signal.where)}}`;
    case 'level':
      return `{level: ${signal.metric}${matchers('where', signal.where)}}`;
    case 'score':
      return signal.origin.kind === 'metric' ? `{score: ${signal.origin.metric}${matchers('where', signal.origin.where)}}` : '{score: ...}';
    case 'labels':
    case 'pairs':
    case 'calibration':
      return `{${signal.kind}: ...}`;
  }
}

function matchers(key: string, all: readonly { readonly label: string; readonly op: string; readonly pattern: string }[]): string {
  return all.length === 0 ? '' : `, ${key}: '${all.map(({ label, op, pattern }) => `${label}${op}"${pattern}"`).join(', ')}'`;
}

// --- what can be read, and is not what was meant ----------------------------------------------------------------------------

function sharedPages({ metrics }: Policy): readonly Finding[] {
  if (metrics.kind !== 'openmetrics') return [];
  const [first, second] = Object.entries(metrics.pages);
  const both = first === undefined || second === undefined ? [] : first[1].filter((url) => second[1].includes(url));
  if (first === undefined || second === undefined || both.length === 0) return [];
  return [sameSeries('all checks', `slots ${first[0]} and ${second[0]} both read ${cleanLine(both.map(shownAddress).join(', '), 200)}`, [`metrics: {openmetrics: {pages: {${first[0]}: [<pages of the pods of ${first[0]}>], ${second[0]}: [<pages of the pods of ${second[0]}>]}}}`])];
}

function sameSeries(about: string, seen: string, paste: readonly string[]): Finding {
  return { code: 'RMP832', gravity: 'mend', about, seen, why: 'a candidate that is compared with itself is never worse: every release would pass', fix: { text: 'give each slot pages of its own: those of its pods, not of the service or of a collector that adds both up', paste } };
}

/** Equal to the last number where the route sends them different parts of the requests. */
function equalArms({ metrics }: Policy, counted: readonly Counted[], arms: Arms): readonly Finding[] {
  const comparable = counted.filter(({ check, stable }) => check.signal.kind !== 'level' && stable > 0);
  const isEqual = ({ block }: Counted): boolean => Object.values(block.cells).every(({ stable, candidate }) => stable.trials === candidate.trials && stable.events === candidate.events);
  const equal = comparable.filter((one) => one.stable >= EQUAL_MIN && isEqual(one) && missesShare(one, expectedShare(arms), 1) !== 'fits');
  const [first] = equal;
  if (first === undefined) return [];
  const pages = metrics.kind === 'openmetrics' ? metrics.pages : {};
  const about = equal.map(({ check }) => check.name).join(', ');
  const seen = `both arms counted n ${count(first.stable)}, k ${count(first.stableEvents)} in the same time, and the candidate has ${percentOfRatio(arms.candidateShare)} of the requests`;
  return [sameSeries(about, seen, ['# what the pages now are', ...Object.entries(pages).map(([slot, urls]) => `#   ${slot}: ${urls.map(shownAddress).join(', ')}`), 'metrics: {openmetrics: {pages: {' + `${arms.stable}: [http://<pod of ${arms.stable}>/metrics], ${arms.candidate}: [http://<pod of ${arms.candidate}>/metrics]` + '}}}'])];
}

function emptyArms({ expert }: Policy, { check, stable, candidate }: Counted, arms: Arms, spanMs: number): readonly Finding[] {
  if (check.signal.kind === 'level' || (check.signal.kind === 'share' && check.signal.unit === 'users')) return [];
  const share = expectedShare(arms);
  const stableIsEmpty = stable === 0 && share < 1;
  const candidateIsEmpty = candidate === 0 && missesShare({ stable, candidate }, share, expert.sampleRatioFactor) === 'less';
  if (!stableIsEmpty && !candidateIsEmpty) return [];
  const which = stableIsEmpty ? `stable (slot ${arms.stable}, ${percentOfRatio(1 - arms.candidateShare)} of the requests)` : `the candidate (slot ${arms.candidate}, ${percentOfRatio(arms.candidateShare)} of the requests)`;
  const isQuiet = stable + candidate === 0;
  return [
    {
      code: 'RMP833',
      gravity: 'mend',
      about: check.name,
      seen: `nothing was counted for ${which} in ${duration(spanMs)}${isQuiet ? '' : `, ${count(stable + candidate)} for the other arm`}`,
      why: 'an arm that counts nothing is never worse, and a check without evidence never lets a release pass',
      fix: isQuiet ? { text: `if so few requests are normal, look for longer; else correct what is counted`, paste: ['rampart doctor <policy> --for 5m', `checks: {${check.name}: ${lineOf(check)}}`] } : { text: 'the pages of that slot are those of other pods, or the matchers do not match there', paste: [`checks: {${check.name}: ${lineOf(check)}}`] },
    },
  ];
}

/** Of the requests that reach either arm, copies included. */
function expectedShare({ candidateShare, candidateCopies }: Arms): number {
  return (candidateShare + candidateCopies) / (1 + candidateCopies);
}

function shares({ expert }: Policy, one: Counted, arms: Arms): readonly Finding[] {
  const { check, stable, candidate } = one;
  const isSplit = check.signal.kind === 'time' || check.signal.kind === 'bins' || check.signal.kind === 'score' || (check.signal.kind === 'share' && check.signal.unit === 'requests');
  const total = stable + candidate;
  if (!isSplit || total === 0 || stable === 0) return [];
  const share = expectedShare(arms);
  const is = candidate / total;
  if (share === 0) {
    if (candidate === 0) return [];
    const isMuch = candidate >= STRAY_MIN && is > STRAY_RATIO_MAX;
    return [diluted(check, isMuch ? 'mend' : 'mind', `slot ${arms.candidate} has 0 % of the requests, and its pages counted ${count(candidate)} beside ${count(stable)} of stable`)];
  }
  const misses = missesShare(one, share, expert.sampleRatioFactor);
  if (misses === 'more') return [diluted(check, 'mend', `the candidate has ${percentOfRatio(share)} of the requests and counted ${percentOfRatio(is)} of them (${count(candidate)} of ${count(total)})`)];
  // An arm without a single request is told as empty.
  if (misses === 'fits' || candidate === 0) return [];
  return [
    {
      code: 'RMP837',
      gravity: 'mend',
      about: check.name,
      seen: `the candidate has ${percentOfRatio(share)} of the requests and counted ${percentOfRatio(is)} of them (${count(candidate)} of ${count(total)})`,
      why: 'what is measured is not what was sent: pods that no page shows, a cache before the route, or a router that does not split as it says',
      fix: say(`name the page of every pod of slot ${arms.candidate}, and look at what the router really does`),
    },
  ];
}

function diluted(check: Check, gravity: Finding['gravity'], seen: string): Finding {
  return {
    code: 'RMP834',
    gravity,
    about: check.name,
    seen,
    why: gravity === 'mend' ? "the candidate's numbers are mixed with requests that it did not get from the route: trouble of it looks smaller than it is" : 'something but users asks it (health checks, a probe); among few requests of a small weight that makes trouble look smaller',
    fix: { text: 'count only what users send', paste: [`checks: {${check.name}: ${withAmong(check)}}`] },
  };
}

function withAmong(check: Check): string {
  const key = check.signal.kind === 'share' ? 'among' : 'where';
  return `${lineOf(check).replace(/\}$/, '')}, ${key}: 'handler="/predict"'}`;
}

function withoutSlices({ check, block, stable, candidate }: Counted): readonly Finding[] {
  if (stable + candidate === 0) return [];
  return check.slices
    .filter((slice) => !Object.keys(block.cells).some((name) => name.startsWith(`${slice}=`)))
    .map((slice) => ({ code: 'RMP836', gravity: 'mend', about: `${check.name}, ${slice}`, seen: `no request that was counted has a value of ${slice}`, why: 'a slice that is never seen is never judged', fix: { text: 'let the pages carry the label, or leave it out', paste: [`checks: {${check.name}: {slices: [${check.slices.filter((name) => name !== slice).join(', ')}]}}`] } }));
}

/** Checks that read the same counter say the same of it. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.seen}`;
    const known = kept.get(key);
    kept.set(key, known === undefined ? finding : { ...known, about: `${known.about}, ${finding.about}` });
  }
  return [...kept.values()];
}
