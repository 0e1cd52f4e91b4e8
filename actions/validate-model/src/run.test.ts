import { ActionError, type InputsOf } from '@rampart/action-kit';
import { decodeEvidence, type OpenModel, type Tensor, type ValidationEvidence } from '@rampart/model-validation';
import { describe, expect, it } from 'vitest';
import type { contract } from './contract.ts';
import type { ObtainedArtifact, ValidateModelPorts } from './ports.ts';
import { sha256 } from './read-order.ts';
import { run } from './run.ts';

type Inputs = InputsOf<typeof contract>;

const model = 'the bytes of a model';
const digest = sha256(model);
const absent = { kind: 'absent' } as const;
const given = <T>(value: T) => ({ kind: 'given', value }) as const;

const report = '{"n": 1000, "metrics": {"accuracy": 0.81}, "slices": {"region=west": {"n": 100, "accuracy": 0.7}}}';
const golden = JSON.stringify({
  tolerance: { abs: 0.001, rel: 0 },
  cases: [{ name: 'a flight', inputs: { x: { type: 'float32', shape: [1], data: [2] } }, outputs: { p: { type: 'float32', shape: [1], data: [4] } } }],
});

interface World {
  readonly files: Map<string, string>;
  readonly logged: string[];
  readonly ports: ValidateModelPorts;
  closed: number;
}

/** A model that squares its input; `answer` overrides it. */
function world(files: Readonly<Record<string, string>> = {}, options: { readonly obtained?: ObtainedArtifact; readonly answer?: (x: number) => number; readonly refused?: string } = {}): World {
  const content = new Map(Object.entries({ 'model.onnx': model, 'metrics.json': report, 'golden.json': golden, ...files }));
  const logged: string[] = [];
  const square = options.answer ?? ((x: number) => x * x);
  const opened: OpenModel = {
    inputs: [{ kind: 'tensor', name: 'x', type: 'float32', shape: [1] }],
    outputs: [{ kind: 'tensor', name: 'p', type: 'float32', shape: [1] }],
    run: (inputs) => {
      const x = inputs.get('x')?.data.map(Number)[0] ?? 0;
      return Promise.resolve({ kind: 'outputs', outputs: new Map<string, Tensor>([['p', { type: 'float32', shape: [1], data: [square(x)] }]]) });
    },
    close: () => {
      made.closed += 1;
      return Promise.resolve();
    },
  };
  const read = (path: string) => {
    const held = content.get(path);
    return held === undefined ? ({ kind: 'refused', why: 'is not there.' } as const) : ({ kind: 'read', content: held } as const);
  };
  const made: World = {
    files: content,
    logged,
    closed: 0,
    ports: {
      nowMs: () => Date.UTC(2026, 10, 21, 9),
      readText: (path) => Promise.resolve(read(path)),
      readBytes: (path) => {
        const file = read(path);
        return Promise.resolve(file.kind === 'read' ? { kind: 'read', content: Buffer.from(file.content) } : file);
      },
      writeText: (path, text) => {
        if (path.startsWith('..')) return Promise.resolve({ kind: 'refused', why: 'lies outside of the workspace.' });
        content.set(path, text);
        return Promise.resolve({ kind: 'written' });
      },
      obtainArtifact: () => Promise.resolve(options.obtained ?? { kind: 'artifact', path: 'model.onnx', digest, origin: 'file' }),
      runtime: { open: () => Promise.resolve(options.refused === undefined ? { kind: 'opened', model: opened } : { kind: 'refused', why: options.refused }) },
      log: (text) => logged.push(text),
    },
  };
  return made;
}

function inputs(change: Partial<Inputs> = {}): Inputs {
  return { model: 'flight-delay', version: 'v2.0.0', artifact: 'model.onnx', digest: absent, report: given('metrics.json'), stableReport: absent, gates: given('accuracy: {min: 0.75}'), golden: absent, evidence: 'evidence.json', ...change };
}

function evidenceIn({ files }: World): ValidationEvidence {
  const decoded = decodeEvidence(files.get('evidence.json') ?? '');
  if (decoded.kind === 'refused') throw new Error(JSON.stringify(decoded.mistakes));
  return decoded.value;
}

async function refusal(change: Partial<Inputs>, made: World = world()): Promise<{ readonly exitCode: number; readonly said: readonly string[]; readonly error: ActionError }> {
  const outcome: unknown = await run(inputs(change), made.ports).catch((error: unknown) => error);
  if (!(outcome instanceof ActionError)) throw new Error(`no refusal: ${JSON.stringify(outcome)}`);
  expect(made.files.has('evidence.json')).toBe(false);
  return { exitCode: outcome.exitCode, said: outcome.message.split('\n'), error: outcome };
}

describe('run', () => {
  it('passes a model whose gates hold and whose golden cases answer as recorded', async () => {
    const made = world();
    const result = await run(inputs({ golden: given('golden.json'), digest: given(digest) }), made.ports);
    expect(result).toMatchObject({
      exitCode: 0,
      outputs: { passed: 'true', digest, evidence: 'evidence.json', sentence: 'flight-delay v2.0.0 passes: 1 gate holds, 1 golden case answered as recorded.' },
      annotations: [],
      closing: { decided: 'flight-delay v2.0.0 passes: 1 gate holds, 1 golden case answered as recorded.', why: 'Everything that was asked for holds.', next: `The evidence for ${digest} is in evidence.json; canary-step takes it.` },
    });
    expect(result.outputs.report).toBe(result.summary);
    expect(evidenceIn(made)).toMatchObject({ passed: true, digest, model: 'flight-delay', version: 'v2.0.0', at: '2026-11-21T09:00:00.000Z', golden: { kind: 'run', digest: sha256(golden), cases: 1, failed: 0 } });
    expect(made.closed).toBe(1);
  });

  it('fails with exit code 1, evidence that says so and an annotation for each gate that does not hold', async () => {
    const made = world({ 'stable.json': '{"accuracy": 0.83}' });
    const gates = 'accuracy: {min: 0.82, worseByAtMost: 1 point, slices: [region]}\nloss: {max: 1}\nf1: {min: 0, whenMissing: tell}';
    const result = await run(inputs({ gates: given(gates), stableReport: given('stable.json') }), made.ports);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ passed: 'false', sentence: 'flight-delay v2.0.0 does not pass: 3 of 6 gates failed, 2 of 6 gates cannot be decided.' });
    expect(result.annotations.map(({ level, title, message }) => `${level} ${title}: ${message}`)).toEqual([
      'error fails: accuracy at least 0.82: 0.81',
      'error fails: accuracy at most 0.01 below stable: 0.81, 0.02 worse than stable',
      'error fails: accuracy of region=west at least 0.82: 0.7',
      "error cannot be decided, so it fails: accuracy of region=west at most 0.01 below stable: stable's report has no slice region=west",
      'error cannot be decided, so it fails: loss at most 1: the report has no metric loss; it has accuracy',
      'warning cannot be decided, only told: f1 at least 0: the report has no metric f1; it has accuracy',
    ]);
    expect(result.closing.why).toBe('accuracy at least 0.82: 0.81.');
    expect(evidenceIn(made).passed).toBe(false);
  });

  it('passes when what cannot be decided only tells, and says so', async () => {
    const result = await run(inputs({ gates: given('{accuracy: {min: 0.75}, f1: {min: 0, whenMissing: tell}}') }), world().ports);
    expect(result).toMatchObject({ exitCode: 0, outputs: { passed: 'true', sentence: 'flight-delay v2.0.0 passes: 1 of 2 gates hold, 1 could not be decided and only tells.' } });
  });

  it('fails when a golden case is answered otherwise', async () => {
    const made = world({}, { answer: () => NaN });
    const result = await run(inputs({ golden: given('golden.json'), report: absent, gates: absent }), made.ports);
    expect(result).toMatchObject({ exitCode: 1, outputs: { sentence: 'flight-delay v2.0.0 does not pass: 1 of 1 golden cases failed.' }, closing: { why: 'Golden case a flight: p is NaN, expected 4.' } });
    expect(result.summary).toContain('| a flight | p is NaN, expected 4 |');
    expect(evidenceIn(made).golden).toMatchObject({ failed: 1, shown: [{ name: 'a flight', why: 'p is NaN, expected 4' }] });
  });

  it('reads gates from a file when the input is a path', async () => {
    const made = world({ 'gates.yaml': 'accuracy:\n  min: 0.9\n' });
    expect((await run(inputs({ gates: given('gates.yaml') }), made.ports)).exitCode).toBe(1);
  });

  it('warns that an address without a digest proves little', async () => {
    const obtained: ObtainedArtifact = { kind: 'artifact', path: 'model.onnx', digest, origin: 'download' };
    const warned = await run(inputs(), world({}, { obtained }).ports);
    expect(warned.annotations).toMatchObject([{ level: 'warning', title: 'No digest' }]);
    expect((await run(inputs({ digest: given(digest) }), world({}, { obtained }).ports)).annotations).toEqual([]);
  });

  it('keeps hostile names out of the markup of the summary', async () => {
    const result = await run(inputs({ gates: given('"a|b <img src=x> @team": {min: 1}'), model: 'x|y' }), world().ports);
    expect(result.summary).not.toMatch(/<img|@team|a\|b|x\|y/);
  });
});

describe('run, given something wrong', () => {
  it('names every mistake of every input at once and does nothing', async () => {
    const made = world({ 'metrics.json': '{"accuracy": NaN, "f1": "0.5"}', 'golden.json': '{"cases": [],\n "tolerance": {"abs": -1, "rel": 0}}' });
    const { exitCode, said } = await refusal({ digest: given('sha256:00'), version: 'v1\n::error::x', gates: given('accuracy:\n  min: high\n  sure: 95\n'), golden: given('golden.json'), stableReport: given('gone.json') }, made);
    expect(exitCode).toBe(2);
    expect(said).toEqual([
      'RMP503 version: expected a name of at most 200 characters on one line, got "v1\\n::error::x".',
      'RMP503 digest: expected sha256: and 64 lower-case hexadecimal digits, got "sha256:00". Compute it with sha256sum.',
      'metrics.json:1:14 RMP502 accuracy: expected a finite number, got "NaN"',
      'metrics.json:1:25 RMP502 f1: expected a finite number, got "0.5"',
      'RMP505 stable-report: "gone.json" is not there.',
      'RMP502 gates line 2 accuracy.min: expected a number in the metric\'s own unit or a percentage, got "high". Write e.g. 0.75 or 75%',
      'RMP502 gates line 3 accuracy.sure: expected one of 90%, 95%, 97.5%, 99%, 99.9%, got 95',
      'golden.json:1:11 RMP502 cases: expected a list of at least 1, got an empty list',
      'golden.json:2:23 RMP502 tolerance.abs: expected a number from 0, got -1',
    ]);
    expect(made.logged).toEqual([]);
  });

  it.each([
    ['an empty report', '{}', 'metrics.json:1:1 RMP502 report: has no metric; an empty report proves nothing'],
    ['an empty file', '', 'metrics.json:1:1 RMP502 report: expected an object of metrics such as {"accuracy": 0.81}, got null'],
    ['a repeated key', '{"accuracy": 0.1,\n "accuracy": 0.9}', 'metrics.json:2:2 RMP501 report: is not valid YAML or JSON: Map keys must be unique'],
    ['two documents', 'a: 1\n---\na: 2\n', 'metrics.json:2:1 RMP501 report: is not valid YAML or JSON: Source contains multiple documents; please use YAML.parseAllDocuments()'],
    ['a cut-off file', '{"accuracy": 0.8', 'metrics.json:1:17 RMP501 report: is not valid YAML or JSON: Flow map must end with a }'],
    ['an alias bomb', `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]`, 'metrics.json:1:1 RMP501 report: cannot be read as YAML or JSON: Excessive alias count indicates a resource exhaustion attack'],
    ['a tag', 'a: !!binary aGk=', 'metrics.json:1:4 RMP501 report: is not valid YAML or JSON: Unresolved tag: tag:yaml.org,2002:binary'],
  ])('refuses %s with its place', async (_, text, message) => {
    const { said } = await refusal({}, world({ 'metrics.json': text }));
    expect(said[0]).toBe(message);
  });

  it('refuses a document nested so deep that its reader gives up', async () => {
    const { said } = await refusal({}, world({ 'metrics.json': '['.repeat(100_000) }));
    expect(said[0]).toMatch(/^metrics\.json:\d+:\d+ RMP501 report: /);
  });

  it('refuses a golden set that is cut off, with its place', async () => {
    const { said } = await refusal({ golden: given('golden.json') }, world({ 'golden.json': '{"tolerance":\n {"abs": 1,' }));
    expect(said[0]).toMatch(/^golden\.json:2:\d+ RMP501 golden: is not valid JSON: /);
  });

  it.each<[string, Partial<Inputs>, string]>([
    ['report without gates', { gates: absent }, 'RMP504 gates: is needed with report. Write e.g. gates: "accuracy: {min: 0.75}".'],
    ['gates without report', { report: absent }, 'RMP504 report: is needed with gates. Write e.g. report: metrics.json.'],
    ['nothing to validate by', { report: absent, gates: absent }, 'RMP504 gates: or golden has to be given: there is nothing to validate by. Write gates with report, or golden, or both.'],
    ['a stable report that nothing compares', { report: absent, gates: absent, golden: given('golden.json'), stableReport: given('metrics.json') }, 'RMP504 stable-report: is only compared by gates, which are not given.'],
  ])('refuses %s', async (_, change, message) => {
    expect((await refusal(change)).said).toEqual([message]);
  });

  it('refuses an artifact of another digest, whoever compares first', async () => {
    const other = sha256('other bytes');
    const expected = `RMP509 artifact: has digest ${digest}, expected ${other}. It is not what was named; nothing was validated. Find out who changed it before correcting the digest.`;
    expect(await refusal({ digest: given(other) })).toMatchObject({ exitCode: 2, said: [expected] });
    expect(await refusal({ digest: given(other) }, world({}, { obtained: { kind: 'digest-differs', expected: other, actual: digest } }))).toMatchObject({ exitCode: 2, said: [expected] });
  });

  it('refuses to run bytes that changed after they were verified', async () => {
    const made = world({ 'model.onnx': 'swapped' });
    expect(await refusal({ golden: given('golden.json') }, made)).toMatchObject({ exitCode: 2, said: [expect.stringMatching(/^RMP509 artifact: has digest sha256:[0-9a-f]{64}, expected /)] });
  });

  it('ends with exit code 1, its cause kept, when an address does not answer', async () => {
    const cause = new Error('socket hang up');
    const { exitCode, said, error } = await refusal({}, world({}, { obtained: { kind: 'unavailable', why: 'https://x/m.onnx could not be fetched: socket hang up.', mistake: false, cause } }));
    expect({ exitCode, said, cause: error.cause }).toEqual({ exitCode: 1, said: ['RMP506 artifact: https://x/m.onnx could not be fetched: socket hang up.'], cause });
  });

  it('refuses a truncated model once, not per case', async () => {
    const made = world({}, { refused: 'Failed to load model because protobuf parsing failed.' });
    expect(await refusal({ golden: given('golden.json') }, made)).toMatchObject({
      exitCode: 2,
      said: ['RMP507 artifact: is not a model that can be run: Failed to load model because protobuf parsing failed. The golden set needs a complete ONNX file; check that it was not cut off.'],
    });
  });

  it('refuses a golden set that does not fit the model, with lines, and still closes the model', async () => {
    const made = world({ 'golden.json': golden.replace('"x":{"type":"float32","shape":[1],"data":[2]}', '\n"x":{"type":"float64","shape":[1],"data":[2]}') });
    const { said } = await refusal({ golden: given('golden.json') }, made);
    expect(said).toEqual(['golden.json:2:5 RMP502 cases[0].inputs.x: is float64[1], but the model declares float32[1]']);
    expect(made.closed).toBe(1);
  });

  it('refuses an evidence path that may not be written', async () => {
    expect((await refusal({ evidence: '../evidence.json' })).said).toEqual(['RMP508 evidence: "../evidence.json" lies outside of the workspace.']);
  });
});
