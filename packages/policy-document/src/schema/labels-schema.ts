// Where labels are asked for, and what answers in their place: `{http: ...}` or `{command: [...]}`.
import type { LabelsOrigin } from '@rampart/rollout-policy';
import { keyRefusal } from '../mistakes/refusal.ts';
import type { Context } from '../not-yet.ts';
import { described, mapping, optional, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { commandLine, url } from './text-forms.ts';

/** `speaks`: what the other side understands, in words. */
export function labelsOriginSchema(context: Context, speaks: string, example: string): Form<LabelsOrigin> {
  return mapping(context, example, {
    http: optional(described(`Address that speaks ${speaks}.`, url())),
    command: optional(described(`Program and arguments that speak ${speaks}; no shell.`, commandLine())),
  }).transform(({ http, command }, ctx): LabelsOrigin => {
    if (http !== undefined && command === undefined) return { kind: 'http', url: http };
    if (command !== undefined && http === undefined) return { kind: 'command', argv: command };
    const says = http === undefined ? 'neither http nor command is given' : 'both http and command are given';
    return refuse(ctx, keyRefusal('one-of', { says, accepted: `one of them, e.g. ${example}` }));
  });
}
