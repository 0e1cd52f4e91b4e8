// A workflow file as the harness works on it: validated, with its expressions still unevaluated. Pure data; workflow-reader.ts makes it.
import type { EventFilter } from './event-filter.ts';
import type { MappingTemplate, Place, Template } from './template.ts';

export interface WorkflowDocument {
  /** Path inside the repository, as `github.workflow_ref` names it. */
  readonly fileName: string;
  /** The `name:`, or the file name. */
  readonly name: string;
  readonly events: Readonly<Record<string, EventFilter>>;
  readonly env: MappingTemplate;
  readonly runDefaults: RunDefaults;
  readonly permissions: Permissions;
  readonly concurrency: Template;
  readonly jobs: readonly JobDefinition[];
}

export interface JobDefinition {
  readonly id: string;
  readonly at: Place;
  readonly name: Template;
  readonly needs: readonly string[];
  readonly condition: Condition;
  readonly strategy: Template;
  readonly runsOn: Template;
  readonly env: MappingTemplate;
  readonly runDefaults: RunDefaults;
  readonly permissions: Permissions;
  readonly concurrency: Template;
  readonly environment: Template;
  readonly timeoutMinutes: Template;
  readonly continueOnError: Template;
  readonly outputs: MappingTemplate;
  readonly steps: readonly StepDefinition[];
}

export interface StepDefinition {
  /** Given in the file, or made as GitHub makes it (`__run`, `__actions_checkout`, `__run_2`). */
  readonly id: string;
  /** Only steps whose id stands in the file are in the `steps` context. */
  readonly isNamed: boolean;
  readonly at: Place;
  readonly name: Template;
  readonly condition: Condition;
  readonly continueOnError: Template;
  readonly timeoutMinutes: Template;
  readonly env: MappingTemplate;
  readonly action: StepAction;
}

export type StepAction =
  | { readonly kind: 'run'; readonly script: Template; readonly shell: Template; readonly workingDirectory: Template }
  | { readonly kind: 'uses'; readonly reference: string; readonly inputs: MappingTemplate };

/** An `if:`, with `success() &&` put before it where the file names no status function. */
export interface Condition {
  readonly text: string;
  readonly at: Place;
}

export interface RunDefaults {
  readonly shell: Template;
  readonly workingDirectory: Template;
}

/** What `permissions:` says; the harness records it and enforces nothing. */
export type Permissions =
  | { readonly kind: 'default' }
  | { readonly kind: 'all'; readonly level: string }
  | { readonly kind: 'listed'; readonly levels: Readonly<Record<string, string>> };

/** Why a workflow cannot be run: the file is wrong, it asks for what this harness does not do, or the event cannot be. */
export interface WorkflowProblem {
  readonly kind: 'invalid' | 'unsupported' | 'event';
  readonly message: string;
  readonly at: Place;
}
