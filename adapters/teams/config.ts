import type { ServiceClientCredentialsFactory } from 'botframework-connector';

/** How the adapter reaches Teams. */
export interface TeamsConfig {
  /** The registration's id; empty in the playground, which signs nothing. */
  appId: string;
  /** Makes the tokens Greendoor proves itself with. */
  credentials: ServiceClientCredentialsFactory;
  /** The Microsoft tenants that are let in. */
  tenants: readonly string[];
  /** Takes unsigned requests, of a playground on this machine. */
  anonymous?: true;
  /** Where the keys of those who may call are told; Microsoft's unless set. */
  openIdUrl?: string | undefined;
  /** Where a channel is written to before it has told of itself; Microsoft's unless set. */
  serviceUrl?: string | undefined;
  /** Least time between two pieces of a streamed answer, in ms; Teams takes about one a second. */
  streamEveryMs?: number | undefined;
  /** How long storing what somebody did may take before Teams is told to send it again, in ms. */
  acceptWithinMs?: number;
  /** How long the answer to a press waits for the card it changes, in ms. */
  cardWithinMs?: number;
}
