// Two programs that run a workflow file for an event in the same world: our own harness, and act. They answer in the same words.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { actionsOfRepository, runWorkflow, type WorkflowEvent } from '@rampart/testing';
import { ROOT } from '../repository.ts';
import { runWithAct } from './run-act.ts';
import { REPOSITORY, type TemplateWorld } from './world.ts';

export interface TemplateRun {
  /** Of each job that started, by its id; a job that was skipped is not there. */
  readonly jobs: Readonly<Record<string, JobSeen>>;
  /** For the message of a test that fails. */
  readonly text: string;
}

export interface JobSeen {
  readonly conclusion: string;
  /** Outputs of all its steps. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The last lines of each of our actions: what was decided, why, and what comes next. */
  readonly decided: readonly string[];
  /** As Markdown. */
  readonly summary: string;
}

/** `permissions`: what the template gives to its jobs. Either runner has one token for all of them. */
export type TemplateRunner = (world: TemplateWorld, template: string, event: WorkflowEvent, permissions: Readonly<Record<string, 'read' | 'write'>>) => Promise<TemplateRun>;

const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';
const OURS = 'rampart-actions/rampart';
const BIN = join(ROOT, 'tools/act/bin');

export const ownRunner: TemplateRunner = async (world, template, event, permissions) => {
  const { served, github, root, gitDir } = world;
  const outcome = await runWorkflow({
    workflow: { kind: 'file', path: pathOf(template) },
    event,
    repository: REPOSITORY,
    root: join(root, 'runs'),
    machineEnv: { PATH: `${BIN}:${process.env['PATH'] ?? ''}`, LANG: 'C.UTF-8' },
    secrets: secretsOf(github.token({ kind: 'job', permissions })),
    identity: { actor: 'ada', runId: world.nextRunId(), serverUrl: served.url, apiUrl: served.apiUrl, graphqlUrl: served.graphqlUrl },
    actions: actionsOfRepository(OURS, ROOT),
    repositories: { [REPOSITORY]: gitDir },
  });
  if (outcome.kind !== 'completed') throw new Error(`${template} was not run: ${JSON.stringify(outcome)}`);
  const started = outcome.jobs.filter(({ conclusion }) => conclusion !== 'skipped');
  return {
    jobs: Object.fromEntries(started.map(({ id, conclusion, summary, steps }): [string, JobSeen] => [id, { conclusion, outputs: Object.assign({}, ...steps.map(({ outputs }) => outputs)) as Readonly<Record<string, string>>, decided: decidedIn(steps.flatMap(({ log }) => log)), summary }])),
    text: started.flatMap(({ id, steps }) => steps.flatMap(({ log }) => log.map((line) => `${id}: ${line}`))).join('\n'),
  };
};

/**
 * Otherwise than GitHub, act 0.2.89
 * - refuses `environment.deployment` and a schedule's `timezone`, which its schema does not know: both are taken out of a copy;
 * - knows no `concurrency` and no reviewers of an environment, and starts a run whatever the `paths` and `branches` of its event say;
 * - gives one token to all jobs, whatever their `permissions` are: it has those that the template asks for at most;
 * - works out a matrix before it looks at the `if` of its job, so that a look that ended without outputs ends the run there;
 * - reads its own name for the commit (SHA_REF), and takes the copy of the checkout where it may not run actions/checkout: it may here.
 */
export function actRunner(program: string): TemplateRunner {
  return async (world, template, event, permissions) => {
    const { served, github, root } = world;
    const run = await runWithAct({
      program,
      root,
      workflow: asActKnowsIt(template, root),
      event: { name: event.name, payload: event.payload ?? {} },
      actor: 'ada',
      github: {
        GITHUB_REPOSITORY: REPOSITORY,
        GITHUB_REPOSITORY_OWNER: REPOSITORY.split('/')[0] ?? '',
        GITHUB_REF: event.ref,
        GITHUB_RUN_ID: String(world.nextRunId()),
        GITHUB_SERVER_URL: served.url,
        GITHUB_API_URL: served.apiUrl,
        GITHUB_GRAPHQL_URL: served.graphqlUrl,
      },
      sha: event.sha,
      secrets: secretsOf(github.token({ kind: 'job', permissions })),
      actions: { [CHECKOUT]: join(ROOT, 'tools/act/checkout'), [`${OURS}@v1`]: actionsFor(template, root) },
      bin: BIN,
      proxy: world.wayOut.proxy,
    });
    return {
      jobs: Object.fromEntries(run.jobs.map(({ id, conclusion, lines, outputs, summary }): [string, JobSeen] => [id, { conclusion, outputs, decided: decidedIn(lines), summary }])),
      text: run.text,
    };
  };
}

function secretsOf(token: string): Readonly<Record<string, string>> {
  return { GITHUB_TOKEN: token, ROUTER_TOKEN: 'token-of-the-router' };
}

function pathOf(template: string): string {
  return join(ROOT, 'examples/workflows', template);
}

function asActKnowsIt(template: string, root: string): string {
  const copy = join(root, basename(template));
  writeFileSync(copy, readFileSync(pathOf(template), 'utf8').replace(/^ +(deployment: false|timezone: \S+)( #.*)?\n/gm, ''));
  return copy;
}

/** act copies the whole repository for each step: here it has the committed bundles that the template uses, and nothing else. */
function actionsFor(template: string, root: string): string {
  const folder = join(root, `actions of ${template}`);
  for (const [, name = ''] of readFileSync(pathOf(template), 'utf8').matchAll(/uses: rampart-actions\/rampart\/actions\/([a-z-]+)@v1/g)) {
    const own = join(folder, 'actions', name);
    mkdirSync(own, { recursive: true });
    for (const part of ['action.yml', 'dist']) cpSync(join(ROOT, 'actions', name, part), join(own, part), { recursive: true });
  }
  return folder;
}

function decidedIn(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => /^(Decided|Why|Next): /.test(line));
}
