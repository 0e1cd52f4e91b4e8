import { describe, expect, it } from 'vitest';
import { workflowMatches } from './event-match.ts';
import type { EventMatch } from './event-match.ts';
import type { WorkflowEvent } from './workflow-event.ts';
import { readWorkflow } from './workflow-reader.ts';

async function match(on: string, event: Partial<WorkflowEvent>): Promise<EventMatch> {
  const reading = await readWorkflow({ fileName: 'w.yml', text: `on: ${on}\njobs: {a: {runs-on: x, steps: [{run: x}]}}` });
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return workflowMatches(reading.document, { name: 'push', ref: 'refs/heads/main', sha: '0'.repeat(40), ...event });
}

describe('workflowMatches', () => {
  it.each<[string, Partial<WorkflowEvent>, EventMatch['kind']]>([
    ['push', {}, 'matches'],
    ['[push, pull_request]', {}, 'matches'],
    ['{schedule: [{cron: "0 0 * * *"}]}', {}, 'differs'],
    ['{push: {branches: [main]}}', {}, 'matches'],
    ['{push: {branches: [main]}}', { ref: 'refs/heads/dev' }, 'differs'],
    ['{push: {branches: ["release/**", "!release/**-alpha"]}}', { ref: 'refs/heads/release/10' }, 'matches'],
    ['{push: {branches: ["release/**", "!release/**-alpha"]}}', { ref: 'refs/heads/release/beta/3-alpha' }, 'differs'],
    ['{push: {branches-ignore: ["dev*"]}}', { ref: 'refs/heads/dev-1' }, 'differs'],
    ['{push: {branches-ignore: ["dev*"]}}', {}, 'matches'],
    ['{push: {tags: ["fraud@v*"]}}', { ref: 'refs/tags/fraud@v1.2.0' }, 'matches'],
    ['{push: {tags: ["fraud@v*"]}}', { ref: 'refs/tags/churn@v1.2.0' }, 'differs'],
    ['{push: {tags: ["v*"]}}', {}, 'differs'],
    ['{push: {branches: [main]}}', { ref: 'refs/tags/v1' }, 'differs'],
    ['push', { ref: 'refs/tags/v1' }, 'matches'],
    ['{push: {paths: ["rampart/**"]}}', { changedPaths: ['rampart/fraud.yaml'] }, 'matches'],
    ['{push: {paths: ["rampart/**"]}}', { changedPaths: ['src/a.ts'] }, 'differs'],
    ['{push: {paths-ignore: ["docs/**"]}}', { changedPaths: ['docs/a.md'] }, 'differs'],
    ['{push: {paths: ["rampart/**"]}}', {}, 'wrong-event'],
    ['{schedule: [{cron: "*/10 * * * *"}]}', { name: 'schedule', payload: { schedule: '*/10 * * * *' } }, 'matches'],
    ['{schedule: [{cron: "*/10 * * * *"}]}', { name: 'schedule', payload: { schedule: '0 3 * * *' } }, 'differs'],
    ['{schedule: [{cron: "*/10 * * * *"}]}', { name: 'schedule' }, 'wrong-event'],
    ['{repository_dispatch: {types: [model-released]}}', { name: 'repository_dispatch', payload: { action: 'model-released' } }, 'matches'],
    ['{repository_dispatch: {types: [model-released]}}', { name: 'repository_dispatch', payload: { action: 'other' } }, 'differs'],
    ['{repository_dispatch: null}', { name: 'repository_dispatch', payload: { action: 'anything' } }, 'matches'],
    ['pull_request', { name: 'pull_request', payload: { action: 'synchronize' } }, 'matches'],
    ['pull_request', { name: 'pull_request', payload: { action: 'labeled' } }, 'differs'],
    [
      '{pull_request: {branches: [main]}}',
      { name: 'pull_request', payload: { action: 'opened', pull_request: { base: { ref: 'dev' } } } },
      'differs',
    ],
    ['{pull_request: {branches: [main]}}', { name: 'pull_request', payload: { action: 'opened' } }, 'wrong-event'],
  ])('on: %s against %j: %s', async (on, event, expected) => {
    expect((await match(on, event)).kind).toBe(expected);
  });

  it('says why an event does not start the workflow', async () => {
    expect(await match('{push: {tags: ["v*"]}}', {})).toEqual({
      kind: 'differs',
      why: 'it names tags only, and refs/heads/main is a branch',
    });
  });
});

describe('workflowMatches on workflow_dispatch', () => {
  const declared = `{workflow_dispatch: {inputs: {
    target: {type: string, required: true},
    weight: {type: number, default: 5},
    dry-run: {type: boolean},
    mode: {type: choice, options: [auto, tick], default: auto}}}}`;
  const dispatch = (inputs: WorkflowEvent['inputs']): Promise<EventMatch> =>
    match(declared, { name: 'workflow_dispatch', ...(inputs === undefined ? {} : { inputs }) });

  it('fills defaults and types the values', async () => {
    expect(await dispatch({ target: 'fraud', 'dry-run': 'true' })).toEqual({
      kind: 'matches',
      inputs: { target: 'fraud', weight: 5, 'dry-run': true, mode: 'auto' },
    });
  });

  it('gives false and nothing where no default was declared', async () => {
    expect(await dispatch({ target: 'x' })).toMatchObject({ inputs: { 'dry-run': false } });
  });

  it('refuses what GitHub refuses, all at once', async () => {
    expect(await dispatch({ weight: 'heavy', mode: 'watch', 'dry-run': 'yes', nope: 1 })).toEqual({
      kind: 'wrong-event',
      why: [
        'unexpected input "nope"; declared are target, weight, dry-run, mode',
        'input "target" is required',
        'input "weight" is "heavy", expected a number',
        'input "dry-run" is "yes", expected true or false',
        'input "mode" is "watch", expected one of auto, tick',
      ].join('; '),
    });
  });
});
