// Has a job exactly the permissions that what it runs asks for? What our actions ask for is in their contracts; the rest is small enough for a table.
import { ownActionOf, type DeclaredAction, type Permissions } from './workflow-actions.ts';
import { jobsOf, type WorkflowJob, type WorkflowStep } from './workflow-sources.ts';

/** One sentence per permission that a job has for nothing, or lacks. */
export function findPermissionMistakes(file: string, text: string, actions: ReadonlyMap<string, DeclaredAction>): readonly string[] {
  return jobsOf(text).flatMap(([name, job]) => {
    const asked = askedBy(job, actions);
    const has = permissionsOf(job);
    return [...new Set([...Object.keys(asked.needed), ...Object.keys(has)])].flatMap((key) => {
      const needed = asked.needed[key];
      const given = has[key];
      if (given === needed || (given !== undefined && needed === undefined && asked.wanted[key] === given)) return [];
      if (needed === undefined) return [`${file} job ${name} has ${key}: ${String(given)}, which nothing in it asks for. Take it away.`];
      return [`${file} job ${name} has ${key}: ${given ?? 'none'}, but what it runs asks for ${needed}.`];
    });
  });
}

interface Asked {
  readonly needed: Permissions;
  /** For what people may want to see; an action does without. */
  readonly wanted: Permissions;
}

function askedBy({ steps = [] }: WorkflowJob, actions: ReadonlyMap<string, DeclaredAction>): Asked {
  return {
    needed: union(steps.map((step) => neededBy(step, actions))),
    wanted: union(steps.map((step) => WANTED[ownActionOf(step)] ?? {})),
  };
}

const WANTED: Readonly<Record<string, Permissions>> = {
  'canary-step': { statuses: 'write', issues: 'write', 'pull-requests': 'write' },
  promote: { statuses: 'write', issues: 'write', 'pull-requests': 'write' },
  rollback: { statuses: 'write', issues: 'write', 'pull-requests': 'write' },
};

function neededBy(step: WorkflowStep, actions: ReadonlyMap<string, DeclaredAction>): Permissions {
  if (step.run !== undefined) return union(COMMANDS.flatMap(([command, needed]) => (command.test(step.run ?? '') ? [needed] : [])));
  if (step.uses?.startsWith('actions/checkout@') === true) return { contents: 'read' };
  const action = actions.get(ownActionOf(step));
  return action === undefined ? {} : narrowed(action, step.with ?? {});
}

/** What commands in scripts need of `github.token`. */
const COMMANDS: readonly (readonly [RegExp, Permissions])[] = [
  [/\bgh workflow run\b/, { actions: 'write' }],
  [/\bgh run (list|view)\b/, { actions: 'read' }],
  [/\bgh issue\b/, { issues: 'write' }],
  [/\bgh api\b.*\/git\//, { contents: 'read' }],
  [/\bgit push\b/, { contents: 'write' }],
];

/** Contracts name what an action needs at most; some inputs make it less. */
function narrowed({ name, permissions: declared }: DeclaredAction, inputs: Readonly<Record<string, unknown>>): Permissions {
  const { actions, ...unaware } = declared;
  // Only who starts runs looks for them.
  const permissions = actions === undefined || inputs['conclude'] === 'by-dispatch' ? declared : unaware;
  if (name === 'canary-step' && (inputs['mode'] === 'observe' || inputs['mode'] === 'status')) return { contents: 'read' };
  const { contents = 'read', ...others } = permissions;
  // Without a token it writes no comment.
  if (name === 'check-policy') return inputs['token'] === undefined || inputs['comment'] === false ? { contents } : permissions;
  // Verifying reads; the gate sets one status and the sweep those of all that is open, and they change no freeze.
  if (name === 'freeze-data' && inputs['mode'] === 'verify') return { contents: 'read' };
  if (name === 'freeze-data' && inputs['mode'] === 'gate') return { contents: 'read', statuses: 'write' };
  if (name === 'freeze-data' && inputs['mode'] === 'sweep') return { ...others, contents: 'read' };
  // A ledger that is pushed with git has no deployments or statuses beside it.
  if ((inputs['ledger'] ?? 'github') !== 'github') return { contents };
  // With state elsewhere this repository's own token only reads; promote and rollback still move the registry's tag.
  const isWriterOfState = name === 'canary-step' || name === 'freeze-data';
  return isWriterOfState && inputs['state-repository'] !== undefined ? { ...others, contents: 'read' } : permissions;
}

function union(all: readonly Permissions[]): Permissions {
  const sum: Record<string, 'read' | 'write'> = {};
  for (const [key, access] of all.flatMap((permissions) => Object.entries(permissions))) if (sum[key] !== 'write') sum[key] = access;
  return sum;
}

function permissionsOf({ permissions }: WorkflowJob): Readonly<Record<string, string>> {
  return typeof permissions === 'object' && permissions !== null ? (permissions as Readonly<Record<string, string>>) : {};
}
