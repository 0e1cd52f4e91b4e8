// The runner's limits: what exceeds them is cut by us, with a pointer to the rest, before the runner drops it silently.
// Sources: docs.github.com, workflow commands and limits (summary 1 MiB a step, outputs 1 MB a job, 10 annotations a level and step).
import type { Annotation } from './action-result.ts';

export const SUMMARY_BYTES_MAX = 1_048_576 - 1_024;
/** The runner counts two bytes per character, over all outputs of the job; half of it is ours. */
export const OUTPUT_CHARACTERS_MAX = 250_000;
export const ANNOTATIONS_PER_LEVEL_MAX = 10;
export const ANNOTATION_CHARACTERS_MAX = 4_096;

/** `markdown` if it fits, else its longest run of whole lines that does, and a sentence that says so. */
export function fitSummary(markdown: string, bytesMax: number = SUMMARY_BYTES_MAX): string {
  const bytes = Buffer.byteLength(markdown);
  if (bytes <= bytesMax) return markdown;
  const notice = `\n\n_This summary was cut: ${bytes} bytes, the runner shows ${bytesMax}. The log of this step has the decision, its reason and what happens next._\n`;
  // A fence that the cut left open would swallow the notice.
  const fence = '\n```';
  const room = bytesMax - Buffer.byteLength(notice) - Buffer.byteLength(fence);
  const cut = Buffer.from(markdown).subarray(0, Math.max(0, room)).toString('utf8');
  const whole = cut.slice(0, Math.max(0, cut.lastIndexOf('\n')));
  const isFenceOpen = (whole.match(/^ {0,3}```/gm) ?? []).length % 2 === 1;
  return `${whole}${isFenceOpen ? fence : ''}${notice}`;
}

export interface FittedOutputs {
  readonly outputs: Readonly<Record<string, string>>;
  /** Names whose value was left empty: half a JSON document would be worse than none. */
  readonly dropped: readonly string[];
}

/** All outputs if they fit together, else without the largest ones. */
export function fitOutputs(outputs: Readonly<Record<string, string>>, charactersMax: number = OUTPUT_CHARACTERS_MAX): FittedOutputs {
  const fitted = { ...outputs };
  const dropped: string[] = [];
  const largestFirst = Object.entries(outputs).sort(([, a], [, b]) => b.length - a.length);
  let characters = largestFirst.reduce((sum, [, value]) => sum + value.length, 0);
  for (const [name, value] of largestFirst) {
    if (characters <= charactersMax) break;
    fitted[name] = '';
    dropped.push(name);
    characters -= value.length;
  }
  return { outputs: fitted, dropped };
}

export interface FittedAnnotations {
  readonly shown: readonly Annotation[];
  /** Beyond what the runner shows: they go to the log. */
  readonly logged: readonly Annotation[];
}

/** At most ten per level, each of at most 4,096 characters. */
export function fitAnnotations(annotations: readonly Annotation[]): FittedAnnotations {
  const shown: Annotation[] = [];
  const logged: Annotation[] = [];
  for (const annotation of annotations) {
    const isShown = shown.filter((other) => other.level === annotation.level).length < ANNOTATIONS_PER_LEVEL_MAX;
    if (isShown) shown.push({ ...annotation, message: cutText(annotation.message) });
    else logged.push(annotation);
  }
  return { shown, logged };
}

function cutText(text: string): string {
  return text.length <= ANNOTATION_CHARACTERS_MAX ? text : `${text.slice(0, ANNOTATION_CHARACTERS_MAX - 1)}…`;
}
