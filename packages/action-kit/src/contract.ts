// What an action promises to its users, as data. action.yml, the README tables and the types of inputs and outputs all follow from it.
export interface Contract {
  /** Folder and name after the repository in `uses:`, e.g. `canary-step`. */
  readonly name: string;
  /** The name in the Actions tab. */
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  readonly branding: { readonly icon: string; readonly color: string };
  /** By workflow permission key, e.g. `contents`. Tests prove that these are what it needs, no more and no less, and what it does without each. */
  readonly permissions: Readonly<Record<string, Permission>>;
  /** By name in kebab-case; in code the names are camelCase. */
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

export interface Permission {
  readonly access: 'read' | 'write';
  readonly why: string;
  /** What happens where a job does not have it. */
  readonly without: string;
}

export type InputSpec = PlainInputSpec | ChoiceInputSpec;

interface InputFacts {
  readonly description: string;
  /** Enforced by us: the runner does not. */
  readonly required?: boolean;
  /** Written as a user would write it. An empty value counts as not given and takes the default too. */
  readonly default?: string;
  /** An expression that the runner fills in where nothing is given, e.g. `${{ github.token }}`. May come to nothing. */
  readonly filledIn?: string;
  readonly example?: string;
}

export interface PlainInputSpec extends InputFacts {
  readonly kind: keyof ValueByKind;
}

export interface ChoiceInputSpec extends InputFacts {
  readonly kind: 'choice';
  readonly choices: readonly string[];
}

/** What each kind becomes in code. */
export interface ValueByKind {
  readonly text: string;
  /** One item per line; blank lines are dropped. Empty when not given. */
  readonly lines: readonly string[];
  /** `true` or `false`. */
  readonly flag: boolean;
  /** `30s`, `10m`, `2h` or `3d`, in milliseconds. */
  readonly duration: number;
  /** A file or folder; relative ones start at the workspace. */
  readonly path: string;
  /** Text that is masked before anything else sees it. */
  readonly secret: string;
}

/** An input that need not be given and has no default. */
export type Optional<T> = { readonly kind: 'absent' } | { readonly kind: 'given'; readonly value: T };

/** Typed inputs: `InputsOf<typeof contract>`. */
export type InputsOf<C extends Contract> = {
  readonly [Name in keyof C['inputs'] & string as CamelCase<Name>]: InputValue<C['inputs'][Name]>;
};

/** The text of an input that need not be given; empty when it was not. */
export function given(input: Optional<string>): string {
  return input.kind === 'given' ? input.value : '';
}

/** Every declared output has a value; all of them are text. */
export type OutputsOf<C extends Contract> = {
  readonly [Name in keyof C['outputs'] & string as CamelCase<Name>]: string;
};

type InputValue<Spec> = Spec extends { readonly kind: 'lines' } | { readonly required: true } | { readonly default: string }
  ? GivenValue<Spec>
  : Optional<GivenValue<Spec>>;

type GivenValue<Spec> = Spec extends { readonly kind: 'choice'; readonly choices: readonly (infer Choice)[] }
  ? Choice
  : Spec extends { readonly kind: infer Kind extends keyof ValueByKind }
    ? ValueByKind[Kind]
    : never;

export type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Name;

/** Keeps the literal types of `contract`, from which `InputsOf` and `OutputsOf` follow. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}

/** `rollout-id` is `rolloutId` in code. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
