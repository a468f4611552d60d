/**
 * Options and prompts that several commands share: settings, candles, roles, results, key files,
 * genesis accounts, passphrase. Imported by cli and its sub-packages only.
 */
package cli.options;
