package scoring;

import devnet.Devnet;

/** Breaks a law on purpose: production knows nothing of the simulation. */
public final class PlantedSimulationImport {
  public Devnet planted;
}
