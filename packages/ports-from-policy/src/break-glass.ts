// The line that takes all traffic back with nothing but the router: no ledger, no registry, no GitHub. Printed by every summary.
import type { Policy } from '@rampart/rollout-policy';

/** For a POSIX shell. `hasToken`: the router asks for one, which the line takes from RAMPART_ROUTER_TOKEN; it is never printed. */
export function breakGlassCommand({ target, serve }: Policy, stableSlot: string, hasToken = false): string {
  const weights = Object.fromEntries(serve.slots.map((slot) => [slot, slot === stableSlot ? 1_000_000 : 0]));
  // A key of its own each time the line is run: a router answers a key that it knows without doing anything.
  const request = [
    `${JSON.stringify({ op: 'set', target, weights }).slice(0, -1)},"stamp":{"rolloutId":"break-glass","sequence":0,"effectId":"break-glass-`,
    `","liveSlot":${JSON.stringify(stableSlot)},"liveDigest":"unknown"},"idempotencyKey":"break-glass-`,
    '"}',
  ].map(inQuotes).join('"$(date +%s)"');
  switch (serve.kind) {
    case 'http':
      // -g: brackets in the address are part of it.
      return `curl -fgsS -H 'content-type: application/json'${hasToken ? ' -H "authorization: Bearer $RAMPART_ROUTER_TOKEN"' : ''} --data ${request} ${asWord(serve.url)}`;
    case 'command':
      return `printf %s ${request} | ${serve.argv.map(asWord).join(' ')}`;
  }
}

/** What a shell takes as it stands stays readable; `=` would make the first word an assignment. */
function asWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : inQuotes(text);
}

/** Nothing inside single quotes is special but the quote itself. */
function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
