/**
 * Options and prompts that several commands share: settings, candle file, key file, genesis
 * accounts, passphrase. Imported by cli and its sub-packages only.
 */
package cli.options;
