// What is wrong with a value, wherever it stands.
import type { MistakeName } from './mistake-kinds.ts';

export interface Refusal {
  readonly mistake: MistakeName;
  /** Completes "this is refused:" without a full stop. */
  readonly says: string;
  /** What would be right, with an example, without a full stop. */
  readonly accepted: string;
  /** A sentence that says what was probably meant, or empty. */
  readonly hint: string;
  /** Whether the key or what it holds is wrong. */
  readonly at: 'key' | 'value';
}

type Facts = { readonly says: string; readonly accepted: string; readonly hint?: string };

export function refusal(mistake: MistakeName, { says, accepted, hint = '' }: Facts): Refusal {
  return { mistake, says, accepted, hint, at: 'value' };
}

/** The key itself is wrong, or stands for everything under it. */
export function keyRefusal(mistake: MistakeName, { says, accepted, hint = '' }: Facts): Refusal {
  return { mistake, says, accepted, hint, at: 'key' };
}
