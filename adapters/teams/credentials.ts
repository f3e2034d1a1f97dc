import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { OperatorError } from '../../agents/kit/errors.ts';
import type { Config } from '../../bot/config.ts';

/**
 * What Greendoor proves itself with to Microsoft: a secret or a certificate, of a registration of one tenant or of many.
 * @throws OperatorError where a file of the certificate cannot be read.
 */
export function credentialsOf({ appId, secret, appTenant }: NonNullable<Config['teams']>): ServiceClientCredentialsFactory {
  const registration = {
    MicrosoftAppId: appId,
    MicrosoftAppType: appTenant ? 'SingleTenant' : 'MultiTenant',
    ...(appTenant ? { MicrosoftAppTenantId: appTenant } : {}),
  };
  if (!secret) return new ConfigurationServiceClientCredentialFactory();
  if ('password' in secret)
    return new ConfigurationServiceClientCredentialFactory({ ...registration, MicrosoftAppPassword: secret.password });
  return new ConfigurationServiceClientCredentialFactory({
    ...registration,
    CertificateThumbprint: thumbprintOf(secret.certificateFile),
    CertificatePrivateKey: read('TEAMS_APP_CERTIFICATE_KEY', secret.keyFile),
  });
}

function thumbprintOf(file: string): string {
  const pem = read('TEAMS_APP_CERTIFICATE', file);
  try {
    return new X509Certificate(pem).fingerprint.replaceAll(':', '');
  } catch {
    throw new OperatorError(`Greendoor cannot start: TEAMS_APP_CERTIFICATE names ${file}, which is no certificate in PEM form.`);
  }
}

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new OperatorError(`Greendoor cannot start: ${setting} names ${file}, which cannot be read.`);
  }
}
