// Alerts as a rule file of Prometheus.
import { Document, isScalar, Scalar, visit } from 'yaml';
import { LAST_TICK, WEIGHT, type AlertOptions, type Alerts } from './alert-rules.ts';

export function renderAlerts(alerts: readonly Alerts[], heartbeat: AlertOptions['heartbeat']): string {
  const document = new Document({ groups: alerts.map(({ group }) => group) });
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'expr' && isScalar(value)) value.type = Scalar.BLOCK_LITERAL;
    },
  });
  const leftOut = alerts.flatMap(({ group, leftOut: missing }) => missing.map(({ check, why }) => `Not here: the limit of ${check} in "${group.name}", because ${why}.`));
  document.commentBefore = ['Alerting rules for Prometheus, written by `rampart alerts`. Write them again when a policy changes.', ...needs(heartbeat), ...leftOut].map((line) => ` ${line.replace(/\s+/gu, ' ')}`).join('\n');
  return document.toString({ lineWidth: 0 });
}

/** What has to be scraped, and what is not watched without it. */
function needs(heartbeat: AlertOptions['heartbeat']): readonly string[] {
  switch (heartbeat.kind) {
    case 'metric':
      return [`They need ${WEIGHT} and ${LAST_TICK}, which your router exposes: docs/alerts.md.`];
    case 'expression':
      return [`They need ${WEIGHT}, which your router exposes (docs/alerts.md), and the heartbeat ${heartbeat.expression}.`];
    case 'none':
      return [`They need ${WEIGHT}, which your router exposes: docs/alerts.md.`, 'Not here: RampartSilent, because there is no heartbeat (--heartbeat none). Nobody is told when nobody looks.'];
  }
}
