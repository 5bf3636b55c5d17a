/**
 * The ballot as it travels: `0x01 || token[354] || u16 length || content || signature[64]`.
 */

import { concat, equal, Malformed, sha256, u16, utf8 } from "./bytes.js";
import { parseContent } from "./content.js";
import * as ed25519 from "./ed25519.js";
import { TOKEN_LENGTH, verifyToken } from "./token.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Manifest } from "./manifest.js" */

/** @typedef {{ token: Bytes, content: Bytes, signature: Bytes }} Ballot */

/**
 * @param {Bytes} seed of the ballot key, which the token carries as its nonce
 * @param {Bytes} token
 * @param {Bytes} content padded
 * @returns {Promise<Bytes>}
 */
export async function sealBallot(seed, token, content) {
  if (token.length !== TOKEN_LENGTH) throw new Malformed("a token of the wrong length");
  if (!equal(await ed25519.publicKeyOf(seed), token.subarray(2, 34))) throw new Malformed("the token is for another ballot key");
  const signature = await ed25519.sign(seed, signedPart(token, content));
  return concat(VERSION, token, u16(content.length), content, signature);
}

/**
 * @param {Bytes} ballot
 * @param {number} contentSize of the poll
 * @returns {Ballot}
 */
export function parseBallot(ballot, contentSize) {
  const contentAt = VERSION.length + TOKEN_LENGTH + 2;
  const head = concat(VERSION, ballot.subarray(1, 1 + TOKEN_LENGTH), u16(contentSize));
  if (ballot.length !== contentAt + contentSize + 64 || !equal(ballot.subarray(0, contentAt), head)) {
    throw new Malformed("not a ballot of this poll");
  }
  return {
    token: ballot.slice(1, 1 + TOKEN_LENGTH),
    content: ballot.slice(contentAt, contentAt + contentSize),
    signature: ballot.slice(contentAt + contentSize),
  };
}

/**
 * Token, signature, content, in the order in which the ballot box checks them.
 * @param {Manifest} manifest
 * @param {Bytes} bytes
 * @returns {Promise<import("./content.js").Answers>}
 */
export async function verifyBallot(manifest, bytes) {
  const ballot = parseBallot(bytes, manifest.contentSize);
  if (!(await verifyToken(manifest.tokenKey, manifest.challengeDigest, ballot.token))) throw new Malformed("token does not verify");
  if (!(await isSignedBallot(ballot))) throw new Malformed("signature does not verify");
  return parseContent(manifest, ballot.content);
}

/** Whether the ballot key, which is the token's nonce, signed token and content. @param {Ballot} ballot */
export const isSignedBallot = ({ token, content, signature }) => ed25519.verify(token.slice(2, 34), signature, signedPart(token, content));

/** @param {Bytes} ballot */
export const ballotHash = (ballot) => sha256(ballot);

/** @param {Bytes} token @param {Bytes} content */
const signedPart = (token, content) => concat(utf8("psephos-ballot/v1\n"), token, content);

const VERSION = new Uint8Array([0x01]);
