import { createHash, timingSafeEqual } from 'node:crypto';
import { OperatorError } from '../../agents/kit/errors.ts';

/** A secret that speaks for one person. A person may have several, so that one can be replaced without a gap. */
export interface McpToken {
  email: string;
  token: string;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Says whose token it is, or undefined where nobody's. Every token is compared, in the same time whatever was given.
 * @throws OperatorError for a token that two people have.
 */
export function createTokens(tokens: readonly McpToken[]): (given: string) => string | undefined {
  const known = tokens.map(({ email, token }) => ({ email: email.toLowerCase(), token, digest: digestOf(token) }));
  const twice = known.find(({ token, email }) => known.some((other) => other.token === token && other.email !== email));
  if (twice) throw new OperatorError(`MCP_TOKENS gives ${twice.email} a token that somebody else has, too: each speaks for one person.`);
  return (given) => {
    const digest = digestOf(given);
    return known.filter((each) => timingSafeEqual(each.digest, digest))[0]?.email;
  };
}
