import { describe, expect, it } from 'vitest';
import { wantedPermissions } from './wanted-permissions.ts';

const names = (mirrors: readonly string[]): readonly string[] => wantedPermissions(mirrors).map(({ permission, access, at }) => `${permission}: ${access} (${at})`);

describe('wantedPermissions', () => {
  it('asks for the ledger always, and for what is shown only where it is wanted', () => {
    const ledger = ['contents: write (state)', 'contents: read (home)'];
    expect(names(['none'])).toEqual(ledger);
    expect(names(['incident'])).toEqual([...ledger, 'issues: write (home)']);
    expect(names([])).toEqual([...ledger, 'deployments: write (home)', 'statuses: write (home)', 'issues: write (home)', 'contents: write (home)']);
  });
});
