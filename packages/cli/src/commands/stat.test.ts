import { describe, expect, it } from 'vitest';
import { aShell } from '../../test/a-shell.ts';
import { STATISTICS } from '../stat/catalogue.ts';

const rampart = aShell(import.meta.dirname);
const PSI = '{"p":[0.1,0.2,0.3,0.25,0.15],"q":[0.12,0.18,0.25,0.25,0.2]}';

describe('rampart stat', () => {
  it('prints a value that reads back as the same double', async () => {
    const said = await rampart('stat', 'psi', PSI);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(JSON.parse(said.out)).toBeCloseTo(0.029253822911322405, 15);
    expect(await rampart('stat', 'psi', PSI, '--json')).toEqual(said);
  });

  it.each([['formula.psi'], ['PSI'], ['population-stability-index'], ['Population stability index']])('knows psi as %s', async (name) => {
    expect(await rampart('stat', name, PSI)).toEqual(await rampart('stat', 'psi', PSI));
  });

  it('takes inputs from standard input', async () => {
    expect(await aShell(import.meta.dirname, { input: `${PSI}\n` })('stat', 'psi')).toEqual(await rampart('stat', 'psi', PSI));
  });

  it('writes what JSON has no number for as a text', async () => {
    const said = await rampart('stat', 'relative_risk_interval', '{"batches":[[40,0,1000,9000]],"alpha":0.05}');
    expect(JSON.parse(said.out)).toEqual([expect.any(Number), 'Infinity', 'Infinity']);
    expect((await rampart('stat', 'proto.cs', '{"batches":[[0,0,10,90]],"alpha":0.05}')).out).toBe('[0,"NaN","Infinity"]\n');
  });

  it('reads ranges of integers and repeated lists', async () => {
    const range = await rampart('stat', 'kolmogorov_smirnov', '{"x":"integers 1..4","y":"integers 3..6"}');
    expect(range).toEqual(await rampart('stat', 'kolmogorov_smirnov', '{"x":[1,2,3,4],"y":[3,4,5,6]}'));
    expect(range.exitCode).toBe(0);
    const repeated = await rampart('stat', 'predmix_hoeffding_cs', '{"x":[0.2,0.9],"repeat":2}');
    expect(repeated).toEqual(await rampart('stat', 'predmix_hoeffding_cs', '{"x":[0.2,0.9,0.2,0.9]}'));
    expect(repeated.exitCode).toBe(0);
  });

  it.each([[['stat']], [['stat', '--list']]])('lists every function with its inputs: rampart %j', async (argv) => {
    const said = await rampart(...argv);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    for (const { name, inputs } of STATISTICS) {
      expect(said.out).toMatch(new RegExp(`^${name}: `, 'm'));
      for (const key of Object.keys(inputs)) expect(said.out).toContain(`  ${key}: `);
    }
  });

  it('lists one function, and for programs', async () => {
    expect((await rampart('stat', 'psi', '--list')).out).toBe('psi: population stability index of reference shares p and current shares q\n  p: at least two numbers of at least 0\n  q: at least two numbers of at least 0\n');
    const all = JSON.parse((await rampart('stat', '--list', '--json')).out) as { readonly functions: readonly { readonly name: string }[] };
    expect(all.functions.map(({ name }) => name)).toEqual(STATISTICS.map(({ name }) => name));
  });

  it('suggests the function that was probably meant', async () => {
    expect(await rampart('stat', 'normal-log-mixtur', '{}')).toEqual({ exitCode: 2, out: '', err: `rampart stat: there is no function "normal-log-mixtur". Did you mean normal_log_mixture? rampart stat --list names all ${STATISTICS.length}.\n` });
    expect((await rampart('stat', 'weather', '{}')).err).toBe(`rampart stat: there is no function "weather". rampart stat --list names all ${STATISTICS.length}.\n`);
  });

  it('says every mistake of the inputs at once', async () => {
    const said = await rampart('stat', 'requests_needed', '{"pc":2,"w":"x","rr":1,"alpha":0.05}');
    expect(said).toEqual({
      exitCode: 2,
      out: '',
      err: [
        'rampart stat: requests_needed: pc: expected a number from 0 to 1, got 2',
        'rampart stat: requests_needed: pb is missing: expected a number from 0 to 1',
        'rampart stat: requests_needed: w: expected a number between 0 and 1, exclusive, got "x"',
        'rampart stat: requests_needed: r is missing: expected a number above 0',
        'rampart stat: requests_needed: rr is unknown. Did you mean r?',
        '',
      ].join('\n'),
    });
  });

  it.each([
    ['no JSON', ['psi', '{p'], /^rampart stat: psi: the inputs are no JSON: /],
    ['no object', ['psi', '[1]'], /^rampart stat: psi: expected a JSON object with p, q, got \[1\]\n$/],
    ['inputs in several words', ['psi', '{"p":', '[1]}'], /^rampart stat: takes a function and its inputs, got 1 more: \[1\]\}\nPut the JSON in single quotes\.\n$/],
    ['no inputs at all', ['psi'], /^rampart stat: psi: no inputs\. Write them as JSON after the function, or pipe them in:\npsi: .*\n {2}p: /],
    ['shares of different lengths', ['psi', '{"p":[1,2],"q":[1,2,3]}'], /^rampart stat: psi: q: expected 2 categories, got 3\n$/],
    ['a number too large for a double', ['ln Gamma(x)', '{"x":1e999}'], /x: expected a number above 0, got null\n$/],
    ['more events than requests', ['proto.rr.mixture', '{"r":1,"batches":[[5,0,4,10]]}'], /batches: expected a list of batches \[xc, xb, nc, nb\] with xc <= nc/],
    ['a one-sided mixture at level one half', ['normal_log_mixture', '{"s":1,"v":1,"v_opt":1,"alpha_opt":0.5,"is_one_sided":true}'], /alpha_opt: expected less than 0\.5 for a one-sided mixture, got 0\.5/],
    ['arms without variance', ['welch_two_sided_test_relative', '{"a":{"sum":0,"n":10},"b":{"sum":5,"n":10}}'], /a: expected values that differ from each other, got \{"sum":0,"n":10\}\n.*a: expected another sum than 0/],
    ['an endless range', ['wasserstein', '{"x":"integers 1..999999999","y":[1]}'], /x: expected a list of numbers, or "integers FROM\.\.TO"/],
  ])('refuses %s', async (_, argv, words) => {
    const said = await rampart('stat', ...argv);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err).toMatch(words);
  });

  it('tells which keys it has no use for', async () => {
    const said = await rampart('stat', 'mcnemar', '{"b":86,"c":150,"colour":"red","note":"published"}');
    expect(said).toMatchObject({ exitCode: 0, err: 'rampart stat: mcnemar does not use colour\n' });
  });
});

describe('the catalogue', () => {
  it('has no name twice', () => {
    const names = STATISTICS.flatMap(({ name, alsoCalled }) => [name, ...alsoCalled].map((one) => one.toLowerCase()));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
