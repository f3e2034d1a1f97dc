import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { z } from 'zod';
import { HttpRefusal } from '../../bot/http/body.ts';

/** Microsoft's, for bots of the public cloud. */
const OPEN_ID = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const ISSUER = 'https://api.botframework.com';
const CHANNEL = 'msteams';
const KEPT_MS = 24 * 3_600_000;
/** Keys are fetched anew for an unknown one at most so often, whatever comes in. */
const AGAIN_MS = 60_000;
const TIMEOUT_MS = 5_000;
const LEEWAY_S = 300;

const metadataSchema = z.object({ jwks_uri: z.string() });
const keysSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), endorsements: z.array(z.string()).optional() })) });

/** What a signed request says of itself. */
export interface Claimed {
  serviceUrl: string | undefined;
  channelId: string | undefined;
}

/**
 * Checks who sent a request. Stricter than botbuilder, which takes tokens without a service address, and answers what it
 * cannot verify with the error's text.
 */
export interface TokenCheck {
  /** @throws HttpRefusal 401 without a reason, whatever is wrong; 503 where the keys cannot be fetched. */
  verify(authorization: string | undefined, claimed: Claimed): Promise<void>;
}

export function createTokenCheck({ appId, openIdUrl = OPEN_ID }: { appId: string; openIdUrl?: string | undefined }): TokenCheck {
  let keys: z.output<typeof keysSchema> | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  async function fetchKeys(): Promise<void> {
    const { jwks_uri } = metadataSchema.parse(await fetchJson(openIdUrl));
    keys = keysSchema.parse(await fetchJson(jwks_uri));
    fetchedAt = performance.now();
  }

  /** The key of a token, fetched where it is not known. */
  async function keyOf(kid: string | undefined) {
    const known = () => keys?.keys.find((key) => key.kid === kid);
    const age = performance.now() - fetchedAt;
    if (age > KEPT_MS || (!known() && age > AGAIN_MS)) {
      fetching ??= fetchKeys().finally(() => {
        fetching = undefined;
      });
      await fetching.catch(() => {
        // Those at hand are good for a while longer.
        if (!keys) throw new HttpRefusal(503, 'not done in time; send it again', { 'retry-after': '5' });
      });
    }
    return known();
  }

  return {
    async verify(authorization, { serviceUrl, channelId }) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (!token || !serviceUrl || channelId !== CHANNEL) throw refused();
      try {
        const { payload } = await jwtVerify(
          token,
          async (header) => {
            const key = await keyOf(header.kid);
            // A key signs for the channels it is endorsed for, and no others.
            if (!key?.endorsements?.includes(CHANNEL)) throw refused();
            return createLocalJWKSet({ keys: [key] } as unknown as JSONWebKeySet)(header);
          },
          { issuer: ISSUER, audience: appId, algorithms: ['RS256'], clockTolerance: LEEWAY_S, requiredClaims: ['exp'] },
        );
        if (payload.serviceurl !== serviceUrl) throw refused();
      } catch (error) {
        if (error instanceof HttpRefusal && error.status === 503) throw error;
        throw refused();
      }
    },
  };
}

const refused = () => new HttpRefusal(401, 'not authorized');

async function fetchJson(address: string): Promise<unknown> {
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the keys' address answered ${answer.status}`);
  return answer.json();
}
