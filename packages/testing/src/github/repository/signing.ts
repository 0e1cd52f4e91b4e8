// Signatures that GitHub makes for commits of bots that name no author of their own. Not cryptography: a mark that nobody else makes here.
import { encodeCommit, objectIdOf, type CommitContent } from '../objects/git-object.ts';

const BEGIN = '-----BEGIN PGP SIGNATURE-----';
const END = '-----END PGP SIGNATURE-----';

/** The commit with the server's signature in it. Its id can therefore not be known before. */
export function sign(commit: CommitContent): CommitContent {
  return { ...commit, gpgsig: `${BEGIN}\n\n${sealOf(commit)}\n${END}\n` };
}

export function isSigned(commit: CommitContent): boolean {
  return commit.gpgsig.includes(`\n${sealOf(commit)}\n`);
}

function sealOf(commit: CommitContent): string {
  return Buffer.from(objectIdOf({ type: 'blob', bytes: encodeCommit({ ...commit, gpgsig: '' }).bytes }), 'hex').toString('base64');
}
