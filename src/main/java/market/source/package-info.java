/**
 * The data providers: the request to send and how to read the reply. No input or output here.
 * Imported by the market room and by the market routes.
 */
package market.source;
