// The sum of policy, defaults file, preset and built-in defaults as one YAML file that means the same.
import { Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Policy } from '@rampart/rollout-policy';
import { digestPolicy } from './digest.ts';
import type { Origins } from './origins.ts';
import { writtenOut } from './policy-text.ts';
import { formatPath, type Path } from './source/path.ts';
import { formatPlace } from './source/place.ts';

/** Decodes to the same policy. With `origins`, a comment at each value that the policy itself does not say. */
export function expandPolicy(policy: Policy, origins: Origins = new Map()): string {
  const document = new Document(writtenOut(policy));
  document.commentBefore = ` Everything that a rollout of ${policy.target} is decided by.\n Policy digest ${digestPolicy(policy)}`;
  annotate(document.contents, [], origins);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function annotate(node: unknown, path: Path, origins: Origins): void {
  if (isMap(node)) {
    for (const { key, value } of node.items) annotate(value, [...path, isScalar(key) ? String(key.value) : ''], origins);
  } else if (isSeq(node) && !node.items.every(isScalar)) {
    node.items.forEach((item, index) => {
      annotate(item, [...path, index], origins);
    });
  } else if (isSeq(node)) {
    node.flow = true;
    comment(node, path, origins);
  } else if (isScalar(node)) {
    comment(node, path, origins);
  }
}

function comment(node: Node, path: Path, origins: Origins): void {
  const origin = origins.get(formatPath(path));
  if (origin === undefined || origin.kind === 'policy') return;
  if (origin.kind === 'built-in') node.comment = ' default';
  else node.comment = ` ${origin.kind === 'preset' ? 'preset, ' : ''}${formatPlace(origin.place)}`;
}
