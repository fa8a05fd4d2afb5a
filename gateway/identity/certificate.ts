import { createHash, X509Certificate } from 'node:crypto';

/** SHA-256 over the DER form: how a certificate is known again. */
export function certificateSha256(certificate: X509Certificate): Buffer {
  return createHash('sha256').update(certificate.raw).digest();
}

export const notACertificate = 'must be a certificate in PEM form that has not ended';

/** The same of a certificate in PEM form; null where the text holds none, or it has ended at `at` (wall clock). */
export function pemSha256(pem: string, at: number): Buffer | null {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return null;
  }
  return at < Date.parse(certificate.validTo) ? certificateSha256(certificate) : null;
}
