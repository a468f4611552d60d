/**
 * Commands of the first hour: they find a topic, write and check a settings file. Imported by the
 * root command only; they send nothing to the network.
 */
package cli.setup;
