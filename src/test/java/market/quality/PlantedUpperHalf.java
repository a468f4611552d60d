package market.quality;

import market.fetch.PlantedLowerHalf;

/** Breaks a law on purpose: one half of a circle. */
public final class PlantedUpperHalf {
  public PlantedLowerHalf planted;
}
