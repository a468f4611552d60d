/**
 * Model inputs: candles, where they came from, and the feature vector made of them. Imports java.*
 * only. Everybody may import it.
 */
package domain.market;
