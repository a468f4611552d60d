/**
 * Reads what users of other workers have: their configuration, environment and key files, each key
 * with what becomes of it. Knows no settings but by their keys. Imported by config and cli.
 */
package config.foreign;
