/**
 * Commands for the first steps: list topics, write and check a settings file. They send nothing to
 * the network. Imported by the root command only.
 */
package cli.setup;
