// Alerts as a rule file of Prometheus.
import { Document, isScalar, Scalar, visit } from 'yaml';
import type { Alerts } from './alert-rules.ts';

const HEAD = [
  'Alerting rules for Prometheus, written by `rampart alerts`. Write them again when a policy changes.',
  'They need rampart_weight_ratio and rampart_last_tick_timestamp_seconds, which your router exposes: docs/alerts.md.',
];

export function renderAlerts(alerts: readonly Alerts[]): string {
  const document = new Document({ groups: alerts.map(({ group }) => group) });
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'expr' && isScalar(value)) value.type = Scalar.BLOCK_LITERAL;
    },
  });
  const leftOut = alerts.flatMap(({ group, leftOut: missing }) => missing.map(({ check, why }) => `Not here: the limit of ${check} in "${group.name}", because ${why}.`));
  document.commentBefore = [...HEAD, ...leftOut].map((line) => ` ${line.replace(/\s+/gu, ' ')}`).join('\n');
  return document.toString({ lineWidth: 0 });
}
