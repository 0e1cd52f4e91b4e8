import { describe, expect, it } from 'vitest';
import { evaluateTemplate } from './template-value.ts';
import { entry } from './template.ts';
import { readYamlTemplate, textTemplate } from './yaml-template.ts';

const scope = { contexts: { env: { NAME: "O'Neil {x}", LIST: [1, 2], MORE: { b: 2 } } }, functions: {} };
const at = { line: 1, column: 1 };

describe('textTemplate', () => {
  it('keeps text without expressions, braces and all', () => {
    expect(textTemplate("it's {0} $" + '{x}', at)).toMatchObject({ kind: 'literal', value: "it's {0} ${x}" });
  });

  it('keeps the type of an expression that is all of the text', () => {
    expect(evaluateTemplate(textTemplate('${{ env.LIST }}', at), scope)).toEqual([1, 2]);
  });

  it('puts text and expressions together, whatever characters they hold', () => {
    const template = textTemplate("'{${{ env.NAME }}}' }} {{ ${{ '}}' }}", at);

    expect(evaluateTemplate(template, scope)).toBe("'{O'Neil {x}}' }} {{ }}");
  });

  it('takes an unclosed expression for text', () => {
    expect(textTemplate('a ${{ b', at)).toMatchObject({ kind: 'literal', value: 'a ${{ b' });
  });
});

describe('readYamlTemplate', () => {
  it('gives a script over several lines as YAML means it, not as it stands in the file', () => {
    const template = readYamlTemplate('run: |\n    echo ${{ env.NAME }}\n      indented\n\n    end\n');

    expect(evaluateTemplate(entry(template, 'run'), scope)).toBe("echo O'Neil {x}\n  indented\n\nend\n");
  });

  it('reads a quoted text over two lines without its quotes', () => {
    const template = readYamlTemplate('run: "echo \\"${{ env.NAME }}\\"\n  end"\n');

    expect(evaluateTemplate(entry(template, 'run'), scope)).toBe('echo "O\'Neil {x}" end');
  });

  it('knows the place of every value', () => {
    const template = readYamlTemplate('a:\n  - b: ${{ env.X }}\n');
    const list = entry(template, 'a');

    expect(list.kind === 'sequence' && list.items[0] !== undefined && entry(list.items[0], 'b').at).toEqual({ line: 2, column: 8 });
  });

  it('follows anchors', () => {
    expect(evaluateTemplate(readYamlTemplate('a: &x {n: 1}\nb: *x\n'), scope)).toEqual({ a: { n: 1 }, b: { n: 1 } });
  });

  it('merges what stands beside ${{ insert }}', () => {
    expect(evaluateTemplate(readYamlTemplate('a: 1\n${{ insert }}: ${{ env.MORE }}\n'), scope)).toEqual({ a: 1, b: 2 });
  });
});
