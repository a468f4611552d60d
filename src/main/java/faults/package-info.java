/** The ways this job fails, as scenarios that drive the daemon from outside against the devnet. */
package faults;
