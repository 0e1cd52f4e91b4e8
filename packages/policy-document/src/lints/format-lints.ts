// Lints for a terminal, one line each.
import { formatPlace } from '../source/place.ts';
import type { Lint } from './lint.ts';

/** `rampart/fraud.yaml:7:16 warning RMP157 plan[1].ramp.weights[0]: ...`. */
export function formatLint({ code, level, subject, place, text }: Lint): string {
  return `${place.kind === 'file' ? `${formatPlace(place)} ` : ''}${level} ${code} ${subject}: ${text}`;
}
