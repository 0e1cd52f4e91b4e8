// What the command line writes for other places than a terminal: a runbook and rules for Prometheus.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { aShell } from '../../test/a-shell.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const POLICY = 'examples/flight-delay/policy.yaml';
const rampart = aShell(ROOT);

describe('rampart runbook', () => {
  it('writes the runbook of the example as it is committed; write it again by rampart runbook examples/flight-delay/policy.yaml', async () => {
    expect(await rampart('runbook', POLICY)).toEqual({ exitCode: 0, out: readFileSync(`${ROOT}/examples/flight-delay/RUNBOOK.md`, 'utf8'), err: '' });
  });

  it('takes the token from a variable where the router asks for one, and never prints it', async () => {
    const { out } = await aShell(ROOT, { env: { RAMPART_ROUTER_TOKEN: 's3cret' } })('runbook', POLICY);
    expect(out).toContain('-H "authorization: Bearer $RAMPART_ROUTER_TOKEN"');
    expect(out).not.toContain('s3cret');
  });

  it('is one document for programs', async () => {
    const { out } = await rampart('runbook', POLICY, '--json');
    expect(JSON.parse(out)).toEqual({ runbooks: [{ target: 'flight-delay-prod', runbook: readFileSync(`${ROOT}/examples/flight-delay/RUNBOOK.md`, 'utf8') }] });
  });
});

describe('rampart alerts', () => {
  it('writes rules for Prometheus, the same for programs', async () => {
    const { out, exitCode } = await rampart('alerts', POLICY);
    const json = await rampart('alerts', POLICY, '--json');
    expect(exitCode).toBe(0);
    const { groups } = JSON.parse(json.out) as { readonly groups: readonly { readonly name: string }[] };
    expect(parse(out)).toEqual({ groups });
    expect(groups.map(({ name }) => name)).toEqual(['rampart flight-delay-prod']);
  });

  it('takes another heartbeat and another label of slots', async () => {
    const { out } = await rampart('alerts', POLICY, '--heartbeat', 'clock_seconds{job="cron"}', '--slot-label', 'color');
    expect(out).toContain('max(clock_seconds{job="cron"})');
    expect(out).toContain('color="blue"');
    const none = (await rampart('alerts', POLICY, '--heartbeat', 'none')).out;
    expect(none).not.toContain('alert: RampartSilent');
    expect(none).toContain('Not here: RampartSilent, because there is no heartbeat');
  });

  it('refuses a label that is none', async () => {
    expect(await rampart('alerts', POLICY, '--slot-label', 'a"b')).toEqual({ exitCode: 2, out: '', err: 'rampart alerts: --slot-label: expected the name of a label, e.g. deployment, got "a\\"b"\n' });
  });

  it('says the mistakes of a policy', async () => {
    expect(await rampart('alerts', 'examples/flight-delay/rollout.yml')).toMatchObject({ exitCode: 2, out: '' });
  });
});
