/** The commands that create, import, show and encrypt the worker's key. Only cli may import it. */
package cli.wallet;
