// How Prometheus knows the slots of a target: by a label that carries their names, or by the addresses of their pages.
import type { Policy } from '@rampart/rollout-policy';
import type { SlotMatcher } from './promql.ts';

export type SlotsInPrometheus = { readonly kind: 'by-label'; readonly label: string } | { readonly kind: 'by-address' };

/** Without pages there is no address to go by. */
export type SlotMatching = { readonly kind: 'matcher'; readonly matcher: SlotMatcher } | { readonly kind: 'unknown' };

export function slotMatcher({ metrics }: Policy, slot: string, slots: SlotsInPrometheus): SlotMatching {
  if (slots.kind === 'by-label') return { kind: 'matcher', matcher: { label: slots.label, op: '=', pattern: slot } };
  const pages = metrics.kind === 'openmetrics' ? (metrics.pages[slot] ?? []) : [];
  if (pages.length === 0) return { kind: 'unknown' };
  return { kind: 'matcher', matcher: { label: 'instance', op: '=~', pattern: [...new Set(pages.map(instanceOf))].join('|') } };
}

/** Prometheus before version 3 adds the port that the scheme implies. */
function instanceOf(page: string): string {
  const { hostname, port, protocol } = new URL(page);
  const host = quoted(hostname);
  return port === '' ? `${host}(:${protocol === 'https:' ? '443' : '80'})?` : `${host}:${port}`;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/gu, '\\$&');
}
