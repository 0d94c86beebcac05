import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oauth from 'oauth4webapi';

interface Visit {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Registration {
  clientId: string;
  /** Absent for an application that can keep none. */
  secret?: string;
}

// The server under test is on this machine, without TLS.
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that nobody uses it in earnest
const insecure = { [oauth.allowInsecureRequests]: true };

/**
 * An application of somebody else on another port of this machine: it sends browsers to the server, takes them back, and checks
 * every answer as a certified client library does.
 */
export class ThirdParty {
  readonly origin: string;
  readonly redirectUri: string;
  readonly #server: Server;
  #visit: Visit | undefined;
  #registration: Registration = { clientId: '' };
  #as: oauth.AuthorizationServer | undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.redirectUri = `${this.origin}/signed-in`;
  }

  static async open(): Promise<ThirdParty> {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const known = pathname === '/signed-in';
      const error = searchParams.get('error');
      response.writeHead(known ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(
        `<!DOCTYPE html><html lang="en"><title>Photo Album</title><h1>${error ? 'Not signed in' : 'Welcome back'}</h1>`,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ThirdParty(server);
  }

  register(registration: Registration): void {
    this.#registration = registration;
  }

  get #client(): oauth.Client {
    return { client_id: this.#registration.clientId };
  }

  get #auth(): oauth.ClientAuth {
    return this.#registration.secret === undefined
      ? oauth.None()
      : oauth.ClientSecretBasic(this.#registration.secret);
  }

  async #discover(): Promise<oauth.AuthorizationServer> {
    if (!this.#as) {
      const issuer = new URL(process.env.GATEHOUSE_URL ?? '');
      const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure });
      this.#as = await oauth.processDiscoveryResponse(issuer, answer);
    }
    return this.#as;
  }

  /** Where it sends a browser whose person wants to sign in. */
  async start(more: Record<string, string> = {}): Promise<string> {
    const { authorization_endpoint: endpoint = '' } = await this.#discover();
    this.#visit = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
    const address = new URL(endpoint);
    const parameters = {
      client_id: this.#client.client_id,
      redirect_uri: this.redirectUri,
      response_type: 'code',
      scope: 'openid profile email',
      state: this.#visit.state,
      nonce: this.#visit.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(this.#visit.verifier),
      code_challenge_method: 'S256',
      ...more,
    };
    Object.entries(parameters).forEach(([name, value]) => address.searchParams.set(name, value));
    return address.href;
  }

  /** The code that the browser brought back; throws what the server answered instead of one. */
  async returned(url: string): Promise<URLSearchParams> {
    return oauth.validateAuthResponse(await this.#discover(), this.#client, new URL(url), this.#visit?.state);
  }

  async exchange(returned: URLSearchParams): Promise<oauth.TokenEndpointResponse> {
    const as = await this.#discover();
    const { verifier = '', nonce = '' } = this.#visit ?? {};
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      this.#client,
      this.#auth,
      returned,
      this.redirectUri,
      verifier,
      insecure,
    );
    return oauth.processAuthorizationCodeResponse(as, this.#client, answer, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
  }

  async refresh(tokens: oauth.TokenEndpointResponse): Promise<oauth.TokenEndpointResponse> {
    const as = await this.#discover();
    const token = tokens.refresh_token ?? '';
    const answer = await oauth.refreshTokenGrantRequest(as, this.#client, this.#auth, token, insecure);
    return oauth.processRefreshTokenResponse(as, this.#client, answer);
  }

  async userInfo(tokens: oauth.TokenEndpointResponse): Promise<oauth.UserInfoResponse> {
    const as = await this.#discover();
    const subject = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? oauth.skipSubjectCheck;
    const answer = await oauth.userInfoRequest(as, this.#client, tokens.access_token, insecure);
    return oauth.processUserInfoResponse(as, this.#client, subject, answer);
  }

  /** Tokens for itself, without a person. */
  async tokensForItself(scope: string): Promise<oauth.TokenEndpointResponse> {
    const as = await this.#discover();
    const answer = await oauth.clientCredentialsGrantRequest(
      as,
      this.#client,
      this.#auth,
      { scope },
      insecure,
    );
    return oauth.processClientCredentialsResponse(as, this.#client, answer);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
