import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookingWorkflows } from './looking-workflows.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples/workflows');

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'rampart-workflows-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

describe('lookingWorkflows', () => {
  it('finds those that use canary-step, among what people copy from us', async () => {
    cpSync(EXAMPLES, join(workspace, '.github/workflows'), { recursive: true });
    expect(await lookingWorkflows(workspace)).toEqual(['dispatch-chain.yml', 'release-from-dispatch.yml', 'release-from-registry.yml', 'release-from-tag.yml', 'rollout-state-elsewhere.yml', 'rollout.yml']);
  });

  it('takes no comment for a step, and no other action for ours', async () => {
    mkdirSync(join(workspace, '.github/workflows'), { recursive: true });
    writeFileSync(join(workspace, '.github/workflows/a.yml'), '# - uses: rampart-actions/rampart/actions/canary-step@v1\n- uses: acme/canary-step-lint@v1\n');
    writeFileSync(join(workspace, '.github/workflows/b.yaml'), "- uses: './actions/canary-step'\n");
    expect(await lookingWorkflows(workspace)).toEqual(['b.yaml']);
  });

  it('finds nothing where there is no such folder', async () => {
    expect(await lookingWorkflows(workspace)).toEqual([]);
  });
});
