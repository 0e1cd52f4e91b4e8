// What a route answers, before it is a response; and the refusals of GitHub that many routes share.

export interface Answer {
  readonly status: number;
  /** Left out: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

/** Thrown inside a route to end it with a refusal: caught in one place, never seen outside of the emulator. */
export class Refusal extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`answered ${answer.status}`);
    this.answer = answer;
  }
}

export const DOCUMENTATION = 'https://docs.github.com/rest';

export function problem(status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return { status, body: { message, ...more, documentation_url: DOCUMENTATION, status: String(status) } };
}

export const notFound = (): Answer => problem(404, 'Not Found');
export const emptyRepository = (): Answer => problem(409, 'Git Repository is empty.');

export interface InvalidField {
  readonly resource: string;
  readonly field?: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'custom';
  readonly message?: string;
}

export function invalid(message: string, errors: readonly InvalidField[] = []): Answer {
  return problem(422, message, errors.length === 0 ? {} : { errors });
}

export function ruleViolation(violations: readonly string[]): Answer {
  return problem(422, `Repository rule violations found\n\n${violations.join('\n\n')}\n\n`, { errors: violations.map((message): InvalidField => ({ resource: 'GitRef', code: 'custom', message })) });
}
