import type { components } from './schema.d.ts';

type Options = components['schemas']['WebAuthnOptions'];
type Credential = components['schemas']['WebAuthnCredential'];

/** The person closed the browser's question, or no authenticator answered in time. */
export class PasskeyCancelled extends Error {}

/** Whether this browser can use passkeys in the form the contract speaks (JSON both ways). */
export function passkeysSupported(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** Whether passkeys can be offered in the autofill of a field. */
export async function autofillSupported(): Promise<boolean> {
  return passkeysSupported() && (await PublicKeyCredential.isConditionalMediationAvailable());
}

/** Asks for a passkey or security key; with `autofill` it waits in the field's suggestions until `signal` ends it. */
export async function getPasskey(options: Options, autofill?: AbortSignal): Promise<Credential> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options.publicKey as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  return answered(
    navigator.credentials.get({
      publicKey,
      ...(autofill ? { mediation: 'conditional', signal: autofill } : {}),
    }),
  );
}

/** Registers a new passkey or security key. */
export async function createPasskey(options: Options): Promise<Credential> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options.publicKey as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  return answered(navigator.credentials.create({ publicKey }));
}

async function answered(question: Promise<unknown>): Promise<Credential> {
  try {
    const credential = await question;
    if (credential instanceof PublicKeyCredential) {
      return credential.toJSON() as Credential;
    }
  } catch (failure) {
    if (!(failure instanceof DOMException)) {
      throw failure;
    }
    if (failure.name === 'InvalidStateError') {
      throw new AlreadyRegistered();
    }
  }
  throw new PasskeyCancelled();
}

/** The authenticator already holds a passkey of this account. */
export class AlreadyRegistered extends Error {}
