/** Bumped with every change of the wire; `protocol-version.test.ts` holds the hash of the schemas beside it. */
export const PROTOCOL_VERSION = 1
