// How traffic is moved: `serve: {http: ..., slots: [a, b]}` or `{command: [...], slots: [a, b]}`.
import * as z from 'zod';
import type { Serve } from '@rampart/rollout-policy';
import { keyRefusal, refusal, type Refusal } from '../mistakes/refusal.ts';
import { described, listOf, mapping, optional, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { commandLine, slotName, url } from './text-forms.ts';

const EXAMPLE = '{http: http://fraud.internal/router, slots: [fraud-a, fraud-b]}';

export function serveSchema(): Form<Serve> {
  return mapping('serve', EXAMPLE, {
    http: optional(described('Address that speaks the router contract (docs/router-contract.md).', url())),
    command: optional(described('Program and arguments that speak the router contract on stdin and stdout; no shell.', commandLine())),
    slots: described('The two deployments that serve in turn.', listOf(slotName(), '[fraud-a, fraud-b]').meta({ minItems: 2, maxItems: 2, uniqueItems: true })),
  }).transform(({ http, command, slots }, ctx): Serve => {
    const [first = '', second = ''] = slots;
    if (slots.length !== 2 || first === second) refuse(ctx, slotsRefusal(slots.length), ['slots']);
    if ((http === undefined) === (command === undefined)) refuse(ctx, routeRefusal(http !== undefined));
    if (http !== undefined) return { kind: 'http', url: http, slots: [first, second] };
    return command === undefined ? z.NEVER : { kind: 'command', argv: command, slots: [first, second] };
  });
}

function slotsRefusal(slotCount: number): Refusal {
  const says = slotCount === 2 ? 'both slots have the same name' : `a target has two slots, not ${slotCount}`;
  return refusal('bad-slots', { says, accepted: 'two different names, e.g. [fraud-a, fraud-b]' });
}

function routeRefusal(bothGiven: boolean): Refusal {
  const says = bothGiven ? 'both http and command are given' : 'neither http nor command is given';
  return keyRefusal('one-of', { says, accepted: `one of them, e.g. ${EXAMPLE}` });
}
