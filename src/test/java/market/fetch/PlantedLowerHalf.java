package market.fetch;

import market.quality.PlantedUpperHalf;

/** Breaks a law on purpose: the other half of a circle. */
public final class PlantedLowerHalf {
  public PlantedUpperHalf planted;
}
