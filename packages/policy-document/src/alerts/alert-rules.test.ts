import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { aPolicyFile } from '../../test/a-policy-file.ts';
import { readPolicy } from '../read-policy.ts';
import { alertRules, type AlertOptions } from './alert-rules.ts';
import { renderAlerts } from './render-alerts.ts';

const golden = (name: string): string => readFileSync(new URL(`../../test/golden/${name}`, import.meta.url), 'utf8');

function policyOf(text: string) {
  const reading = readPolicy({ file: 'fraud.yaml', text });
  if (reading.kind !== 'policy') throw new Error(JSON.stringify(reading));
  return reading.policy;
}

const BY_ADDRESS: AlertOptions = { slots: { kind: 'by-address' }, heartbeat: { kind: 'metric' } };
const rulesOf = (changes: Readonly<Record<string, string>>, options: Partial<AlertOptions> = {}) => alertRules(policyOf(aPolicyFile(changes)), { ...BY_ADDRESS, ...options });
const expressions = ({ group }: ReturnType<typeof rulesOf>): string => group.rules.map(({ expr }) => expr).join('\n');
const names = ({ group }: ReturnType<typeof rulesOf>): readonly string[] => group.rules.map((rule) => ('alert' in rule ? rule.alert : rule.record));

describe('alertRules', () => {
  it('watches the clock only, where nothing is limited', () => {
    expect(names(rulesOf({}))).toEqual(['RampartSilent', 'RampartUnseen']);
  });

  it('waits for three intervals of the policy', () => {
    expect(expressions(rulesOf({ expert: 'expert: {tick: 5m}' }))).toContain('< 900)');
  });

  it('takes another heartbeat', () => {
    expect(expressions(rulesOf({}, { heartbeat: { kind: 'expression', expression: 'kube_cronjob_status_last_successful_time{cronjob="rampart-tick"}' } }))).toContain('max(kube_cronjob_status_last_successful_time{cronjob="rampart-tick"})');
    expect(names(rulesOf({}, { heartbeat: { kind: 'none' } }))).toEqual(['RampartUnseen']);
  });

  it('tells slots apart by a label, where the metrics have one', () => {
    const told = expressions(rulesOf({ checks: 'checks: {errors: {limit: 5%}}' }, { slots: { kind: 'by-label', label: 'deployment' } }));
    expect(told).toContain('deployment="fraud-a"');
    expect(told).not.toContain('instance');
  });

  it('asks for a rollback only where the policy would roll back, and pages for stable only then', () => {
    const limits = (then: string) => rulesOf({ checks: `checks: {errors: {limit: 5%, then: ${then}}}` });
    expect(names(limits('rollback')).slice(2)).toEqual(['rampart:over_limit', 'rampart:over_limit', 'RampartLimit', 'RampartStableOverLimit']);
    expect(names(limits('hold')).slice(2)).toEqual(['rampart:over_limit', 'rampart:over_limit', 'RampartLimit']);
    expect(JSON.stringify(limits('rollback'))).toContain('"rampart":"roll-back"');
    expect(JSON.stringify(limits('hold'))).not.toContain('roll-back');
  });

  it('says which limits Prometheus cannot see', () => {
    const { leftOut } = rulesOf({ checks: 'checks: {accuracy: {labels: {http: "http://l"}, mature: 2d, limit: 10%}}' });
    expect(leftOut).toEqual([{ check: 'accuracy', why: 'its answers come from a label source, which Prometheus does not have' }]);
  });

  it('quotes addresses for the regular expressions that Prometheus makes of them', () => {
    const pages = 'metrics: {openmetrics: {pages: {fraud-a: ["http://[::1]:9100/metrics"], fraud-b: ["https://b.example.com/metrics?x=1"]}}}';
    const told = expressions(rulesOf({ metrics: pages, checks: 'checks: {errors: {limit: 5%}}' }));
    expect(told).toContain(String.raw`instance=~"\\[::1\\]:9100"`);
    expect(told).toContain(String.raw`instance=~"b\\.example\\.com(:443)?"`);
  });
});

describe('renderAlerts', () => {
  const rendered = renderAlerts([alertRules(policyOf(golden('alerts.policy.yaml')), BY_ADDRESS)], BY_ADDRESS.heartbeat);

  it('writes a rule file; alerts.promtool.yaml tests this one in Prometheus', () => {
    expect(rendered).toBe(golden('alerts.rules.yaml'));
  });

  it('asks for no heartbeat where none is used, and says what is missing then', () => {
    const head = (heartbeat: AlertOptions['heartbeat']): string => renderAlerts([rulesOf({}, { heartbeat })], heartbeat).split('groups:')[0] ?? '';
    expect(head({ kind: 'metric' })).toMatch(/need rampart_weight_ratio and rampart_last_tick_timestamp_seconds/);
    expect(head({ kind: 'expression', expression: 'last_tick{job="x"}' })).toMatch(/^(?!.*rampart_last_tick)[^]*the heartbeat last_tick\{job="x"\}\./);
    const none = head({ kind: 'none' });
    expect(none).not.toContain('rampart_last_tick_timestamp_seconds');
    expect(none).toContain('Not here: RampartSilent,');
  });

  it('means what the rules say', () => {
    const { group } = alertRules(policyOf(golden('alerts.policy.yaml')), BY_ADDRESS);
    expect(parse(rendered)).toEqual({ groups: [group] });
  });
});

/** Debian has it in the package `prometheus`. */
const hasPromtool = ((): boolean => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasPromtool)('promtool', () => {
  it('accepts the rules, and they fire when they should', () => {
    const cwd = new URL('../../test/golden/', import.meta.url);
    expect(execFileSync('promtool', ['check', 'rules', 'alerts.rules.yaml'], { cwd, encoding: 'utf8' })).toContain('SUCCESS');
    expect(execFileSync('promtool', ['test', 'rules', 'alerts.promtool.yaml'], { cwd, encoding: 'utf8' })).toContain('SUCCESS');
  });
});
