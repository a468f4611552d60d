/**
 * Experiments on a real daemon process, compared with the network's record: ended by a signal at
 * one point of its cycle in each window, or left to run for thousands of epochs. Used by simulate
 * kill, simulate soak and the figures; they import engine and devnet.
 */
package faults.experiment;
