import { describe, expect, it } from 'vitest';
import { missingPermission } from './missing-permission.ts';

describe('missingPermission', () => {
  it('names what is missing as a workflow spells it', () => {
    expect(missingPermission({ accepted: 'pull_requests=write', needs: {} })).toBe('The token has no "pull-requests: write". Give the job this block:\n\npermissions:\n  pull-requests: write\n');
  });

  it('takes the first of several ways that a workflow can grant', () => {
    const text = missingPermission({ accepted: 'workflows=write,contents=write; issues=write,metadata=read; pull_requests=write', needs: { contents: 'write' } });
    expect(text).toContain('no "issues: write"');
    expect(text).toContain('permissions:\n  contents: write\n  issues: write\n');
  });

  it('asks for all of them where several are needed, and never lowers what the job needs', () => {
    expect(missingPermission({ accepted: 'contents=read,issues=write', needs: { contents: 'write' } })).toContain('permissions:\n  contents: write\n  issues: write\n');
  });

  it('says who can where no block can', () => {
    expect(missingPermission({ accepted: 'administration=write', needs: { contents: 'write' } })).toContain('GitHub App');
  });

  it('prints what the job needs where GitHub does not say what is missing', () => {
    expect(missingPermission({ accepted: '', needs: { contents: 'write' } })).toContain('permissions:\n  contents: write\n');
    expect(missingPermission({ accepted: '<b>; ::x=y', needs: {} })).toBe('Give the token access to this repository');
  });

  it('names all that the purpose needs, whichever request of it was denied first', () => {
    const text = missingPermission({ accepted: 'issues=read', needs: { contents: 'write' }, purpose: { issues: 'write' } });
    expect(text).toBe('The token has no "issues: write". Give the job this block:\n\npermissions:\n  contents: write\n  issues: write\n');
    expect(missingPermission({ accepted: '', needs: {}, purpose: { statuses: 'write' } })).toContain('no "statuses: write"');
    expect(missingPermission({ accepted: 'issues=write; pull_requests=write', needs: {}, purpose: { 'pull-requests': 'write' } })).not.toContain('issues');
    expect(missingPermission({ accepted: 'contents=read', needs: {}, purpose: { issues: 'write' } })).toContain('no "issues: write" and "contents: read"');
    expect(missingPermission({ accepted: 'issues=read', needs: {}, purpose: { issues: 'write' }, givenAs: 'token' })).toContain('The token of `token` has no "issues: write" there');
  });

  it('sends nobody to the job’s permissions for a token that is not the job’s', () => {
    const text = missingPermission({ accepted: 'contents=write', needs: { contents: 'write' }, givenAs: 'state-token' });
    expect(text).toBe('The token of `state-token` has no "contents: write" there. Give it to the GitHub App, or the person, that the token is of; the job’s own permissions do not matter here');
    expect(missingPermission({ accepted: '', needs: {}, givenAs: 'state-token' })).toContain('may not do that there');
  });
});
