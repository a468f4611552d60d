package chain;

import org.apache.camel.Exchange;

/** Breaks a law on purpose: the chain client must not know Camel. */
public final class PlantedCamel {
  Exchange planted;
}
