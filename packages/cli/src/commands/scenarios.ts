// rampart scenarios: what there is to simulate with, by theme; by name, the file of one.
import { didYouMean } from '@rampart/policy-document';
import { builtInPolicyNames, builtInPolicyText, FAMILIES, isBuiltInPolicy, namedByTheme, OWN_TRAFFIC, writeScenario, type NamedScenario } from '@rampart/simulator';
import { plainLine } from '@rampart/json-exchange';
import { isSet, type Command, type ExitCode, type Invocation } from '../command.ts';
import { refuse } from '../simulation/tell-refused.ts';
import { textTable } from '../text-table.ts';

export const scenarios: Command = {
  name: 'scenarios',
  summary: 'lists scenarios, families and built-in policies; with a name, prints its file',
  options: {},
  policies: 'none',
  words: '[<name>]',
  run: async (invocation) => {
    const [name, ...more] = invocation.words;
    if (more.length > 0) return refuse(invocation, 'scenarios', [`takes one name, got ${String(invocation.words.length)}`]);
    return name === undefined ? list(invocation) : show(invocation, name);
  },
};

function list({ console, values }: Invocation): ExitCode {
  const themes = namedByTheme();
  const families = [OWN_TRAFFIC, ...FAMILIES];
  if (values['json'] === true) {
    const scenariosOf = themes.map(({ title, scenarios: all }) => ({ theme: title, scenarios: all.map(({ name, about, policy, depth }) => ({ name, about, policy, depth })) }));
    console.out(JSON.stringify({ themes: scenariosOf, families: families.map(({ name, about }) => ({ name, about })), policies: builtInPolicyNames() }, null, 2));
    return 0;
  }
  const sections = [
    ...themes.map(({ title, scenarios: all }) => ({ title: `Scenarios: ${title}`, rows: all.map(({ name, about }) => [name, about]) })),
    { title: 'Families (--family), in each of which every release is another one', rows: families.map(({ name, about }) => [name, about]) },
  ];
  console.out(
    [
      ...sections.flatMap(({ title, rows }) => [title, ...textTable(rows, { left: 2 }).map((line) => `  ${line}`), '']),
      'Built-in policies (policy: in a scenario file)',
      `  ${builtInPolicyNames().join(', ')}`,
      '',
      'rampart scenarios <name> prints the file of one; rampart replay <file> runs it, rampart simulate <policy> --scenario <name> tries a policy of yours in it.',
    ].join('\n'),
  );
  return 0;
}

function show(invocation: Invocation, name: string): ExitCode {
  const { console } = invocation;
  const found = fileNamed(name);
  if (found === 'unknown') {
    const known = [...namedByTheme().flatMap(({ scenarios: all }) => all.map((one) => one.name)), ...FAMILIES.map((family) => family.name), ...builtInPolicyNames()];
    const meant = didYouMean(name, known);
    return refuse(invocation, 'scenarios', [`there is no ${JSON.stringify(plainLine(name, 60))}${meant.kind === 'suggestion' ? `; did you mean ${meant.word}?` : ''} rampart scenarios lists them`]);
  }
  console.out(isSet(invocation, 'json') ? JSON.stringify({ name, ...found }, null, 2) : found.text.trimEnd());
  return 0;
}

function fileNamed(name: string): { readonly kind: 'scenario' | 'policy' | 'family'; readonly text: string } | 'unknown' {
  const named = namedByTheme().flatMap(({ scenarios: all }) => all).find((one) => one.name === name);
  if (named !== undefined) return { kind: 'scenario', text: scenarioText(named) };
  if (isBuiltInPolicy(name)) return { kind: 'policy', text: builtInPolicyText(name) };
  const family = [OWN_TRAFFIC, ...FAMILIES].find((one) => one.name === name);
  return family === undefined ? 'unknown' : { kind: 'family', text: family.about };
}

function scenarioText({ policy, depth, scenario }: NamedScenario): string {
  return writeScenario({ policy, breaks: '', depth, scenario });
}
