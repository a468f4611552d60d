/**
 * Keys: mnemonic to address, signatures, key sources. Only {@code chain} (for a signer) and routes
 * may import it.
 */
package wallet;
