// Reads well-formed markup into a tree, strictly: anything that a lenient reader would repair is an error here.

export interface MarkupElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (MarkupElement | string)[];
}

const TOKEN = /<!DOCTYPE html>|<\/([\w-]+)>|<([\w-]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>|([^<]+)|(.)/gsu;

export function readMarkup(markup: string): MarkupElement {
  const root: { name: string; attributes: Record<string, string>; children: (MarkupElement | string)[] } = { name: '#root', attributes: {}, children: [] };
  const open = [root];
  for (const [token, closed, opened, attributes = '', selfClosing, text, stray] of markup.matchAll(TOKEN)) {
    const parent = open.at(-1) ?? root;
    if (stray !== undefined) throw new Error(`stray "${stray}" inside <${parent.name}>`);
    if (text !== undefined) parent.children.push(parent.name === 'style' ? text : decoded(text));
    if (closed !== undefined) {
      if (closed !== parent.name) throw new Error(`</${closed}> closes <${parent.name}>`);
      open.pop();
    }
    if (opened === undefined) continue;
    const element = { name: opened, attributes: attributesOf(attributes, token), children: [] };
    parent.children.push(element);
    if (selfClosing !== '/') open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name ?? ''}> is not closed`);
  return root;
}

function attributesOf(written: string, token: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of written.matchAll(/([\w:-]+)="([^"]*)"/gu)) {
    if (Object.hasOwn(found, name)) throw new Error(`${name} twice in ${token}`);
    found[name] = decoded(value);
  }
  return found;
}

function decoded(text: string): string {
  const known: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&([^;\s]*);?/gu, (reference, name: string) => {
    const char = known[name];
    if (char === undefined || !reference.endsWith(';')) throw new Error(`unknown reference ${reference}`);
    return char;
  });
}

/** Every element inside, the given one first. */
export function everyElement(element: MarkupElement): readonly MarkupElement[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : everyElement(child)))];
}

export function textOf(element: MarkupElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
