// What an examination says: what was seen, why it matters for a rollout, and what puts it right.

export interface Finding {
  readonly code: FindingCode;
  /** `mend`: a rollout that starts now cannot be trusted, or will not start. `mind`: worth knowing; nothing has to be done before a rollout. */
  readonly gravity: 'mend' | 'mind';
  /** What it is about: a check, a slot, a permission. */
  readonly about: string;
  readonly seen: string;
  readonly why: string;
  readonly fix: Fix;
}

export interface Fix {
  /** One sentence. */
  readonly text: string;
  /** Lines to paste as they stand: a `permissions:` block, a ruleset, lines of a policy, a command. */
  readonly paste: readonly string[];
}

export type Area = 'router' | 'ledger' | 'registry' | 'queries' | 'labels' | 'clock' | 'permissions' | 'rules' | 'schedule';

/** One area of a target, looked at. */
export interface Examined {
  readonly area: Area;
  /** What was read, with its figures; also where nothing is wrong. */
  readonly saw: readonly string[];
  readonly findings: readonly Finding[];
}

/** Every code, and what it is about; docs/errors.md has a row for each. */
export const FINDING_CODES = {
  RMP801: 'the router cannot be read',
  RMP802: 'the router has other slots than the policy',
  RMP803: 'it is unclear who owns the route',
  RMP804: 'what serves is not what the ledger recorded',
  RMP805: 'a slot is not ready',
  RMP806: 'the router cannot do what the plan asks for',
  RMP811: 'the ledger cannot be read',
  RMP812: 'the ledger contradicts itself',
  RMP813: 'the target has no ledger yet',
  RMP814: 'the target is paused',
  RMP815: 'a live rollout is not looked at',
  RMP816: 'the freeze of the data cannot be read',
  RMP821: 'the registry cannot be read',
  RMP822: 'nothing to release',
  RMP823: 'the pointer of the registry is elsewhere',
  RMP831: 'a check cannot be read',
  RMP832: 'both arms are the same series',
  RMP833: 'an arm is empty',
  RMP834: 'a query is diluted',
  RMP835: 'a counter did not count through',
  RMP836: 'a slice has no value',
  RMP837: 'an arm counts less than its share',
  RMP841: 'a label source cannot be read',
  RMP842: 'an arm has no labels',
  RMP843: 'labels come later than the policy says',
  RMP844: 'labels without an arm',
  RMP851: 'this clock and that of others differ',
  RMP852: 'this clock jumped',
  RMP861: 'a permission is missing',
  RMP862: 'what people look at cannot be written',
  RMP863: 'GitHub cannot be asked',
  RMP871: 'a rule keeps the ledger from being written',
  RMP872: 'the ledger is not protected',
  RMP873: 'the freeze is not required',
  RMP874: 'commits of the ledger have to be signed',
  RMP881: 'the schedule comes late',
  RMP882: 'a workflow that looks is disabled',
} as const;

export type FindingCode = keyof typeof FINDING_CODES;

export function needsMending(examined: readonly Examined[]): boolean {
  return examined.some(({ findings }) => findings.some(({ gravity }) => gravity === 'mend'));
}

/** For a fix that is one sentence. */
export function say(text: string): Fix {
  return { text, paste: [] };
}
