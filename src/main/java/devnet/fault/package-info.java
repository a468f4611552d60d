/**
 * One loopback HTTP server that can be made to fail as real ones do, and the policy that says what
 * it does to each request. It knows api only; devnet builds its nodes with it and scenarios write
 * the policies.
 */
package devnet.fault;
