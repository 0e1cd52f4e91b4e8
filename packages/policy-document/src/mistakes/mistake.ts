// What a person reads about a mistake in a policy: which kind, where, what was seen, what is accepted.
import type { Place } from '../source/place.ts';
import type { MistakeCode, MistakeName } from './mistake-kinds.ts';

export interface Mistake {
  readonly code: MistakeCode;
  readonly name: MistakeName;
  readonly place: Place;
  /** The value it is about, e.g. `promise.falseAlarms`; the file's name where it is about the whole. */
  readonly subject: string;
  /** As written; `nothing` where something is missing. */
  readonly seen: string;
  /** What would be right, with an example. */
  readonly accepted: string;
  /** One or two sentences with all of it. */
  readonly text: string;
  /** The lines of the file around it, with a caret. */
  readonly frame: string;
}
