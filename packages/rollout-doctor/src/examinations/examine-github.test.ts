import { describe, expect, it } from 'vitest';
import type { BranchRule, PermissionProbe, RulesReading } from '../readings/github-readings.ts';
import { examinePermissions } from './examine-permissions.ts';
import { examineRules, FREEZE_CHECK } from './examine-rules.ts';

const probe = (parts: Partial<PermissionProbe>): PermissionProbe => ({ permission: 'contents', access: 'write', repository: 'acme/models', tokenOf: 'job', purpose: 'the ledger', isNeeded: true, answer: { kind: 'granted' }, ...parts });

describe('examinePermissions', () => {
  it('tells what the token has', () => {
    expect(examinePermissions({ probes: [probe({}), probe({ permission: 'issues' })] })).toEqual({ area: 'permissions', saw: ['the token has contents: write on acme/models, issues: write on acme/models'], findings: [] });
  });

  it('gives the whole block to paste where one is missing', () => {
    const answer = { kind: 'missing', accepted: 'contents=write' } as const;
    const { findings } = examinePermissions({ probes: [probe({ answer }), probe({ access: 'read' }), probe({ permission: 'deployments', isNeeded: false, answer })] });
    expect(findings.map(({ code, gravity, about }) => [code, gravity, about])).toEqual([['RMP861', 'mend', 'contents: write'], ['RMP862', 'mind', 'deployments: write']]);
    expect(findings.map(({ fix }) => fix.paste)).toEqual([['permissions:', '  contents: write', '  deployments: write'], []]);
  });

  it('asks the App for what its token lacks, and the job for nothing that is not its own', () => {
    const answer = { kind: 'missing', accepted: 'contents=write' } as const;
    const { findings } = examinePermissions({ probes: [probe({ repository: 'acme/rollouts', tokenOf: 'state-token', answer }), probe({ access: 'read' }), probe({ permission: 'issues', isNeeded: false, answer })] });
    expect(findings.map(({ fix }) => fix)).toEqual([{ text: expect.stringContaining('GitHub App') as string, paste: [] }, { text: expect.stringContaining('or leave it out with the input mirrors') as string, paste: ['permissions:', '  contents: read', '  issues: write'] }]);
  });

  it('does not take silence for a yes', () => {
    expect(examinePermissions({ probes: [probe({ answer: { kind: 'unknown', why: '404' } })] }).findings).toEqual([expect.objectContaining({ code: 'RMP863', gravity: 'mend' })]);
  });
});

const rule = (type: string, isBypassed = false): BranchRule => ({ type, ruleset: 'all branches', isBypassed });
const PROTECTED = [rule('deletion'), rule('non_fast_forward')];
const rules = (parts: Partial<Extract<RulesReading, { kind: 'read' }>> = {}): RulesReading => ({ kind: 'read', repository: 'acme/models', ledgerBranch: 'rollouts/fraud-prod-1a2b3c4d', ledgerExists: true, onLedger: PROTECTED, base: 'main', requiredOnBase: [], ...parts });
const OPEN = { isFrozen: false, mustHold: false };
const codes = (reading: RulesReading, known = OPEN): readonly (readonly [string, string])[] => examineRules(reading, known).findings.map(({ code, gravity }) => [code, gravity]);

describe('examineRules', () => {
  it('finds nothing where the recommended rules hold', () => {
    expect(codes(rules())).toEqual([]);
  });

  it.each(['update', 'pull_request', 'required_status_checks', 'commit_author_email_pattern'])('refuses %s on the branch of the ledger, unless the token stands above it', (type) => {
    expect(codes(rules({ onLedger: [...PROTECTED, rule(type)] }))).toEqual([['RMP871', 'mend']]);
    expect(codes(rules({ onLedger: [...PROTECTED, rule(type, true)] }))).toEqual([]);
  });

  it('refuses restricted creations while the branch is not there', () => {
    const onLedger = [...PROTECTED, rule('creation')];
    expect([codes(rules({ onLedger })), codes(rules({ onLedger, ledgerExists: false }))]).toEqual([[], [['RMP871', 'mend']]]);
  });

  it('remarks on signatures, and on a branch that anybody may rewrite', () => {
    expect(codes(rules({ onLedger: [...PROTECTED, rule('required_signatures')] }))).toEqual([['RMP874', 'mind']]);
    expect(codes(rules({ onLedger: [rule('deletion')] }))).toEqual([['RMP872', 'mind']]);
  });

  it('demands the freeze as a check where the policy stops on changed data', () => {
    expect([codes(rules(), { isFrozen: true, mustHold: false }), codes(rules(), { isFrozen: false, mustHold: true }), codes(rules({ requiredOnBase: [FREEZE_CHECK] }), { isFrozen: true, mustHold: true })]).toEqual([[['RMP873', 'mind']], [['RMP873', 'mend']], []]);
  });

  it('remarks that rules could not be read', () => {
    expect(codes({ kind: 'unreadable', why: 'away' })).toEqual([['RMP863', 'mind']]);
  });
});
