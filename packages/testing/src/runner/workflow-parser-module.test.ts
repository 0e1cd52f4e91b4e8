import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { loadWorkflowParser } from './workflow-parser-module.ts';

describe('loadWorkflowParser', () => {
  it('loads the parser although node refuses its JSON imports', async () => {
    const { workflow, action } = await loadWorkflowParser();

    expect(typeof workflow.parseWorkflow).toBe('function');
    expect(typeof action.parseAction).toBe('function');
  });

  it('does so in plain node too, where nothing else transforms modules', () => {
    const module = JSON.stringify(new URL('./workflow-parser-module.ts', import.meta.url).href);
    const script = `const { loadWorkflowParser } = await import(${module}); console.log(typeof (await loadWorkflowParser()).workflow.parseWorkflow);`;

    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim()).toBe('function');
  });

  it('gives the same module to callers that load at the same time', async () => {
    const [first, second] = await Promise.all([loadWorkflowParser(), loadWorkflowParser()]);

    expect(first.workflow).toBe(second.workflow);
  });
});
