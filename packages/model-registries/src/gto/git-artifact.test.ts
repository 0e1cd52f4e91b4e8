import { describe, expect, it } from 'vitest';
import { formatGitArtifact, parseGitArtifact } from './git-artifact.ts';

describe('parseGitArtifact', () => {
  it('reads what formatGitArtifact writes', () => {
    for (const repository of ['https://example.com/o/r.git', 'file:///srv/a%23b.git', 'ssh://git@example.com/o/r']) {
      const artifact = { repository, commit: 'a'.repeat(40), path: 'models/a#b:c.onnx' };
      expect(parseGitArtifact(formatGitArtifact(artifact))).toEqual({ kind: 'git-artifact', artifact });
    }
  });

  it.each(['https://example.com/x', 'file:///x', 'git+https://example.com/x', 'git+https://example.com/x#main:y', `git+#${'a'.repeat(40)}:x`])('leaves %s to others', (text) => {
    expect(parseGitArtifact(text)).toEqual({ kind: 'other' });
  });
});
