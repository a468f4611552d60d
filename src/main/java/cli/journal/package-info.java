/** The commands that show, export, import, adopt and repair the journal. Only cli may import it. */
package cli.journal;
