import { parseAddress, suggestAddress } from "../domain/addresses.ts";

export type TypedAddress = { address: string | null; error: string | null; suggestion: string | null };

/**
 * The address that a form asks for, and what to say beside its field. A likely slip is asked about once: `questioned` is
 * the address that this form has been asked about already, and absent where nobody can be asked.
 */
export function readTypedAddress(form: { email: string; questioned?: string | undefined }): TypedAddress {
  const parsed = parseAddress(form.email);
  if (parsed.kind === "invalid") return { address: null, error: parsed.message, suggestion: null };
  const suggestion = suggestAddress(parsed.address);
  const isAsked = suggestion !== null && form.questioned !== undefined && form.questioned !== form.email;
  const error = isAsked ? "Is this address right? If it is, send the form once more." : null;
  return { address: parsed.address, error, suggestion };
}
