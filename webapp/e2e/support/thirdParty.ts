import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from '@playwright/test';
import * as oauth from 'oauth4webapi';
import { checkLogoutToken, type LogoutNotice } from './logoutToken.ts';

interface Visit {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Registration {
  clientId: string;
  /** Absent for an application that can keep none, or that has a key. */
  secret?: string;
  key?: oauth.PrivateKey;
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
  readonly signedOutUri: string;
  readonly noticeUri: string;
  readonly #server: Server;
  readonly #notices: string[] = [];
  #visit: Visit | undefined;
  #registration: Registration = { clientId: '' };
  #as: oauth.AuthorizationServer | undefined;
  #dpop: oauth.DPoPHandle | undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.redirectUri = `${this.origin}/signed-in`;
    this.signedOutUri = `${this.origin}/signed-out`;
    this.noticeUri = `${this.origin}/logout-notice`;
  }

  static async open(): Promise<ThirdParty> {
    const server = createServer();
    const listening = once(server, 'listening');
    server.listen(0, '127.0.0.1');
    await listening;
    const application = new ThirdParty(server);
    server.on('request', (request: IncomingMessage, response) => {
      void application.#answer(request).then(({ status, body }) => {
        response.writeHead(status, {
          'Content-Type': 'text/html; charset=utf-8',
          'Cache-Control': 'no-store',
        });
        response.end(body);
      });
    });
    return application;
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.origin);
    switch (pathname) {
      case '/signed-in':
        return pageOf(searchParams.has('error') ? 'Not signed in' : 'Welcome back');
      case '/signed-out':
        return pageOf('Goodbye');
      case '/logout-notice':
        this.#notices.push(new URLSearchParams(await text(request)).get('logout_token') ?? '');
        return { status: 200, body: '' };
      default:
        return { status: 404, body: '' };
    }
  }

  register(registration: Registration): void {
    this.#registration = registration;
  }

  /** From now on its tokens are bound to a key that it makes (RFC 9449). */
  async bind(): Promise<void> {
    this.#dpop = oauth.DPoP(this.#client, await oauth.generateKeyPair('ES256'));
  }

  /** The name of that key. */
  async thumbprint(): Promise<string> {
    return this.#dpop?.calculateThumbprint() ?? Promise.reject(new Error('Its tokens are not bound'));
  }

  /** What somebody else can do with its tokens, who has them without the key, or with a key of his own. */
  async asThief<Got>(attempt: () => Promise<Got>, withKey = false): Promise<Got> {
    const own = this.#dpop;
    this.#dpop = undefined;
    try {
      if (withKey) {
        await this.bind();
      }
      return await attempt();
    } finally {
      this.#dpop = own;
    }
  }

  get #client(): oauth.Client {
    return { client_id: this.#registration.clientId };
  }

  get #auth(): oauth.ClientAuth {
    const { secret, key } = this.#registration;
    if (key) {
      return oauth.PrivateKeyJwt(key);
    }
    return secret === undefined ? oauth.None() : oauth.ClientSecretBasic(secret);
  }

  get #options() {
    return { ...insecure, ...(this.#dpop ? { DPoP: this.#dpop } : {}) };
  }

  async #discover(): Promise<oauth.AuthorizationServer> {
    if (!this.#as) {
      const issuer = new URL(process.env.GATEHOUSE_URL ?? '');
      const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure });
      this.#as = await oauth.processDiscoveryResponse(issuer, answer);
    }
    return this.#as;
  }

  async #parameters(more: Record<string, string>): Promise<Record<string, string>> {
    this.#visit = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
    return {
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
  }

  async #authorize(parameters: Record<string, string>): Promise<string> {
    const address = new URL((await this.#discover()).authorization_endpoint ?? '');
    Object.entries(parameters).forEach(([name, value]) => address.searchParams.set(name, value));
    return address.href;
  }

  /** Where it sends a browser whose person wants to sign in. */
  async start(more: Record<string, string> = {}): Promise<string> {
    return this.#authorize(await this.#parameters(more));
  }

  /** The same, after it has handed the request to the server (RFC 9126): the browser carries nothing that could be changed. */
  async startPushed(more: Record<string, string> = {}): Promise<string> {
    const as = await this.#discover();
    const parameters = await this.#parameters(more);
    const answer = await oauth.pushedAuthorizationRequest(
      as,
      this.#client,
      this.#auth,
      parameters,
      this.#options,
    );
    const pushed = await oauth.processPushedAuthorizationResponse(as, this.#client, answer);
    return this.#authorize({ client_id: this.#client.client_id, request_uri: pushed.request_uri });
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
      this.#options,
    );
    return oauth.processAuthorizationCodeResponse(as, this.#client, answer, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
  }

  async refresh(tokens: oauth.TokenEndpointResponse): Promise<oauth.TokenEndpointResponse> {
    const as = await this.#discover();
    const token = tokens.refresh_token ?? '';
    const answer = await oauth.refreshTokenGrantRequest(as, this.#client, this.#auth, token, this.#options);
    return oauth.processRefreshTokenResponse(as, this.#client, answer);
  }

  async userInfo(tokens: oauth.TokenEndpointResponse): Promise<oauth.UserInfoResponse> {
    const as = await this.#discover();
    const subject = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? oauth.skipSubjectCheck;
    const answer = await oauth.userInfoRequest(as, this.#client, tokens.access_token, this.#options);
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
      this.#options,
    );
    return oauth.processClientCredentialsResponse(as, this.#client, answer);
  }

  /** What the server knows of a token (RFC 7662). */
  async introspect(token: string): Promise<oauth.IntrospectionResponse> {
    const as = await this.#discover();
    const answer = await oauth.introspectionRequest(as, this.#client, this.#auth, token, insecure);
    return oauth.processIntrospectionResponse(as, this.#client, answer);
  }

  /** Gives a token back (RFC 7009). */
  async revoke(token: string): Promise<void> {
    const answer = await oauth.revocationRequest(
      await this.#discover(),
      this.#client,
      this.#auth,
      token,
      insecure,
    );
    await oauth.processRevocationResponse(answer);
  }

  /** It runs on a device that has no keyboard, and shows a code (RFC 8628). */
  async startDevice(scope = 'openid profile'): Promise<oauth.DeviceAuthorizationResponse> {
    const as = await this.#discover();
    const answer = await oauth.deviceAuthorizationRequest(
      as,
      this.#client,
      this.#auth,
      { scope },
      { ...insecure, headers: new Headers({ 'User-Agent': 'Photo Frame/2' }) },
    );
    return oauth.processDeviceAuthorizationResponse(as, this.#client, answer);
  }

  /** Asks once whether its person has answered; throws what the server says until then. */
  async poll({ device_code: code }: oauth.DeviceAuthorizationResponse): Promise<oauth.TokenEndpointResponse> {
    const as = await this.#discover();
    const answer = await oauth.deviceCodeGrantRequest(as, this.#client, this.#auth, code, this.#options);
    return oauth.processDeviceCodeResponse(as, this.#client, answer);
  }

  /** Asks until its person has answered; not more often than it may after it was told once to slow down. */
  async waitForPerson(device: oauth.DeviceAuthorizationResponse): Promise<oauth.TokenEndpointResponse> {
    let tokens: oauth.TokenEndpointResponse | undefined;
    const ask = async () => (tokens ??= await this.poll(device).catch(() => undefined));
    await expect
      .poll(ask, { message: 'tokens of a device', intervals: [10_500], timeout: 30_000 })
      .toBeDefined();
    return tokens ?? Promise.reject(new Error('The device got no tokens'));
  }

  /** Where it sends a browser whose person shall be signed out at the server as well. */
  async signOut(parameters: Record<string, string> = {}): Promise<string> {
    const address = new URL((await this.#discover()).end_session_endpoint ?? '');
    const all = {
      client_id: this.#client.client_id,
      post_logout_redirect_uri: this.signedOutUri,
      state: 'a b',
      ...parameters,
    };
    Object.entries(all).forEach(([name, value]) => address.searchParams.set(name, value));
    return address.href;
  }

  /** The next notice that somebody was signed out at the server, checked; waits for it. */
  async notice(): Promise<LogoutNotice> {
    await expect
      .poll(() => this.#notices.length, { message: 'a logout notice', intervals: [50, 100, 200] })
      .toBeGreaterThan(0);
    const as = await this.#discover();
    return checkLogoutToken(
      this.#notices.shift() ?? '',
      as.issuer,
      as.jwks_uri ?? '',
      this.#client.client_id,
    );
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

function pageOf(heading: string) {
  return {
    status: 200,
    body: `<!DOCTYPE html><html lang="en"><title>Photo Album</title><h1>${heading}</h1>`,
  };
}
