/**
 * What happens to one transaction: decoding, ante checks, validation of worker payloads, execution,
 * delivery and simulation. It imports genesis, api and ledger; block, rest and rpc use it.
 */
package devnet.tx;
