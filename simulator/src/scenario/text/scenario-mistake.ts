// What a person reads about a mistake in a scenario file, in the manner of policy files: a code, a place, what was seen, what is accepted.
import { formatPlace, type Place } from '@rampart/policy-document';

/** Codes are never reused. Mistakes of the YAML itself keep the codes that they have in policies (RMP101 to RMP108). */
export const SCENARIO_MISTAKE_KINDS = {
  'wrong-version': { code: 'RMP301', title: '`scenario:` is not a version that this release reads.', remedy: 'Write `scenario: 1`.' },
  'unknown-key': { code: 'RMP302', title: 'A key that has no meaning at this place of a scenario.', remedy: 'Take the suggestion, or remove the key.' },
  'missing-key': { code: 'RMP303', title: 'A key without which the scenario means nothing.', remedy: 'Add it in the form shown.' },
  'wrong-shape': { code: 'RMP304', title: 'A list, a mapping or a single value where another of them belongs.', remedy: 'Use the form shown.' },
  'unknown-word': { code: 'RMP305', title: 'A kind of behaviour or fault, a depth, a policy or another word that does not exist.', remedy: 'Use one of the words listed.' },
  'bad-unit': { code: 'RMP306', title: 'A number without its unit, with a wrong one, or one that cannot be read.', remedy: 'Use the form shown: `10m`, `5%`, `2x`, `1 point`, `50/s`.' },
  'out-of-range': { code: 'RMP307', title: 'A value that can be read but means nothing here.', remedy: 'Stay within the range shown.' },
  'bad-text': { code: 'RMP308', title: 'A name, path or sentence that is empty, too long, or holds control characters; or a path that is not relative.', remedy: 'Use the form shown.' },
  'bad-segments': { code: 'RMP309', title: 'Segments that do not add up to 100 %, or one that the traffic does not have.', remedy: 'Name the segments under `traffic:`, with shares that add up to 100 % per dimension.' },
} as const satisfies Readonly<Record<string, { readonly code: string; readonly title: string; readonly remedy: string }>>;

export type ScenarioMistakeName = keyof typeof SCENARIO_MISTAKE_KINDS;

export interface ScenarioMistake {
  readonly code: string;
  readonly name: string;
  readonly place: Place;
  /** The value it is about, e.g. `traffic.bursts.every`. */
  readonly subject: string;
  /** One or two sentences with what was seen and what is accepted. */
  readonly text: string;
  /** The lines of the file around it, with a caret. */
  readonly frame: string;
}

/** One block per mistake: place, code and sentence, then the lines of the file. */
export function formatScenarioMistakes(mistakes: readonly ScenarioMistake[]): string {
  return mistakes
    .map(({ place, code, subject, text, frame }) => [`${formatPlace(place)} ${code} ${subject}: ${text}`, ...frame.split('\n').filter((line) => line !== '').map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}
