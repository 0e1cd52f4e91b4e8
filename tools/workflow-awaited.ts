// What the templates use before the actions declare it. Delete an entry when its action has it, and this file with the last one; a test
// says when that is. It counts for the templates alone: everything else is held against the actions as they are.
import type { DeclaredAction, Permissions } from './workflow-actions.ts';

interface Awaited {
  /** Values of choices, by input. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly permissions?: Permissions;
}

export const AWAITED: Readonly<Record<string, Awaited>> = {
  'freeze-data': { choices: { mode: ['gate'] }, permissions: { statuses: 'write', 'pull-requests': 'read' } },
};

export function withAwaited(actions: ReadonlyMap<string, DeclaredAction>): ReadonlyMap<string, DeclaredAction> {
  return new Map(
    [...actions].map(([name, action]) => {
      const { choices = {}, permissions = {} } = AWAITED[name] ?? {};
      const inputs = Object.fromEntries(Object.entries(action.inputs).map(([input, spec]) => [input, { ...spec, choices: [...spec.choices, ...(choices[input] ?? [])] }]));
      return [name, { ...action, inputs, permissions: { ...action.permissions, ...permissions } }];
    }),
  );
}
