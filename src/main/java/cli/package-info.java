/**
 * The command line: one file for each command, with its options, one call and its output, and the
 * entry point of the jar. It may import every other package; nothing but tests and the child
 * processes of trials refers to it.
 */
package cli;
