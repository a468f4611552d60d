/**
 * Keys: from mnemonic to address, signatures, encrypted keyfiles and where a key is looked for.
 * Only chain (for the signer), cli and the composition root may import it.
 */
package wallet;
