/**
 * What a simulated network begins with: options, topics, accounts, the emissions version in force,
 * and the addresses and signatures these are made of. Every other folder of devnet may import it;
 * it imports none of them.
 */
package devnet.genesis;
